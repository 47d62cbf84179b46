"""Tables of contacts (contacte): the people and organisations, and what is done with their data."""

from condica.contacts.models.people import (
    ADDRESS_CHOICES,
    KIND_CHOICES,
    POINT_CHOICES,
    Contact,
    ContactAddress,
    ContactPoint,
    ContactRole,
    Different,
    MergeLink,
)
from condica.contacts.models.personal import Consent, Erased, Erasure, PersonExport, PersonRequest

__all__ = [
    "ADDRESS_CHOICES",
    "KIND_CHOICES",
    "POINT_CHOICES",
    "Consent",
    "Contact",
    "ContactAddress",
    "ContactPoint",
    "ContactRole",
    "Different",
    "Erased",
    "Erasure",
    "MergeLink",
    "PersonExport",
    "PersonRequest",
]
