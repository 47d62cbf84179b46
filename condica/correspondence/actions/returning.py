"""What comes back (confirmări de primire, retururi, încercări): it stays with the letter, and its author is told."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.correspondence import rules
from condica.correspondence.actions import enclosures
from condica.correspondence.actions.envelopes import locked_envelope, require
from condica.correspondence.actions.originals import came_back_with
from condica.correspondence.models import Attempt, Envelope
from condica.correspondence.rules import Delivery, EnvelopeState, Kind, Outcome, ReturnReason
from condica.documents.models import Document
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.registry import api as registry


def envelope_of_number(text: str) -> Envelope | None:
    """The envelope of a number read or typed; also by the courier's number."""
    number = rules.read_s10(text)
    if number:
        return Envelope.objects.filter(number=number).first()
    typed = text.strip()
    return Envelope.objects.filter(tracking=typed).exclude(state=EnvelopeState.UNDONE).first() if typed else None


@transaction.atomic
def note_receipt(
    envelope: Envelope, *, on: date, received_by: str = "", proof: Document | None = None, by: User
) -> Envelope:
    """Keep that the addressee has it (confirmarea de primire): when, who signed, the card itself when it is scanned."""
    require(by)
    envelope = locked_envelope(envelope)
    if envelope.state == EnvelopeState.DELIVERED:
        return _add_card(envelope, proof, by=by)
    rules.check_envelope_move(EnvelopeState(envelope.state), EnvelopeState.DELIVERED)
    _check_day(envelope, on)
    envelope.state, envelope.received_on = EnvelopeState.DELIVERED, on
    envelope.received_by, envelope.proof = received_by.strip(), proof
    envelope.save(update_fields=["state", "received_on", "received_by", "proof"])
    words = f"Primit la {dates.numeric(on)}."
    _tell_letters(envelope, proof, on=on, words=words, by=by)
    data = {"day": dates.numeric(on)}
    personal = {"recipient": envelope.received_by} if envelope.received_by else None
    record(Verb.ENVELOPE_RECEIVED, on=envelope, by=by, data=data, personal=personal)
    return envelope


def _add_card(envelope: Envelope, proof: Document | None, *, by: User) -> Envelope:
    """The card scanned after its day was typed."""
    if proof is None or envelope.proof_id is not None:
        return envelope
    envelope.proof = proof
    envelope.save(update_fields=["proof"])
    on = envelope.received_on or dates.today()
    _tell_letters(envelope, proof, on=on, words="Confirmarea scanată e la scrisoare.", by=by)
    return envelope


def _check_day(envelope: Envelope, on: date) -> None:
    handed = dates.bucharest_day(envelope.handed_at) if envelope.handed_at else on
    if not handed <= on <= dates.today():
        raise RuleBroken(
            "envelope-day", f"Ziua {dates.numeric(on)} nu e între predare ({dates.numeric(handed)}) și azi.",
            remedy="Citește din nou data de pe confirmare.",
        )  # fmt: skip


def _tell_letters(envelope: Envelope, proof: Document | None, *, on: date, words: str, by: User) -> None:
    for dispatch in envelope.dispatches.select_for_update(no_key=True, of=("self",)).select_related("letter"):
        dispatch.confirmed_at = dispatch.confirmed_at or dates.at(on, 12)
        dispatch.proof = dispatch.proof or proof
        dispatch.save(update_fields=["confirmed_at", "proof"])
        letter = dispatch.letter
        record(Verb.LETTER_CONFIRMED, on=letter, by=by, entry=letter.entry_id, data={"sentence": words})


@transaction.atomic
def note_return(envelope: Envelope, *, on: date, reason: str, note: str = "", by: User) -> Envelope:
    """Note an envelope that came back (returul), with the post's reason: its letters did not reach their addressee.

    The register keeps the day on which they left; the letter's author finds them among those to be sent again.
    """
    require(by)
    envelope, why = locked_envelope(envelope), ReturnReason(reason)
    if envelope.state == EnvelopeState.RETURNED:
        return envelope
    rules.check_envelope_move(EnvelopeState(envelope.state), EnvelopeState.RETURNED)
    _check_day(envelope, on)
    envelope.state, envelope.returned_on = EnvelopeState.RETURNED, on
    envelope.return_reason, envelope.return_note = why, note.strip()
    envelope.save(update_fields=["state", "returned_on", "return_reason", "return_note"])
    problem = f"Plicul s-a întors la {dates.numeric(on)}: {why.label}."
    for dispatch in envelope.dispatches.select_for_update(no_key=True, of=("self",)).select_related("letter__entry"):
        dispatch.state, dispatch.problem, dispatch.remedy = Delivery.BOUNCED, problem, why.remedy
        dispatch.save(update_fields=["state", "problem", "remedy"])
        letter = dispatch.letter
        record(Verb.LETTER_BOUNCED, on=letter, by=by, entry=letter.entry_id, personal={"problem": problem})
        came_back_with(letter, by=by)
    enclosures.came_back(envelope, on=on, reason=why.label, by=by)
    record(Verb.ENVELOPE_RETURNED, on=envelope, by=by, data={"day": dates.numeric(on), "reason": why.label})
    return envelope


@transaction.atomic
def note_attempt(
    envelope: Envelope, *, outcome: str, at: datetime, recipient: str = "", quality: str = "", note: str = "",
    agent: User | None = None, proof: Document | None = None, by: User,
) -> Attempt:  # fmt: skip
    """Write down a try of our agent (încercare de predare): who took it and signed, or why nobody did."""
    require(by)
    envelope, how = locked_envelope(envelope), Outcome(outcome)
    if envelope.kind != Kind.HAND:
        raise RuleBroken("attempt-not-hand", "Plicul nu merge prin agent.", remedy="Notează confirmarea sau returul.")
    rules.check_envelope_move(EnvelopeState(envelope.state), EnvelopeState.DELIVERED)
    if how is Outcome.DELIVERED and not recipient.strip():
        raise RuleBroken("attempt-no-recipient", "Cine a primit plicul?", remedy="Scrie numele și calitatea lui.")
    _check_day(envelope, dates.bucharest_day(at))
    carrier = agent or (envelope.post_list.agent if envelope.post_list else None) or by
    made = Attempt.objects.create(
        envelope=envelope, agent=carrier, at=at, outcome=how, recipient=recipient.strip(), quality=quality.strip(),
        note=note.strip(), noted_by=by,
    )  # fmt: skip
    data = {"outcome": how.label, "place": envelope.attempts.count()}
    record(Verb.ATTEMPT_NOTED, on=envelope, by=by, data=data, personal={"recipient": made.recipient})
    if how is Outcome.DELIVERED:
        who = ", ".join(filter(None, [made.recipient, made.quality]))
        note_receipt(envelope, on=dates.bucharest_day(at), received_by=who, proof=proof, by=by)
    return made


def take_scanned(code: str, document: Document, by: User) -> bool:
    """A card read by the scanner (confirmare de primire): its number finds its envelope; anything else is not ours."""
    envelope = envelope_of_number(code) if rules.read_s10(code) else None
    if envelope is None or not by.may(Permission.LETTER_DISPATCH):
        return False
    if envelope.state == EnvelopeState.DELIVERED and envelope.proof_id is not None:
        return False  # a second card with one number: a person looks at it
    if envelope.state not in {EnvelopeState.HANDED, EnvelopeState.DELIVERED}:
        return False
    note_receipt(envelope, on=envelope.received_on or dates.today(), proof=document, by=by)
    return True


def listen() -> None:
    """Hear of codes that are no labels of the register."""
    registry.on_scanned_code(take_scanned)
