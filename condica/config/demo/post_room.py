"""The demo's post room (expedierea): made-up prices and numbers, envelopes on lists, receipts and returns."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from condica.accounts.api import User
from condica.config.demo.engine import one_batch
from condica.config.demo.raising import Town
from condica.correspondence import api as correspondence
from condica.correspondence.models import Dispatch, Envelope
from condica.correspondence.rules import EnvelopeState, Kind, s10
from condica.foundation import dates

#: Kind, priority and the price of the lowest step: invented, and said so wherever they are printed.
PRICES = (
    ("simple", False, "2.40"), ("simple", True, "3.10"), ("registered", False, "7.20"),
    ("registered", True, "8.30"), ("receipt", False, "9.80"), ("receipt", True, "11.40"), ("courier", False, "18.00"),
)  # fmt: skip
STEPS = ((20, "0"), (50, "0.90"), (100, "1.80"), (500, "5.20"), (2000, "9.40"))
SOURCE = "Tarif născocit, de probă"
FIRST, GIVEN = 31_402_000, 600


def rates(town: Town, since: date) -> None:
    """What a contract would say, from the town's first day."""
    by = town.system
    for kind, priority, price in PRICES:
        for upto, more in STEPS:
            correspondence.add_tariff(
                kind=kind, priority=priority, upto=upto, price=Decimal(price) + Decimal(more), source=SOURCE,
                since=since, by=by, made_up=True,
            )  # fmt: skip
    correspondence.add_contract(
        carrier="CN Poșta Română SA", number="0000/2026", franking="Taxă plătită (contract născocit, de probă)",
        since=since, by=by, made_up=True,
    )  # fmt: skip
    correspondence.add_range(
        first=s10("RR", FIRST), last=s10("RR", FIRST + GIVEN - 1), source="Proces-verbal de probă", by=by
    )


def run(town: Town, dispatch: Dispatch, *, by: User, rng: Random) -> None:
    """A walk to the post: the letter, and whatever else waits for it but what a story keeps waiting."""
    dispatch.refresh_from_db()
    if dispatch.state != "waiting":
        return  # somebody took it along already
    waiting = Dispatch.objects.filter(state="waiting", way="post", envelope=None).exclude(pk__in=town.kept_waiting)
    letters = [one.letter for one in waiting.select_related("letter")]
    kind = rng.choices((Kind.RECEIPT, Kind.SIMPLE, Kind.REGISTERED), (6, 3, 1))[0]
    made = correspondence.put_in_envelopes(letters, kind, by=by)
    for row in correspondence.prepare(made, by=by):
        at = dates.now()
        stamp = f"OP Valea Mureșului 1, ștampila din {dates.numeric(at.date())}"
        correspondence.hand_over(row, stamp=stamp, by=by)


def show(town: Town, until: datetime) -> None:
    """What came back until today: most receipts, two returned envelopes; and what stands ready to leave."""
    rng = Random(f"{town.seed}-post")  # noqa: S311 - a made-up town
    by = town.registrar(rng)
    today = until.date()
    with dates.frozen(until), one_batch():
        handed = Envelope.objects.filter(state=EnvelopeState.HANDED, kind=Kind.RECEIPT).order_by("handed_at")
        rows = list(handed)
        for place, envelope in enumerate(rows):
            left = dates.bucharest_day(envelope.handed_at or until)
            back = left + timedelta(days=rng.randint(3, 9))
            if back >= today or place == len(rows) // 2:
                continue  # still on its way, or lost by the post: the list of missing receipts shows it
            if place in {len(rows) // 3, len(rows) - 4}:
                reason = "unclaimed" if place % 2 else "wrong_address"
                correspondence.note_return(envelope, on=back, reason=reason, by=by)
                continue
            correspondence.note_receipt(envelope, on=back, received_by=f"{envelope.addressee}, destinatar", by=by)
        _ready(by)


def _ready(by: User) -> None:
    """One of the letters that wait is already in its envelope."""
    signed = correspondence.letters_to_send(by, "post").order_by("-pk")[:1]
    if signed:
        correspondence.put_in_envelopes(signed, Kind.RECEIPT, by=by)
