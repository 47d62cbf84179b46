"""How much work stands where (încărcarea): by unit, and by person inside one; each figure is a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from condica.accounts.models import User
from condica.casework.models import Case, Task
from condica.casework.queries.lists import running, term_q
from condica.foundation import dates
from condica.organisation import api as organisation
from condica.organisation import queries as chart
from condica.organisation.models import Unit

COUNTED = ("apropiate", "azi", "trecute", "depasite")


@dataclass(slots=True)
class Load:
    """The work of a unit or of a person (încărcare); `share` is its part of the heaviest one, in hundredths."""

    name: str
    key: str  # what the list is narrowed by
    open: int = 0
    near: int = 0
    today: int = 0
    past: int = 0
    late: int = 0
    came: int = 0
    left: int = 0
    note: str = ""
    absent: bool = False
    widths: tuple[float, float, float] = field(default=(0, 0, 0))  # calm, near, late: the bar

    @property
    def edge(self) -> float:
        """Where the calm part of the bar begins."""
        return self.widths[1] + self.widths[2]

    @property
    def calm(self) -> int:
        """Open work whose term is not near."""
        return self.open - self.near - self.today - self.past - self.late


def by_unit(units: Iterable[int], today: date) -> list[Load]:
    """Each unit with its open work, what comes near, what is late, what came and left this week."""
    units = list(units)
    names = Unit.objects.filter(pk__in=units).order_by("sort_order", "name")
    figures = _Figures(_counted(units, "unit", today), _came(units, "lead", today), _left(units, "unit", today))
    rows = [figures.of(unit.short_name, f"structura={unit.pk}", unit.pk) for unit in names]
    return _with_bars([row for row in rows if row.open or row.came or row.left])


def by_person(unit: int, today: date) -> list[Load]:
    """Each person of a unit with their work; what nobody has taken over stands first."""
    figures = _Figures(
        _counted([unit], "owner", today), _came([unit], "assignee", today), _left([unit], "owner", today)
    )
    people = User.objects.filter(pk__in={*chart.people_in([unit], today), *(pk for pk in figures.open if pk)})
    away = organisation.away(today)
    rows = [figures.of("încă nepreluate", f"structura={unit}&cine=nimeni", None)]
    rows = [row for row in rows if row.open or row.came]
    for person in people.order_by("sort_key", "pk"):
        row = figures.of(str(person), f"structura={unit}&cine={person.pk}", person.pk)
        _say_absence(row, away.get(person.pk))
        rows.append(row)
    return _with_bars(rows)


def _say_absence(row: Load, away: organisation.Away | None) -> None:
    if away is None:
        return
    stands = f"îi ține locul {away.substitute}" if away.substitute else "fără înlocuitor"
    row.absent, row.note = away.substitute is None, f"lipsește până {dates.short(away.until)}, {stands}"


@dataclass(frozen=True, slots=True)
class _Figures:
    """What was counted, by unit or by person."""

    open: dict[int | None, dict[str, int]]
    came: Counter[int | None]
    left: Counter[int | None]

    def of(self, name: str, query: str, key: int | None) -> Load:
        """The load of one of them."""
        of = self.open.get(key, {})
        return Load(
            name, query, of.get("open", 0), of.get("apropiate", 0), of.get("azi", 0), of.get("trecute", 0),
            of.get("depasite", 0), self.came[key], self.left[key],
        )  # fmt: skip


def _counted(units: list[int], by: str, today: date) -> dict[int | None, dict[str, int]]:
    rows: QuerySet[Case, dict[str, int]] = Case.objects.filter(running(), unit__in=units).order_by().values(by)
    states = {state: Count("pk", filter=term_q(state, today)) for state in COUNTED}
    return {row[by]: row for row in rows.annotate(open=Count("pk"), **states)}


def _came(units: list[int], by: str, today: date) -> Counter[int | None]:
    """Resolutions of this week, by whom they were given to."""
    given = Task.objects.filter(lead__in=units, given_at__gte=dates.at(monday(today)))
    return Counter(dict(given.order_by().values_list(by).annotate(n=Count("case", distinct=True))))


def _left(units: list[int], by: str, today: date) -> Counter[int | None]:
    """Cases that ended this week, by whoever answered for them."""
    ended = Q(entry__settled_on__gte=monday(today)) & ~Q(entry__settled_as="")
    gone = Case.objects.filter(ended, unit__in=units)
    return Counter(dict(gone.order_by().values_list(by).annotate(n=Count("pk"))))


def monday(today: date) -> date:
    """The first day of the week."""
    return today - timedelta(days=today.weekday())


def _with_bars(rows: list[Load]) -> list[Load]:
    most = max((row.open for row in rows), default=0) or 1
    for row in rows:
        parts = (row.calm, row.near + row.today, row.past + row.late)
        row.widths = tuple(round(100 * part / most, 1) for part in parts)  # type: ignore[assignment]
    return rows
