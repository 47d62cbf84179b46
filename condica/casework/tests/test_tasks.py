"""Resolutions (rezoluții): given, accepted, returned with a reason, finished; points of view."""

from __future__ import annotations

from datetime import timedelta

import pytest

from condica.casework import api as casework
from condica.casework.models import Case, JointUnit, Task, TaskReturn
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.models import Line
from condica.journal.queries import sentence

TEXT = "Verificați în teren și propuneți răspuns."


def told(verb):
    return str(sentence(Line.objects.select_related("personal").get(verb=verb)))


def code(verb, *args, **words):
    with pytest.raises(RuleBroken) as broken:
        verb(*args, **words)
    return broken.value.code


@pytest.fixture
def task(case, unit, other, head):
    return casework.assign(case, text=TEXT, lead=unit, joint=[other, unit], by=head)


def test_giving(case, task, unit, other, head):
    case = Case.objects.get(pk=case.pk)
    assert (case.unit, case.owner, case.stage) == (unit, None, "given")
    assert case.entry.unit == unit
    assert (task.state, task.due_on) == ("given", case.internal_on)
    assert [joint.unit for joint in task.joint_units.all()] == [other]
    words = told("casework.task_given")
    assert "a scris rezoluția către Iluminat Public, împreună cu Poliția Locală până" in words
    assert f"„{TEXT}”" in words


def test_a_repeated_click_gives_once(case, task, unit, other, head):
    assert casework.assign(case, text=TEXT, lead=unit, joint=[other], by=head) == task
    assert Line.objects.filter(verb="casework.task_given").count() == 1


def test_a_new_resolution_replaces_the_one_in_force(case, task, other, head):
    newer = casework.assign(case, text="Preia Poliția Locală.", lead=other, by=head)
    task.refresh_from_db()
    assert (task.state, newer.state, casework.open_task(case)) == ("withdrawn", "given", newer)


def test_accepting(case, task, clerk, followed):
    casework.accept(task, by=clerk)
    casework.accept(task, by=clerk)
    case = Case.objects.get(pk=case.pk)
    assert (case.owner, case.stage, casework.open_task(case).assignee) == (clerk, "taken", clerk)
    assert followed.events == ["assigning", "assigned", "assigning", "accepted"]
    assert Line.objects.filter(verb="casework.task_accepted").count() == 1


def test_returning_needs_a_reason_and_waits_for_another_resolution(case, task, clerk, head):
    assert code(casework.return_task, task, reason=" ", by=clerk) == "reason-missing"
    casework.return_task(task, reason="E a Poliției Locale.", by=clerk)
    casework.return_task(task, reason="E a Poliției Locale.", by=clerk)
    case = Case.objects.get(pk=case.pk)
    assert (case.owner, case.stage, casework.open_task(case)) == (None, "new", None)
    assert TaskReturn.objects.get().reason == "E a Poliției Locale."
    assert "a întors lucrarea: „E a Poliției Locale.”" in told("casework.task_returned")
    assert list(casework.to_assign(head)) == [case]


def test_a_returned_task_cannot_be_accepted(task, clerk):
    casework.return_task(task, reason="Nu e a noastră.", by=clerk)
    assert code(casework.accept, task, by=clerk) == "task-not-open"


def test_finishing(task, clerk):
    casework.accept(task, by=clerk)
    casework.finish_task(task, result="Stâlpii au fost reparați.", by=clerk)
    casework.finish_task(task, by=clerk)
    assert Task.objects.get().result == "Stâlpii au fost reparați."
    assert Line.objects.filter(verb="casework.task_done").count() == 1


def test_a_resolution_says_something_and_is_not_late_when_written(case, unit, head):
    assert code(casework.assign, case, text=" ", lead=unit, by=head) == "text-missing"
    yesterday = dates.today() - timedelta(days=1)
    assert code(casework.assign, case, text=TEXT, lead=unit, due_on=yesterday, by=head) == "task-day-past"


def test_a_closed_case_is_given_to_nobody(case, unit, head):
    casework.close(case, outcome="gata", settled_as="closed")
    assert code(casework.assign, case, text=TEXT, lead=unit, by=head) == "case-closed"
    assert Case.objects.get(pk=case.pk).entry.settled_as == "closed"


def test_points_of_view(case, task, other, clerk, stranger):
    asked = casework.ask_opinion(case, unit=other, text="Ce ați văzut?", by=clerk)
    assert asked == JointUnit.objects.get()  # it was asked with the resolution already
    assert list(casework.opinions_asked(stranger)) == [asked]
    casework.give_opinion(asked, text="Șase stâlpi sunt stinși.", by=stranger)
    casework.give_opinion(asked, text="Șase stâlpi sunt stinși.", by=stranger)
    assert list(casework.opinions_asked(stranger)) == []
    assert "punctul de vedere al compartimentului Poliția Locală: „Șase stâlpi" in told("casework.opinion_given")


def test_nobody_is_asked_before_somebody_answers_for_the_case(case, other, clerk):
    assert code(casework.ask_opinion, case, unit=other, text="Ce ați văzut?", by=clerk) == "no-resolution"


def test_notes(case, clerk):
    note = casework.add_note(case, text="Am sunat petiționara.", by=clerk)
    assert casework.add_note(case, text="Am sunat petiționara.", by=clerk) == note
    assert "a notat: „Am sunat petiționara.”" in told("casework.noted")
    assert code(casework.add_note, case, text="", by=clerk) == "text-missing"
