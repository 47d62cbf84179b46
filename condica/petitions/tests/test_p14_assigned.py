"""P3, P4, P5, P14, P17: given out by the head, with a day; nobody takes a petition himself (art. 4, 6, 12, 15)."""

from __future__ import annotations

import pytest

from condica.accounts.rules import ROLE_PERMISSIONS, Permission, Role
from condica.casework import api as casework
from condica.foundation.refusal import Refused, RuleBroken
from condica.organisation import actions as house
from condica.petitions.tests.factories import fresh, give, make_petition, write


def refused(verb, *args, **words):
    with pytest.raises(RuleBroken) as broken:
        verb(*args, **words)
    return broken.value


def test_p5_a_resolution_has_the_day_by_which_the_answer_must_be_gone(town, day):
    """P5: art. 6(2) asks the date; without one it is the house's own target."""
    petition = make_petition(town)
    task = give(town, petition)
    assert task.due_on == petition.case.internal_on <= petition.case.safe_on


def test_p5_only_the_department_dispatches(town, day):
    """P4, P5: who may send letters out is the department of art. 6 alone."""
    sends = {role for role in Role if Permission.LETTER_DISPATCH in ROLE_PERMISSIONS[role]}
    assert sends == {Role.REGISTRAR}


def test_p14_a_clerk_gives_nothing_to_himself(town, day):
    petition = make_petition(town)
    words = {"text": "Iau eu.", "lead": town.lighting, "assignee": town.clerk, "by": town.clerk}
    broken = refused(casework.assign, petition.case, **words)
    assert (broken.code, broken.cites) == ("taken-directly", ("OG 27/2002, art. 12",))


def test_p14_nor_the_registrar_only_a_head_may_keep_one(town, day):
    petition = make_petition(town)
    words = {"text": "Iau eu.", "lead": town.lighting}
    assert refused(casework.assign, petition.case, assignee=town.registrar, by=town.registrar, **words).code == (
        "taken-directly"
    )
    assert casework.assign(petition.case, assignee=town.head, by=town.head, **words).assignee == town.head


def test_p14_what_is_given_to_nobody_is_not_drafted(town, day):
    broken = refused(write, town, make_petition(town))
    assert (broken.code, broken.cites) == ("petition-not-assigned", ("OG 27/2002, art. 12",))


def test_p17_what_was_not_given_to_a_unit_is_not_accepted_by_it(town, day, client):
    """P17: taking a petition directly is a breach; the page of the task is closed to other units."""
    task = give(town, make_petition(town), joint=[])
    client.force_login(town.police_head)
    assert client.post(f"/lucrari/sarcini/{task.pk}/primeste/").status_code in {403, 404}


def test_p14_the_authority_may_want_each_solver_named(town, day):
    house.choose("petition_named_solver", 1, by=town.mayor)
    petition = make_petition(town)
    task = give(town, petition)
    assert refused(casework.accept, task, by=town.clerk).code == "solver-not-named"
    named = give(town, fresh(petition), text="Rezolvă Ioana.", assignee=town.clerk)
    assert casework.accept(named, by=town.clerk).accepted_by == town.clerk


def test_p3_the_head_of_the_authority_answers_for_it(town, day):
    """P3: the head orders the inquiry and alone extends; the right stands with no other role."""
    assert {role for role in Role if Permission.PETITION_EXTEND in ROLE_PERMISSIONS[role]} == {Role.AUTHORITY_HEAD}
    from condica.petitions import access

    petition = make_petition(town)
    entry = petition.entry
    with pytest.raises(Refused):
        access.petition_to_extend(town.registrar, entry.register.key, entry.year, entry.value)
