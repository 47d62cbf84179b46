"""Reopened by a court (hotărâre, Legea 554/2004): number, day, court, the days it gives; a new line of the clock."""

from __future__ import annotations

from datetime import date

import pytest

from condica.casework import api as casework
from condica.foundation.refusal import RuleBroken
from condica.petitions import actions
from condica.petitions.rules import Stage
from condica.petitions.tests.factories import (
    accepted,
    answered,
    at,
    fresh,
    give,
    leave,
    make_petition,
    send,
    sign,
    write,
)

RULING = {
    "court": "Tribunalul Mureș",
    "number": "812/2027",
    "dated": date(2027, 2, 1),
    "counts_from": date(2027, 2, 8),
    "days": 10,
}


@pytest.fixture
def petition(town):
    with at(10, 30):
        return answered(town)


def test_an_answered_petition_waits_again_in_the_courts_term(town, petition):
    with at(2, 9, year=2027):
        for _ in range(2):
            actions.obey_court(petition, by=town.registrar, **RULING)
    case = fresh(petition).case
    assert (case.stage, case.is_open, case.entry.settled_as) == (Stage.REGISTERED, True, "")
    assert (case.due_rule, case.due_on) == ("l554-court", date(2027, 2, 19))
    last = casework.clock(case).lines[-1]
    assert (last.days, last.total, last.cites[0]) == (10, 10, "Legea 554/2004, art. 18 și 24")
    assert last.reason == "hotărârea nr. 812/2027 din 01.02.2027, Tribunalul Mureș"
    assert [ending.kind for ending in petition.endings.all()] == ["answered", "again"]


def test_it_is_given_out_and_answered_once_more(town, petition):
    with at(2, 9, year=2027):
        actions.obey_court(petition, by=town.registrar, **RULING)
        casework.accept(give(town, fresh(petition), joint=[]), by=town.clerk)
    with at(2, 22, year=2027):
        send(town, sign(town, write(town, petition)))
    petition = fresh(petition)
    assert [ending.kind for ending in petition.endings.all()] == ["answered", "again", "answered"]
    assert casework.clock(petition.case).lines[-1].reason == "răspunsul a plecat cu 3 zile întârziere"
    assert petition.entry.exits.count() == 2


def test_a_petition_never_answered_goes_on_in_the_courts_term(town):
    with at(10, 30):
        petition = accepted(town)
    with at(2, 9, year=2027):
        actions.obey_court(petition, by=town.registrar, **RULING)
    case = fresh(petition).case
    assert (case.stage, case.due_on) == (Stage.ACCEPTED, date(2027, 2, 19))
    assert not petition.endings.exists()


def test_the_authority_does_not_extend_the_courts_term(town):
    with at(10, 30):
        petition = accepted(town)
    with at(2, 9, year=2027):
        actions.obey_court(petition, by=town.registrar, **RULING)
        with pytest.raises(RuleBroken) as broken:
            actions.extend(petition, reason="Se sapă.", by=town.mayor)
    assert broken.value.code == "term-of-court"


def test_an_extension_decided_before_the_ruling_gives_nothing_after_it(town):
    with at(10, 30):
        petition = accepted(town)
    with at(11, 20):
        actions.extend(petition, reason="Se sapă.", by=town.mayor)
        ruling = RULING | {"dated": date(2026, 11, 19), "counts_from": date(2026, 11, 20)}
        actions.obey_court(petition, by=town.registrar, **ruling)
        leave(town, petition, "extension")
    assert (fresh(petition).case.due_rule, fresh(petition).case.extended) == ("l554-court", False)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"court": " "}, "ruling-unnamed"),
        ({"number": ""}, "ruling-unnamed"),
        ({"counts_from": date(2027, 1, 31)}, "ruling-day"),
        ({"counts_from": date(2027, 2, 10)}, "ruling-day"),
    ],
)
def test_what_a_ruling_must_say(town, petition, changed, code):
    with at(2, 9, year=2027), pytest.raises(RuleBroken) as broken:
        actions.obey_court(petition, by=town.registrar, **(RULING | changed))
    assert broken.value.code == code


def test_a_joined_petition_is_opened_at_the_one_it_is_joined_to(town, day):
    first, second = accepted(town), make_petition(town)
    actions.connect(second, to=first, by=town.registrar)
    with at(2, 9, year=2027), pytest.raises(RuleBroken) as broken:
        actions.obey_court(second, by=town.registrar, **RULING)
    assert broken.value.code == "ruling-elsewhere"
