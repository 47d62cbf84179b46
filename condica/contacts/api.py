"""The door of contacts (ușa contactelor): what rooms above may call."""

from __future__ import annotations

from condica.accounts.rules import Permission
from condica.contacts.actions import create, find_or_create_by_email, merge, unmerge
from condica.contacts.models import Contact, ContactPoint
from condica.contacts.queries import (
    Locality,
    Match,
    Section,
    SectionRow,
    find,
    localities,
    members,
    register_section,
    resolved,
)
from condica.contacts.rules import ContactKind, mask_cnp, mask_phone, normal_email, normal_phone
from condica.foundation import navigation
from condica.foundation.navigation import NavItem

__all__ = [
    "Contact",
    "ContactKind",
    "ContactPoint",
    "Locality",
    "Match",
    "Section",
    "SectionRow",
    "create",
    "find",
    "find_or_create_by_email",
    "localities",
    "mask_cnp",
    "mask_phone",
    "members",
    "merge",
    "normal_email",
    "normal_phone",
    "register_section",
    "resolved",
    "unmerge",
]


def register_pages() -> None:
    """Our entry in the menu."""
    navigation.register(
        NavItem(
            "contacts",
            "Contacte",
            icon="users",
            url_name="contacts:list",
            permission=Permission.CONTACT_SEE,
            order=45,
        )
    )
