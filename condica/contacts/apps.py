"""The room's name and place (contacte) for Django."""

from __future__ import annotations

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    """Contacts (contacte)."""

    name = "condica.contacts"
    verbose_name = "Contacte"
