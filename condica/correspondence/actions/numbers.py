"""What the post gave us and asks of us (tarife, numere, contract): rows with dates, and numbers drawn one by one."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import F

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.correspondence import access, rules
from condica.correspondence.models import Contract, Envelope, NumberRange, Tariff, valid_on
from condica.correspondence.rules import Kind
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb


def _require(by: User) -> None:
    access.require(
        by, Permission.LETTER_DISPATCH, "Tarifele și numerele poștei le scrie cine expediază.",
        "Cere-i registraturii să le treacă.",
    )  # fmt: skip


@transaction.atomic
def add_tariff(
    *, kind: str, priority: bool, upto: int, price: Decimal, source: str, since: date, by: User, made_up: bool = False
) -> Tariff:
    """Write a price of the contract (tarif); the one before it ends the day before."""
    _require(by)
    rules.check_weight(upto)
    if not source.strip():
        raise RuleBroken("tariff-source", "Tariful nu spune de unde e luat.", remedy="Scrie contractul și anexa lui.")
    same = Tariff.objects.select_for_update(no_key=True).filter(kind=kind, priority=priority, upto=upto)
    if same.filter(since__gte=since).exists():
        raise RuleBroken(
            "tariff-later", "Pentru felul și greutatea acestea există un tarif din ziua aceea sau de după ea.",
            remedy="Tarifele scrise rămân; alege o zi de după ele.",
        )  # fmt: skip
    same.filter(until__isnull=True).update(until=since - timedelta(days=1))
    made = Tariff.objects.create(
        kind=Kind(kind), priority=priority, upto=upto, price=price, source=source.strip(), since=since, by=by,
        made_up=made_up,
    )  # fmt: skip
    record(Verb.TARIFF_ADDED, on=made, by=by, data={"since": dates.numeric(since), "source": made.source})
    return made


@transaction.atomic
def end_tariff(row: Tariff, *, until: date, by: User) -> None:
    """Say which is a price's last day (încetare)."""
    _require(by)
    row = Tariff.objects.select_for_update(no_key=True).get(pk=row.pk)
    if row.until is not None and row.until <= until:
        return
    row.until = max(until, row.since)
    row.save(update_fields=["until"])
    record(Verb.TARIFF_ENDED, on=row, by=by, data={"day": dates.numeric(row.until)})


@transaction.atomic
def add_contract(*, carrier: str, number: str, franking: str, since: date, by: User, made_up: bool = False) -> Contract:
    """Write the contract of the post (contract de francare); the one before it ends the day before."""
    _require(by)
    open_ones = Contract.objects.select_for_update(no_key=True).filter(carrier=carrier.strip(), until__isnull=True)
    if open_ones.filter(since__gte=since).exists():
        raise RuleBroken(
            "contract-later", "Contractul scris începe în aceeași zi sau mai târziu.", remedy="Verifică data."
        )
    open_ones.update(until=since - timedelta(days=1))
    made = Contract.objects.create(
        carrier=carrier.strip(), number=number.strip(), franking=franking.strip(), since=since, by=by, made_up=made_up
    )
    record(Verb.CONTRACT_ADDED, on=made, by=by, data={"carrier": made.carrier, "since": dates.numeric(since)})
    return made


@transaction.atomic
def add_range(*, first: str, last: str, source: str, warn_at: int = 50, by: User) -> NumberRange:
    """Write numbers given by the post (plajă de numere), from the first whole number to the last one."""
    _require(by)
    begin, end = rules.check_s10(first), rules.check_s10(last)
    serials = int(begin[2:10]), int(end[2:10])
    if begin[:2] != end[:2] or serials[0] > serials[1]:
        raise RuleBroken(
            "range-order", "Primul și ultimul număr nu sunt ale aceleiași plaje.", cites=("UPU S10",),
            remedy="Au aceleași două litere la început, iar primul e mai mic.",
        )  # fmt: skip
    _check_apart(begin[:2], *serials)
    made = NumberRange.objects.create(
        prefix=begin[:2], first=serials[0], last=serials[1], next=serials[0], warn_at=warn_at, source=source.strip(),
        added_by=by, added_at=dates.now(),
    )  # fmt: skip
    record(Verb.RANGE_ADDED, on=made, by=by, data={"count": made.size})
    return made


def _check_apart(prefix: str, first: int, last: int) -> None:
    other = NumberRange.objects.filter(prefix=prefix, first__lte=last, last__gte=first).first()
    if other:
        raise RuleBroken(
            "range-overlaps", f"Numere din {other} sunt deja scrise.", remedy="Verifică hârtia primită de la poștă."
        )


@transaction.atomic
def close_range(row: NumberRange, *, by: User) -> None:
    """Give up the numbers left in a range (închidere): returned to the post, or the roll was lost."""
    _require(by)
    row = NumberRange.objects.select_for_update(no_key=True).get(pk=row.pk)
    if row.closed_at is not None:
        return
    left = row.left
    row.closed_at = dates.now()
    row.save(update_fields=["closed_at"])
    record(Verb.RANGE_CLOSED, on=row, by=by, data={"count": left})


def draw_number() -> tuple[NumberRange, str] | None:
    """The next number of the oldest open range, under its lock; none when the post must be asked for others.

    A number already read from a sticker is passed over: none is ever given twice.
    """
    rows = NumberRange.objects.select_for_update(no_key=True).filter(closed_at__isnull=True, next__lte=F("last"))
    for row in rows.order_by("pk"):
        if (number := _next_of(row)) is not None:
            return row, number
    return None


def _next_of(row: NumberRange) -> str | None:
    numbers = [rules.s10(row.prefix, serial) for serial in range(row.next, min(row.next + 200, row.last + 1))]
    taken = set(Envelope.objects.filter(number__in=numbers).values_list("number", flat=True))
    free = next((number for number in numbers if number not in taken), None)
    row.next = int(free[2:10]) + 1 if free else row.next + len(numbers)
    row.save(update_fields=["next"])
    return free


def contract_on(day: date) -> Contract | None:
    """The contract in force on a day."""
    return Contract.objects.filter(valid_on(day)).first()


def price(envelope: Envelope, day: date) -> None:
    """Write into the envelope what it costs on a day, with the tariff's row; what a person typed stays without one."""
    rows = {row.pk: row for row in Tariff.objects.filter(valid_on(day), kind=envelope.kind, priority=envelope.priority)}
    steps = [rules.TariffStep(row.upto, row.price, row.pk) for row in rows.values()]
    found = rules.step_for(steps, envelope.grams)
    if found:
        envelope.tariff, envelope.cost = rows[found.pk], found.price
    elif envelope.tariff_id is not None or envelope.cost is None:
        envelope.tariff, envelope.cost = None, Decimal(0) if envelope.kind == Kind.HAND else None
