"""Dates (date și ore): the one clock of the house, Romania's day, and how a day is written in Romanian.

Every moment is aware; the day and the year are Europe/Bucharest's. Words keep U+00A0 between day and month.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

BUCHAREST: Final = ZoneInfo("Europe/Bucharest")
NBSP: Final = "\u00a0"

MONTHS: Final = (
    "ianuarie", "februarie", "martie", "aprilie", "mai", "iunie",
    "iulie", "august", "septembrie", "octombrie", "noiembrie", "decembrie",
)  # fmt: skip
MONTHS_SHORT: Final = (
    "ian.", "feb.", "mart.", "apr.", "mai", "iun.", "iul.", "aug.", "sept.", "oct.", "nov.", "dec.",
)  # fmt: skip
WEEKDAYS: Final = ("luni", "marți", "miercuri", "joi", "vineri", "sâmbătă", "duminică")
WEEKDAYS_SHORT: Final = ("lun.", "mar.", "mie.", "joi", "vin.", "sâm.", "dum.")

_frozen: ContextVar[datetime | None] = ContextVar("condica_frozen_moment", default=None)


def now() -> datetime:
    """The present moment, in Bucharest's time; the frozen one inside `frozen`."""
    return (_frozen.get() or datetime.now(UTC)).astimezone(BUCHAREST)


def frozen_moment() -> datetime | None:
    """The moment the clock was stopped at, if it was."""
    return _frozen.get()


@contextmanager
def frozen(moment: datetime) -> Iterator[datetime]:
    """Stops the house's clock: for tests and for the demo town only."""
    token = _frozen.set(local(moment))
    try:
        yield local(moment)
    finally:
        _frozen.reset(token)


def local(moment: datetime) -> datetime:
    """The same moment in Bucharest's time; a moment without a zone is refused."""
    if moment.tzinfo is None:
        raise ValueError(f"Moment fără fus orar: {moment!r}")
    return moment.astimezone(BUCHAREST)


def bucharest_day(moment: datetime) -> date:
    """The day that the wall calendar shows at that moment."""
    return local(moment).date()


def today(moment: datetime | None = None) -> date:
    """Today's date (data de azi)."""
    return bucharest_day(moment or now())


def year_of(moment: datetime) -> int:
    """The year of the register at that moment: it turns at midnight in Bucharest."""
    return local(moment).year


def at(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """The moment of a wall clock in Bucharest."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=BUCHAREST)


def bounds(since: date, until: date) -> tuple[datetime, datetime]:
    """The first moment of `since` and the first one after `until`, for ranges over moments."""
    return at(since), at(until + timedelta(days=1))


def short(day: date, *, on: date | None = None) -> str:
    """`vin. 27 nov.`, for lists; with `on`, the year is added when it is another one."""
    return f"{WEEKDAYS_SHORT[day.weekday()]} {short_day(day, on=on)}"


def short_day(day: date, *, on: date | None = None) -> str:
    """`20 nov.`, without the day of the week; with `on`, `20 nov. 2025` from another year."""
    year = "" if on is None or on.year == day.year else f"{NBSP}{day.year}"
    return f"{day.day}{NBSP}{MONTHS_SHORT[day.month - 1]}{year}"


def long(day: date, *, year: bool = False) -> str:
    """`vineri, 27 noiembrie`, for sentences; with `year`, `vineri, 27 noiembrie 2026`."""
    return f"{WEEKDAYS[day.weekday()]}, {long_day(day, year=year)}"


def long_day(day: date, *, year: bool = False) -> str:
    """`27 noiembrie`, `27 noiembrie 2026`."""
    return f"{day.day}{NBSP}{MONTHS[day.month - 1]}" + (f"{NBSP}{day.year}" if year else "")


def numeric(day: date) -> str:
    """`27.11.2026`, for numbers of papers."""
    return f"{day:%d.%m.%Y}"


def clock(moment: datetime) -> str:
    """`09:42`."""
    return f"{local(moment):%H:%M}"


def on_paper(when: datetime) -> str:
    """`22.11.2026, 14:03`, whole: what is printed is read on another day, when „azi” says nothing."""
    return f"{numeric(bucharest_day(when))}, {clock(when)}"


def near(day: date, on: date | None = None) -> str:
    """`azi`, `mâine`, `ieri`, otherwise `20 nov.`."""
    on = on or today()
    words = {0: "azi", 1: "mâine", -1: "ieri"}
    return words.get((day - on).days) or short_day(day, on=on)


def moment(when: datetime, on: date | None = None) -> str:
    """`azi, 09:43`, `30 oct., 14:12`, for timelines."""
    return f"{near(bucharest_day(when), on)}, {clock(when)}"
