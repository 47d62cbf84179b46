"""Issued papers on the shelf (acte de eliberat): found while typing, unclaimed, counted by kind and month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, DateTimeField, DurationField, ExpressionWrapper, F, Q, QuerySet, Value
from django.db.models.functions import ExtractMonth

from condica.accounts.models import valid_on
from condica.foundation import dates
from condica.organisation.models import Desk, Unit
from condica.registry.models import Issued, IssuedKind, Outcome

STATES = {
    "asteapta": "așteaptă la ghișeu",
    "neridicate": "neridicate la timp",
    "eliberate": "eliberate",
    "trimise": "trimise prin poștă",
    "retrase": "retrase de compartiment",
    "toate": "toate",
}
NAMES = ("kind", "unit", "desk", "entry__register", "received_by", "outcome__by")


@dataclass(frozen=True, slots=True)
class ShelfFilter:
    """What the address asks of the shelf."""

    state: str = "asteapta"
    words: str = ""
    kind: IssuedKind | None = None
    desk: Desk | None = None


def shelf(asked: ShelfFilter, today: date) -> QuerySet[Issued]:
    """The issued papers asked for, before order and page."""
    found = Issued.objects.select_related(*NAMES)
    plain = {"kind": asked.kind, "desk": asked.desk}
    found = found.filter(**{name: value for name, value in plain.items() if value is not None})
    if asked.words:
        found = found.filter(keys__has=asked.words)
    return found.filter(_state(asked.state, today))


def _state(state: str, today: date) -> Q:
    way = Outcome.Way
    waits = ExpressionWrapper(F("kind__wait_days") * Value(timedelta(days=1)), output_field=DurationField())
    late = Q(received_at__lt=ExpressionWrapper(Value(dates.at(today)) - waits, output_field=DateTimeField()))
    return {
        "asteapta": Q(outcome=None),
        "neridicate": Q(outcome=None) & late,
        "eliberate": Q(outcome__way=way.RELEASED),
        "trimise": Q(outcome__way=way.POSTED),
        "retrase": Q(outcome__way=way.WITHDRAWN),
    }.get(state, Q())


def is_unclaimed(issued: Issued, today: date) -> bool:
    """Whether it waits for longer than its kind may."""
    return issued.is_waiting and issued.days_waiting(today) > issued.kind.wait_days


def kinds_on(day: date) -> QuerySet[IssuedKind]:
    """The kinds that the house releases at the desk on a day."""
    return IssuedKind.objects.filter(valid_on(day))


@dataclass(slots=True)
class Counts:
    """How many papers of a kind and of a unit were received and released in each month (situația eliberărilor)."""

    kind: str
    unit: str
    desk: str
    received: int = 0
    released: int = 0
    posted: int = 0
    withdrawn: int = 0
    by_month: dict[int, int] = field(default_factory=dict)

    @property
    def months(self) -> list[int]:
        """The released ones, from January to December."""
        return [self.by_month.get(month, 0) for month in range(1, 13)]


def counted(year: int, *, unit: Unit | None = None) -> list[Counts]:
    """The year's figures by kind, unit and desk: received by their day, released by the day of the release."""
    rows: dict[tuple[str, str, str], Counts] = {}
    start, end = dates.bounds(date(year, 1, 1), date(year, 12, 31))
    for key, total in _received(start, end, unit):
        rows.setdefault(key, Counts(*key)).received += total
    for key, way, month, total in _left(start, end, unit):
        row = rows.setdefault(key, Counts(*key))
        setattr(row, way, getattr(row, way) + total)
        if way == Outcome.Way.RELEASED:
            row.by_month[month] = row.by_month.get(month, 0) + total
    return [rows[key] for key in sorted(rows)]


def _received(start: object, end: object, unit: Unit | None) -> Iterator[tuple[tuple[str, str, str], int]]:
    found = Issued.objects.filter(received_at__gte=start, received_at__lt=end)
    found = found.filter(unit=unit) if unit else found
    counted = found.order_by().values_list("kind__name", "unit__short_name", "desk__name").annotate(Count("pk"))
    for kind, short, desk, total in counted:
        yield (kind, short, desk or "–"), total


def _left(start: object, end: object, unit: Unit | None) -> Iterator[tuple[tuple[str, str, str], str, int, int]]:
    found = Outcome.objects.filter(at__gte=start, at__lt=end, issued__isnull=False)
    found = found.filter(issued__unit=unit) if unit else found
    named = ("issued__kind__name", "issued__unit__short_name", "desk__name", "way")
    counted = found.order_by().annotate(month=ExtractMonth("at", tzinfo=dates.BUCHAREST))
    for kind, short, desk, way, month, total in counted.values_list(*named, "month").annotate(Count("pk")):
        yield (kind, short, desk or "–"), way, month, total
