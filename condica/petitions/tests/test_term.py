"""More time for a petition (prelungirea termenului, art. 9)."""

from __future__ import annotations

from datetime import date

import pytest

from condica.casework import api as casework
from condica.casework.models import ClockEvent
from condica.foundation.refusal import Refused, RuleBroken
from condica.petitions import actions
from condica.petitions.tests.factories import accepted, answered, at, fresh, make_petition

WHY = "Cablul se sapă abia săptămâna viitoare."
TOLD = date(2026, 11, 24)


@pytest.fixture
def petition(town):
    with at(10, 30):
        return accepted(town)


def test_the_head_extends_and_the_days_count_from_registration(town, petition):
    with at(11, 24):
        actions.extend(petition, days=15, reason=WHY, told_on=TOLD, by=town.mayor)
    case = fresh(petition).case
    assert (case.due_on, case.safe_on, case.extended) == (date(2026, 12, 15), date(2026, 12, 14), True)
    assert (case.entry.due_on, case.entry.extended) == (date(2026, 12, 15), True)
    ledger = casework.clock(case)
    assert [(line.days, line.total) for line in ledger.lines] == [(30, 30), (15, 45)]
    assert ledger.term.days == ledger.total
    assert "toate de la înregistrare" in ledger.term.explanation[1]
    assert casework.term_state(case, date(2026, 11, 25)).words == "prelungit, 19 zile"


def test_the_past_of_the_ledger_keeps_its_own_explanation(town, petition):
    with at(11, 24):
        actions.extend(petition, reason=WHY, told_on=TOLD, by=town.mayor)
    first = fresh(petition).case.clock.first()
    assert (first.legal, first.kind) == (date(2026, 12, 2), "started")
    assert first.explanation[1] == "Trec 30 de zile întregi: 31 octombrie – 29 noiembrie."


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ((date(2026, 12, 3), 15, date(2026, 12, 1)), "extension-late"),
        ((TOLD, 16, TOLD), "extension-days"),
        ((TOLD, 0, TOLD), "extension-days"),
        ((TOLD, 15, None), "extension-not-told"),
        ((TOLD, 15, date(2026, 11, 25)), "extension-not-told"),
        ((TOLD, 15, date(2026, 10, 29)), "extension-not-told"),
    ],
)
def test_what_article_9_does_not_allow(town, petition, asked, code):
    on, days, told = asked
    with at(on.month, on.day), pytest.raises(RuleBroken) as broken:
        actions.extend(petition, days=days, reason=WHY, told_on=told, by=town.mayor)
    assert broken.value.code == code
    assert "art. 9" in broken.value.cites[0]
    assert fresh(petition).case.due_on == date(2026, 12, 2)


def test_the_last_day_is_still_in_time(town, petition):
    with at(12, 2, 17):
        actions.extend(petition, reason=WHY, told_on=date(2026, 12, 2), by=town.mayor)
    assert fresh(petition).case.due_on == date(2026, 12, 15)


def test_energy_may_have_thirty_days(town, petition):
    with at(11, 24):
        actions.extend(petition, days=30, reason=WHY, told_on=TOLD, by=town.mayor, energy=True)
    assert fresh(petition).case.due_rule == "og27-extension-energy"
    assert fresh(petition).case.due_on == date(2026, 12, 30)


def test_once_and_a_repeated_click_is_harmless(town, petition):
    with at(11, 24):
        for _ in range(2):
            actions.extend(petition, days=10, reason=WHY, told_on=TOLD, by=town.mayor)
        with pytest.raises(RuleBroken) as broken:
            actions.extend(petition, days=5, reason="Încă puțin.", told_on=TOLD, by=town.mayor)
    assert broken.value.code == "extended-already"
    assert ClockEvent.objects.filter(kind="extended").count() == 1


def test_only_the_head_of_the_authority_decides(town, petition):
    with at(11, 24), pytest.raises(Refused) as broken:
        actions.extend(petition, reason=WHY, told_on=TOLD, by=town.head)
    assert broken.value.code == "extension-head"


def test_a_clerk_proposes_and_nothing_changes_yet(town, petition):
    with at(11, 24):
        actions.ask_extension(petition, days=12, reason=WHY, by=town.clerk)
    found = fresh(petition)
    assert (found.extension_days, found.extension_asked_by, found.case.due_on) == (12, town.clerk, date(2026, 12, 2))


def test_a_reason_is_asked(town, petition):
    for verb in (actions.ask_extension, lambda p, **k: actions.extend(p, told_on=TOLD, **k)):
        with at(11, 24), pytest.raises(RuleBroken) as broken:
            verb(petition, reason="  ", by=town.mayor)
        assert broken.value.code == "reason-missing"


def test_an_answered_petition_needs_no_more_time(town):
    with at(11, 3):
        petition = answered(town)
        with pytest.raises(RuleBroken) as broken:
            actions.extend(petition, reason=WHY, told_on=date(2026, 11, 3), by=town.mayor)
    assert broken.value.code == "petition-too-late"


def test_received_from_another_authority_runs_anew_from_registration_here(town):
    with at(11, 9):
        petition = make_petition(town)
        actions.receive_from(petition, authority="Prefectura", by=town.registrar)
        actions.receive_from(petition, authority="Prefectura", by=town.registrar)
    case = fresh(petition).case
    assert (case.due_rule, case.due_on) == ("og27-received", date(2026, 12, 10))
    assert [event.kind for event in case.clock.all()] == ["started", "restarted"]
    assert casework.clock(case).total == 30


def test_the_authoritys_reading_and_its_bridge_days_are_asked(town):
    from condica.organisation.models import BridgeDay, HouseSetting, LegalReading

    since = date(2026, 1, 1)
    LegalReading.objects.create(rule="og27-answer", counting="INCL", cites="dispoziția 5/2026", since=since)
    BridgeDay.objects.create(day=date(2026, 12, 3), cites="HG")
    HouseSetting.objects.create(key="internal_days_before", value=2, since=since)
    with at(11, 3):
        case = make_petition(town).case
    assert (case.due_on, case.alternative_on) == (date(2026, 12, 3), date(2026, 12, 4))
    assert (case.safe_on, case.internal_on) == (date(2026, 12, 2), date(2026, 11, 26))
