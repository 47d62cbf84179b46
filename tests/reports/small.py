"""A small town for tests of reports (oraș de probă), made by the demo's own generator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core import mail

from condica.config.demo import DemoReport, build
from condica.foundation.dates import BUCHAREST
from condica.statistics.queries.facts import facts_of
from condica.statistics.rules import Period, Question
from condica.statistics.rules.petitions import Fact

UNTIL = datetime(2026, 11, 20, 15, 30, tzinfo=BUCHAREST)
ENTRIES, PETITIONS = 95, 88


@dataclass(frozen=True)
class Built:
    """The database in which the town stands, what its builder reported and told on the way, and what it mailed."""

    name: str
    report: DemoReport
    told: list[tuple[int, int, str]]
    mailed: int


def make_town(name: str) -> Built:
    """A town small enough for tests, with a petition in every stage and every ending."""
    told: list[tuple[int, int, str]] = []
    mail.outbox = []
    report = build(
        entries=ENTRIES, petitions=PETITIONS, until=UNTIL,
        progress=lambda done, total, words: told.append((done, total, words)),
    )  # fmt: skip
    return Built(name, report, told, len(mail.outbox))


def whole_time() -> Period:
    """All the months of the small town."""
    return Period(datetime(2026, 1, 1, tzinfo=BUCHAREST).date(), UNTIL.date())


def whole() -> Question:
    """The report of all its months, at its end."""
    return Question(whole_time(), UNTIL)


def all_facts() -> list[Fact]:
    """All petitions of the small town, as they stand at its end."""
    return facts_of(whole())
