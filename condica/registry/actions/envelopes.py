"""Envelopes of the special and secret post (plicuri, poșta specială): what stands on them, and whose hands they pass.

Legea 182/2002: classified content never enters the general system. Only the outside of the envelope is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from condica.accounts.models import User
from condica.foundation import dates
from condica.foundation.refusal import Refused, RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.law import l182
from condica.law.l182 import Secrecy
from condica.registry import access
from condica.registry.actions.registering import Paper, register
from condica.registry.models import Channel, Direction, Entry, Envelope, Register


@dataclass(frozen=True, slots=True)
class Outside:
    """What can be read on an envelope without opening it (exteriorul plicului)."""

    number: str
    sender: str
    secrecy: str
    seals: str
    brought_by: str
    delegation: str = ""
    state: str = ""
    dated: date | None = None
    received_at: datetime | None = None


@transaction.atomic
def register_envelope(outside: Outside, *, register_key: str, by: User) -> Entry:
    """Give an envelope its number in the special register (înregistrarea plicului)."""
    _check(outside)
    paper = Paper(
        channel=Channel.SPECIAL,
        subject=l182.SUBJECT,
        sender_name=outside.sender.strip(),
        document_number=outside.number.strip(),
        document_date=outside.dated,
        received_at=outside.received_at,
        envelope={
            "secrecy": outside.secrecy,
            "seals": outside.seals,
            "state": outside.state.strip(),
            "brought_by": outside.brought_by.strip(),
            "delegation": outside.delegation.strip(),
        },
    )
    return register(paper, direction=Direction.IN, register=register_key, by=by)


def _check(outside: Outside) -> None:
    shown = l182.class_of(outside.number)
    if not outside.number.strip() or not outside.sender.strip() or not outside.brought_by.strip():
        raise RuleBroken(
            "envelope-incomplete",
            "De pe plic se scriu numărul, expeditorul și cine l-a adus.",
            cites=(l182.LAW,),
            remedy="Completează rândurile goale.",
        )
    if shown not in (Secrecy.NONE, outside.secrecy):
        raise RuleBroken(
            "envelope-class",
            f"Numărul „{outside.number}” arată clasa „{shown.label}”, nu „{Secrecy(outside.secrecy).label}”.",
            cites=(l182.SERVICE_NUMBERING if shown == Secrecy.SERVICE else l182.NUMBERING,),
            remedy="Scrie clasa de pe plic; dacă numărul și clasa chiar nu se potrivesc, plicul se refuză la primire.",
        )
    if outside.seals == Envelope.Seals.DAMAGED and not outside.state.strip():
        raise RuleBroken(
            "envelope-damage",
            "Sigiliile sunt deteriorate: starea plicului trebuie descrisă.",
            cites=(l182.TRANSPORT,),
            remedy="Scrie ce se vede; plicul nu se deschide.",
        )


@transaction.atomic
def hand_envelope(entry: Entry, to: User, *, by: User) -> Envelope:
    """Hand an envelope to whoever may take it (predare), who signs for it from their own account."""
    envelope = _locked(entry)
    if envelope.taken_at is not None:
        raise RuleBroken("envelope-taken", f"Plicul {entry} a fost deja primit, cu semnătură: {envelope.handed_to}.")
    if entry.cancelled:
        raise RuleBroken("entry-cancelled", f"Numărul {entry} este anulat.")
    if to.pk == by.pk:
        raise RuleBroken(
            "envelope-two-people", "Predarea are două semnături: a celui ce predă și a celui ce primește.",
            cites=(l182.LAW,), remedy="Alege pe cine primește plicul.",
        )  # fmt: skip
    if not access.registers_seen_by(to).filter(pk=entry.register_id).exists():
        raise RuleBroken(
            "envelope-not-cleared",
            f"{to} nu are drept în registrul „{entry.register}”.",
            cites=(l182.LAW,),
            remedy="Plicul se predă numai celor autorizați; dreptul îl dă administratorul.",
        )
    envelope.handed_to, envelope.handed_by, envelope.handed_at = to, by, dates.now()
    envelope.save(update_fields=["handed_to", "handed_by", "handed_at"])
    record(Verb.ENVELOPE_HANDED, on=entry, by=by, entry=entry.pk, personal={"whom": str(to)})
    return envelope


@transaction.atomic
def take_envelope(entry: Entry, *, by: User) -> Envelope:
    """Sign for an envelope (primire sub semnătură): only the person it was handed to."""
    envelope = _locked(entry)
    if envelope.handed_to_id != by.pk:
        raise Refused("envelope-not-yours", "Plicul nu ți-a fost predat ție.", remedy="Semnează cine îl primește.")
    if envelope.taken_at is None:
        envelope.taken_at = max(dates.now(), envelope.handed_at or dates.now())
        envelope.save(update_fields=["taken_at"])
        record(Verb.ENVELOPE_TAKEN, on=entry, by=by, entry=entry.pk)
    return envelope


def _locked(entry: Entry) -> Envelope:
    rows = Envelope.objects.select_for_update(no_key=True, of=("self",)).select_related("handed_to")
    return rows.get(entry=entry)


def special_register(user: User) -> Register | None:
    """The special register in which this person may write, if there is one."""
    return access.registers_to_write(user).filter(nature=Register.Nature.ENVELOPES).first()
