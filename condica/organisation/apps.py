"""The room's name and place (organizarea) for Django."""

from __future__ import annotations

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """Organisation (organizarea)."""

    name = "condica.organisation"
    verbose_name = "Organizare"
