"""Periods (perioade) of reports: whole days, both ends included; half-years as the law asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from condica.foundation import dates
from condica.foundation.dates import MONTHS


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of whole days (perioadă), both ends included."""

    since: date
    until: date

    def __post_init__(self) -> None:
        if self.until < self.since:
            raise ValueError("a period ends before it begins")

    @property
    def half(self) -> int | None:
        """1 or 2 when it is exactly a half-year."""
        year = self.since.year
        return next((half for half in (1, 2) if self == half_year(year, half)), None)

    @property
    def label(self) -> str:
        """`Semestrul I 2026`, `Anul 2026`, `Iulie 2026`, else its two days."""
        year = self.since.year
        if self.half:
            return f"Semestrul {'I' * self.half} {year}"
        if self == Period(date(year, 1, 1), date(year, 12, 31)):
            return f"Anul {year}"
        if self == month(self.since):
            return f"{MONTHS[self.since.month - 1].capitalize()} {year}"
        return self.days

    @property
    def of_label(self) -> str:
        """The same after „raportul”: `semestrului I 2026`."""
        if self.half:
            return f"semestrului {'I' * self.half} {self.since.year}"
        if self.label.startswith("Anul"):
            return f"anului {self.since.year}"
        return f"perioadei {self.days}" if self.label == self.days else f"lunii {self.label.lower()}"

    @property
    def in_words(self) -> str:
        """The same after „în”: `semestrul I 2025`, `iulie 2025`."""
        return self.label[0].lower() + self.label[1:]

    @property
    def within(self) -> str:
        """When: `în semestrul I 2025`, `între 3 martie și 9 aprilie 2025`."""
        if self.label != self.days:
            return f"în {self.in_words}"
        one_year = self.since.year == self.until.year
        return f"între {dates.long_day(self.since, year=not one_year)} și {dates.long_day(self.until, year=True)}"

    @property
    def days(self) -> str:
        """`1 ianuarie – 30 iunie 2026`."""
        one_year = self.since.year == self.until.year
        return f"{dates.long_day(self.since, year=not one_year)} – {dates.long_day(self.until, year=True)}"

    @property
    def slug(self) -> str:
        """The period in a file's name."""
        return f"{self.since:%Y-%m-%d}_{self.until:%Y-%m-%d}"

    @property
    def year_before(self) -> Period:
        """The same days of the year before; 29 February becomes the 28th, whole months stay whole."""
        until = _year_before(self.until + timedelta(days=1)) - timedelta(days=1)
        return Period(_year_before(self.since), until)

    @property
    def before(self) -> Period:
        """The one just before: a half-year, a year, a month before its like; else as many days."""
        last = self.since - timedelta(days=1)
        if self.half:
            return half_year(last.year, 1 if last.month <= 6 else 2)
        if self.label.startswith("Anul"):
            return Period(date(last.year, 1, 1), last)
        if self == month(self.since):
            return month(last)
        return Period(last - (self.until - self.since), last)

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """The first moment of it and the first one after it, in Bucharest."""
        return dates.bounds(self.since, self.until)

    @property
    def months(self) -> list[Period]:
        """The months it touches, cut to it."""
        found, start = [], self.since
        while start <= self.until:
            end = min(month(start).until, self.until)
            found.append(Period(start, end))
            start = end + timedelta(days=1)
        return found


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def half_year(year: int, half: int) -> Period:
    """The first or the second half of a year (semestru)."""
    if half == 1:
        return Period(date(year, 1, 1), date(year, 6, 30))
    return Period(date(year, 7, 1), date(year, 12, 31))


def month(day: date) -> Period:
    """The month of a day."""
    first = day.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    return Period(first, after - timedelta(days=1))


def last_half_year(today: date) -> Period:
    """The half-year to report on: the last one ended, or this one in its last month."""
    if today.month in {6, 12}:
        return half_year(today.year, today.month // 6)
    return half_year(today.year, 1) if today.month > 6 else half_year(today.year - 1, 2)


def recent_half_years(today: date, count: int = 6) -> list[Period]:
    """This half-year and those before it, newest first."""
    year, half = today.year, 1 if today.month <= 6 else 2
    found = []
    for _ in range(count):
        found.append(half_year(year, half))
        year, half = (year, 1) if half == 2 else (year - 1, 2)
    return found
