"""The demo town built small: by the actions, without refusals, and true to its own proofs.

What is asked of the demo's builder alone stands beside it (condica/config/demo/tests/test_building.py).
"""

from __future__ import annotations

import pytest
from django.db import connection

from condica.casework import api as casework
from condica.config.demo import DemoReport
from condica.correspondence.models import Dispatch, Letter
from condica.journal import api as journal
from condica.organisation.models import Holding, Post
from condica.petitions.models import Petition
from condica.petitions.rules import Stage
from condica.registry import api as registry
from condica.registry.models import Connection, Entry, Exit
from tests.reports.small import ENTRIES, UNTIL, Built

pytestmark = pytest.mark.xdist_group("reports")


def test_every_stage_is_met_and_no_rule_refused_anything(town: DemoReport, built_town: Built) -> None:
    assert town.refusals == {}
    assert ENTRIES - 5 <= town.entries <= ENTRIES  # what would have come later on the last day has not come yet
    assert set(Petition.objects.values_list("case__stage", flat=True)) >= set(Stage) - {Stage.FILED}
    assert set(Letter.objects.values_list("stage", flat=True)) >= {
        "draft", "submitted", "visas", "returned", "approved", "numbered", "dispatched",
    }  # fmt: skip
    assert Dispatch.objects.filter(state="waiting", way="post").exists()
    assert Petition.objects.filter(case__extended=True, case__closed_at=None).exists()
    assert Petition.objects.filter(extension_days=15, case__extended=False).exists()
    assert Petition.objects.filter(case__closed_at=None, case__due_on__lt=UNTIL.date()).exists()
    assert (built_town.told[0][0], built_town.told[-1][1]) == (0, ENTRIES)


def test_it_is_true_to_its_own_proofs(town: DemoReport, built_town: Built) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what the database checks and seals at commit
    assert [*registry.verify(), *journal.verify(), *casework.verify()] == []
    assert built_town.mailed == 0
    assert not Exit.objects.filter(moment__gt=UNTIL).exists()
    assert not Entry.objects.filter(registered_at__gt=UNTIL).exists()
    assert Post.objects.count() - Holding.objects.count() == 11  # ten of the directorate, one of the authority
    assert Connection.objects.exists()


def test_the_petition_that_the_guide_begins_with(town: DemoReport) -> None:
    """Open, two opinions given, a later paper to be connected."""
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
