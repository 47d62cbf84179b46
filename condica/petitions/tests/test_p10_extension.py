"""P10, N1, N2, N3: more time, once, before expiry, by the head only, the petitioner told beforehand (art. 9)."""

from __future__ import annotations

from datetime import date

import pytest

from condica.casework import api as casework
from condica.casework.models import ClockEvent
from condica.correspondence import api as correspondence
from condica.foundation.refusal import Refused, RuleBroken
from condica.organisation import actions as house
from condica.petitions import actions, queries
from condica.petitions.models import Extension
from condica.petitions.tests.factories import accepted, answered, at, extended, fresh, leave, make_petition

WHY = "Cablul se sapă abia săptămâna viitoare."


@pytest.fixture
def petition(town):
    with at(10, 30):
        return accepted(town)


def refused(verb, *args, **words):
    with pytest.raises(RuleBroken) as broken:
        verb(*args, **words)
    return broken.value


def test_the_decision_begins_the_notice_and_counts_when_it_left(town, petition):
    with at(11, 20):
        actions.extend(petition, days=15, reason=WHY, by=town.mayor)
    assert (fresh(petition).case.due_on, fresh(petition).case.extended) == (date(2026, 12, 2), False)
    notice = queries.not_left(petition)[0]
    assert (notice.letter.template.key, notice.letter.drafted_by) == ("prelungire", town.clerk)
    body = notice.letter.body.replace("\u00a0", " ")
    assert all(words in body for words in (WHY, "15 zile", "15 decembrie 2026"))
    with at(11, 24):
        leave(town, petition, "extension")
    case, extension = fresh(petition).case, Extension.objects.get()
    assert (case.due_on, case.safe_on, case.extended) == (date(2026, 12, 15), date(2026, 12, 14), True)
    assert (case.entry.due_on, case.entry.extended) == (date(2026, 12, 15), True)
    assert (extension.decided_on, extension.told_on) == (date(2026, 11, 20), date(2026, 11, 24))


@pytest.mark.parametrize("days", [1, 2])
def test_days_that_the_holidays_gave_already_are_refused_in_words(town, petition, days):
    """Thirty days end on Sunday 29 November and go past two holidays, to 2 December: a day more ends there too."""
    with at(11, 20):
        for verb, by in ((actions.ask_extension, town.clerk), (actions.extend, town.mayor)):
            broken = refused(verb, petition, days=days, reason=WHY, by=by)
            assert (broken.code, broken.cites) == (
                "extension-nothing",
                ("OG 27/2002, art. 9 (modificat prin Legea 31/2018)",),
            )
    assert not Extension.objects.exists()


def test_the_days_count_from_registration_and_the_ledger_adds_up(town, petition):
    with at(11, 24):
        extended(town, petition)
    ledger = casework.clock(fresh(petition).case)
    assert [(line.days, line.total) for line in ledger.lines] == [(30, 30), (15, 45)]
    assert ledger.term.days == ledger.total
    assert "toate de la înregistrare" in ledger.term.explanation[1]
    first = fresh(petition).case.clock.first()
    assert (first.legal, first.explanation[1]) == (
        date(2026, 12, 2),
        "Trec 30 de zile întregi: 31 octombrie – 29 noiembrie.",
    )


def test_the_explanation_says_how_the_authority_reads_the_comma(town, petition):
    with at(11, 24):
        extended(town, petition)
    assert "în toate cazurile (lectura obișnuită" in casework.term_of(fresh(petition).case).explanation[-1]


def test_n1_an_extension_entered_after_the_term_is_refused(town, petition):
    """N1: on the last legal day it still may be decided; the day after, not."""
    with at(12, 3):
        broken = refused(actions.extend, petition, reason=WHY, by=town.mayor)
        assert (broken.code, broken.cites[0]) == ("extension-late", "OG 27/2002, art. 9 (modificat prin Legea 31/2018)")
        assert refused(actions.ask_extension, petition, reason=WHY, by=town.clerk).code == "extension-late"
    with at(12, 2, 17):
        extended(town, petition)
    assert fresh(petition).case.due_on == date(2026, 12, 15)


@pytest.mark.parametrize("days", [0, 16])
def test_n2_at_most_fifteen_days(town, petition, days):
    """N2: more than 15 days, and not about energy."""
    with at(11, 24):
        assert refused(actions.extend, petition, days=days, reason=WHY, by=town.mayor).code == "extension-days"
    assert fresh(petition).case.due_on == date(2026, 12, 2)


def test_energy_and_gas_may_have_thirty(town, petition):
    with at(11, 24):
        assert (
            refused(actions.extend, petition, days=31, reason=WHY, energy=True, by=town.mayor).code == "extension-days"
        )
        extended(town, petition, days=30, energy=True)
    assert (fresh(petition).case.due_rule, fresh(petition).case.due_on) == ("og27-extension-energy", date(2026, 12, 30))


def test_a_notice_that_left_after_the_term_gives_nothing(town, petition):
    with at(12, 2):
        actions.extend(petition, reason=WHY, by=town.mayor)
    with at(12, 4):
        leave(town, petition, "extension")
        case = fresh(petition).case
        shown = next(row for row in queries.card(case, town.clerk) if row.title == "Prelungire")
    assert (case.due_on, case.extended) == (date(2026, 12, 2), False)
    assert (shown.text, shown.line) == ("fără efect", "înștiințarea n-a plecat la timp")
    assert "petitions.extension_lapsed" in [line.verb for line in casework.timeline(case)]


