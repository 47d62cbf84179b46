"""Circulars (circulare): one registered paper to many; opening, taking note, passing on, answering, closing.

Every verb locks the circular first, then its rows: of two people of a unit who press together, the first one stands
written and the second finds it done.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial

from django.conf import settings
from django.db import transaction

from condica.accounts.api import system_user
from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.contacts.models import Contact
from condica.correspondence import access
from condica.correspondence.models import Circular, CircularMail, CircularReader, CircularUnit
from condica.correspondence.queries import circulars as queries
from condica.correspondence.rules import Delivery
from condica.correspondence.rules.circulars import Asked, digest_of, token_of
from condica.foundation import dates
from condica.foundation.refusal import Refused, RuleBroken
from condica.foundation.romanian import plural
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.organisation.models import Unit
from condica.registry.access import may_receive
from condica.registry.models import Direction, Entry

CLOSED_ITSELF = "toți au făcut ce s-a cerut"


@dataclass(frozen=True, slots=True)
class Addressees:
    """To whom a circular goes (destinatari): units of ours, institutions with their e-mail address."""

    units: Sequence[Unit] = ()
    contacts: Sequence[Contact] = field(default=())


@transaction.atomic
def send_circular(
    entry: Entry,
    *,
    to: Addressees,
    asked: str | Asked,
    by: User,
    words: str = "",
    due_on: date | None = None,
    now: datetime | None = None,
) -> Circular:
    """Send a registered paper as a circular (trimiterea circularei): who gets it is written down at once and stays."""
    at = now or dates.now()
    _check_sending(entry, to, due_on, asked=Asked(asked), at=at, by=by)
    made = Circular.objects.create(
        entry=entry, asked=Asked(asked), words=words.strip(), due_on=due_on, sent_by=by, sent_at=at
    )
    holders = _holders(entry, to.units, at)
    CircularUnit.objects.bulk_create(
        [CircularUnit(circular=made, unit=unit, holder_id=holders[unit.pk]) for unit in dict.fromkeys(to.units)]
    )
    mails = CircularMail.objects.bulk_create(_mails(made, to.contacts))
    data = {"asked": Asked(asked).label, "units": len(holders), "outside": len(mails)}
    record(Verb.CIRCULAR_SENT, on=made, by=by, entry=entry.pk, data=data)
    if mails:
        from condica.correspondence.jobs import send_circular_mail  # noqa: PLC0415 - the job calls this room's actions

        for mail in mails:
            transaction.on_commit(partial(send_circular_mail.defer, mail=mail.pk))
    return made


def _check_sending(entry: Entry, to: Addressees, due_on: date | None, *, asked: Asked, at: datetime, by: User) -> None:
    access.require(by, Permission.CASE_ASSIGN, "Circularele le trimite registratura sau un șef.", "Cere-i șefului tău.")
    if to.contacts:
        access.require(
            by,
            Permission.LETTER_DISPATCH,
            "În afara casei, circularele le trimite registratura.",
            "Cere registraturii.",
        )
    if not to.units and not to.contacts:
        raise RuleBroken("circular-nobody", "Circulara nu are destinatari.", remedy="Alege structuri sau instituții.")
    if entry.cancelled or entry.register.holds_envelopes:
        why = "are numărul anulat" if entry.cancelled else "e în registrul special: i se cunoaște numai plicul"
        raise RuleBroken("circular-paper", f"{entry.paper_number} {why}.", remedy="Alege alt document.")
    if to.contacts and entry.register.is_restricted:
        raise RuleBroken(
            "circular-restricted", f"{entry.paper_number} e într-un registru cu acces restrâns; nu pleacă prin e-mail.",
            remedy="Trimite-l numai structurilor care au drept în registru.",
        )  # fmt: skip
    if asked is not Asked.INFORM and due_on is None:
        raise RuleBroken("circular-day", "Lipsește ziua până la care se cere.", remedy="Scrie ziua.")
    if due_on is not None and due_on <= dates.bucharest_day(at):
        raise RuleBroken("circular-day-past", "Ziua cerută a trecut sau e azi.", remedy="Scrie o zi de mâine încolo.")


def _holders(entry: Entry, units: Sequence[Unit], at: datetime) -> dict[int, int]:
    """Whose head answers for each unit: its own, or the nearest one above."""
    shut = [unit.name for unit in units if not may_receive(unit, entry.register)]
    if shut:
        raise RuleBroken(
            "circular-shut", f"Fără drept în registrul restrâns: {', '.join(shut)}.", remedy="Scoate-le din listă."
        )
    holders = queries.holders_of(units, dates.bucharest_day(at))
    nobody = [unit.name for unit in units if unit.pk not in holders]
    if nobody:
        raise RuleBroken(
            "circular-no-head", f"Fără șef, nici deasupra: {', '.join(nobody)}.",
            remedy="Pune un șef în organigramă sau scoate structura din listă.",
        )  # fmt: skip
    return holders


def _mails(made: Circular, contacts: Sequence[Contact]) -> list[CircularMail]:
    found: dict[str, CircularMail] = {}
    for contact in contacts:
        address = queries.email_of(contact)
        if not address:
            raise RuleBroken(
                "circular-no-email", f"{contact.name} nu are adresă de e-mail.", remedy="Adaug-o în fișa contactului."
            )
        nonce = secrets.token_bytes(32)
        found.setdefault(address.lower(), CircularMail(
            circular=made, contact=contact, name=contact.name, email=address, nonce=nonce,
            digest=digest_of(token_of(nonce, settings.SECRET_KEY)), message_id=queries.new_message_id(),
        ))  # fmt: skip
    return list(found.values())


def _locked(circular: Circular) -> Circular:
    rows = Circular.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("entry__register", "entry__number").get(pk=circular.pk)


def _mine(circular: Circular, by: User) -> tuple[list[CircularUnit], list[CircularReader]]:
    """What this person answers for in a circular; refused to whoever did not get it."""
    units = list(circular.units.filter(holder__in=access.units_headed(by)).select_related("unit"))
    read = CircularReader.objects.filter(receipt__circular=circular, user=by)
    readers = list(read.select_related("receipt__unit"))
    if not units and not readers:
        raise Refused(
            "circular-not-mine", "Circulara nu ți-a fost trimisă.", remedy="O confirmă cine a primit-o în compartiment."
        )
    return units, readers


@transaction.atomic
def open_circular(circular: Circular, *, by: User, now: datetime | None = None) -> Circular:
    """Open a circular (deschidere): the moment and the person are the read receipt of the unit."""
    circular, at = _locked(circular), now or dates.now()
    units, readers = _mine(circular, by)
    for receipt in (one for one in units if one.opened_at is None):
        receipt.opened_at, receipt.opened_by = at, by
        receipt.save(update_fields=["opened_at", "opened_by"])
        _tell(Verb.CIRCULAR_READ, circular, receipt.unit, by)
    CircularReader.objects.filter(pk__in=[one.pk for one in readers], opened_at=None).update(opened_at=at)
    return circular


@transaction.atomic
def confirm_circular(circular: Circular, *, by: User, now: datetime | None = None) -> Circular:
    """Take note of a circular (luare la cunoștință); a repeated click, or a colleague's, is harmless."""
    circular, at = open_circular(circular, by=by, now=now), now or dates.now()
    units, readers = _mine(circular, by)
    for receipt in (one for one in units if one.confirmed_at is None):
        receipt.confirmed_at, receipt.confirmed_by = at, by
        receipt.save(update_fields=["confirmed_at", "confirmed_by"])
        _tell(Verb.CIRCULAR_CONFIRMED, circular, receipt.unit, by)
    CircularReader.objects.filter(pk__in=[one.pk for one in readers], confirmed_at=None).update(confirmed_at=at)
    return _close_when_done(circular, at)


