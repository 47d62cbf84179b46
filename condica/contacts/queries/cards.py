"""Lists and cards (liste și fișe): contacts as they are known now, merges followed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Exists, F, OuterRef, QuerySet

from condica.accounts.models import User
from condica.contacts.models import Contact, ContactAddress, ContactPoint, ContactRole, MergeLink
from condica.contacts.rules import PointKind
from condica.foundation import romanian
from condica.foundation.search import tsquery
from condica.journal.queries import lines_about
from condica.journal.rules import Verb

OPEN_FOR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
_UP = """
WITH RECURSIVE up(start, id) AS (
    SELECT id, id FROM unnest(%s::bigint[]) AS id
    UNION ALL
    SELECT up.start, m.kept_id FROM up JOIN contacts_mergelink m ON m.merged_id = up.id AND m.undone_at IS NULL
)
SELECT start, id FROM up
WHERE NOT EXISTS (SELECT 1 FROM contacts_mergelink m WHERE m.merged_id = up.id AND m.undone_at IS NULL)
"""
_DOWN = """
WITH RECURSIVE down(id) AS (
    SELECT %s::bigint
    UNION
    SELECT m.merged_id FROM down JOIN contacts_mergelink m ON m.kept_id = down.id AND m.undone_at IS NULL
)
SELECT id FROM down
"""


def living() -> QuerySet[Contact]:
    """The contacts that are not merged into another, nor erased."""
    return Contact.objects.filter(
        ~Exists(MergeLink.objects.filter(merged=OuterRef("pk"), undone_at=None)), erased_at=None
    )


def resolved_all(ids: Iterable[int]) -> Mapping[int, int]:
    """For each contact the one it is now, all in one query."""
    with connection.cursor() as cursor:
        cursor.execute(_UP, [list(ids)])
        return dict(cursor.fetchall())


def resolved(contact: Contact) -> Contact:
    """The contact that this one is now, after merges."""
    pk = resolved_all([contact.pk])[contact.pk]
    return contact if pk == contact.pk else Contact.objects.get(pk=pk)


def members(contact: Contact) -> list[int]:
    """All contacts that are this one now, itself included: papers of any of them are its papers."""
    with connection.cursor() as cursor:
        cursor.execute(_DOWN, [contact.pk])
        return [row[0] for row in cursor.fetchall()]


def with_point(kind: PointKind, normal: str) -> QuerySet[Contact]:
    """The contacts reached at this address or number, oldest first."""
    return Contact.objects.filter(points__kind=kind, points__normal=normal).order_by("pk")


def with_cnp(cnp: str) -> Contact | None:
    """The contact with this CNP, as it is now."""
    found = living().filter(cnp=cnp).order_by("pk").first()
    return resolved(found) if found else None


def was_seen(user: User, contact: Contact, now: datetime) -> bool:
    """Whether the user opened this card within the last hour: the journal says it, and is not told twice."""
    lines = lines_about("contacts.contact", [contact.pk]).filter(verb=Verb.CONTACT_SEEN, actor_id=user.pk)
    return lines.filter(moment__gt=now - OPEN_FOR, moment__lte=now + MINUTE).exists()


def by_words(words: str) -> QuerySet[Contact]:
    """Living contacts in which every word begins some key, by name."""
    groups = [[word] for word in romanian.words_of(words)]
    found = living().order_by("sort_key", "pk")
    if not groups:
        return found
    return found.extra(where=["contacts_contact.keys @@ %s::tsquery"], params=[_all_prefixes(groups)])


def _all_prefixes(groups: list[list[str]]) -> str:
    return " & ".join(tsquery([group], prefix_last=True) for group in groups)


def listed(words: str = "", kind: str = "") -> QuerySet[Contact]:
    """The list of contacts, by name, with what tells them apart."""
    found = by_words(words).prefetch_related("addresses", "points")
    return found.filter(kind=kind) if kind else found


@dataclass(frozen=True, slots=True)
class Card:
    """Everything known of somebody (fișă): of the contact and of those merged into it."""

    contact: Contact
    addresses: list[ContactAddress]
    points: list[ContactPoint]
    roles: list[ContactRole]
    people: list[ContactRole]
    merges: list[MergeLink]


def card(contact: Contact) -> Card:
    """The card of a contact, in a bounded number of queries."""
    ids = members(contact)
    points = {(p.kind, p.normal): p for p in ContactPoint.objects.filter(contact__in=ids).order_by("kind", "pk")}
    roles = (
        ContactRole.objects.filter(contact__in=ids)
        .select_related("of")
        .order_by(F("until").desc(nulls_first=True), "title")
    )
    people = (
        ContactRole.objects.filter(of__in=ids)
        .select_related("contact")
        .order_by(F("until").desc(nulls_first=True), "title")
    )
    merges = MergeLink.objects.filter(kept__in=ids, undone_at=None).select_related("merged", "by").order_by("at")
    return Card(
        contact=contact,
        addresses=list(ContactAddress.objects.filter(contact__in=ids).order_by("-is_current", "kind", "-pk")),
        points=list(points.values()),
        roles=list(roles),
        people=list(people),
        merges=list(merges),
    )
