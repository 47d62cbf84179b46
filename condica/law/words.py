"""Days and counts in Romanian sentences (cuvinte), for what the law explains about itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

MONTHS: Final = (
    "ianuarie", "februarie", "martie", "aprilie", "mai", "iunie",
    "iulie", "august", "septembrie", "octombrie", "noiembrie", "decembrie",
)  # fmt: skip
WEEKDAYS: Final = ("luni", "marți", "miercuri", "joi", "vineri", "sâmbătă", "duminică")


def day(value: date, *, year: bool = False) -> str:
    """`30 octombrie`, `30 octombrie 2026`."""
    return f"{value.day} {MONTHS[value.month - 1]}" + (f" {value.year}" if year else "")


def weekday(value: date, *, year: bool = False) -> str:
    """`vineri, 30 octombrie`."""
    return f"{WEEKDAYS[value.weekday()]}, {day(value, year=year)}"


def count(n: int, one: str, many: str) -> str:
    """`1 zi`, `5 zile`, `30 de zile`."""
    if n == 1:
        return f"1 {one}"
    return f"{n} {many}" if n == 0 or 1 <= n % 100 <= 19 else f"{n} de {many}"


def days(n: int) -> str:
    """`5 zile`, `30 de zile`."""
    return count(n, "zi", "zile")


def listed(items: Sequence[str]) -> str:
    """`a`, `a și b`, `a, b și c`."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} și {items[-1]}"
