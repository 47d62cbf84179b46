"""The room's name and place (contacte) for Django."""

from __future__ import annotations

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    """Contacts (contacte)."""

    name = "condica.contacts"
    verbose_name = "Contacte"

    def ready(self) -> None:
        """Tell the frame where our pages are."""
        from condica.contacts import api  # noqa: PLC0415 - models exist only now

        api.register_pages()
        api.register_keepers()
