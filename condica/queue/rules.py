"""The queue's decisions (reguli): who is called next, when tickets are given, how waiting is measured; pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Final

from condica.foundation import dates

#: A second press of the same key is a slip of the hand, not another person called.
PRESSED_TWICE: Final = timedelta(seconds=2)
#: Tickets a screen gives in a minute: nobody comes that often, a child that plays with the screen does.
MOST_A_MINUTE: Final = 20
#: The waiting told on the screen is that of the last hour.
RECENT: Final = timedelta(hours=1)
LEAST: Final = 3  # so many must have been called before the screen says how long one waits


class Turn(StrEnum):
    """How tickets with priority go (alegerea casei): not at all, before everybody, one in two."""

    NONE = "none"
    FIRST = "first"
    ALTERNATE = "alternate"


TURNS: Final = (Turn.NONE, Turn.FIRST, Turn.ALTERNATE)  # by the value of the house's setting


def priority_goes_first(turn: Turn, last_was_priority: bool | None) -> bool:
    """Whether the next call looks among priority tickets first; `last_was_priority` is of the call before, if any."""
    return turn is Turn.FIRST or (turn is Turn.ALTERNATE and not last_was_priority)


@dataclass(frozen=True, slots=True)
class Interval:
    """When a desk is open on a day (interval de program)."""

    opens: time
    closes: time

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}–{self.closes:%H:%M}"


def is_open(intervals: Iterable[Interval], at: time) -> bool:
    """Whether a moment of the day falls within the hours; the closing minute itself is too late."""
    return any(one.opens <= at < one.closes for one in intervals)


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """The hours of several desks as one list, for the sentence on the screen."""
    found: list[Interval] = []
    for one in sorted(intervals, key=lambda each: (each.opens, each.closes)):
        if found and one.opens <= found[-1].closes:
            found[-1] = Interval(found[-1].opens, max(found[-1].closes, one.closes))
        else:
            found.append(one)
    return found


@dataclass(frozen=True, slots=True)
class Fact:
    """What happened to a ticket, as the measure reads it."""

    ticket: int
    turn: int
    kind: str
    at: datetime
    service: int
    desk: int | None


@dataclass(frozen=True, slots=True)
class Measured:
    """One turn of a ticket: how long it waited, how long it was served (none: nobody came, or it was sent on)."""

    ticket: int
    service: int
    desk: int
    day: date
    hour: int  # in which it began to wait
    waited: int  # seconds
    served: int | None


def measured(facts: Iterable[Fact]) -> list[Measured]:
    """Waiting and serving from the facts alone, in their order for each ticket; what was never called is not here."""
    found: list[Measured] = []
    for _, group in groupby(sorted(facts, key=lambda one: (one.ticket, one.at)), key=lambda one: one.ticket):
        found += _of_ticket(list(group))
    return found


def _of_ticket(facts: Sequence[Fact]) -> Iterable[Measured]:
    begins = facts[0].at  # of the turn: taken, or sent on from another service
    called: Fact | None = None
    for fact in facts:
        if fact.kind == "called":
            called = fact
        elif fact.kind in {"done", "absent", "moved"} and called:
            yield _turn(begins, called, fact)
            begins, called = fact.at, None
    if called:
        yield _turn(begins, called, None)


def _turn(begins: datetime, called: Fact, ended: Fact | None) -> Measured:
    same_day = ended is not None and dates.bucharest_day(ended.at) == dates.bucharest_day(called.at)
    served = seconds(called.at, ended.at) if ended and ended.kind == "done" and same_day else None
    return Measured(
        called.ticket, called.service, called.desk or 0, dates.bucharest_day(begins), dates.local(begins).hour,
        seconds(begins, called.at), served,
    )  # fmt: skip


def seconds(since: datetime, until: datetime) -> int:
    """Whole seconds between two moments."""
    return int((until - since).total_seconds())


def percentile(values: Sequence[int], share: float) -> int | None:
    """The smallest value that at least this share of the values do not exceed (nearest rank); none of nothing."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else None


@dataclass(frozen=True, slots=True)
class Figures:
    """What a line of the page of figures says."""

    label: str
    people: int
    median: int | None
    ninety: int | None
    served: int | None
    within: int  # how many waited no longer than the house's figure

    @property
    def share(self) -> int | None:
        """How many in a hundred waited no longer than the figure."""
        return round(100 * self.within / self.people) if self.people else None


def figures(label: str, turns: Sequence[Measured], target: int) -> Figures:
    """The measures of some turns against the house's figure, in seconds."""
    waits = [one.waited for one in turns]
    serving = [one.served for one in turns if one.served is not None]
    return Figures(
        label, len(turns), percentile(waits, 0.5), percentile(waits, 0.9), percentile(serving, 0.5),
        sum(wait <= target for wait in waits),
    )  # fmt: skip
