"""The demo town built small: by the actions, without refusals, the same each time, and true to its own proofs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction

from condica.casework import api as casework
from condica.config.demo import DemoReport, accounts, build
from condica.correspondence.models import Dispatch, Letter
from condica.foundation.dates import BUCHAREST, local
from condica.journal import api as journal
from condica.organisation.models import Holding, Post
from condica.petitions.models import Petition
from condica.petitions.rules import Stage
from condica.registry import api as registry
from condica.registry.models import Cancellation, Connection, Entry, Exit

UNTIL = datetime(2026, 11, 20, 15, 30, tzinfo=BUCHAREST)


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


@pytest.fixture
def made(db: None) -> Callable[..., DemoReport]:
    def make(**sizes: Any) -> DemoReport:
        return build(**{"entries": 75, "petitions": 55, "until": UNTIL, **sizes})

    return make


def test_every_stage_is_met_and_no_rule_refused_anything(made: Callable[..., DemoReport]) -> None:
    told: list[tuple[int, int, str]] = []
    report = made(progress=lambda done, total, words: told.append((done, total, words)))
    assert report.refusals == {}
    assert 70 <= report.entries <= 75  # what would have come later on the last day has not come yet
    assert set(Petition.objects.values_list("case__stage", flat=True)) >= set(Stage) - {Stage.FILED}
    assert set(Letter.objects.values_list("stage", flat=True)) >= {
        "draft", "submitted", "visas", "returned", "approved", "numbered", "dispatched",
    }  # fmt: skip
    assert Dispatch.objects.filter(state="waiting", way="post").exists()
    assert Petition.objects.filter(case__extended=True, case__closed_at=None).exists()
    assert Petition.objects.filter(extension_days=15, case__extended=False).exists()
    assert Petition.objects.filter(case__closed_at=None, case__due_on__lt=UNTIL.date()).exists()
    assert (told[0][0], told[-1][1]) == (0, 75)
    _proofs()
    _story()


def _proofs() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what the database checks and seals at commit
    assert [*registry.verify(), *journal.verify(), *casework.verify()] == []
    assert mail.outbox == []
    assert not Exit.objects.filter(moment__gt=UNTIL).exists()
    assert not Entry.objects.filter(registered_at__gt=UNTIL).exists()
    assert Post.objects.count() - Holding.objects.count() == 11  # ten of the directorate, one of the authority
    assert Connection.objects.exists()


def _story() -> None:
    """The petition that the guide begins with: open, two opinions given, a later paper to be connected."""
    entry = Entry.objects.get(subject="Iluminat public stins pe strada Morii, nr. 3–21")
    case = entry.case
    assert entry.sender_name == "Elena Chirilă"
    assert (case.stage, str(case.owner)) == (Stage.ACCEPTED, "Ioana Hossu")
    opinions = [joint.opinion for joint in case.tasks.get(state="accepted").joint_units.all()]
    assert len(opinions) == 2
    assert all(opinions)
    assert case.papers.count() == 1
    later = Entry.objects.get(subject="Revenire: iluminat public stins pe strada Morii")
    assert later.case.stage == Stage.REGISTERED
    assert 0 <= (case.safe_on - UNTIL.date()).days <= 10


def test_the_same_seed_and_moment_make_the_same_town(made: Callable[..., DemoReport], django_db_blocker: Any) -> None:

    with transaction.atomic():
        made(entries=45, petitions=34)
        first = figures()
        transaction.set_rollback(True)
    made(entries=45, petitions=34)
    second = figures()
    assert first == second


@pytest.mark.parametrize("until", ["2026-11-22T10:00", "2026-06-02T08:05", "2027-01-08T09:00"])
def test_it_can_be_made_on_any_day(made: Callable[..., DemoReport], until: str) -> None:
    moment = datetime.fromisoformat(until).replace(tzinfo=BUCHAREST)
    report = made(entries=40, petitions=33, until=moment)
    assert report.refusals == {}
    assert {"registered", "assigned", "accepted", "drafted", "approved", "signed"} <= set(
        Petition.objects.values_list("case__stage", flat=True)
    )
    last = Entry.objects.order_by("-registered_at").first()
    assert last is not None
    assert (local(moment) - local(last.registered_at)).days <= 6


def test_a_number_can_be_struck_out_in_the_town(made: Callable[..., DemoReport]) -> None:
    made(entries=420, petitions=0)
    assert Cancellation.objects.exists()


def test_accounts_are_told_with_what_to_try() -> None:
    rows = accounts()
    assert len({name for _, name, _, _ in rows}) == len(rows)
    assert all(len(word) >= 10 and to_try for _, _, word, to_try in rows)