def _tell(verb: Verb, circular: Circular, unit: Unit, by: User) -> None:
    record(verb, on=circular, by=by, entry=circular.entry_id, data={"unit": unit.name})


@transaction.atomic
def pass_on(receipt: CircularUnit, people: Sequence[User], *, by: User, now: datetime | None = None) -> int:
    """Give a circular to people of the unit (dată mai departe); returns how many had not got it yet."""
    circular, at = _locked(receipt.circular), now or dates.now()
    units, _ = _mine(circular, by)
    if receipt.pk not in {one.pk for one in units}:
        raise Refused("circular-pass", "O dă mai departe șeful compartimentului.", remedy="Cere-i lui.")
    strange = set(people) - set(queries.people_of(receipt))
    if strange:
        raise RuleBroken(
            "circular-stranger", f"Din alt compartiment: {', '.join(map(str, strange))}.",
            remedy="Alege oameni ai compartimentului.",
        )  # fmt: skip
    had = set(receipt.readers.values_list("user", flat=True))
    new = [one for one in dict.fromkeys(people) if one.pk not in had]
    CircularReader.objects.bulk_create(
        [CircularReader(receipt=receipt, user=one, passed_by=by, passed_at=at) for one in new]
    )
    for one in new:
        personal = {"whom": str(one)}
        record(Verb.CIRCULAR_PASSED, on=circular, by=by, entry=circular.entry_id, personal=personal)
    return len(new)


