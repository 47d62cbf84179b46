"""Legea 16/1996 (Arhivele Naționale): how long a file is kept by its nomenclator, and from when it may be selected."""

from __future__ import annotations

from datetime import date
from typing import Final

LAW: Final = "Legea 16/1996"
#: The nomenclator sets the years (R14); the law, that papers are grouped by it.
NOMENCLATOR: Final = "Legea 16/1996, art. 8"


def kept_until(closed_on: date, years: int) -> date:
    """The last day of keeping: the years run from 1 January of the year after the file was closed."""
    return date(closed_on.year + years, 12, 31)


def may_be_selected(closed_on: date, years: int | None, on: date) -> bool:
    """Whether the file may be put before the selection commission; what is permanent never (`years` None)."""
    return years is not None and on > kept_until(closed_on, years)
