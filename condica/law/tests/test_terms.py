"""Terms (termene): each rule of OG 27/2002 in its form of the time, and the term that explains itself."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from condica.law import og27
from condica.law.calendar import is_working
from condica.law.counting import Counting
from condica.law.provision import UnknownRule
from condica.law.terms import PROVISIONS, Term, TooManyDays, compute

START = st.dates(date(2018, 2, 1), date(2034, 12, 31))
ART_9 = "OG 27/2002, art. 9 (modificat prin Legea 31/2018)"
LASTING = {provision.key for provision in PROVISIONS if provision.lasts}
RULES = st.sampled_from(sorted({provision.key for provision in PROVISIONS}))


@pytest.mark.parametrize(
    ("rule", "days", "cites"),
    [
        (og27.ANSWER, 30, ("OG 27/2002, art. 8 alin. (1)",)),
        (og27.RECEIVED, 30, ("OG 27/2002, art. 8 alin. (2)",)),
        (og27.REDIRECT, 5, ("OG 27/2002, art. 6^1",)),
        (og27.EXTENSION, 45, ("OG 27/2002, art. 8 alin. (1)", ART_9)),
        (og27.COURT, 30, ("Legea 554/2004, art. 18 și 24",)),
        (og27.EXTENSION_ENERGY, 60, ("OG 27/2002, art. 8 alin. (1)", ART_9)),
    ],
)
def test_each_rule_has_its_days_and_its_articles(rule, days, cites):
    term = compute(rule, date(2026, 11, 3))
    assert (term.days, term.cites) == (days, (*cites, "Codul civil, art. 2553–2554"))
    assert term.legal >= date(2026, 11, 3) + timedelta(days=days + 1)


def test_the_mock_ups_petition():
    term = compute(og27.ANSWER, date(2026, 10, 30))
    assert (term.legal, term.safe) == (date(2026, 12, 2), date(2026, 11, 27))
    assert term.explanation == (
        "Începe vineri, 30 octombrie, când petiția a fost înregistrată. Ziua aceasta nu se numără.",
        "Trec 30 de zile întregi: 31 octombrie – 29 noiembrie.",
        "Ziua următoare, 30 noiembrie (Sf. Andrei), și 1 decembrie (Ziua Națională) sunt libere, "
        "așa că termenul trece pe prima zi lucrătoare: miercuri, 2 decembrie.",
    )
    assert [(m.day.day if m.day else None, m.role) for m in term.strip] == [
        (30, "start"), (None, "gap"), (27, "safe"), (28, "plain"), (29, "plain"), (30, "off"), (1, "off"), (2, "end"),
    ]  # fmt: skip
    assert [m.words for m in term.strip][1:6] == ["27 de zile", "sigură", "ziua 29", "ziua 30", "Sf. Andrei"]


def test_its_extension_as_the_mock_up_offers_it():
    assert compute(og27.EXTENSION, date(2026, 10, 30)).safe == date(2026, 12, 14)
    assert compute(og27.EXTENSION, date(2026, 10, 30)).legal == date(2026, 12, 15)


def test_the_registration_on_saturday_and_the_two_readings():
    term = compute(og27.ANSWER, date(2026, 10, 31))
    assert (term.legal, term.alternative, term.safe) == (date(2026, 12, 2), date(2026, 12, 2), date(2026, 11, 27))


def test_the_extension_is_never_chained_and_shows_the_chained_day_apart():
    term = compute(og27.EXTENSION, date(2026, 11, 2))
    assert (term.legal, term.alternative) == (date(2026, 12, 18), date(2026, 12, 21))
    assert "toate de la înregistrare" in term.explanation[1]


def test_an_extension_may_be_shorter_never_longer():
    start = date(2026, 11, 2)
    assert compute(og27.EXTENSION, start, extra_days=7).days == 37
    with pytest.raises(TooManyDays, match="cel mult 15 zile, nu cu 16"):
        compute(og27.EXTENSION, start, extra_days=16)
    with pytest.raises(TooManyDays):
        compute(og27.ANSWER, start, extra_days=1)


def test_the_form_before_legea_31_2018_knows_no_energy():
    before, after = date(2018, 1, 20), date(2018, 1, 21)
    assert og27.ART_9_OLD in compute(og27.EXTENSION, before).cites
    assert og27.ART_9 in compute(og27.EXTENSION, after).cites
    assert compute(og27.EXTENSION_ENERGY, after).days == 60
    with pytest.raises(UnknownRule, match=r"nu era în vigoare la 20\.01\.2018"):
        compute(og27.EXTENSION_ENERGY, before)


def test_no_two_forms_of_a_rule_hold_on_one_day():
    for provision in PROVISIONS:
        twin = [other for other in PROVISIONS if other.key == provision.key and other.holds_on(provision.since)]
        assert twin == [provision]


def test_the_authoritys_own_reading_changes_places_with_the_other():
    ours = compute(og27.ANSWER, date(2026, 11, 3), reading=Counting.INCL)
    assert (ours.legal, ours.alternative) == (date(2026, 12, 3), date(2026, 12, 4))
    assert ours.explanation[1].startswith("Se numără 30 de zile:")


def test_bridge_days_move_the_safe_day_only():
    start, bridge = date(2026, 11, 3), frozenset({date(2026, 12, 3), date(2026, 12, 4)})
    plain, bridged = compute(og27.ANSWER, start), compute(og27.ANSWER, start, bridge_days=bridge)
    assert (bridged.legal, bridged.safe) == (plain.legal, date(2026, 12, 2))


def test_what_came_before_it_was_registered_is_safe_from_the_earlier_day():
    term = compute(og27.ANSWER, date(2026, 11, 2), received=date(2026, 10, 31))
    assert (term.start, term.legal, term.safe) == (date(2026, 11, 2), date(2026, 12, 3), date(2026, 11, 27))


def test_the_house_may_want_to_be_ready_some_working_days_earlier():
    term = compute(og27.ANSWER, date(2026, 10, 30), earlier_by=2)
    assert (term.internal, term.safe) == (date(2026, 11, 26), date(2026, 11, 27))
    assert compute(og27.ANSWER, date(2026, 10, 30), earlier_by=1).internal == date(2026, 11, 27)


def test_the_days_that_a_court_gives():
    term = compute(og27.COURT, date(2026, 11, 2), days=10)
    assert (term.days, term.legal, term.cites[0]) == (10, date(2026, 11, 13), "Legea 554/2004, art. 18 și 24")
    assert term.explanation[0].startswith("Începe luni, 2 noiembrie, când hotărârea s-a comunicat")
    assert compute(og27.COURT, date(2026, 11, 2)).days == 30
    for days in (0, 366):
        with pytest.raises(TooManyDays):
            compute(og27.COURT, date(2026, 11, 2), days=days)
    with pytest.raises(TooManyDays):
        compute(og27.ANSWER, date(2026, 11, 2), days=10)


@pytest.mark.parametrize(
    ("registered", "energy", "most", "notice"),
    [
        (date(2026, 11, 2), False, 15, True),
        (date(2026, 11, 2), True, 30, True),
        (date(2018, 1, 20), False, 15, False),
        (date(2018, 1, 20), True, 15, False),
    ],
)
def test_the_two_forms_of_article_9(registered, energy, most, notice):
    assert og27.extension_most(registered, energy=energy) == most
    assert og27.asks_notice(registered, energy=energy) is notice
    assert ("Legea 31/2018)" in og27.extension_cites(registered)) is True
    assert ("dinainte" in og27.extension_cites(registered)) is not notice


def test_the_comma_of_article_9_is_arguable():
    assert not og27.asks_notice(date(2026, 11, 2), energy=False, always=False)
    assert og27.asks_notice(date(2026, 11, 2), energy=True, always=False)


def test_silence_is_a_refusal_and_the_courts_months_run():
    silence = og27.silence(date(2026, 8, 31))
    assert (silence.since, silence.court_until) == (date(2026, 9, 1), date(2027, 3, 1))  # vector T41
    assert silence.utmost == date(2027, 8, 31)


@given(rule=RULES, start=START)
def test_a_term_ends_on_a_working_day_and_its_safe_day_before(rule, start):
    term = compute(rule, start)
    assert is_working(term.legal) or term.counting == Counting.STRICT  # „zi cu zi” never moves
    assert is_working(term.safe)
    assert term.internal <= term.safe <= term.legal
    if term.alternative is not None:  # what must be done is early by every reading, what must last is not short by any
        assert term.safe >= term.alternative if rule in LASTING else term.safe <= term.alternative
    assert len(term.explanation) == 3


@given(rule=RULES, start=START, later=st.integers(1, 30))
def test_a_later_registration_is_never_due_earlier(rule, start, later):
    first, second = compute(rule, start), compute(rule, start + timedelta(days=later))
    assert (first.legal, first.safe) <= (second.legal, second.safe)


@given(rule=RULES, start=START)
def test_the_strip_runs_from_start_to_end_without_a_missing_day(rule, start):
    term = compute(rule, start)
    days = [mark.day for mark in term.strip if mark.day]
    assert (days[0], days[-1]) == (term.start, term.legal)
    tail = days[1:]
    assert tail == [tail[0] + timedelta(days=i) for i in range(len(tail))]
    assert all(not is_working(mark.day) for mark in term.strip if mark.role == "off")


@given(rule=RULES, start=START)
def test_a_stored_term_prints_its_own_explanation(rule, start):
    term = compute(rule, start)
    stored = json.loads(json.dumps(term.to_json()))
    assert Term.from_json(stored) == term
    assert Term.from_json({**stored, "explanation": ["altfel"]}) == replace(term, explanation=("altfel",))