@transaction.atomic
def answer_circular(receipt: CircularUnit, answer: Entry, *, by: User, now: datetime | None = None) -> CircularUnit:
    """Tie the unit's answer, a registered paper, to the circular (răspunsul structurii)."""
    circular, at = _locked(receipt.circular), now or dates.now()
    units, readers = _mine(circular, by)
    if receipt.pk not in {one.pk for one in units} | {one.receipt_id for one in readers}:
        raise Refused("circular-answer", "Răspunsul îl leagă compartimentul care l-a dat.", remedy="Cere-i lui.")
    receipt = CircularUnit.objects.select_related("unit").get(pk=receipt.pk)
    if receipt.answer_id == answer.pk:
        return receipt
    if receipt.answer_id is not None:
        raise RuleBroken(
            "circular-answered", "Răspunsul a fost legat deja.", remedy="Deschide-l din pagina circularei."
        )
    if answer.pk == circular.entry_id or answer.cancelled or answer.direction == Direction.IN:
        raise RuleBroken(
            "circular-answer-paper", f"{answer.paper_number} nu e un document al casei cu răspunsul.",
            remedy="Înregistrează întâi răspunsul ca document intern, apoi leagă-l.",
        )  # fmt: skip
    receipt.answer, receipt.answered_at, receipt.answered_by = answer, at, by
    receipt.save(update_fields=["answer", "answered_at", "answered_by"])
    data = {"answer": answer.paper_number, "unit": receipt.unit.name}
    record(Verb.CIRCULAR_ANSWERED, on=circular, by=by, entry=circular.entry_id, data=data)
    confirm_circular(circular, by=by, now=at)
    return receipt


@transaction.atomic
def confirm_outside(token: str, *, now: datetime | None = None) -> CircularMail | None:
    """An institution pressed the button of its link (confirmare din afară): once; None for a link we never made."""
    found = CircularMail.objects.filter(digest=digest_of(token)).first()
    if found is None:
        return None
    circular = _locked(found.circular)
    mail = CircularMail.objects.select_for_update(no_key=True).get(pk=found.pk)
    if mail.confirmed_at is None and circular.closed_at is None:
        mail.confirmed_at = now or dates.now()
        mail.save(update_fields=["confirmed_at"])
        record(Verb.CIRCULAR_TAKEN, on=circular, by=system_user(), entry=circular.entry_id)
        _close_when_done(circular, mail.confirmed_at)
    return mail


