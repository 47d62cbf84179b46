"""The door of contacts (ușa contactelor): what rooms above may call."""

from __future__ import annotations

from condica.contacts.actions import create, find_or_create_by_email, merge, unmerge
from condica.contacts.models import Contact, ContactPoint
from condica.contacts.queries import Locality, Match, find, localities, members, resolved
from condica.contacts.rules import ContactKind, mask_cnp, mask_phone, normal_email, normal_phone

__all__ = [
    "Contact",
    "ContactKind",
    "ContactPoint",
    "Locality",
    "Match",
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
    "resolved",
    "unmerge",
]
