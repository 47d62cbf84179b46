"""What the half-yearly petitions report counts (raportul semestrial, OG 27/2002 art. 14); pure.

Every petition falls into exactly one part of each partition: how it ended, by whom it is solved, by which channel it
came, what it is about, who wrote it. Nothing is counted twice and nothing is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from condica.statistics.rules.tables import CHANGE, DAYS, SHARE, Cell, Column, Row, Table, middle, share


class Outcome(StrEnum):
    """How a petition stands at a moment (situația): exactly one of these."""

    ON_TIME = "on_time"
    LATE = "late"
    OPEN = "open"
    FILED = "filed"
    JOINED = "joined"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Fact:
    """A petition as the events up to a moment tell it."""

    entry: int
    registered_on: date
    channel: str
    domain: str
    applicant: str
    nature: str  # cerere, reclamație, sesizare, propunere
    unit: int | None  # who solves it: the unit of the last resolution
    due_on: date | None
    extended: bool
    ended_as: str = ""  # answered | filed | joined | moved; empty while it is worked on
    ended_on: date | None = None
    solution: str = ""  # favourable | partial | unfavourable
    reason: str = ""  # why it was filed: the article

    @property
    def outcome(self) -> Outcome:
        """The part it falls into; late means dispatched after the legal day (art. 8, 9)."""
        if self.ended_as == "answered":
            return Outcome.LATE if self.due_on and self.ended_on and self.ended_on > self.due_on else Outcome.ON_TIME
        return {"filed": Outcome.FILED, "joined": Outcome.JOINED, "moved": Outcome.MOVED}.get(
            self.ended_as, Outcome.OPEN
        )

    @property
    def answered(self) -> bool:
        """Whether an answer left."""
        return self.outcome in (Outcome.ON_TIME, Outcome.LATE)

    @property
    def days(self) -> int | None:
        """In how many days the answer left, counted from registration."""
        return (self.ended_on - self.registered_on).days if self.answered and self.ended_on else None

    def overdue(self, on: date) -> bool:
        """Whether it is still open and its legal day is gone."""
        return self.outcome is Outcome.OPEN and self.due_on is not None and self.due_on < on


Test = Callable[[Fact], bool]


def _stands(outcome: Outcome) -> Test:
    return lambda fact: fact.outcome is outcome


COLUMNS: tuple[Column, ...] = (
    Column("all", "Primite"),
    Column("change", "Față de anul trecut", CHANGE),
    Column(Outcome.ON_TIME, "Răspunse în termen", part=True),
    Column(Outcome.LATE, "Cu întârziere", late=True, part=True),
    Column("share", "% în termen", SHARE),
    Column(Outcome.OPEN, "În lucru", part=True),
    Column(Outcome.FILED, "Clasate", part=True),
    Column(Outcome.JOINED, "Conexate", part=True),
    Column(Outcome.MOVED, "Redirecționate", part=True),
    Column("days", "Durata mediană", DAYS),
)
#: What a column, or one of the large figures, takes out of the petitions.
TESTS: dict[str, Test] = {
    "all": lambda fact: True,
    "answered": lambda fact: fact.answered,
    "extended": lambda fact: fact.extended,
    **{outcome.value: _stands(outcome) for outcome in Outcome},
}

APPLICANTS = {
    "person": "Persoane fizice",
    "company": "Firme",
    "association": "Asociații și fundații",
    "institution": "Instituții publice",
    "media": "Presă",
    "anonymous": "Neidentificați",
}
NATURES = {
    "request": "Cereri",
    "complaint": "Reclamații",
    "report": "Sesizări",
    "proposal": "Propuneri",
}
SOLUTIONS = {"favourable": "Favorabil", "partial": "Favorabil în parte", "unfavourable": "Nefavorabil"}
UNKNOWN = "-"


@dataclass(frozen=True, slots=True)
class Partition:
    """A way to part petitions (partiție): the key of the part of each, and how the parts are called."""

    key: str
    title: str
    head: str
    part: Callable[[Fact], str]
    labels: Callable[[Iterable[str]], dict[str, str]]
    only: Test = TESTS["all"]
    plain: bool = False  # only the first column: how many

    def row_of(self, fact: Fact) -> str:
        """The part that the petition falls into."""
        return self.part(fact) or UNKNOWN

    def members(self, facts: Iterable[Fact], row: str, column: str) -> list[Fact]:
        """The petitions behind a figure."""
        test = TESTS[column]
        return [f for f in facts if self.only(f) and test(f) and (row in ("", self.row_of(f)))]


def named(labels: dict[str, str], unknown: str = "Neprecizat") -> Callable[[Iterable[str]], dict[str, str]]:
    """Labels known beforehand; what is not among them reads as it is."""
    return lambda keys: {key: labels.get(key, unknown if key == UNKNOWN else key) for key in keys}


def table(partition: Partition, facts: Sequence[Fact], before: Sequence[Fact] | None) -> Table:
    """The petitions parted, largest part first; `before` are those of the year before, None when there were none."""
    facts = [fact for fact in facts if partition.only(fact)]
    earlier = None if before is None else [fact for fact in before if partition.only(fact)]
    keys = {partition.row_of(fact) for fact in facts}
    names = partition.labels(keys)
    columns = COLUMNS[:1] if partition.plain else columns_beside(before)
    grouped = {key: [fact for fact in facts if partition.row_of(fact) == key] for key in keys}
    order = sorted(keys, key=lambda key: (key == UNKNOWN, -len(grouped[key]), names[key], key))
    rows = tuple(Row(key, names[key], _cells(columns, grouped[key], _of(earlier, partition, key))) for key in order)
    return Table(
        partition.key, partition.title, partition.head, columns, rows, Row("", "Total", _cells(columns, facts, earlier))
    )


def columns_beside(before: Sequence[Fact] | None) -> tuple[Column, ...]:
    """The columns of a table; the change is one only where there is a year before to compare with."""
    return tuple(column for column in COLUMNS if column.kind != CHANGE or before is not None)


def _of(facts: Sequence[Fact] | None, partition: Partition, key: str) -> list[Fact] | None:
    return None if facts is None else [fact for fact in facts if partition.row_of(fact) == key]


def _cells(columns: Sequence[Column], facts: Sequence[Fact], before: Sequence[Fact] | None) -> tuple[Cell, ...]:
    return tuple(_cell(column, facts, before) for column in columns)


def _cell(column: Column, facts: Sequence[Fact], before: Sequence[Fact] | None) -> Cell:
    if column.kind == CHANGE:
        return Cell(None if before is None else len(facts) - len(before), CHANGE)
    if column.kind == SHARE:
        return Cell(on_time_share(facts), SHARE)
    if column.kind == DAYS:
        return Cell(median_days(facts), DAYS)
    count = sum(TESTS[column.key](fact) for fact in facts)
    return Cell(count, opens=count > 0)


def on_time_share(facts: Iterable[Fact]) -> float | None:
    """How much of the answers left in time."""
    answered = [fact for fact in facts if fact.answered]
    return share(sum(fact.outcome is Outcome.ON_TIME for fact in answered), len(answered))


def median_days(facts: Iterable[Fact]) -> float | None:
    """In how many days half of the answers had left."""
    return middle(fact.days for fact in facts if fact.days is not None)


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of days of the histogram (interval)."""

    key: str
    label: str
    words: str
    test: Test
    note: str = ""


def _within(low: int, high: int) -> Test:
    return lambda fact: fact.outcome is Outcome.ON_TIME and fact.days is not None and low <= fact.days <= high


#: In how many days the answers left: in time up to 30 days, in time later (the term rolled over free days or was
#: extended), late. With `LATE` these part the answered petitions: an answer of day 0 is in the first.
BANDS: tuple[Band, ...] = (
    Band("b5", "1–5", "în cel mult 5 zile", _within(0, 5)),
    *(
        Band(f"b{high}", f"{high - 4}–{high}", f"în {high - 4}–{high} zile", _within(high - 4, high))
        for high in (10, 15, 20, 25, 30)
    ),
    Band("b31", "31+", "în termen, după 30 de zile", _within(31, 10_000), "în termen"),
    Band("late", "peste", "după termen", TESTS[Outcome.LATE], "întârziate"),
)
TESTS.update({band.key: band.test for band in BANDS if band.key not in TESTS})
