"""Petitions parted and counted (partiții): one pass over the facts, each petition in one line of each table; pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from condica.statistics.rules.petitions import CIRCUMSTANCES, COLUMNS, TESTS, Fact, Outcome, Test
from condica.statistics.rules.tables import CHANGE, SHARE, TENTHS, Cell, Column, Row, Table, average, middle, share

UNKNOWN = "-"
ONLY_COUNT = (Column("all", "Câte"),)
Labels = Callable[[Iterable[str]], dict[str, str]]


@dataclass(frozen=True, slots=True)
class Partition:
    """A way to part petitions (partiție): the key of the part of each, and how the parts are called."""

    key: str
    title: str
    head: str
    part: Callable[[Fact], str]
    labels: Labels
    only: Test = TESTS["all"]
    plain: bool = False  # only the first column: how many

    def row_of(self, fact: Fact) -> str:
        """The part that the petition falls into."""
        return self.part(fact) or UNKNOWN

    def members(self, facts: Iterable[Fact], row: str, column: str) -> list[Fact]:
        """The petitions behind a figure."""
        test = TESTS[column]
        return [f for f in facts if self.only(f) and test(f) and (row in ("", self.row_of(f)))]


def named(labels: Mapping[str, str], unknown: str = "Neprecizat") -> Labels:
    """Labels known beforehand; what is not among them reads as it is."""
    return lambda keys: {key: labels.get(key, unknown if key == UNKNOWN else key) for key in keys}


@dataclass(slots=True)
class Tally:
    """What was counted in one line (răboj): how many pass each test, and in how many days the answers left."""

    counts: Counter[str] = field(default_factory=Counter)
    days: list[int] = field(default_factory=list)

    def add(self, marks: Sequence[str], days: int | None) -> None:
        """Count one petition."""
        self.counts.update(marks)
        if days is not None:
            self.days.append(days)

    @property
    def all(self) -> int:
        """How many petitions."""
        return self.counts["all"]

    @property
    def on_time(self) -> float | None:
        """How much of the answers left in time."""
        return share(self.counts[Outcome.ON_TIME], self.counts["answered"])

    @property
    def mean(self) -> float | None:
        """In how many days an answer left on average."""
        return average(self.days)

    @property
    def median(self) -> float | None:
        """In how many days half of the answers had left."""
        return middle(self.days)


class Counted:
    """The petitions of a period, counted in one pass: the whole, each line of each partition, each circumstance."""

    def __init__(self, facts: Iterable[Fact], partitions: Sequence[Partition] = ()) -> None:
        self.whole = Tally()
        self.signatories = 0
        self._only: dict[str, Tally] = defaultdict(Tally)
        self._lines: dict[str, dict[str, Tally]] = {part.key: defaultdict(Tally) for part in partitions}
        self._cross: dict[str, Tally] = defaultdict(Tally)
        for fact in facts:
            self._count(fact, partitions)

    def _count(self, fact: Fact, partitions: Sequence[Partition]) -> None:
        marks = [key for key, test in TESTS.items() if test(fact)]
        days = fact.days
        self.whole.add(marks, days)
        self.signatories += fact.signatories
        for part in partitions:
            if part.only(fact):
                self._only[part.key].add(marks, days)
                self._lines[part.key][part.row_of(fact)].add(marks, days)
        for key in CIRCUMSTANCES.keys() & marks:
            self._cross[key].add(marks, days)

    def total(self, part: Partition) -> Tally:
        """All that a partition parts."""
        return self._only.get(part.key) or Tally()

    def lines(self, part: Partition) -> Mapping[str, Tally]:
        """The lines of a partition."""
        return self._lines[part.key]

    def line(self, part: Partition, key: str) -> Tally:
        """One line of a partition; empty where there is none."""
        return self._lines[part.key].get(key) or Tally()

    def cross(self, key: str) -> Tally:
        """One circumstance."""
        return self._cross.get(key) or Tally()


def table(partition: Partition, now: Counted, before: Counted | None) -> Table:
    """The petitions parted, largest part first; `before` are those of the year before, None when there were none."""
    lines = now.lines(partition)
    names = partition.labels(lines)
    columns = ONLY_COUNT if partition.plain else columns_beside(before)
    order = sorted(lines, key=lambda key: (key == UNKNOWN, -lines[key].all, names[key], key))
    rows = tuple(
        Row(key, names[key], cells(columns, lines[key], before.line(partition, key) if before else None))
        for key in order
    )
    whole = cells(columns, now.total(partition), before.total(partition) if before else None)
    return Table(partition.key, partition.title, partition.head, columns, rows, Row("", "Total", whole))


def crossing(key: str, title: str, now: Counted, before: Counted | None) -> Table:
    """The circumstances that may meet in one petition: each line adds up to itself, the lines to nothing."""
    columns = columns_beside(before)
    rows = tuple(
        Row(name, label, cells(columns, now.cross(name), before.cross(name) if before else None))
        for name, (label, _) in CIRCUMSTANCES.items()
        if now.cross(name).all or (before and before.cross(name).all)
    )
    note = "O petiție poate sta pe mai multe rânduri, de aceea tabelul nu are total."
    return Table(key, title, "Împrejurarea", columns, rows, None, note)


def columns_beside(before: Counted | None) -> tuple[Column, ...]:
    """The columns of a table; the change is one only where there is a year before to compare with."""
    return tuple(column for column in COLUMNS if column.kind != CHANGE or before is not None)


def cells(columns: Sequence[Column], now: Tally, before: Tally | None) -> tuple[Cell, ...]:
    """The figures of one line."""
    return tuple(_cell(column, now, before) for column in columns)


def _cell(column: Column, now: Tally, before: Tally | None) -> Cell:
    if column.kind == CHANGE:
        return Cell(None if before is None else now.all - before.all, CHANGE)
    if column.kind == SHARE:
        return Cell(now.on_time, SHARE)
    if column.kind == TENTHS:
        return Cell(now.mean if column.key == "mean" else now.median, TENTHS)
    return count(now, column.key)


def count(tally: Tally, key: str) -> Cell:
    """How many pass a test; what is not nought opens its list."""
    return Cell(tally.counts[key], opens=tally.counts[key] > 0)
