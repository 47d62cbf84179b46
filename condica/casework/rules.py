"""Casework's decisions (reguli): kinds of case, what a person is offered, how a task moves; pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.law.terms import Term

#: From where to where a case of a kind may go, with the ground of each arrow.
Transitions = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class ActionOffer:
    """What a person may do next (pasul următor), or why not now: a refused act stays in the list with its article."""

    key: str
    label: str
    why: str = ""
    url: str = ""
    shortcut: str = ""
    allowed: bool = True
    reason: str = ""
    cites: str = ""
    primary: bool = False
    icon: str = "chevron-right"


class Ordinary(StrEnum):
    """The stages of the ordinary way, in their order (drumul obișnuit); a kind's own stages bear the same names."""

    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    DRAFTED = "drafted"
    APPROVED = "approved"
    SIGNED = "signed"
    ANSWERED = "answered"


class Event(StrEnum):
    """What happens to any case, told to the room of its kind."""

    ASSIGNING = "assigning"  # asked before: the room may refuse
    CONTRIBUTING = "contributing"  # asked before `people` or `joint` units take part: an opinion, a commission
    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Happening:
    """An event with what it concerns; `case` and `task` are rows, `lead`, `joint` units, `assignee` a user."""

    event: Event
    case: Any
    by: Any
    task: Any = None
    lead: Any = None
    joint: Sequence[Any] = ()
    assignee: Any = None
    people: Sequence[Any] = ()


@dataclass(frozen=True, slots=True)
class CardRow:
    """A line of the case's card (fișa lucrării): what is known, its article, where it leads, whether it is wrong."""

    title: str
    text: str
    line: str = ""
    cites: str = ""
    url: str = ""
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class CaseKind:
    """A kind of case (felul lucrării); the room that owns it adds it at start-up."""

    key: str
    label: str
    stages: Mapping[str, str]  # each stage in words
    next: Transitions
    offers: Callable[[Any, Any], list[ActionOffer]] = field(default=lambda case, user: [])
    card: Callable[[Any, Any], list[CardRow]] = field(default=lambda case, user: [])
    follow: Callable[[Happening], None] = field(default=lambda happening: None)
    #: Stages in which a case leaves without an answer: what others still owe is withdrawn with its reason.
    ways_out: frozenset[str] = frozenset()
    #: Stages that wait for the minutes of a mixed commission.
    after_minutes: frozenset[str] = frozenset()
    #: The cases from which the law keeps this person out, among those given (OG 27/2002, art. 11).
    keeps_out: Callable[[Any, Sequence[int]], set[int]] = field(default=lambda user, cases: set())


KINDS: dict[str, CaseKind] = {}


def register_kind(kind: CaseKind) -> None:
    """Add a kind, or replace the one with its key (reloading is harmless)."""
    KINDS[kind.key] = kind


def kind_of(key: str) -> CaseKind:
    """The kind, or one without arrows when its room is gone: the case stays readable, nothing moves."""
    return KINDS.get(key) or CaseKind(key, key.replace("_", " "), {}, {})


#: The first and the last stage of an ordinary case; between them, the ordinary way.
FIRST, LAST = "registered", "closed"
WORKED_ON = frozenset({FIRST, *Ordinary}) - {Ordinary.ANSWERED}
_ORDER = (FIRST, *Ordinary)
#: An ordinary case (lucrare obișnuită): no statute of its own; it goes on along the way, back to work, or to its end.
ORDINARY = CaseKind(
    "paper",
    "lucrare",
    {
        FIRST: "de repartizat",
        Ordinary.ASSIGNED: "repartizată",
        Ordinary.ACCEPTED: "în lucru",
        Ordinary.DRAFTED: "răspuns în pregătire",
        Ordinary.APPROVED: "răspuns de semnat",
        Ordinary.SIGNED: "răspuns de trimis",
        Ordinary.ANSWERED: "răspuns trimis",
        LAST: "încheiată",
    },
    {
        LAST: {},
        Ordinary.ANSWERED: {},
        **{stage: dict.fromkeys([*_ORDER, LAST], "") for stage in WORKED_ON},
    },
)


def stage_label(kind: str, stage: str) -> str:
    """The stage in words."""
    return kind_of(kind).stages.get(stage, stage)


