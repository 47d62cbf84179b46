"""Court papers and display (acte de procedură, afișare): worked days of each rule, and what holds for every day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from condica.law import cpc
from condica.law.calendar import is_working
from condica.law.deadline import answer
from condica.law.terms import PROVISIONS, compute, term_under

START = st.dates(date(2021, 1, 1), date(2034, 10, 1))


@pytest.mark.parametrize(
    ("rule", "posted", "last", "back"),
    [
        (cpc.NOTICE, date(2026, 11, 20), date(2026, 11, 27), date(2026, 12, 2)),  # a long holiday after: 28 Nov – 1 Dec
        (cpc.NOTICE, date(2026, 11, 16), date(2026, 11, 23), date(2026, 11, 24)),
        (cpc.NOTICE, date(2026, 11, 14), date(2026, 11, 21), date(2026, 11, 23)),  # a Saturday stays the last day
        (cpc.NOTICE_URGENT, date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 24)),
        (cpc.NOTICE_URGENT, date(2026, 11, 27), date(2026, 11, 30), date(2026, 12, 2)),  # Sf. Andrei is the last day
    ],
)
def test_a2_the_days_of_a_notice_are_counted_day_by_day(rule, posted, last, back):
    """Art. 163 alin. (4): „zi cu zi”; the day of the notice does not count, nothing moves the last one."""
    term = compute(rule, posted)
    assert (term.legal, cpc.return_by(term.legal)) == (last, back)
    assert term.cites[:2] == (cpc.ART_163_3, cpc.ART_163_4)
    assert cpc.first_day(posted) == posted + timedelta(days=1)


def test_a2_the_other_reading_is_shown_and_not_used():
    """Vector T43: free days would give 2 December; the law says day by day."""
    term = compute(cpc.NOTICE, date(2026, 11, 20))
    assert (term.legal, term.alternative) == (date(2026, 11, 27), date(2026, 12, 2))


def test_a_last_day_off_says_that_it_does_not_move():
    term = compute(cpc.NOTICE, date(2026, 11, 14))
    assert term.explanation == (
        "Începe sâmbătă, 14 noiembrie, când înștiințarea s-a afișat pe ușă. Ziua aceasta nu se numără.",
        "Se numără 7 zile: 15 noiembrie – 21 noiembrie.",
        "Ultima zi e sâmbătă, 21 noiembrie; se socotește zi cu zi, așa că nu se mută.",
    )


def test_a3_the_agent_has_24_hours_over_a_change_of_the_clock_too():
    posted = datetime(2026, 10, 24, 21, 30, tzinfo=UTC)  # the night in which the clock goes back
    assert cpc.deposit_by(posted) - posted == timedelta(hours=24)


def test_a3_the_proof_leaves_on_the_day_of_handing_over():
    assert cpc.proof_by(date(2026, 11, 27)) == date(2026, 11, 27)
    assert cpc.proof_by(date(2026, 11, 28)) == date(2026, 12, 2)  # handed over on a Saturday


def test_a5_a_citation_by_publicity_hangs_15_days_before_the_hearing():
    assert cpc.publicity_by(date(2026, 12, 16)) == date(2026, 12, 1)


def test_a6_a_tax_notice_lasts_fifteen_whole_days():
    term = compute(cpc.TAX, date(2026, 11, 3))
    assert (term.legal, term.alternative, term.safe) == (date(2026, 11, 19), date(2026, 11, 18), term.legal)
    assert cpc.take_down_on(term.legal) == date(2026, 11, 20)


def test_a8_a_land_offer_lasts_45_working_days_since_legea_175_2020():
    term = compute(cpc.LAND, date(2026, 9, 1))
    assert term.legal == date(2026, 11, 3)
    assert term.explanation[1].startswith("Se numără 45 de zile lucrătoare")
    before = compute(cpc.LAND, date(2020, 10, 12))
    assert (before.days, before.legal) == (30, date(2020, 11, 11))
    assert compute(cpc.LAND_POST, date(2026, 11, 26)).legal == date(2026, 12, 7)
    assert compute(cpc.LAND_POST, date(2020, 10, 9)).legal == date(2020, 10, 12)


def test_what_lasts_has_no_earlier_safe_day():
    assert "Zi sigură" not in answer([cpc.LAND, "2026-09-01"])
    assert "Zi sigură" in answer([cpc.NOTICE, "2026-11-16"])


@pytest.mark.parametrize("key", [cpc.NOTICE, cpc.NOTICE_URGENT, cpc.TAX, cpc.LAND])
def test_the_command_lists_the_rules(key):
    assert key in answer(["--list"])


def test_a10_a_display_that_somebody_asked_for_is_counted_under_their_ground():
    asked = cpc.asked_for(10, working=False, cites=("Adresa 4/2026",), since=date(2026, 11, 2))
    term = term_under(asked, date(2026, 11, 2))
    assert (term.legal, term.cites[0]) == (date(2026, 11, 12), "Adresa 4/2026")
    working = cpc.asked_for(10, working=True, cites=(), since=date(2026, 11, 2))
    assert term_under(working, date(2026, 11, 2)).legal == date(2026, 11, 16)


@given(start=START, urgent=st.booleans())
def test_a_notice_is_its_days_long_and_goes_back_on_the_next_working_day(start, urgent):
    term = compute(cpc.notice_rule(urgent=urgent), start)
    assert (term.legal - start).days == (3 if urgent else 7)
    back = cpc.return_by(term.legal)
    assert is_working(back)
    assert back > term.legal
    assert not any(is_working(term.legal + timedelta(days=n)) for n in range(1, (back - term.legal).days))


@given(start=START)
def test_45_working_days_are_45(start):
    term = compute(cpc.LAND, start)
    days = [start + timedelta(days=n) for n in range(1, (term.legal - start).days + 1)]
    assert sum(map(is_working, days)) == 45
    assert cpc.take_down_on(term.legal) > term.legal


def test_no_rule_of_this_file_lacks_an_article():
    assert all(one.cites for one in PROVISIONS)
