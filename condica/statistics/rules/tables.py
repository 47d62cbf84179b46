"""Reports (rapoarte): figures, charts, and tables that add up; pure.

A report is built from facts. Every fact falls into exactly one part of each partition, so the lines of a table add up
to its total by construction; `Table` still counts again and refuses to exist when they do not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from condica.foundation.charts import Chart
from condica.foundation.romanian import NBSP, number_text, plural
from condica.statistics.rules.periods import Period

COUNT, SHARE, DAYS, TENTHS, CHANGE, POINTS = "count", "share", "days", "tenths", "change", "points"


@dataclass(frozen=True, slots=True)
class Column:
    """A column (coloană): what it counts; `part` columns together are the whole, `late` ones stand in red."""

    key: str
    label: str
    kind: str = COUNT
    late: bool = False
    part: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure (cifră) and how it reads; `opens` when there is a list behind it."""

    value: float | None
    kind: str = COUNT
    opens: bool = False

    @property
    def text(self) -> str:
        """The figure in Romanian."""
        if self.value is None:
            return "–"
        if self.kind == SHARE:
            return f"{number_text(self.value * 100, 1)}{NBSP}%"
        if self.kind == DAYS:
            return days_text(self.value)
        if self.kind == TENTHS:
            return number_text(self.value, 1 if round(self.value, 1) % 1 else 0)
        if self.kind == POINTS:
            return f"{_signed(self.value * 100)}{NBSP}p.p."
        return _signed(self.value) if self.kind == CHANGE else number_text(self.value)


def _signed(value: float) -> str:
    """`+3`, `−1,5`, `0`."""
    text = number_text(value, 1 if round(value, 1) % 1 else 0)
    return f"+{text}" if value > 0 and text != "0" else text


def days_text(value: float | None) -> str:
    """`19 zile`, `20 de zile`, `19,5 zile`."""
    if value is None:
        return "–"
    return plural(int(value), "zi", "zile") if value == int(value) else f"{number_text(value, 1)} zile"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: its key names it in addresses."""

    key: str
    label: str
    cells: tuple[Cell, ...]


class NotAWhole(Exception):  # noqa: N818 - says what is wrong with the table
    """The lines of a table do not add up to its total: a fact fell into no part, or into two."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a report (tabel): it cannot be made unless it adds up both ways.

    One whose lines are not parts of one whole (measures, circumstances that overlap) has no total and says why.
    """

    key: str
    title: str
    head: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row | None
    note: str = ""

    def __post_init__(self) -> None:
        for place, column in enumerate(self.columns):
            if column.kind == COUNT and self.total is not None:
                added = sum(row.cells[place].value or 0 for row in self.rows)
                self._same(added, self.total.cells[place].value, column.label)
        parts = [place for place, column in enumerate(self.columns) if column.part]
        for row in self.lines if parts else ():
            self._same(sum(row.cells[place].value or 0 for place in parts), row.cells[0].value, row.label)

    @property
    def lines(self) -> tuple[Row, ...]:
        """The rows, then the total."""
        return self.rows if self.total is None else (*self.rows, self.total)

    def _same(self, added: float, total: float | None, where: str) -> None:
        if added != total:
            raise NotAWhole(f"{self.title}, {where}: {added} în loc de {total}")


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the large figures over a report: its name, the figure, a word under it."""

    label: str
    cell: Cell
    note: str = ""
    column: str = ""  # which list opens behind it

    @property
    def text(self) -> str:
        """The figure in Romanian."""
        return self.cell.text


@dataclass(frozen=True, slots=True)
class Sheet:
    """A report made (raport întocmit): what is printed, shown and exported."""

    key: str
    title: str
    subtitle: str
    basis: str
    period: Period
    as_of: datetime
    figures: tuple[Figure, ...]
    charts: tuple[Chart, ...]
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()  # what the figures say, paragraph by paragraph
    late: Figure | None = None  # what is late, said first


def middle(values: Iterable[int]) -> float | None:
    """The median (mediana); of nothing there is none."""
    known = list(values)
    return float(median(known)) if known else None


def average(values: Iterable[int]) -> float | None:
    """The mean (media); of nothing there is none."""
    known = list(values)
    return sum(known) / len(known) if known else None


def share(part: float, whole: float) -> float | None:
    """The share, None of nothing."""
    return part / whole if whole else None
