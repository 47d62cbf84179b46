"""Absences move work (înlocuitori): new work goes to the substitute, work with its term inside is shown to them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from condica.casework import access
from condica.casework import api as casework
from condica.casework.models import Case
from condica.casework.rules import CaseKind, register_kind
from condica.casework.tests.factories import NEXT, STAGES
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.models import Line
from condica.journal.queries import sentence
from condica.organisation import actions as organisation
from condica.organisation.tests.factories import make_member

START = datetime(2026, 11, 3, 10, tzinfo=dates.BUCHAREST)
FAR = timedelta(days=60)


@pytest.fixture
def day(db):
    with dates.frozen(START):
        yield


@pytest.fixture
def substitute(other):
    return make_member(other, "clerk")


def away(user, head, substitute=None, until=FAR):
    return organisation.record_absence(
        user, since=dates.today(), until=dates.today() + until, substitute=substitute, by=head
    )


def test_new_work_goes_to_the_substitute(*, day, case, unit, clerk, head, substitute):
    away(clerk, head, substitute)
    task = casework.assign(case, text="Verificați.", lead=unit, assignee=clerk, by=head)
    assert task.assignee == substitute
    told = str(sentence(Line.objects.select_related("personal").get(verb="casework.task_given")))
    assert f"{substitute}, în locul lui {clerk}" in told


def test_nothing_new_is_given_to_the_absent_without_one(*, day, case, unit, clerk, head):
    away(clerk, head)
    with pytest.raises(RuleBroken) as broken:
        casework.assign(case, text="Verificați.", lead=unit, assignee=clerk, by=head)
    assert broken.value.code == "assignee-absent"


def test_a_short_absence_does_not_stop_a_long_term(*, day, case, unit, clerk, head):
    away(clerk, head, until=timedelta(days=1))
    assert casework.assign(case, text="Verificați.", lead=unit, assignee=clerk, by=head).assignee == clerk


def test_open_work_with_its_term_inside_is_shown_and_done_by_the_substitute(
    *, day, case, unit, clerk, head, substitute
):
    casework.accept(casework.assign(case, text="Verificați.", lead=unit, by=head), by=clerk)
    case = Case.objects.get(pk=case.pk)
    assert list(casework.work_list(substitute)) == []
    row = away(clerk, head, substitute)
    assert list(casework.work_list(substitute)) == [case]
    assert access.may_work(substitute, case)
    assert list(casework.work_list(clerk)) == [case]
    organisation.end_absence(row, until=dates.today(), by=head)
    with dates.frozen(START + timedelta(days=1)):
        assert list(casework.work_list(substitute)) == []
        assert list(casework.work_list(clerk)) == [case]


def test_work_whose_term_comes_after_the_absence_waits(*, day, case, unit, clerk, head, substitute):
    casework.accept(casework.assign(case, text="Verificați.", lead=unit, by=head), by=clerk)
    away(clerk, head, substitute, until=timedelta(days=2))
    assert list(casework.work_list(substitute)) == []


def test_what_the_substitute_accepts_stays_the_absents(*, day, case, unit, clerk, head, substitute):
    task = casework.assign(case, text="Verificați.", lead=unit, assignee=clerk, by=head)
    away(clerk, head, substitute)
    casework.accept(task, by=substitute)
    task.refresh_from_db()
    assert (task.assignee, task.accepted_by, Case.objects.get(pk=case.pk).owner) == (clerk, substitute, clerk)


def test_never_to_whom_the_law_keeps_out(*, day, case, unit, clerk, head, substitute):
    casework.accept(casework.assign(case, text="Verificați.", lead=unit, by=head), by=clerk)
    away(clerk, head, substitute)
    keeps = CaseKind("test", "lucrare de probă", STAGES, NEXT, keeps_out=lambda user, cases: set(cases))
    register_kind(keeps)
    assert list(casework.work_list(substitute)) == []
    assert not access.may_work(substitute, Case.objects.get(pk=case.pk))
