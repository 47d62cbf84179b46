"""Envelopes (plicuri): answers for one person at one address go together; weighed, numbered, priced; undone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.correspondence import access, rules
from condica.correspondence import print as paper
from condica.correspondence.actions.dispatching import dispatch as order
from condica.correspondence.actions.numbers import draw_number, price
from condica.correspondence.actions.steps import locked
from condica.correspondence.models import Dispatch, Envelope, Letter
from condica.correspondence.rules import Delivery, EnvelopeState, Kind
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb


def require(by: User) -> None:
    """Refuse who does not send letters out."""
    access.require(by, Permission.LETTER_DISPATCH, "Plicurile le face cine expediază.", "Spune registraturii.")


def locked_envelope(envelope: Envelope) -> Envelope:
    """The envelope as it is now, locked until the transaction ends."""
    return Envelope.objects.select_for_update(no_key=True, of=("self",)).select_related("post_list").get(pk=envelope.pk)


@transaction.atomic
def withdraw(dispatch: Dispatch, *, reason: str = "", by: User) -> Dispatch:
    """Take back an order that has not left (retragerea expedierii): another way can be chosen."""
    require(by)
    dispatch = Dispatch.objects.select_for_update(no_key=True, of=("self",)).get(pk=dispatch.pk)
    if dispatch.state == Delivery.WITHDRAWN:
        return dispatch
    if dispatch.state != Delivery.WAITING:
        raise RuleBroken(
            "dispatch-not-waiting", f"Expedierea {dispatch.get_state_display()}; nu se mai retrage.",
            remedy="Fă o expediere nouă din pagina scrisorii.",
        )  # fmt: skip
    if dispatch.envelope is not None:
        take_from(dispatch, by=by)
        dispatch.refresh_from_db()
    dispatch.state = Delivery.WITHDRAWN
    dispatch.save(update_fields=["state"])
    letter = dispatch.letter
    personal = {"reason": reason.strip()} if reason.strip() else {"reason": "se trimite altfel"}
    record(Verb.LETTER_WITHDRAWN, on=letter, by=by, entry=letter.entry_id, personal=personal)
    return dispatch


@transaction.atomic
def put_in_envelopes(
    letters: Iterable[Letter],
    kind: str | Kind,
    *,
    priority: bool = False,
    together: bool = True,
    by: User,
    now: datetime | None = None,
) -> list[Envelope]:
    """Put letters into envelopes (punerea în plic); those for one person at one address go together if so wished."""
    require(by)
    kind, at = Kind(kind), now or dates.now()
    orders = [_order_for(letter, kind, by=by, at=at) for letter in sorted(letters, key=lambda letter: letter.pk)]
    groups: dict[str, list[Dispatch]] = {}
    for place, each in enumerate(orders):
        key = rules.same_place(each.addressee, each.address) if together else ""
        groups.setdefault(key or f"#{place}", []).append(each)
    return [_make(group, kind, priority=priority, by=by, at=at) for group in groups.values()]


def _order_for(letter: Letter, kind: Kind, *, by: User, at: datetime) -> Dispatch:
    """The order by which a letter leaves: the waiting one, or a new one when there is none by this way."""
    letter = locked(letter)
    waiting = letter.dispatches.filter(state=Delivery.WAITING).first()
    if waiting and waiting.envelope_id is not None:
        raise RuleBroken(
            "letter-in-envelope", f"Scrisoarea {letter} e deja în plicul {waiting.envelope_id}.",
            remedy="Scoate-o întâi din el.",
        )  # fmt: skip
    if waiting and waiting.way != kind.way:
        withdraw(waiting, by=by)
        waiting = None
    return waiting or order(letter, kind.way, by=by, now=at)


def _make(orders: Sequence[Dispatch], kind: Kind, *, priority: bool, by: User, at: datetime) -> Envelope:
    first = orders[0]
    sheets = sum(paper.sheets_of(one.letter) for one in orders)
    made = begin(kind, addressee=first.addressee, address=first.address, sheets=sheets, priority=priority, by=by, at=at)
    for one in orders:
        one.envelope = made
        one.save(update_fields=["envelope"])
    record(Verb.ENVELOPE_MADE, on=made, by=by, entry=first.letter.entry_id, data=_facts(made, len(orders)))
    return made


def begin(
    kind: Kind, *, addressee: str, address: str, sheets: int, priority: bool = False, by: User, at: datetime
) -> Envelope:
    """A new envelope with its weight, its number where the post registers it, and its cost; nothing is in it yet."""
    made = Envelope(
        kind=kind, priority=priority and kind not in {Kind.COURIER, Kind.HAND}, addressee=addressee, address=address,
        sheets=sheets, grams=rules.estimated_grams(sheets, receipt=kind is Kind.RECEIPT), made_by=by, made_at=at,
    )  # fmt: skip
    if kind.registered and (drawn := draw_number()):
        made.drawn_from, made.number = drawn
    price(made, dates.bucharest_day(at))
    made.save()
    return made


def _facts(envelope: Envelope, letters: int) -> dict[str, object]:
    return {"kind": envelope.kind_words, "grams": envelope.grams, "count": letters}


@transaction.atomic
def add_to(envelope: Envelope, letter: Letter, *, by: User, now: datetime | None = None) -> Envelope:
    """Put one more letter for the same place into an open envelope."""
    require(by)
    envelope = open_envelope(envelope)
    waiting = _order_for(letter, Kind(envelope.kind), by=by, at=now or dates.now())
    here = rules.same_place(envelope.addressee, envelope.address)
    if rules.same_place(waiting.addressee, waiting.address) != here:
        raise RuleBroken(
            "envelope-other-place", "Scrisoarea merge la alt destinatar sau la altă adresă.",
            remedy="Pune-o în plicul ei.",
        )  # fmt: skip
    waiting.envelope = envelope
    waiting.save(update_fields=["envelope"])
    return _again(envelope, by=by)


@transaction.atomic
def take_from(dispatch: Dispatch, *, by: User) -> Envelope | None:
    """Take a letter out of its open envelope; an envelope left empty is undone."""
    require(by)
    dispatch = Dispatch.objects.select_for_update(no_key=True, of=("self",)).get(pk=dispatch.pk)
    if dispatch.envelope is None:
        return None
    envelope = open_envelope(dispatch.envelope)
    dispatch.envelope = None
    dispatch.save(update_fields=["envelope"])
    return let_go(envelope, by=by)


def let_go(envelope: Envelope, *, by: User) -> Envelope:
    """An envelope after something was taken out of it: weighed and priced again, or undone when nothing is left."""
    return _again(envelope, by=by) if _count(envelope) else _undo(envelope, by=by)


def _count(envelope: Envelope) -> int:
    """How many letters and issued papers lie in it."""
    return envelope.dispatches.count() + envelope.enclosures.filter(out_at=None).count()


@transaction.atomic
def undo(envelope: Envelope, *, by: User) -> Envelope:
    """Undo an envelope (desfacerea plicului): its letters wait again. Its number is not given to another."""
    require(by)
    envelope = locked_envelope(envelope)
    if envelope.state == EnvelopeState.UNDONE:
        return envelope
    envelope = open_envelope(envelope)
    for dispatch in envelope.dispatches.select_for_update(no_key=True):
        dispatch.envelope = None
        dispatch.save(update_fields=["envelope"])
    envelope.enclosures.filter(out_at=None).update(out_at=dates.now())  # issued papers lie on their shelf again
    return _undo(envelope, by=by)


def _undo(envelope: Envelope, *, by: User) -> Envelope:
    envelope.state = EnvelopeState.UNDONE
    if envelope.drawn_from_id is None:
        envelope.number = None  # the sticker can be put on another envelope; a drawn number is lost with this one
    envelope.save(update_fields=["state", "number"])
    record(Verb.ENVELOPE_UNDONE, on=envelope, by=by)
    return envelope


def open_envelope(envelope: Envelope) -> Envelope:
    """The envelope, locked, if things can still be put into it and taken out; else a refusal that says why."""
    envelope = locked_envelope(envelope)
    if envelope.state != EnvelopeState.OPEN:
        rules.check_envelope_move(EnvelopeState(envelope.state), EnvelopeState.UNDONE)
    if envelope.post_list is not None:
        raise RuleBroken(
            "envelope-on-list", f"Plicul e pe {envelope.post_list}.", remedy="Scoate-l întâi de pe borderou."
        )
    return envelope


def _again(envelope: Envelope, *, by: User) -> Envelope:
    """Its sheets, weight and cost after a letter came or went."""
    letters = sum(paper.sheets_of(one.letter) for one in envelope.dispatches.select_related("letter"))
    envelope.sheets = letters + sum(one.sheets for one in envelope.enclosures.filter(out_at=None))
    if not envelope.weighed:
        envelope.grams = rules.estimated_grams(envelope.sheets, receipt=envelope.kind == Kind.RECEIPT)
    price(envelope, dates.today())
    envelope.save(update_fields=["sheets", "grams", "tariff", "cost"])
    record(Verb.ENVELOPE_CHANGED, on=envelope, by=by, data=_facts(envelope, _count(envelope)))
    return envelope


@transaction.atomic
def complete(
    envelope: Envelope,
    *,
    by: User,
    grams: int | None = None,
    number: str = "",
    tracking: str = "",
    cost: Decimal | None = None,
) -> Envelope:
    """Write what the scale and the sticker say (greutate, număr): the cost follows from the tariffs."""
    require(by)
    envelope = open_envelope(envelope)
    before = (envelope.grams, envelope.number, envelope.tracking, envelope.cost)
    if grams is not None and grams != envelope.grams:
        rules.check_weight(grams)
        envelope.grams, envelope.weighed = grams, True
    if number.strip():
        _take_number(envelope, rules.check_s10(number))
    envelope.tracking = tracking.strip() or envelope.tracking
    price(envelope, dates.today())
    if cost is not None and envelope.tariff is None:
        envelope.cost = cost
    if before != (envelope.grams, envelope.number, envelope.tracking, envelope.cost):
        envelope.save()
        record(Verb.ENVELOPE_CHANGED, on=envelope, by=by, data=_facts(envelope, _count(envelope)))
    return envelope


def _take_number(envelope: Envelope, number: str) -> None:
    """The number of a sticker: of no other envelope, on one that the post registers."""
    if number == envelope.number:
        return
    if not Kind(envelope.kind).registered:
        raise RuleBroken(
            "envelope-not-registered", "Plicul acesta nu e recomandat; nu poartă număr.", remedy="Schimbă-i felul."
        )
    if envelope.drawn_from_id is not None:
        raise RuleBroken(
            "envelope-numbered", f"Plicul are deja numărul {envelope.number_words}, din plaja autorității.",
            remedy="Desfă plicul dacă trebuie să plece cu altul.",
        )  # fmt: skip
    other = Envelope.objects.filter(number=number).exclude(pk=envelope.pk).first()
    if other is not None:
        raise RuleBroken(
            "s10-used", f"Numărul {rules.s10_words(number)} e al plicului {other.pk}.", cites=("UPU S10",),
            remedy="Citește din nou eticheta; două plicuri nu au același număr.",
        )  # fmt: skip
    envelope.number = number


@transaction.atomic
def change_kind(envelope: Envelope, kind: str, *, priority: bool = False, by: User) -> Envelope:
    """Another kind for an open envelope (schimbarea felului): one of the post's for another of the post's."""
    require(by)
    envelope, to = open_envelope(envelope), Kind(kind)
    if (envelope.kind, envelope.priority) == (to, priority):
        return envelope
    if to.way != Kind(envelope.kind).way or (envelope.drawn_from_id is not None and not to.registered):
        raise RuleBroken(
            "envelope-kind", "Plicul pleacă pe altă cale sau are deja un număr din plaja autorității.",
            remedy="Desfă plicul și pune scrisorile în altul.",
        )  # fmt: skip
    envelope.kind, envelope.priority = to, priority
    if not to.registered:
        envelope.number = None
    elif envelope.number is None and (drawn := draw_number()):
        envelope.drawn_from, envelope.number = drawn
    price(envelope, dates.today())
    envelope.save()
    record(Verb.ENVELOPE_CHANGED, on=envelope, by=by, data=_facts(envelope, _count(envelope)))
    return envelope
