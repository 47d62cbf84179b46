"""A paper found to be no petition (reîncadrare): its case closes with the reason, and comes back when it is one."""

from __future__ import annotations

from datetime import date

import pytest

from condica.casework import api as casework
from condica.foundation.refusal import RuleBroken
from condica.petitions import actions
from condica.petitions.rules import Stage
from condica.petitions.tests.factories import accepted, answered, at, fresh, make_petition
from condica.registry.api import decide_kind


def test_the_case_closes_with_its_reason(town, day):
    petition = accepted(town)
    decide_kind(petition.entry, "request", by=town.registrar)
    petition = fresh(petition)
    assert (petition.case.stage, petition.case.is_open, petition.entry.kind) == (Stage.RECLASSED, False, "request")
    assert (petition.entry.settled_as, petition.endings.get().kind) == ("closed", "reclassed")


def test_it_is_undone_by_calling_it_a_petition_again(town):
    with at(10, 30):
        petition = accepted(town)
        decide_kind(petition.entry, "request", by=town.registrar)
    with at(11, 4):
        decide_kind(fresh(petition).entry, "petition", by=town.registrar)
    petition = fresh(petition)
    assert (petition.case.stage, petition.case.due_on) == (Stage.REGISTERED, date(2026, 12, 2))
    assert not casework.clock(petition.case).stopped
    assert [ending.kind for ending in petition.endings.all()] == ["reclassed", "again"]


def test_what_was_answered_stays_a_petition(town, day):
    petition = answered(town)
    with pytest.raises(RuleBroken) as broken:
        decide_kind(petition.entry, "request", by=town.registrar)
    assert broken.value.code == "petition-too-late"
    assert fresh(petition).entry.kind == "petition"


def test_not_while_others_are_joined_to_it(town, day):
    first, second = make_petition(town), make_petition(town)
    actions.connect(second, to=first, by=town.registrar)
    with pytest.raises(RuleBroken) as broken:
        decide_kind(first.entry, "request", by=town.registrar)
    assert broken.value.code == "petition-has-joined"
