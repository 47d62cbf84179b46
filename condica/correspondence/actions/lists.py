"""Post lists (borderouri): envelopes of one kind leave together; handed over, the list and its totals are frozen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from condica.accounts.models import User
from condica.correspondence import rules
from condica.correspondence.actions import enclosures
from condica.correspondence.actions.dispatching import left
from condica.correspondence.actions.envelopes import locked_envelope, require
from condica.correspondence.actions.numbers import contract_on, price
from condica.correspondence.models import Dispatch, Envelope, PostList
from condica.correspondence.rules import EnvelopeState, Kind, ListState
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.foundation.romanian import plural
from condica.journal.actions import record
from condica.journal.rules import Verb


def locked_list(row: PostList) -> PostList:
    """The list as it is now, locked until the transaction ends."""
    return PostList.objects.select_for_update(no_key=True, of=("self",)).get(pk=row.pk)


@transaction.atomic
def prepare(
    envelopes: Iterable[Envelope], *, by: User, carrier: str = "", agent: User | None = None,
    now: datetime | None = None,
) -> list[PostList]:  # fmt: skip
    """Put open envelopes on lists (întocmirea borderoului), one for each kind, numbered in their year."""
    require(by)
    at = now or dates.now()
    by_kind: dict[Kind, list[Envelope]] = {}
    for each in sorted(envelopes, key=lambda envelope: envelope.pk):
        envelope = locked_envelope(each)
        _check_ready(envelope)
        by_kind.setdefault(Kind(envelope.kind), []).append(envelope)
    if not by_kind:
        raise RuleBroken("list-empty", "Borderoul nu are niciun plic.", remedy="Alege plicurile care pleacă.")
    return [
        _list_of(kind, by_kind[kind], by=by, at=at, carrier=carrier, agent=agent) for kind in Kind if kind in by_kind
    ]


def _check_ready(envelope: Envelope) -> None:
    rules.check_envelope_move(EnvelopeState(envelope.state), EnvelopeState.HANDED)
    if envelope.post_list is not None:
        raise RuleBroken("envelope-on-list", f"Plicul {envelope.pk} e deja pe {envelope.post_list}.")
    rules.check_number_for(Kind(envelope.kind), envelope.number or "")
    price(envelope, dates.today())
    if envelope.cost is None:
        words = rules.kind_words(envelope.kind, priority=envelope.priority)
        raise RuleBroken(
            "envelope-no-cost", f"Nu există tarif pentru {words}, {envelope.grams} g (plicul {envelope.pk}).",
            remedy="Scrie tariful la „Tarife și numere” sau costul în pagina plicului.",
        )  # fmt: skip


def _list_of(
    kind: Kind, envelopes: list[Envelope], *, by: User, at: datetime, carrier: str, agent: User | None
) -> PostList:
    if kind is Kind.HAND and agent is None:
        raise RuleBroken("list-no-agent", "Plicurile prin agent le duce cineva.", remedy="Alege agentul.")
    contract = contract_on(dates.bucharest_day(at)) if kind.way is rules.Way.POST else None
    made = PostList.objects.create(
        year=dates.year_of(at), number=_next_number(dates.year_of(at)), kind=kind, made_by=by, made_at=at,
        contract=contract, agent=agent if kind is Kind.HAND else None,
        carrier=carrier.strip() or (str(agent) if kind is Kind.HAND else contract.carrier if contract else ""),
    )  # fmt: skip
    for envelope in envelopes:
        envelope.post_list = made
        envelope.save(update_fields=["post_list", "tariff", "cost"])
    record(Verb.LIST_PREPARED, on=made, by=by, data={"kind": kind.label, "count": len(envelopes)})
    return made


def _next_number(year: int) -> int:
    """The lists of a year are numbered without a gap: the last one is locked, and the database refuses any other."""
    last = PostList.objects.select_for_update(no_key=True).filter(year=year).order_by("-number").first()
    return last.number + 1 if last else 1


@transaction.atomic
def take_off(envelope: Envelope, *, by: User) -> Envelope:
    """Take an envelope off a list that was not handed over yet (scoaterea de pe borderou): it waits for another."""
    require(by)
    envelope = locked_envelope(envelope)
    if envelope.post_list is None:
        return envelope
    row = locked_list(envelope.post_list)
    _check_prepared(row)
    envelope.post_list = None
    envelope.save(update_fields=["post_list"])
    record(Verb.LIST_LEFT, on=envelope, by=by, data={"list": str(row)})
    return envelope


def _check_prepared(row: PostList) -> None:
    if row.state != ListState.PREPARED:
        raise RuleBroken(
            "list-closed", f"{str(row).capitalize()} este {row.get_state_display()}; rămâne cum e.",
            remedy="Plicurile care se întorc se notează la „Întoarse”.",
        )  # fmt: skip


@transaction.atomic
def cancel_list(row: PostList, *, reason: str, by: User) -> PostList:
    """Give a list up (anularea borderoului): its number stays, struck; its envelopes wait for another."""
    require(by)
    row = locked_list(row)
    if row.state == ListState.CANCELLED:
        return row
    _check_prepared(row)
    if not reason.strip():
        raise RuleBroken("list-reason", "Un borderou se anulează cu motiv.", remedy="Scrie-l în câteva cuvinte.")
    row.envelopes.update(post_list=None)
    row.state, row.cancelled_for = ListState.CANCELLED, reason.strip()
    row.save(update_fields=["state", "cancelled_for"])
    record(Verb.LIST_CANCELLED, on=row, by=by, data={"reason": row.cancelled_for})
    return row


@transaction.atomic
def hand_over(row: PostList, *, stamp: str, by: User, now: datetime | None = None) -> PostList:
    """Note that the post took the envelopes (predarea borderoului), with its stamp: the letters in them have left."""
    require(by)
    row, at = locked_list(row), now or dates.now()
    if row.state == ListState.HANDED:
        return row
    _check_prepared(row)
    if not stamp.strip():
        raise RuleBroken(
            "list-no-stamp", "Predarea nu are dovadă.",
            remedy="Scrie oficiul poștal și data ștampilei, sau cine a preluat plicurile.",
        )  # fmt: skip
    envelopes = list(row.envelopes.select_for_update(no_key=True).order_by("pk"))
    row.pieces, row.grams = len(envelopes), sum(one.grams for one in envelopes)
    row.cost = sum((one.cost or Decimal(0) for one in envelopes), Decimal(0))
    if not envelopes:
        raise RuleBroken("list-empty", "Borderoul nu are niciun plic.", remedy="Anulează-l, cu motiv.")
    row.state, row.handed_at, row.handed_by, row.stamp = ListState.HANDED, at, by, stamp.strip()
    for envelope in envelopes:
        _envelope_left(envelope, by=by, at=at)
    row.save()
    words = {"count": plural(row.pieces, "plic", "plicuri"), "grams": row.grams, "cost": str(row.cost)}
    record(Verb.LIST_HANDED, on=row, by=by, data=words, personal={"stamp": row.stamp})
    return row


def _envelope_left(envelope: Envelope, *, by: User, at: datetime) -> None:
    """The envelope is out of our hands, and each letter in it with its line in the register."""
    envelope.state, envelope.handed_at = EnvelopeState.HANDED, at
    envelope.save(update_fields=["state", "handed_at"])
    inside = Dispatch.objects.select_for_update(no_key=True, of=("self",)).filter(envelope=envelope)
    for dispatch in inside.select_related("letter").order_by("pk"):
        dispatch.reference = envelope.number or envelope.tracking or dispatch.reference
        left(dispatch, by=by, at=at)
    enclosures.left(envelope, by=by, at=at)
