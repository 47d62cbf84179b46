"""Who sees cases and works on them (drepturi)."""

from __future__ import annotations

import pytest
from django.http import Http404

from condica.accounts.tests.factories import make_user
from condica.casework import access
from condica.casework import api as casework
from condica.foundation.refusal import Refused
from condica.registry import api as registry


def address(case):
    return case.entry.register.key, case.entry.year, case.entry.value


@pytest.fixture
def task(case, unit, head):
    return casework.assign(case, text="Verificați.", lead=unit, by=head)


def test_a_unit_sees_what_it_was_given_in_the_register_too(case, task, clerk, stranger):
    assert list(casework.visible_to(clerk)) == [case]
    assert case.entry in registry.visible_to(clerk)
    assert list(casework.visible_to(stranger)) == []
    assert case.entry not in registry.visible_to(stranger)


def test_absent_and_forbidden_look_alike(case, task, stranger):
    with pytest.raises(Http404) as forbidden:
        access.case_to_read(stranger, *address(case))
    with pytest.raises(Http404) as absent:
        access.case_to_read(stranger, "general", 1999, 1)
    assert str(forbidden.value) == str(absent.value)


def test_a_unit_asked_for_its_view_sees_the_case_but_does_not_solve_it(case, task, other, clerk, stranger):
    asked = casework.ask_opinion(case, unit=other, text="Ce ați văzut?", by=clerk)
    assert list(casework.visible_to(stranger)) == [case]
    assert access.part_of_unit(stranger, asked.pk) == asked
    with pytest.raises(Refused):
        access.case_to_work(stranger, *address(case))
    with pytest.raises(Refused):
        access.task_to_move(stranger, task.pk)
    with pytest.raises(Http404):
        access.part_of_unit(clerk, asked.pk)


def test_whoever_had_it_before_still_sees_it(case, task, other, head, clerk):
    casework.assign(case, text="Preia Poliția.", lead=other, by=head)
    assert list(casework.visible_to(clerk)) == [case]


def test_who_may_give_work_out(case, task, head, clerk):
    assert access.case_to_assign(head, *address(case)) == case
    with pytest.raises(Refused) as broken:
        access.case_to_assign(clerk, *address(case))
    assert broken.value.code == "case-assign"


def test_lists_of_work(task, head, clerk, stranger):
    case = task.case
    assert list(casework.work_list(clerk)) == [case]  # given to the unit, taken by nobody
    assert list(casework.to_assign(head)) == []
    casework.accept(task, by=head)
    assert list(casework.work_list(clerk)) == []
    assert list(casework.work_list(head)) == [case]
    assert list(casework.work_list(stranger)) == []


def test_the_archive_sees_all_and_a_person_without_roles_nothing(case, task):
    assert list(casework.visible_to(make_user("archivist"))) == [case]
    assert list(casework.visible_to(make_user())) == []