def ground_of(kind: str, stage: str, to: str) -> str:
    """The article of the arrow from a stage to another; refuses an arrow that is not drawn."""
    arrows = kind_of(kind).next.get(stage, {})
    if to not in arrows:
        now, then = stage_label(kind, stage), stage_label(kind, to)
        raise RuleBroken(
            "stage-not-next",
            f"Lucrarea e acum în stadiul „{now}”; de aici nu se trece la „{then}”.",
            remedy="Reîncarcă pagina: poate că un coleg a lucrat între timp.",
        )
    return arrows[to]


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A line of the clock's ledger in words: what happened, when, how many days it brought, on what ground."""

    words: str
    on: date
    days: int
    total: int
    cites: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """The clock as a ledger (evidența termenului): its days add up to the term, which prints why."""

    lines: tuple[LedgerLine, ...]
    term: Term | None
    stopped: bool = False

    @property
    def total(self) -> int:
        """The days that the events bring together."""
        return self.lines[-1].total if self.lines else 0


@dataclass(frozen=True, slots=True)
class Question:
    """What joint units are asked (ce se cere), and until when; the house's own day when none is said."""

    text: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class OpenPart:
    """What a case still waits for from others (parte deschisă): an opinion of a unit, or a commission's minutes."""

    kind: str  # "opinion" or "commission"
    who: str
    since: date
    due_on: date | None
    url: str = ""

    @property
    def words(self) -> str:
        """`punctul de vedere: Poliția Locală, cerut vineri, 6 noiembrie`."""
        if self.kind == "commission":
            return f"procesul-verbal al comisiei conduse de {self.who}, numită {dates.long(self.since)}"
        return f"punctul de vedere: {self.who}, cerut {dates.long(self.since)}"


@dataclass(frozen=True, slots=True)
class Opinion:
    """A point of view as the letter that answers can quote it (punct de vedere dat)."""

    unit: str
    text: str
    by: str
    at: datetime
    version: int


def check_no_open_parts(case: Any, parts: Sequence[OpenPart]) -> None:
    """Refuse to close a case that waits for somebody's part."""
    if parts:
        raise RuleBroken(
            "open-parts",
            f"Lucrarea {case} nu se închide: lipsește {'; '.join(part.words for part in parts)}.",
            remedy="Așteaptă ce lipsește sau retrage cererea, cu motivul.",
        )


def check_minutes(case: Any, parts: Sequence[OpenPart]) -> None:
    """Refuse to answer before a mixed commission has written its minutes."""
    missing = next((part for part in parts if part.kind == "commission"), None)
    if missing:
        raise RuleBroken(
            "minutes-missing",
            f"Răspunsul la {case} așteaptă {missing.words}.",
            remedy="Comisia își încheie întâi procesul-verbal, sau e desființată, cu motivul.",
        )


def check_part_day(due_on: date | None, today: date, legal: date | None) -> None:
    """Refuse a part's term that has passed, or that comes after the answer's own."""
    check_task_day(due_on, today)
    if due_on and legal and due_on > max(legal, today):
        raise RuleBroken(
            "part-day-after",
            f"Termenul ({due_on:%d.%m.%Y}) e după termenul legal al răspunsului ({legal:%d.%m.%Y}).",
            remedy="Alege o zi dinaintea lui.",
        )


def text_given(text: str, what: str) -> str:
    """The text without spaces around; refuses an empty one."""
    if text.strip():
        return text.strip()
    raise RuleBroken("text-missing", f"{what} nu are text.", remedy="Scrie în câteva cuvinte.")


def reason_given(reason: str, act: str) -> str:
    """The reason of an act that needs one."""
    if reason.strip():
        return reason.strip()
    raise RuleBroken("reason-missing", f"{act} cere un motiv.", remedy="Scrie motivul în câteva cuvinte.")


def check_task_day(due_on: date | None, today: date) -> None:
    """Refuse a resolution that is late when written."""
    if due_on is not None and due_on < today:
        raise RuleBroken(
            "task-day-past",
            f"Termenul rezoluției ({due_on:%d.%m.%Y}) a trecut deja.",
            remedy="Alege o zi de azi înainte.",
        )


def check_open(case: Any) -> None:
    """Refuse work on a case already closed."""
    if case.closed_at is not None:
        raise RuleBroken(
            "case-closed",
            f"Lucrarea {case} e închisă.",
            remedy="O lucrare închisă nu se mai schimbă; un document nou deschide alta.",
        )
