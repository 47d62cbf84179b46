"""Legal holidays (sărbători legale), Codul muncii art. 139 alin. (1), 2017–2035, each with the years it holds for.

Bridge days (zile-punte, art. 139 alin. (4)) are not here: the text itself calls them working days, so they never move a
legal term; whoever plans staff passes them in apart.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

FIRST_YEAR: Final = 2017
LAST_YEAR: Final = 2035
ONE_DAY: Final = timedelta(days=1)
NO_DAYS: Final[frozenset[date]] = frozenset()


class OutsideCalendar(ValueError):  # noqa: N818 - it says what the date is
    """A date for which the house knows no holidays (în afara calendarului)."""


@dataclass(frozen=True, slots=True)
class Holiday:
    """One holiday (sărbătoare): a fixed day, or days from Easter Sunday; valid from one year on."""

    name: str
    month: int = 0
    day: int = 0
    from_easter: int = 0
    since: int = FIRST_YEAR
    cites: str = "Codul muncii, art. 139 alin. (1)"

    def on(self, year: int) -> date:
        """Its day in a year."""
        return date(year, self.month, self.day) if self.month else easter(year) + timedelta(days=self.from_easter)


HOLIDAYS: Final = (
    Holiday("Anul Nou", 1, 1),
    Holiday("a doua zi de Anul Nou", 1, 2),
    Holiday("Boboteaza", 1, 6, since=2024, cites="Codul muncii, art. 139 alin. (1); Legea 52/2023"),
    Holiday("Sf. Ioan", 1, 7, since=2024, cites="Codul muncii, art. 139 alin. (1); Legea 52/2023"),
    Holiday("Ziua Unirii", 1, 24),
    Holiday("Vinerea Mare", from_easter=-2, since=2018, cites="Codul muncii, art. 139 alin. (1); Legea 64/2018"),
    Holiday("Paștele", from_easter=0),
    Holiday("a doua zi de Paște", from_easter=1),
    Holiday("Ziua Muncii", 5, 1),
    Holiday("Ziua Copilului", 6, 1),
    Holiday("Rusaliile", from_easter=49),
    Holiday("a doua zi de Rusalii", from_easter=50),
    Holiday("Adormirea Maicii Domnului", 8, 15),
    Holiday("Sf. Andrei", 11, 30),
    Holiday("Ziua Națională", 12, 1),
    Holiday("Crăciunul", 12, 25),
    Holiday("a doua zi de Crăciun", 12, 26),
)


def easter(year: int) -> date:
    """Orthodox Easter Sunday (Paștele) by Meeus' Julian rule, 13 days on for our calendar (right for 1900–2099)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


@cache
def holidays(year: int) -> Mapping[date, str]:
    """The holidays of a year by day; two on one day are named together."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise OutsideCalendar(
            f"Calendarul sărbătorilor legale e cunoscut pentru anii {FIRST_YEAR}–{LAST_YEAR}, nu și pentru {year}."
        )
    named: dict[date, str] = {}
    for holiday in HOLIDAYS:
        if holiday.since <= year:
            day = holiday.on(year)
            named[day] = f"{named[day]} și {holiday.name}" if day in named else holiday.name
    return named


def holiday_name(day: date) -> str:
    """The holiday's name (Sf. Andrei), or nothing on an ordinary day."""
    return holidays(day.year).get(day, "")


def is_weekend(day: date) -> bool:
    """Saturday or Sunday (repaus săptămânal)."""
    return day.weekday() >= 5


def is_working(day: date, bridge_days: Collection[date] = NO_DAYS) -> bool:
    """A working day (zi lucrătoare); bridge days count as free only for who passes them in."""
    return not (holiday_name(day) or is_weekend(day) or day in bridge_days)


def roll(day: date) -> date:
    """That day, or the first working day after it."""
    while not is_working(day):
        day += ONE_DAY
    return day


def roll_back(day: date, bridge_days: Collection[date] = NO_DAYS) -> date:
    """That day, or the last working day before it."""
    while not is_working(day, bridge_days):
        day -= ONE_DAY
    return day


def add_working(day: date, n: int, bridge_days: Collection[date] = NO_DAYS) -> date:
    """The n-th working day after a day; before it when n is negative."""
    step = ONE_DAY if n > 0 else -ONE_DAY
    for _ in range(abs(n)):
        day += step
        while not is_working(day, bridge_days):
            day += step
    return day
