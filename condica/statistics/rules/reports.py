"""Reports and books that can be asked for (rapoarte și registre): each is registered at start-up by who can make it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from condica.foundation import dates
from condica.statistics.rules.periods import Period
from condica.statistics.rules.tables import Sheet

#: Gives the address of the list behind a figure: `address(table, row, column)`.
Address = Callable[[str, str, str], str]


@dataclass(frozen=True, slots=True)
class Question:
    """What a report is asked (întrebarea): a period, the moment whose knowledge counts, a unit or the whole house."""

    period: Period
    as_of: datetime
    unit: int | None = None  # only what this unit, or one below it, solves

    @property
    def on(self) -> date:
        """The last day that the figures know of."""
        return dates.bucharest_day(self.as_of - timedelta(microseconds=1))

    def about(self, period: Period) -> Question:
        """The same asked about another period, as far from its end as this one: like is compared with like."""
        return replace(self, period=period, as_of=period.moments[1] + (self.as_of - self.period.moments[1]))


@dataclass(frozen=True, slots=True)
class Member:
    """A paper behind a figure (lucrarea din spatele cifrei), and how it stood at the moment of the report."""

    entry: int
    words: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind a figure: the name of its line and column, and the papers."""

    words: str
    members: Sequence[Member]


@dataclass(frozen=True, slots=True)
class Report:
    """A kind of report (fel de raport).

    `build` makes it; `members` gives the papers behind a figure, None where there is no such figure; `lines` gives
    every fact on a line under a head, the words of a paper only for who may read it (`readable` are those papers).
    """

    key: str
    title: str
    basis: str
    words: str  # what it shows, one sentence
    build: Callable[[Question, Address], Sheet]
    members: Callable[[Question, str, str, str], Behind | None]
    lines: Callable[[Question, Any], list[Sequence[Any]]]
    counted: str = "petiție,petiții"  # what it counts: one, many
    free_words: frozenset[str] = frozenset()  # columns of its lines in which somebody may have written a name
    order: int = 50


@dataclass(frozen=True, slots=True)
class BookColumn:
    """A column of a book (rubrică): its name, how much of the paper's width it takes, under which one it stands."""

    key: str
    label: str
    width: float = 1.0
    under: bool = False  # on paper it stands in the cell of the column before it


@dataclass(frozen=True, slots=True)
class BookLine:
    """A line of a book: its paper, its cells (words, numbers, days) in the order of the columns."""

    entry: int
    url: str
    cells: tuple[Any, ...]
    late: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """A register that is printed (registru tipărit) for any period, as it stood at a moment.

    `papers` are those of the period that a person may read, in the book's order, with how many more there are;
    `lines` writes the lines of some of them; `totals` counts all of them.
    """

    key: str
    title: str
    basis: str
    words: str
    columns: tuple[BookColumn, ...]
    papers: Callable[[Question, Any], tuple[Any, int]]
    lines: Callable[[Question, Sequence[Any], bool], list[BookLine]]
    totals: Callable[[Question, Any], list[tuple[str, int]]]
    order: int = 50


_REPORTS: dict[str, Report] = {}
_BOOKS: dict[str, Book] = {}


def register_report(report: Report) -> None:
    """Add a report; the same key again replaces it (reloading is harmless)."""
    _REPORTS[report.key] = report


def register_book(book: Book) -> None:
    """Add a book; the same key again replaces it."""
    _BOOKS[book.key] = book


def reports() -> list[Report]:
    """All reports, in the order of the page."""
    return sorted(_REPORTS.values(), key=lambda report: (report.order, report.title))


def books() -> list[Book]:
    """All books, in the order of the page."""
    return sorted(_BOOKS.values(), key=lambda book: (book.order, book.title))


def report_of(key: str) -> Report | None:
    """The report of a key."""
    return _REPORTS.get(key)


def book_of(key: str) -> Book | None:
    """The book of a key."""
    return _BOOKS.get(key)
