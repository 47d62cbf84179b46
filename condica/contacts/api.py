"""The door of contacts (ușa contactelor): what rooms above may call."""

from __future__ import annotations

from typing import Any

from django.db.models import BigIntegerField, QuerySet
from django.db.models.functions import Cast

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.contacts import queries
from condica.contacts.access import Eyes, eyes, may_see
from condica.contacts.actions import (
    Eraser,
    create,
    erase_contact,
    erase_expired,
    find_or_create_by_email,
    merge,
    search_by_cnp,
    unmerge,
)
from condica.contacts.actions.erasure_list import apply_again, missing
from condica.contacts.models import (
    Consent,
    Contact,
    ContactAddress,
    ContactPoint,
    ContactRole,
    Erased,
    Erasure,
    PersonExport,
    PersonRequest,
)
from condica.contacts.queries import (
    File,
    Item,
    Locality,
    Match,
    PersonalKeeper,
    Section,
    SectionRow,
    find,
    keepers,
    localities,
    members,
    register_acquaintance,
    register_keeper,
    register_need,
    register_people,
    register_section,
    resolved,
)
from condica.contacts.rules import ContactKind, normal_email, normal_phone
from condica.foundation import navigation
from condica.foundation.navigation import NavItem

__all__ = [
    "Contact",
    "ContactKind",
    "ContactPoint",
    "Eraser",
    "Erasure",
    "Eyes",
    "File",
    "Item",
    "Locality",
    "Match",
    "PersonalKeeper",
    "Section",
    "SectionRow",
    "apply_again",
    "create",
    "erase_expired",
    "erased_ids",
    "erased_remains",
    "eyes",
    "find",
    "find_or_create_by_email",
    "found_by_cnp",
    "keepers",
    "localities",
    "may_see",
    "members",
    "merge",
    "missing",
    "normal_email",
    "normal_phone",
    "register_acquaintance",
    "register_keeper",
    "register_need",
    "register_people",
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


def found_by_cnp(cnp: str, *, reason: str, by: User) -> list[Match]:
    """The person with this CNP, as a list of options shows them; the search stays in the journal."""
    found = search_by_cnp(cnp, reason=reason, by=by)
    return [queries.match_of(found, by)] if found else []


def erased_remains(place: str) -> dict[str, str]:
    """The rows of a table that were erased, with the digest of what remains of each; the last erasure counts."""
    return dict(Erased.objects.filter(place=place).order_by("pk").values_list("object_id", "remains"))


def erased_ids(place: str) -> QuerySet[Any]:
    """The numbers of a table's rows that were erased, for a query."""
    found = Erased.objects.filter(place=place)
    return found.annotate(number=Cast("object_id", BigIntegerField())).values("number")


def register_keepers() -> None:
    """What this room itself keeps about people."""
    register_keeper(
        PersonalKeeper(
            key="contacts",
            label="Fișa persoanei",
            how="Numele devine o mențiune; adresele, telefoanele, e-mailul, CNP-ul, calitățile și notele se scot.",
            keeps="Felul contactului și legătura cu documentele: rapoartele pe petiționari nu se schimbă.",
            models=(Contact, ContactAddress, ContactPoint, ContactRole),
            find=queries.own_items,
            of_papers=queries.no_longer_needed,
            erase=erase_contact,
            order=10,
        )
    )
    register_keeper(
        PersonalKeeper(
            key="requests",
            label="Consimțăminte și cereri privind datele",
            how="Rămân ca dovadă, legate de un contact fără nume (GDPR, art. 5 alin. (2), art. 7 alin. (1)).",
            keeps="Câte s-au dat, retras, cerut și când s-a răspuns.",
            models=(Consent, PersonRequest, PersonExport),
            find=queries.proofs,
            erase=lambda item, eraser: None,
            order=15,
        )
    )
