"""Building the demo town (orașul demonstrativ) in an empty database, in under two minutes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time
from time import monotonic

from django.conf import settings
from django.db import connection

from condica.config.demo import (
    certificates,
    circulars,
    counter,
    court,
    folders,
    messages,
    paper_lives,
    personal,
    portal,
    post_room,
    registers,
    scans,
    stories,
    together,
)
from condica.config.demo.engine import Engine, one_batch
from condica.config.demo.hands import show as show_hands
from condica.config.demo.moments import Days
from condica.config.demo.petition_lives import Lives
from condica.config.demo.petition_plans import Planner
from condica.config.demo.raising import Town, start_of
from condica.config.demo.town import ACCOUNTS, PASSWORD
from condica.foundation import dates
from condica.foundation.garbage import seldom
from condica.journal.api import use_demo_clock

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class DemoReport:
    """What was made (raport): how many of each, in how many seconds, and whether a rule refused anything."""

    entries: int
    petitions: int
    steps: int
    seconds: float
    refusals: dict[str, int] = field(default_factory=dict)


def accounts() -> list[tuple[str, str, str, str]]:
    """The demo accounts: role, user name, password, what to try."""
    return [(plan.label, plan.username, PASSWORD, plan.to_try) for plan in ACCOUNTS]


def build(
    *, seed: int = 1918, entries: int = 2000, petitions: int = 300, until: datetime | None = None,
    progress: Progress | None = None,
) -> DemoReport:  # fmt: skip
    """Make the town: its authority, its people, and about eleven months of their papers, until a moment.

    The same seed and moment make the same town. Refused by the journal when the database is not empty.
    """
    began = monotonic()
    until = dates.local(until or dates.now())
    tell = progress or (lambda done, total, words: None)
    use_demo_clock()
    with _quiet_mail(), _fast_commits():
        since = start_of(until)
        tell(0, entries, "Se ridică primăria")
        town = Town(seed, Days(since, until.date()))
        with dates.frozen(datetime.combine(since, time(7, 30), dates.BUCHAREST)), one_batch():
            town.raise_(since)
            town.certificates = certificates.accepted(since, until, by=town.system)
            personal.nomenclator(town, since)
            post_room.rates(town, since)
        engine = Engine(until)
        lives = Lives(town, engine)
        told = stories.tell(town, engine, lives, until) + portal.tell(town, engine, until) if petitions else 0
        messages.tell(town, engine, until)
        board = court.tell(town, engine, entries - petitions, until)
        board += counter.tell(town, engine, entries - petitions, until.date())
        Planner(town, engine, lives).ordinary(max(0, petitions - told))
        paper_lives.plan(town, engine, entries - petitions - board - registers.lines_of(entries))
        steps = engine.run(_ticker(engine, tell, entries))
        together.show(town, until)
        post_room.show(town, until)
        folders.show(town, until)
        circulars.show(town, until)
        show_hands(town, until)  # what lies in a folder is not handed over
        registers.show(town, entries, until)
        scans.show(town, until)
        certificates.furnish(town.certificates, until, by=town.system)
        personal.tell(town, until)
    return DemoReport(*_counts(), steps=steps, seconds=monotonic() - began, refusals=dict(engine.refusals))


def _ticker(engine: Engine, tell: Progress, entries: int) -> Callable[[int], None]:
    def tick(steps: int) -> None:
        tell(min(engine.registered, entries), entries, "Se înregistrează hârtiile")

    return tick


def _counts() -> tuple[int, int]:
    from condica.registry.models import Entry  # noqa: PLC0415

    return Entry.objects.count(), Entry.objects.filter(kind="petition").count()


@contextmanager
def _quiet_mail() -> Iterator[None]:
    """No letter of the demo town leaves the machine, whatever mail server is set."""
    kept = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    try:
        yield
    finally:
        settings.EMAIL_BACKEND = kept


@contextmanager
def _fast_commits() -> Iterator[None]:
    """A demo town cut off by a power failure is simply made again: it need not wait for the disk at each step."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    try:
        with seldom():
            yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET synchronous_commit")
