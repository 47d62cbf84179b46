"""The verbs of contacts (faptele contactelor): the only place that writes them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import connection, transaction

from condica.accounts.models import User
from condica.contacts import queries
from condica.contacts.models import Contact, ContactAddress, ContactPoint, ContactRole, Different, MergeLink
from condica.contacts.rules import (
    AddressKind,
    ContactKind,
    PointKind,
    check_cnp,
    check_cui,
    may_be_same_name,
    name_line,
    normal_email,
    normal_phone,
)
from condica.foundation import dates, romanian
from condica.foundation.refusal import RuleBroken
from condica.foundation.search import to_vector
from condica.journal.actions import record
from condica.journal.rules import Verb


@transaction.atomic
def create(
    *,
    kind: ContactKind | str = ContactKind.PERSON,
    name: str,
    address: str = "",
    locality: str = "",
    county: str = "",
    postal_code: str = "",
    email: str = "",
    phone: str = "",
    cnp: str = "",
    cui: str = "",
    note: str = "",
    by: User,
) -> Contact:
    """Write down somebody new (contact nou); the name stays as it was written."""
    contact = Contact(kind=ContactKind(kind), note=note, created_by=by)
    _set_name(contact, name)
    _set_codes(contact, cnp=cnp, cui=cui)
    contact.save()
    if address or locality:
        home = AddressKind.HOME if contact.is_person else AddressKind.SEAT
        ContactAddress.objects.create(
            contact=contact, kind=home, text=address, locality=locality, county=county, postal_code=postal_code,
            since=dates.today(),
        )  # fmt: skip
    _add_points(contact, emails=[email], phones=[phone])
    refresh_keys([contact])
    record(Verb.CONTACT_CREATED, on=contact, by=by, personal={"name": contact.name})
    return contact


@transaction.atomic
def change(
    contact: Contact,
    *,
    kind: ContactKind | str,
    name: str,
    cnp: str | None = None,
    cui: str = "",
    note: str = "",
    by: User,
) -> Contact:
    """Correct what is known of somebody (corectează); `cnp=None` leaves the CNP, which most people cannot see."""
    _lock(contact)
    before = _facts(contact)
    contact.kind, contact.note = ContactKind(kind), note
    _set_name(contact, name)
    _set_codes(contact, cnp=contact.cnp if cnp is None else cnp, cui=cui)
    fields = [label for label, value in _facts(contact).items() if value != before[label]]
    if fields:
        contact.save()
        refresh_keys([contact])
        _record_change(contact, fields, by=by)
    return contact


@transaction.atomic
def set_address(
    contact: Contact,
    *,
    kind: AddressKind | str,
    text: str,
    locality: str = "",
    county: str = "",
    postal_code: str = "",
    siruta: int | None = None,
    by: User,
) -> ContactAddress:
    """Write the address of now (adresa de acum); the one before stays, as an old one."""
    _lock(contact)
    if not text and not locality:
        raise RuleBroken("address-empty", "Adresa nu are nici stradă, nici localitate.", remedy="Scrie cel puțin una.")
    facts = {"text": text, "locality": locality, "county": county, "postal_code": postal_code, "siruta": siruta}
    current = contact.addresses.filter(kind=kind, is_current=True).first()
    if current and all(getattr(current, key) == value for key, value in facts.items()):
        return current
    today = dates.today()
    contact.addresses.filter(kind=kind, is_current=True).update(is_current=False, until=today)
    address = ContactAddress.objects.create(contact=contact, kind=AddressKind(kind), since=today, **facts)
    refresh_keys([contact])
    _record_change(contact, [f"adresa ({AddressKind(kind).label})"], by=by)
    return address


@transaction.atomic
def set_points(contact: Contact, *, emails: Iterable[str], phones: Iterable[str], by: User) -> None:
    """Write all e-mail addresses and phones of somebody; what is no longer in the list goes."""
    _lock(contact)
    wanted = {(kind, normal) for kind, _, normal in _points(emails, phones)}
    known = {(PointKind(point.kind), point.normal): point for point in contact.points.all()}
    if wanted == set(known):
        return
    for key, point in known.items():
        if key not in wanted:
            point.delete()
    _add_points(contact, emails=emails, phones=phones)
    refresh_keys([contact])
    _record_change(contact, ["e-mail și telefon"], by=by)


@transaction.atomic
def add_role(
    contact: Contact,
    *,
    title: str,
    of: Contact | None = None,
    since: date | None = None,
    until: date | None = None,
    by: User,
) -> ContactRole:
    """Write what somebody is (calitate): „președinte, Asociația de Proprietari nr. 112”."""
    _lock(contact)
    if since and until and until < since:
        raise RuleBroken("dates-reversed", "Ultima zi este înaintea primei zile.", remedy="Verifică cele două date.")
    if of == contact:
        raise RuleBroken(
            "role-of-self", "Un contact nu poate avea o calitate la el însuși.", remedy="Alege alt contact."
        )
    role = ContactRole.objects.create(contact=contact, title=title, of=of, since=since, until=until)
    _record_change(contact, ["calitatea"], by=by)
    return role


@transaction.atomic
def end_role(role: ContactRole, *, until: date | None = None, by: User) -> None:
    """Say until when somebody was what they were (încetează calitatea)."""
    role.until = until or dates.today()
    if role.since and role.until < role.since:
        role.until = role.since
    role.save(update_fields=["until"])
    _record_change(role.contact, ["calitatea"], by=by)


@transaction.atomic
def reveal_cnp(contact: Contact, *, by: User) -> str:
    """Show the CNP to somebody who may see it (afișează CNP); each time leaves a line in the journal."""
    record(Verb.CONTACT_CNP_SEEN, on=contact, by=by)
    return contact.cnp


@transaction.atomic
def find_or_create_by_email(name: str, email: str, *, by: User) -> Contact:
    """Who writes from this address under this name; somebody new if nobody does. Two people may share an address."""
    normal = normal_email(email)
    with connection.cursor() as cursor:  # two letters of one sender, taken at the same moment
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('contacts_email'), hashtext(%s))", [normal])
    for known in queries.with_point(PointKind.EMAIL, normal):
        if may_be_same_name(known.name, name):
            return queries.resolved(known)
    return create(name=romanian.comma_below(name).strip() or email, email=email, kind=ContactKind.PERSON, by=by)


@transaction.atomic
def merge(kept: Contact, merged: Contact, *, by: User) -> MergeLink:
    """Say that two contacts are one (reunește); nothing moves, so it can be undone."""
    kept, merged = queries.resolved(kept), queries.resolved(merged)
    if kept == merged:
        raise RuleBroken("merge-same", "Cele două contacte sunt deja unul singur.")
    _refuse_other_codes(kept, merged)
    link = MergeLink.objects.create(kept=kept, merged=merged, by=by)
    record(Verb.CONTACT_MERGED, on=kept, by=by, data={"other": merged.pk})
    return link


@transaction.atomic
def unmerge(link: MergeLink, *, by: User, now: datetime | None = None) -> None:
    """Undo a merge (desparte): both are again what they were."""
    link = MergeLink.objects.select_for_update(no_key=True, of=["self"]).select_related("kept").get(pk=link.pk)
    if link.undone_at:
        return
    link.undone_at, link.undone_by = now or dates.now(), by
    link.save(update_fields=["undone_at", "undone_by"])
    record(Verb.CONTACT_UNMERGED, on=link.kept, by=by, data={"other": link.merged_id})


@transaction.atomic
def tell_apart(first: Contact, second: Contact, *, by: User) -> None:
    """Say that two contacts only look alike (nu sunt aceeași persoană): never proposed again."""
    low, high = sorted([first, second], key=lambda contact: contact.pk)
    _, new = Different.objects.get_or_create(first=low, second=high, defaults={"by": by})
    if new:
        record(Verb.CONTACT_TOLD_APART, on=low, by=by, data={"other": high.pk})


def refresh_keys(contacts: Iterable[Contact]) -> None:
    """Make again the keys under which contacts are found: name, addresses, ways to reach, CUI; never the CNP."""
    for contact in contacts:
        words = [contact.name, contact.cui, *map(str, contact.addresses.all())]
        keys = {word for text in words for word in romanian.words_of(text)}
        for point in contact.points.all():
            keys.update([point.normal, *romanian.words_of(point.normal)])
        Contact.objects.filter(pk=contact.pk).update(keys=to_vector(sorted(keys)))


def _lock(contact: Contact) -> None:
    contact.refresh_from_db(from_queryset=Contact.objects.select_for_update(no_key=True))
    if contact.erased_at:
        raise RuleBroken(
            "contact-erased",
            "Datele acestui contact au fost șterse și nu se mai scriu.",
            cites=("GDPR, art. 17",),
            remedy="Adaugă un contact nou, dacă persoana scrie din nou.",
        )


def _set_name(contact: Contact, name: str) -> None:
    name = " ".join(romanian.comma_below(name).split())
    if not name:
        raise RuleBroken("contact-unnamed", "Contactul nu are nume.", remedy="Scrie numele așa cum apare pe hârtie.")
    contact.name, contact.sort_key, contact.line = name[:300], romanian.sort_key(name)[:1400], name_line(name)[:400]


def _set_codes(contact: Contact, *, cnp: str, cui: str) -> None:
    contact.cnp = check_cnp(cnp) if cnp.strip() else ""
    contact.cui = check_cui(cui) if cui.strip() else ""


def _points(emails: Iterable[str], phones: Iterable[str]) -> list[tuple[PointKind, str, str]]:
    found = [(PointKind.EMAIL, email.strip(), normal_email(email)) for email in emails if email.strip()]
    return found + [(PointKind.PHONE, phone.strip(), normal_phone(phone)) for phone in phones if phone.strip()]


def _add_points(contact: Contact, *, emails: Iterable[str], phones: Iterable[str]) -> None:
    for kind, value, normal in _points(emails, phones):
        ContactPoint.objects.get_or_create(contact=contact, kind=kind, normal=normal, defaults={"value": value})


def _refuse_other_codes(kept: Contact, merged: Contact) -> None:
    for label, one, other in (("CNP", kept.cnp, merged.cnp), ("CUI", kept.cui, merged.cui)):
        if one and other and one != other:
            raise RuleBroken(
                "merge-other-codes",
                f"Cele două contacte au {label}-uri diferite, deci nu sunt unul singur.",
                remedy=f"Dacă un {label} este greșit, corectează-l întâi.",
            )


def _facts(contact: Contact) -> dict[str, str]:
    return {
        "felul": contact.kind,
        "numele": contact.name,
        "CNP-ul": contact.cnp,
        "CUI-ul": contact.cui,
        "observațiile": contact.note,
    }


def _record_change(contact: Contact, fields: list[str], *, by: User) -> None:
    record(Verb.CONTACT_CHANGED, on=contact, by=by, data={"fields": fields})