def test_told_another_way_only_with_a_named_proof_and_in_time(town, petition):
    with at(11, 24):
        actions.extend(petition, reason=WHY, by=town.mayor)
    with at(11, 26):
        words = {"kind": "extension", "by": town.clerk}
        assert (
            refused(actions.tell_otherwise, petition, on=date(2026, 11, 26), proof="", **words).code == "proof-missing"
        )
        for on in (date(2026, 11, 23), date(2026, 11, 27)):
            assert refused(actions.tell_otherwise, petition, on=on, proof="telefon", **words).code == "proof-day"
        actions.tell_otherwise(petition, on=date(2026, 11, 25), proof="proces-verbal de înmânare nr. 4", **words)
    assert Extension.objects.get().told_on == date(2026, 11, 25)
    assert fresh(petition).case.due_on == date(2026, 12, 15)


def test_once_and_a_repeated_click_is_harmless(town, petition):
    with at(11, 24):
        for _ in range(2):
            actions.extend(petition, days=10, reason=WHY, by=town.mayor)
        assert petition.notices.count() == 1
        assert refused(actions.extend, petition, days=5, reason="Altfel.", by=town.mayor).code == "extension-decided"
        leave(town, petition, "extension")
        assert refused(actions.extend, petition, days=5, reason="Încă puțin.", by=town.mayor).code == "extended-already"
    assert ClockEvent.objects.filter(kind="extended").count() == 1


def test_decided_otherwise_once_the_letter_was_dropped(town, petition):
    with at(11, 24):
        actions.extend(petition, days=10, reason=WHY, by=town.mayor)
        correspondence.drop(queries.not_left(petition)[0].letter, reason="alte zile", by=town.clerk)
        actions.extend(petition, days=12, reason=WHY, by=town.mayor)
        leave(town, petition, "extension")
    assert Extension.objects.get().days == 12
    assert [notice.void_at is None for notice in petition.notices.order_by("pk")] == [False, True]


def test_only_the_head_of_the_authority_decides(town, petition):
    with at(11, 24), pytest.raises(Refused) as broken:
        actions.extend(petition, reason=WHY, by=town.head)
    assert broken.value.code == "extension-head"


def test_a_clerk_proposes_and_nothing_changes_yet(town, petition):
    with at(11, 24):
        actions.ask_extension(petition, days=12, reason=WHY, by=town.clerk)
    found = fresh(petition)
    assert (found.extension_days, found.extension_asked_by, found.case.due_on) == (12, town.clerk, date(2026, 12, 2))


def test_a_reason_is_asked(town, petition):
    for verb in (actions.ask_extension, actions.extend):
        with at(11, 24):
            assert refused(verb, petition, reason="  ", by=town.mayor).code == "reason-missing"


def test_an_answered_petition_needs_no_more_time(town):
    with at(11, 3):
        assert refused(actions.extend, answered(town), reason=WHY, by=town.mayor).code == "petition-too-late"


def test_before_law_31_of_2018_no_notice_was_asked(town):
    with at(1, 15, year=2018):
        petition = accepted(town)
    with at(1, 30, year=2018):
        assert (
            refused(actions.extend, petition, days=20, reason=WHY, energy=True, by=town.mayor).code == "extension-days"
        )
        actions.extend(petition, reason=WHY, by=town.mayor)
    case = fresh(petition).case
    assert case.extended
    assert queries.not_left(petition) == []
    assert "dinainte de Legea 31/2018" in case.clock.last().cites[1]


def test_where_the_authority_reads_the_comma_so_only_energy_asks_a_notice(town):
    house.choose("petition_extension_notice", 0, since=date(2026, 1, 1), by=town.mayor)
    with at(10, 30):
        petition, energy = accepted(town), accepted(town)
    with at(11, 24):
        actions.extend(petition, reason=WHY, by=town.mayor)
        actions.extend(energy, reason=WHY, energy=True, by=town.mayor)
    assert fresh(petition).case.extended
    assert (
        "numai la energie și gaze naturale (alegerea autorității din"
        in casework.term_of(fresh(petition).case).explanation[-1]
    )
    assert not fresh(energy).case.extended


def test_the_authoritys_reading_and_its_bridge_days_are_asked_and_shown(town):
    from condica.organisation.models import BridgeDay, HouseSetting, LegalReading

    since = date(2026, 1, 1)
    LegalReading.objects.create(rule="og27-answer", counting="INCL", cites="dispoziția 5/2026", since=since)
    BridgeDay.objects.create(day=date(2026, 12, 3), cites="HG")
    HouseSetting.objects.create(key="internal_days_before", value=3, since=since)
    with at(11, 3):
        case = make_petition(town).case
    assert (case.due_on, case.alternative_on) == (date(2026, 12, 3), date(2026, 12, 4))
    assert (case.safe_on, case.internal_on) == (date(2026, 12, 2), date(2026, 11, 26))
    assert "lectură adoptată din 1 ianuarie 2026, dispoziția 5/2026" in casework.term_of(case).explanation[-1].replace(
        "\u00a0", " "
    )
