"""How days are counted (socotirea termenelor): one small function a mode, the same for every statute."""

from __future__ import annotations

import calendar as months
from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from condica.law.calendar import NO_DAYS, OutsideCalendar, add_working, holidays, roll, roll_back


class Counting(StrEnum):
    """A way of counting (mod de socotire)."""

    ZL = "ZL"  # zile libere: neither the first nor the last day counts; rolls to a working day
    INCL = "INCL"  # the last day counts; rolls
    STRICT = "STRICT"  # day by day, never rolls
    SAFE = "SAFE"  # the last working day by which no reading is late
    LUCR = "LUCR"  # the n-th working day
    LUCR_NEXT = "LUCR+1"  # the working day after n whole working days
    BACK = "BACK"  # at least n days before an event
    BACK_ZL = "BACK_ZL"  # n free days before an event
    LUNI = "LUNI"  # the same day of a later month, or its last day; rolls


CITES: Final[Mapping[Counting, str]] = MappingProxyType(
    {
        Counting.ZL: "Codul civil, art. 2553–2554",
        Counting.INCL: "practica registraturilor; Codul civil, art. 2554",
        Counting.STRICT: "zile calendaristice",
        Counting.SAFE: "zi sigură, la timp după orice socotire",
        Counting.LUCR: "zile lucrătoare",
        Counting.LUCR_NEXT: "zile lucrătoare întregi",
        Counting.BACK: "cu cel puțin n zile înainte",
        Counting.BACK_ZL: "zile libere înainte",
        Counting.LUNI: "Codul de procedură civilă, art. 181 alin. (1) pct. 3",
    }
)


def free_days(start: date, n: int) -> date:
    """ZL, zile libere: Codul civil art. 2553–2554, Codul de procedură civilă art. 181."""
    return roll(start + timedelta(days=n + 1))


def inclusive(start: date, n: int) -> date:
    """INCL: the n-th day after the start is the last one."""
    return roll(start + timedelta(days=n))


def strict(start: date, n: int) -> date:
    """STRICT: calendar days („zi cu zi”), whatever day comes out."""
    return start + timedelta(days=n)


def safe(start: date, n: int, bridge_days: Collection[date] = NO_DAYS) -> date:
    """SAFE, zi sigură: the last working day not after the n-th, bridge days left out."""
    return roll_back(start + timedelta(days=n), bridge_days)


def working(start: date, n: int) -> date:
    """LUCR: the n-th working day after the start."""
    return add_working(start, n)


def working_next(start: date, n: int) -> date:
    """LUCR+1: the first working day after n whole working days."""
    return add_working(start, n + 1)


def before(event: date, n: int) -> date:
    """BACK: the last day that is at least n days before the event."""
    return event - timedelta(days=n)


def before_free(event: date, n: int) -> date:
    """BACK_ZL: the last day that leaves n free days before the event."""
    return event - timedelta(days=n + 1)


def months_later(start: date, n: int) -> date:
    """LUNI: the day of the same number n months on, or the month's last; rolls."""
    year, month = divmod(start.month - 1 + n, 12)
    year, month = start.year + year, month + 1
    return roll(date(year, month, min(start.day, months.monthrange(year, month)[1])))


MODES: Final[Mapping[Counting, Callable[[date, int], date]]] = MappingProxyType(
    {
        Counting.ZL: free_days,
        Counting.INCL: inclusive,
        Counting.STRICT: strict,
        Counting.SAFE: safe,
        Counting.LUCR: working,
        Counting.LUCR_NEXT: working_next,
        Counting.BACK: before,
        Counting.BACK_ZL: before_free,
        Counting.LUNI: months_later,
    }
)
#: The modes whose end never falls on a day off.
ROLLING: Final = frozenset(
    {Counting.ZL, Counting.INCL, Counting.SAFE, Counting.LUCR, Counting.LUCR_NEXT, Counting.LUNI}
)


def due(mode: Counting | str, start: date, n: int) -> date:
    """The day a term ends, in a mode; refuses a day outside the known calendar."""
    holidays(start.year)
    try:
        end = MODES[Counting(mode)](start, n)
    except OverflowError:
        raise OutsideCalendar(f"Termenul de {n} de la {start:%d.%m.%Y} iese din calendar.") from None
    holidays(end.year)
    return end
