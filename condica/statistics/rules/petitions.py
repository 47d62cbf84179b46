"""What the half-yearly petitions report counts (raportul semestrial, OG 27/2002 art. 14); pure.

Every petition is one fact and falls into exactly one part of each partition: how it stands, by whom it is solved, by
which channel it came, what it is about, who wrote it. Nothing is counted twice and nothing is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from condica.foundation.romanian import plural
from condica.statistics.rules.tables import CHANGE, SHARE, TENTHS, Column


class Outcome(StrEnum):
    """How a petition stands at a moment (situația): exactly one of these."""

    ON_TIME = "on_time"
    LATE = "late"
    OPEN = "open"
    OVERDUE = "overdue"
    FILED = "filed"
    JOINED = "joined"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Fact:
    """A petition as the events up to a moment tell it; `on` is the last day that it knows of."""

    entry: int
    on: date
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
    reason: str = ""  # why it was filed: anonymous | repeated | withdrawn
    send_by: date | None = None  # until when a misaddressed one is to be sent on (art. 6^1)
    answered_by: str = ""  # the way on which the answer left
    received: bool = False  # another authority sent it here (art. 8 alin. (2))
    reopened: bool = False  # by a court
    commission: bool = False  # looked into by a commission (art. 5)
    collective: bool = False  # many wrote it, or an organisation for those it stands for (art. 1 alin. (2))
    signatories: int = 0  # how many signed it, where they did
    useful: str = ""  # what the petitioner said of the answer

    @property
    def outcome(self) -> Outcome:
        """The part it falls into; late means dispatched after the legal day (art. 8, 9)."""
        if self.ended_as == "answered":
            return Outcome.LATE if self.due_on and self.ended_on and self.ended_on > self.due_on else Outcome.ON_TIME
        if self.ended_as:
            return {"joined": Outcome.JOINED, "moved": Outcome.MOVED}.get(self.ended_as, Outcome.FILED)
        return Outcome.OVERDUE if self.due_on and self.due_on < self.on else Outcome.OPEN

    @property
    def answered(self) -> bool:
        """Whether an answer left."""
        return self.ended_as == "answered"

    @property
    def days(self) -> int | None:
        """In how many days the answer left, counted from registration."""
        return (self.ended_on - self.registered_on).days if self.answered and self.ended_on else None

    @property
    def who(self) -> str:
        """Who wrote it, as the report parts petitioners."""
        return "collective" if self.collective else self.applicant

    @property
    def sent_on(self) -> str:
        """How a misaddressed one was sent on: within the five days, or late."""
        return "late" if self.send_by and self.ended_on and self.ended_on > self.send_by else "on_time"

    @property
    def medium(self) -> str:
        """What an answer is made of: electrons or paper."""
        return MEDIA.get(self.answered_by, "")


Test = Callable[[Fact], bool]
#: What an answer that left on a way is.
MEDIA = {
    "email": "electronic",
    "portal": "electronic",
    "api": "electronic",
    "post": "paper",
    "counter": "paper",
    "courier": "paper",
    "fax": "paper",
    "special": "paper",
    "internal": "paper",
}


def _stands(*outcomes: Outcome) -> Test:
    return lambda fact: fact.outcome in outcomes


COLUMNS: tuple[Column, ...] = (
    Column("all", "Primite"),
    Column("change", "Față de anul trecut", CHANGE),
    Column(Outcome.ON_TIME, "Răspunse în termen", part=True),
    Column(Outcome.LATE, "Răspunse târziu", late=True, part=True),
    Column("share", "% în termen", SHARE),
    Column(Outcome.OPEN, "În lucru, în termen", part=True),
    Column(Outcome.OVERDUE, "În lucru, peste termen", late=True, part=True),
    Column(Outcome.FILED, "Clasate", part=True),
    Column(Outcome.JOINED, "Conexate", part=True),
    Column(Outcome.MOVED, "Redirecționate", part=True),
    Column("mean", "Media (zile)", TENTHS),
    Column("days", "Mediana (zile)", TENTHS),
)
#: The circumstances of a petition that are parts of no whole: they may meet.
CIRCUMSTANCES: dict[str, tuple[str, Test]] = {
    "extended": ("Cu termenul prelungit (art. 9)", lambda fact: fact.extended),
    "received": ("Primite de la altă autoritate (art. 8 alin. (2))", lambda fact: fact.received),
    "collective": ("Colective (art. 1 alin. (2))", lambda fact: fact.collective),
    "commission": ("Cercetate de o comisie (art. 5)", lambda fact: fact.commission),
    "reopened": ("Redeschise după o hotărâre a instanței", lambda fact: fact.reopened),
}
#: What a column, or one of the large figures, takes out of the petitions.
TESTS: dict[str, Test] = {
    "all": lambda fact: True,
    "answered": lambda fact: fact.answered,
    "in_work": _stands(Outcome.OPEN, Outcome.OVERDUE),
    "too_late": _stands(Outcome.LATE, Outcome.OVERDUE),
    **{outcome.value: _stands(outcome) for outcome in Outcome},
    **{key: test for key, (_, test) in CIRCUMSTANCES.items()},
}
#: The same columns after a comma: „domeniul Drumuri, răspunse târziu”.
COLUMN_WORDS = {
    **{str(column.key): column.label.lower() for column in COLUMNS},
    "all": "primite",
    "answered": "cu răspuns",
    "in_work": "în lucru",
    "too_late": "trecute de termen",
    "extended": "cu termen prelungit",
    "received": "primite de la altă autoritate",
    "collective": "colective",
    "commission": "cercetate de o comisie",
    "reopened": "redeschise de instanță",
}

APPLICANTS = {
    "person": "Persoane fizice",
    "company": "Firme",
    "association": "Asociații și fundații",
    "institution": "Instituții publice",
    "collective": "Colective",
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
REASONS = {
    "anonymous": "Anonime, fără date de identificare (art. 7)",
    "repeated": "Repetate după răspuns (art. 10 alin. (2))",
    "withdrawn": "Retrase de petiționar",
}
SENT_ON = {"on_time": "În cel mult 5 zile de la înregistrare", "late": "După cele 5 zile"}
MEDIUM = {"electronic": "Electronic (e-mail, portal)", "paper": "Pe hârtie (poștă, ghișeu, curier)"}
USEFUL = {"yes": "Răspunsul le-a folosit", "partly": "Le-a folosit în parte", "no": "Nu le-a folosit"}

SITUATIONS = {
    Outcome.ON_TIME: "răspuns în termen",
    Outcome.LATE: "răspuns târziu",
    Outcome.OPEN: "în lucru",
    Outcome.OVERDUE: "în lucru, peste termen",
    Outcome.FILED: "clasată",
    Outcome.JOINED: "conexată",
    Outcome.MOVED: "redirecționată",
}


def stood(fact: Fact) -> str:
    """How a petition stood, in a few words: „răspuns în termen, 12 zile”, „în lucru, peste termen cu 3 zile”."""
    words = SITUATIONS[fact.outcome]
    if fact.outcome is Outcome.OVERDUE and fact.due_on:
        return f"{words} cu {plural((fact.on - fact.due_on).days, 'zi', 'zile')}"
    if fact.days is not None:
        return f"{words}, după {plural(fact.days, 'zi', 'zile')}" if fact.days else f"{words}, în aceeași zi"
    return words


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
COLUMN_WORDS.update({band.key: f"răspunse {band.words}" for band in BANDS if band.key not in COLUMN_WORDS})
