"""Contacts that may be one (duplicate propuse): the same code, e-mail, phone, or name and address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from condica.contacts.models import Contact, ContactAddress, ContactPoint, Different
from condica.contacts.queries.cards import living

REASONS = {
    "cnp": "același CNP",
    "cui": "același CUI",
    "email": "aceeași adresă de e-mail",
    "phone": "același telefon",
    "name": "același nume, la aceeași adresă",
}
# A switchboard's number or an office's address is no sign that its people are one.
SHARED_BY_MOST = 4

_PAIRS = """
WITH living AS NOT MATERIALIZED (
    SELECT c.* FROM contacts_contact c
    WHERE NOT EXISTS (SELECT 1 FROM contacts_mergelink m WHERE m.merged_id = c.id AND m.undone_at IS NULL)
), shared AS (
    SELECT kind, normal FROM contacts_contactpoint GROUP BY kind, normal HAVING count(*) BETWEEN 2 AND %(most)s
), pairs AS (
    SELECT a.id AS first, b.id AS second, 'cnp' AS reason
        FROM living a JOIN living b ON a.cnp = b.cnp AND a.id < b.id WHERE a.cnp <> ''
    UNION ALL
    SELECT a.id, b.id, 'cui' FROM living a JOIN living b ON a.cui = b.cui AND a.id < b.id WHERE a.cui <> ''
    UNION ALL
    SELECT a.contact_id, b.contact_id, a.kind FROM shared
        JOIN contacts_contactpoint a USING (kind, normal)
        JOIN contacts_contactpoint b ON b.kind = a.kind AND b.normal = a.normal AND a.contact_id < b.contact_id
    UNION ALL
    SELECT a.id, b.id, 'name' FROM living a JOIN living b ON a.sort_key = b.sort_key AND a.id < b.id
        JOIN contacts_contactaddress x ON x.contact_id = a.id
        JOIN contacts_contactaddress y ON y.contact_id = b.id
            AND lower(x.text) = lower(y.text) AND lower(x.locality) = lower(y.locality)
)
SELECT first, second, array_agg(DISTINCT reason) FROM pairs
WHERE (first, second) > (%(first)s, %(second)s)
    AND first IN (SELECT id FROM living) AND second IN (SELECT id FROM living)
    AND NOT EXISTS (SELECT 1 FROM contacts_different d WHERE d.first_id = first AND d.second_id = second)
GROUP BY first, second ORDER BY first, second LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two contacts that may be one (duplicat propus), and why."""

    first: Contact
    second: Contact
    reasons: tuple[str, ...]


def proposals(*, after: tuple[int, int] = (0, 0), limit: int = 25) -> list[Proposal]:
    """The pairs to look at, oldest contacts first, from a pair on."""
    with connection.cursor() as cursor:
        cursor.execute(_PAIRS, {"most": SHARED_BY_MOST, "first": after[0], "second": after[1], "limit": limit})
        rows = cursor.fetchall()
    found = _with_facts([pk for first, second, _ in rows for pk in (first, second)])
    return [Proposal(found[first], found[second], _words(reasons)) for first, second, reasons in rows]


def duplicates_of(contact: Contact, *, limit: int = 5) -> list[Proposal]:
    """The contacts that may be this one."""
    reasons: dict[int, set[str]] = defaultdict(set)
    for field in ("cnp", "cui"):
        if code := getattr(contact, field):
            _collect(reasons, field, list(Contact.objects.filter(**{field: code}).values_list("pk", flat=True)))
    for point in contact.points.all():
        sharing = ContactPoint.objects.filter(kind=point.kind, normal=point.normal).values_list("contact", flat=True)
        _collect(reasons, point.kind, list(sharing[: SHARED_BY_MOST + 1]))
    for address in contact.addresses.all():
        same = ContactAddress.objects.filter(
            contact__sort_key=contact.sort_key, text__iexact=address.text, locality__iexact=address.locality
        )
        _collect(reasons, "name", list(same.values_list("contact", flat=True)))
    known = Different.objects.filter(Q(first=contact) | Q(second=contact)).values_list("first", "second")
    told_apart = {pk for pair in known for pk in pair} | {contact.pk}
    ids = list(living().filter(pk__in=set(reasons) - told_apart).order_by("pk").values_list("pk", flat=True)[:limit])
    found = _with_facts(ids)
    return [Proposal(contact, found[pk], _words(reasons[pk])) for pk in ids]


def _collect(reasons: dict[int, set[str]], reason: str, ids: Collection[int]) -> None:
    if len(ids) <= SHARED_BY_MOST or reason in {"cnp", "cui", "name"}:
        for pk in ids:
            reasons[pk].add(reason)


def _with_facts(ids: Sequence[int]) -> dict[int, Contact]:
    return Contact.objects.prefetch_related("addresses", "points").in_bulk(set(ids))


def _words(reasons: Sequence[str] | set[str]) -> tuple[str, ...]:
    return tuple(REASONS[reason] for reason in REASONS if reason in reasons)
