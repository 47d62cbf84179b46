"""Requests about one's own data (cereri), consents, exports, and looking at somebody's data (vederea datelor)."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from condica.accounts.models import User
from condica.contacts import queries
from condica.contacts.actions.erasing import erase_person
from condica.contacts.models import Consent, Contact, Erasure, PersonExport, PersonRequest
from condica.contacts.queries.keepers import Item
from condica.contacts.rules import Asked, ConsentWay, Ground, Purpose, check_cnp
from condica.foundation import dates
from condica.foundation.refusal import Refused, RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.law import gdpr

EXPORT_DAYS = 7


@transaction.atomic
def reveal(contact: Contact, *, reason: str = "", by: User) -> None:
    """Open somebody's card (vede datele); one line in the journal, at most one an hour for the same two."""
    if not queries.was_seen(by, contact, dates.now()):
        record(Verb.CONTACT_SEEN, on=contact, by=by, personal={"reason": reason.strip() or "fără motiv scris"})


@transaction.atomic
def search_by_cnp(cnp: str, *, reason: str, by: User) -> Contact | None:
    """Look somebody up by their CNP (căutare după CNP): always with a reason, always in the journal."""
    if not reason.strip():
        raise RuleBroken("reason-missing", "O căutare după CNP cere un motiv.", remedy="Scrie de ce cauți persoana.")
    found = queries.with_cnp(check_cnp(cnp))
    said = {"found": found.journal_label if found else "nimeni"}
    on = found or ("contacts.contact", 0, "contacte")
    record(Verb.CONTACT_CNP_SEARCHED, on=on, by=by, data=said, personal={"reason": reason.strip()})
    return found


@transaction.atomic
def give_consent(
    contact: Contact,
    *,
    purpose: Purpose | str,
    text: str,
    way: ConsentWay | str,
    since: date | None = None,
    until: date | None = None,
    by: User,
) -> Consent:
    """Write down what somebody agreed to (consimțământ): the words that they saw, how, from when."""
    if contact.consents.select_for_update(no_key=True).filter(purpose=purpose, withdrawn_on=None).exists():
        raise RuleBroken(
            "consent-known", "Persoana are deja acest consimțământ.", remedy="Retrage-l întâi pe cel dinainte."
        )
    consent = Consent.objects.create(
        contact=contact, purpose=Purpose(purpose), text=text.strip(), way=ConsentWay(way),
        since=since or dates.today(), until=until, written_by=by,
    )  # fmt: skip
    record(Verb.CONSENT_GIVEN, on=contact, by=by, data={"purpose": consent.get_purpose_display()})
    return consent


@transaction.atomic
def withdraw_consent(consent: Consent, *, on: date | None = None, by: User) -> None:
    """Write that it was withdrawn (retragere, GDPR art. 7 alin. (3)): as easy as giving it."""
    consent = Consent.objects.select_for_update(no_key=True, of=["self"]).select_related("contact").get(pk=consent.pk)
    if consent.withdrawn_on:
        return
    consent.withdrawn_on, consent.withdrawn_by = max(on or dates.today(), consent.since), by
    consent.save(update_fields=["withdrawn_on", "withdrawn_by"])
    record(Verb.CONSENT_WITHDRAWN, on=consent.contact, by=by, data={"purpose": consent.get_purpose_display()})


@transaction.atomic
def ask(
    contact: Contact, *, kind: Asked | str, paper: str, identity: str, received_on: date | None = None, by: User
) -> PersonRequest:
    """Write down that a person asks about their own data (cerere); the month runs from its receipt (art. 12)."""
    received = received_on or dates.today()
    if received > dates.today():
        raise RuleBroken("received-in-future", "Cererea nu poate fi primită în viitor.", remedy="Verifică data.")
    request = PersonRequest.objects.create(
        contact=contact, kind=Asked(kind), paper=paper.strip(), identity=identity.strip(), received_on=received,
        due_on=gdpr.answer_by(received), asked_by=by, asked_at=dates.now(),
    )  # fmt: skip
    record(Verb.REQUEST_TAKEN, on=request, by=by, data={"due": dates.numeric(request.due_on)})
    return request


@transaction.atomic
def extend_request(request: PersonRequest, *, reason: str, by: User) -> PersonRequest:
    """Give it two more months (prelungire, art. 12 alin. (3)): once, before the month ends, with the reason told."""
    request = _open(request)
    if request.extended or dates.today() > request.due_on:
        said = "Termenul a fost deja prelungit." if request.extended else "Termenul cererii a trecut."
        raise RuleBroken("request-not-extended", said, cites=(gdpr.ART_12_3,), remedy="Răspunde persoanei acum.")
    if not reason.strip():
        raise RuleBroken("reason-missing", "Prelungirea cere un motiv.", remedy="Scrie ce i se comunică persoanei.")
    request.due_on, request.extended = gdpr.extended_by(request.received_on), True
    request.extension_reason = reason.strip()
    request.save(update_fields=["due_on", "extended", "extension_reason"])
    record(Verb.REQUEST_EXTENDED, on=request, by=by, data={"due": dates.numeric(request.due_on)})
    return request


