"""Foundation (temelia): templates, static files and template tags that every room uses."""

from __future__ import annotations

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "condica.foundation"
    label = "foundation"
    verbose_name = "Temelia"
