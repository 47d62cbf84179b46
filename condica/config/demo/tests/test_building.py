"""The demo town built small: the same each time, on any day. Its parts and proofs: tests/reports/test_town.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from django.db import connection, transaction

from condica.config.demo import DemoReport, accounts, build
from condica.foundation.dates import BUCHAREST, local
from condica.petitions.models import Petition
from condica.registry.models import Cancellation, Entry

pytestmark = pytest.mark.xdist_group("demo")  # so that a town looked at in one test is known to the next
UNTIL = datetime(2026, 11, 20, 15, 30, tzinfo=BUCHAREST)
SUNDAY = "2026-11-22T10:00"


def figures() -> dict[str, Any]:
    """What must be the same when the same town is made again: never the random codes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT stage, count(*) FROM casework_case GROUP BY 1")
        stages = dict(cursor.fetchall())
        cursor.execute(
            "SELECT value, registered_at, subject, sender_name, unit_id IS NULL FROM registry_entry ORDER BY 1"
        )
        papers = cursor.fetchall()
        cursor.execute("SELECT moment, way, channel FROM registry_exit ORDER BY 1")
        return {"stages": stages, "papers": papers, "exits": cursor.fetchall()}


@dataclass(frozen=True)
class Seen:
    """What was seen in a town before it was taken down."""

    report: DemoReport
    stages: set[str]
    last: Entry | None
    figures: dict[str, Any]


def moment(until: str) -> datetime:
    return datetime.fromisoformat(until).replace(tzinfo=BUCHAREST)


def look(until: str) -> Seen:
    """Build a town, look at it, take it down."""
    with transaction.atomic():
        report = build(entries=40, petitions=33, until=moment(until))
        stages = set(Petition.objects.values_list("case__stage", flat=True))
        seen = Seen(report, stages, Entry.objects.order_by("-registered_at").first(), figures())
        transaction.set_rollback(True)
    return seen


@pytest.fixture(scope="module")
def seen_first() -> dict[str, Seen]:
    """The towns looked at, by their moment."""
    return {}


@pytest.fixture
def seen(db: None, seen_first: dict[str, Seen]) -> Callable[[str], Seen]:
    def ask(until: str) -> Seen:
        if until not in seen_first:
            seen_first[until] = look(until)
        return seen_first[until]

    return ask


@pytest.mark.parametrize("until", [SUNDAY, "2026-06-02T08:05", "2027-01-08T09:00"])
def test_it_can_be_made_on_any_day(seen: Callable[[str], Seen], until: str) -> None:
    town = seen(until)
    assert town.report.refusals == {}
    assert {"registered", "assigned", "accepted", "drafted", "approved", "signed"} <= town.stages
    assert town.last is not None
    assert (local(moment(until)) - local(town.last.registered_at)).days <= 6


def test_the_same_seed_and_moment_make_the_same_town(seen: Callable[[str], Seen]) -> None:
    first = seen(SUNDAY).figures
    second = look(SUNDAY).figures
    assert first == second
    assert len(first["papers"]) >= 35


def test_a_number_can_be_struck_out_in_the_town(db: None) -> None:
    """Of a thousand numbers some six are; in a town of this seed one is soon enough."""
    build(seed=1930, entries=80, petitions=0, until=UNTIL)
    assert Cancellation.objects.exists()


def test_accounts_are_told_with_what_to_try() -> None:
    rows = accounts()
    assert len({name for _, name, _, _ in rows}) == len(rows)
    assert all(len(word) >= 10 and to_try for _, _, word, to_try in rows)