def _close_when_done(circular: Circular, at: datetime) -> Circular:
    if circular.closed_at is not None or queries.waiting_units(circular).exists() or circular.mails.filter(
        confirmed_at=None
    ).exists():  # fmt: skip
        return circular
    return _close(circular, "", system_user(), at)


@transaction.atomic
def send_circular_again(mail: CircularMail, *, email: str, by: User, now: datetime | None = None) -> CircularMail:
    """Send a circular again to who did not get it (retrimitere), to a corrected address; its first link dies."""
    access.require(
        by, Permission.LETTER_DISPATCH, "În afara casei, circularele le trimite registratura.", "Cere registraturii."
    )
    circular, email = _locked(mail.circular), email.strip()
    mail = CircularMail.objects.select_for_update(no_key=True).get(pk=mail.pk)
    if mail.state == Delivery.WAITING and mail.email == email:  # a repeated click: it is on its way already
        return mail
    _check_again(circular, mail, email)
    nonce = secrets.token_bytes(32)
    mail.email, mail.nonce, mail.digest = email, nonce, digest_of(token_of(nonce, settings.SECRET_KEY))
    mail.message_id, mail.state, mail.attempts = queries.new_message_id(), Delivery.WAITING, 0
    mail.problem = mail.remedy = ""
    mail.sent_at = mail.delivered_at = None
    mail.save()
    record(Verb.CIRCULAR_AGAIN, on=circular, by=by, entry=circular.entry_id, personal={"address": email})
    from condica.correspondence.jobs import send_circular_mail  # noqa: PLC0415 - the job calls this room's actions

    transaction.on_commit(partial(send_circular_mail.defer, mail=mail.pk))
    return mail


def _check_again(circular: Circular, mail: CircularMail, email: str) -> None:
    if circular.closed_at is not None:
        raise RuleBroken(
            "circular-closed", "Circulara e închisă; nu se mai trimite nimănui.", remedy="Trimite alta, dacă e nevoie."
        )
    if mail.confirmed_at is not None or not mail.is_late_to_tell:
        raise RuleBroken(
            "circular-not-back", "Circulara n-a venit înapoi de la acest destinatar.",
            remedy="Se trimite din nou numai ce n-a ajuns; celor care tac li se amintește singur.",
        )  # fmt: skip
    if "@" not in email:
        raise RuleBroken("circular-address", "Lipsește adresa de e-mail.", remedy="Scrie adresa corectată.")
    if circular.mails.exclude(pk=mail.pk).filter(email__iexact=email).exists():
        raise RuleBroken(
            "circular-address-twice", f"Circulara a plecat deja la {email}, pentru alt destinatar.",
            remedy="Scrie altă adresă.",
        )  # fmt: skip


@transaction.atomic
def close_circular(circular: Circular, *, reason: str, by: User, now: datetime | None = None) -> Circular:
    """Close a circular before everybody read it (închidere), with the reason."""
    circular = _locked(circular)
    access.require_follow(by, circular)
    if circular.closed_at is not None:
        return circular
    if not reason.strip():
        raise RuleBroken("circular-reason", "Lipsește motivul închiderii.", remedy="Scrie pe scurt de ce se închide.")
    return _close(circular, reason.strip(), by, now or dates.now())


def _close(circular: Circular, reason: str, by: User, at: datetime) -> Circular:
    circular.closed_at, circular.closed_by, circular.close_reason = at, by, reason
    circular.save(update_fields=["closed_at", "closed_by", "close_reason"])
    read, count = queries.read_of([circular])[circular.pk]
    data, personal = {"read": read, "count": plural(count, "destinatar", "destinatari")}, {"reason": reason}
    data |= {} if reason else {"reason": CLOSED_ITSELF}
    record(
        Verb.CIRCULAR_CLOSED, on=circular, by=by, entry=circular.entry_id, data=data,
        personal=personal if reason else None,
    )  # fmt: skip
    return circular
