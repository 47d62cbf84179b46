"""The room's name and place (documente) for Django."""

from __future__ import annotations

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Documents (documente)."""

    name = "condica.documents"
    verbose_name = "Documente"

    def ready(self) -> None:
        """Tell what is kept about people here, and which pages an administrator has."""
        from condica.documents import access, api  # noqa: PLC0415 - models exist only now

        api.register_keepers()
        access.register_pages()
