"""A petition about somebody (petiția care privește o persoană, art. 11) is not solved by that person."""

from __future__ import annotations

import pytest

from condica.casework import api as casework
from condica.foundation.refusal import RuleBroken
from condica.petitions import actions
from condica.petitions.tests.factories import fresh, give, make_petition


@pytest.fixture
def petition(town, day):
    return make_petition(town)


def about(petition, user, by):
    actions.describe(petition, about=user, by=by)
    return fresh(petition)


def test_not_given_to_the_person(town, petition):
    with pytest.raises(RuleBroken) as broken:
        give(town, about(petition, town.clerk, town.registrar), assignee=town.clerk)
    assert (broken.value.code, broken.value.cites) == ("concerns-solver", ("OG 27/2002, art. 11",))


def test_not_given_to_a_unit_that_the_person_heads(town, petition):
    with pytest.raises(RuleBroken) as broken:
        give(town, about(petition, town.head, town.registrar))
    assert broken.value.code == "concerns-solver"


def test_not_given_to_a_subordinate(town, petition):
    with pytest.raises(RuleBroken) as broken:
        give(town, about(petition, town.head, town.registrar), assignee=town.clerk)
    assert "subordonat" in broken.value.message


def test_not_accepted_by_the_person_either(town, petition):
    task = give(town, about(petition, town.clerk, town.registrar))
    with pytest.raises(RuleBroken):
        casework.accept(task, by=town.clerk)
    assert casework.accept(task, by=town.head).assignee == town.head


def test_another_unit_may_solve_it(town, petition):
    give(town, about(petition, town.head, town.registrar), lead=town.police, joint=[])
    assert fresh(petition).case.unit == town.police


def test_about_the_head_of_the_authority_somebody_must_answer(town, petition):
    petition = about(petition, town.mayor, town.registrar)
    give(town, petition, assignee=town.clerk)
    assert fresh(petition).case.owner == town.clerk
    with pytest.raises(RuleBroken):
        give(town, petition, text="Preia domnul primar.", lead=town.hall, assignee=town.mayor)


def test_the_card_changes_only_what_is_given(town, petition):
    about(petition, town.clerk, town.registrar)
    actions.describe(petition, domain="lighting", by=town.registrar)
    found = fresh(petition)
    assert (found.about, found.domain, found.nature) == (town.clerk, "lighting", "report")
    with pytest.raises(RuleBroken) as broken:
        actions.describe(petition, domain="magie", by=town.registrar)
    assert broken.value.code == "choice-unknown"
