"""What dispatch cost (costul expedierii): by month, kind and unit; the figures are those of the lists handed over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import chain

from condica.accounts.models import User
from condica.correspondence import rules
from condica.correspondence.access import envelopes_of
from condica.correspondence.models import Dispatch, Enclosure
from condica.correspondence.print.post import CostTable
from condica.correspondence.rules import Kind
from condica.foundation import charts, dates
from condica.foundation.romanian import number_text, plural

NOBODY = "fără compartiment"
TONES = {Kind.SIMPLE: "c", Kind.REGISTERED: "b", Kind.RECEIPT: "a", Kind.COURIER: "l", Kind.HAND: "c"}


@dataclass(frozen=True, slots=True)
class Piece:
    """An envelope that left, as the sums see it."""

    month: int
    kind: str
    cost: Decimal
    units: tuple[str, ...]


@dataclass(frozen=True)
class Cost:
    """A year's dispatch."""

    year: int
    pieces: Sequence[Piece]

    @cached_property
    def total(self) -> Decimal:
        """All that it cost."""
        return sum((piece.cost for piece in self.pieces), Decimal(0))

    @property
    def months(self) -> list[int]:
        """The months in which something left."""
        return sorted({piece.month for piece in self.pieces})

    @property
    def kinds(self) -> list[Kind]:
        """The kinds that were used."""
        used = {piece.kind for piece in self.pieces}
        return [kind for kind in Kind if kind in used]

    def tables(self) -> list[CostTable]:
        """By month, by kind, by unit: pieces and lei."""
        return [self._by_kind(), self._by_unit()]

    def _by_kind(self) -> CostTable:
        heads = ["Luna", *(f"{rules.KIND_SIGNS[kind]} (lei)" for kind in self.kinds), "Total (lei)", "Plicuri"]
        rows: list[tuple[str, list[Decimal | int]]] = []
        for month in self.months:
            mine = [piece for piece in self.pieces if piece.month == month]
            sums = [_cost(piece for piece in mine if piece.kind == kind) for kind in self.kinds]
            rows.append((dates.MONTHS[month - 1], [*sums, _cost(iter(mine)), len(mine)]))
        return CostTable("Pe luni și feluri", heads, rows)

    def _by_unit(self) -> CostTable:
        """An envelope with letters of several units costs each of them its part, to the ban."""
        sums: dict[str, dict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
        for piece in self.pieces:
            for unit, part in zip(piece.units, rules.shares(piece.cost, len(piece.units)), strict=True):
                sums[unit][piece.month] += part
        heads = ["Compartiment", *(dates.MONTHS_SHORT[month - 1] for month in self.months), "Total (lei)"]
        rows: list[tuple[str, list[Decimal | int]]] = [
            (unit, [*(by_month[month] for month in self.months), sum(by_month.values(), Decimal(0))])
            for unit, by_month in sorted(sums.items())
        ]
        return CostTable("Pe compartimente și luni (lei)", heads, rows)

    @property
    def chart(self) -> charts.Chart:
        """Lei a month, by kind; its title is the finding."""
        by_month = {month: [p for p in self.pieces if p.month == month] for month in self.months}
        dearest = max(self.months, key=lambda month: _cost(iter(by_month[month])))
        title = (
            f"Expedierea a costat {number_text(float(self.total), 2)} lei pentru "
            f"{plural(len(self.pieces), 'plic', 'plicuri')}; cel mai mult în {dates.MONTHS[dearest - 1]}"
        )
        slots = tuple(
            charts.Slot(
                dates.MONTHS_SHORT[month - 1],
                tuple(
                    charts.Bar(float(_cost(p for p in mine if p.kind == kind)), TONES[kind], words=kind.label)
                    for kind in self.kinds
                ),
            )
            for month, mine in by_month.items()
        )
        words = "; ".join(f"{dates.MONTHS[month - 1]}: {_cost(iter(mine))} lei" for month, mine in by_month.items())
        legend = tuple(charts.Key(TONES[kind], rules.KIND_SIGNS[kind]) for kind in self.kinds)
        return charts.Chart("cost", title, words, slots, legend, shape="stacked", head="Luna", width=960)


def _cost(pieces: Iterator[Piece]) -> Decimal:
    return sum((piece.cost for piece in pieces), Decimal(0))


def costs_of(user: User, year: int) -> Cost:
    """What was handed over in a year, envelope by envelope."""
    first, end = dates.bounds(date(year, 1, 1), date(year, 12, 31))
    mine = envelopes_of(user).filter(handed_at__gte=first, handed_at__lt=end).values("pk")
    facts = ("envelope_id", "envelope__handed_at", "envelope__kind", "envelope__cost")
    letters = Dispatch.objects.filter(envelope__in=mine).order_by("envelope_id", "pk")
    papers = Enclosure.objects.filter(envelope__in=mine, out_at=None).order_by("envelope_id", "pk")
    found: dict[int, tuple[int, str, Decimal, list[str]]] = {}
    for pk, handed, kind, cost, unit in chain(
        letters.values_list(*facts, "letter__unit__name"), papers.values_list(*facts, "issued__unit__name")
    ):
        if handed is None:  # asked above; the database keeps it
            continue
        _, _, _, units = found.setdefault(pk, (dates.local(handed).month, kind, cost or Decimal(0), []))
        units.append(unit or NOBODY)
    return Cost(year, [Piece(month, kind, cost, tuple(units)) for month, kind, cost, units in found.values()])
