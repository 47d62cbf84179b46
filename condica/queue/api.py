"""The queue's door (ușa bonurilor): the menu, the administration; nobody above needs more."""

from __future__ import annotations

from condica.accounts.rules import Permission
from condica.foundation import navigation
from condica.foundation.navigation import NavItem
from condica.organisation.api import AdministrationLink, register_administration


def register_pages() -> None:
    """The counter's entry in the menu, the care of services and screens in the administration."""
    navigation.register(NavItem("queue", "Ordine", "ticket", "queue:home", Permission.ENTRY_REGISTER, 25))
    register_administration(
        AdministrationLink(
            "queue",
            "Bonuri de ordine",
            "Servicii, ghișeele lor, ecranele",
            icon="ticket",
            url_name="queue:services",
            permission=Permission.ORGANISATION_EDIT,
        )
    )