@transaction.atomic
def decide_access(request: PersonRequest, *, outcome: str, by: User) -> PersonRequest:
    """End a request for a copy (răspuns): given, refused with a reason."""
    return _decide(_open(request), outcome.strip() or "copia datelor a fost dată", by)


@transaction.atomic
def decide_erasure(request: PersonRequest, *, ground: Ground | str, by: User) -> tuple[Erasure, list[Item]]:
    """Decide a request for erasure (art. 17): what may go is erased, what the law keeps is told with its reason."""
    request = _open(request)
    if request.kind != Asked.ERASURE:
        raise RuleBroken("request-not-erasure", "Persoana nu a cerut ștergerea datelor.", cites=(gdpr.ART_17,))
    erasure, kept = erase_person(request, ground=ground, by=by)
    stayed = f"; se păstrează {len(kept)}, potrivit legii" if kept else ""
    _decide(request, f"Șters: {erasure.rows.count()} rânduri{stayed}.", by)
    return erasure, kept


def _open(request: PersonRequest) -> PersonRequest:
    found = (
        PersonRequest.objects.select_for_update(no_key=True, of=["self"]).select_related("contact").get(pk=request.pk)
    )
    if not found.is_open:
        raise RuleBroken("request-decided", "Cererea are deja răspuns.", remedy="Înregistrează o cerere nouă.")
    return found


def _decide(request: PersonRequest, outcome: str, by: User) -> PersonRequest:
    request.decided_by, request.decided_at, request.outcome = by, dates.now(), outcome
    request.save(update_fields=["decided_by", "decided_at", "outcome"])
    record(Verb.REQUEST_DECIDED, on=request, by=by, data={"outcome": outcome.rstrip(".")})
    return request


# --- the copy -----------------------------------------------------------------------------------------------------


@transaction.atomic
def order_export(request: PersonRequest, *, by: User) -> PersonExport:
    """Ask for a person's data in one file (copia datelor); it is made in the background."""
    from condica.contacts import jobs  # noqa: PLC0415 - the jobs call this module

    now = dates.now()
    export = PersonExport.objects.create(request=request, by=by, at=now, expires_at=now + timedelta(days=EXPORT_DAYS))
    record(Verb.EXPORT_ORDERED, on=export, by=by)
    jobs.make_export.defer(export=str(export.pk))
    return export


def place_of(export: PersonExport) -> Path:
    """Where the file waits."""
    return Path(settings.DATA) / "exports" / f"{export.pk}.zip"


def make_export(export: PersonExport) -> PersonExport:
    """Gather everything that every room keeps about the person into one ZIP; a second run changes nothing."""
    from condica.contacts.print import written_copy  # noqa: PLC0415 - typesetting is heavy

    if export.ready_at:
        return export
    place = place_of(export)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    content = io.BytesIO()
    written_copy(export, content, progress=lambda done, total: _tell(export, done, total))
    place.write_bytes(content.getvalue())
    place.chmod(0o600)
    _ready(export, len(content.getvalue()), by=export.by)
    return export


def _tell(export: PersonExport, done: int, total: int) -> None:
    PersonExport.objects.filter(pk=export.pk).update(done=done, total=total)


@transaction.atomic
def _ready(export: PersonExport, size: int, *, by: User) -> None:
    export.refresh_from_db()
    export.ready_at, export.size = dates.now(), size
    export.save(update_fields=["ready_at", "size"])
    record(Verb.EXPORT_MADE, on=export, by=by, data={"size": size // 1000})


@transaction.atomic
def take_export(export: PersonExport, *, by: User, now: datetime | None = None) -> bytes:
    """Hand the file to who asked for it, once (preluare); after that it is gone."""
    export = PersonExport.objects.select_for_update(no_key=True).get(pk=export.pk)
    if export.by_id != by.pk:
        raise Refused("export-of-another", "Copia o poate lua numai cine a cerut-o.", remedy="Cere altă copie.")
    place = place_of(export)
    if not export.may_be_taken(now or dates.now()) or not place.exists():
        raise RuleBroken(
            "export-gone", "Copia a fost deja luată sau a expirat.", cites=(gdpr.ART_15,), remedy="Cere altă copie."
        )
    content = place.read_bytes()
    export.taken_at = now or dates.now()
    export.save(update_fields=["taken_at"])
    record(Verb.EXPORT_TAKEN, on=export, by=by)
    transaction.on_commit(lambda: place.unlink(missing_ok=True))
    return content


def sweep_exports(*, now: datetime | None = None) -> int:
    """Throw away copies that nobody took in time; how many."""
    old = PersonExport.objects.filter(expires_at__lte=now or dates.now(), ready_at__isnull=False, taken_at=None)
    found = [place for place in map(place_of, old) if place.exists()]
    for place in found:
        place.unlink()
    return len(found)
