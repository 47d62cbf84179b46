"""The room's name and place (documente) for Django."""

from __future__ import annotations

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Documents (documente)."""

    name = "condica.documents"
    verbose_name = "Documente"
