"""Periods: half-years, months, the same days a year before, their words."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from condica.foundation import dates
from condica.statistics.rules import Period, Question, half_year, last_half_year, month, recent_half_years

DAYS = st.dates(date(2017, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("period", "label", "of_label"),
    [
        (half_year(2026, 1), "Semestrul I 2026", "semestrului I 2026"),
        (half_year(2026, 2), "Semestrul II 2026", "semestrului II 2026"),
        (Period(date(2026, 1, 1), date(2026, 12, 31)), "Anul 2026", "anului 2026"),
        (month(date(2026, 7, 9)), "Iulie 2026", "lunii iulie 2026"),
    ],
)
def test_periods_have_names(period: Period, label: str, of_label: str) -> None:
    assert (period.label, period.of_label) == (label, of_label)


def test_other_periods_say_their_days() -> None:
    period = Period(date(2025, 12, 8), date(2026, 1, 9))
    assert period.label == "8\u00a0decembrie\u00a02025 – 9\u00a0ianuarie\u00a02026"
    assert period.of_label == f"perioadei {period.label}"


def test_a_period_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="ends before"):
        Period(date(2026, 2, 1), date(2026, 1, 31))


def test_the_year_before_keeps_whole_months() -> None:
    assert month(date(2025, 2, 3)).year_before == month(date(2024, 2, 3))
    assert month(date(2024, 2, 3)).year_before == month(date(2023, 2, 3))
    assert half_year(2026, 1).year_before == half_year(2025, 1)


@pytest.mark.parametrize(
    ("today", "period"),
    [
        (date(2026, 11, 22), half_year(2026, 1)),
        (date(2026, 12, 1), half_year(2026, 2)),
        (date(2027, 1, 15), half_year(2026, 2)),
        (date(2026, 6, 10), half_year(2026, 1)),
    ],
)
def test_the_half_year_to_report_on(today: date, period: Period) -> None:
    assert last_half_year(today) == period


def test_recent_half_years_go_back_without_holes() -> None:
    halves = recent_half_years(date(2026, 3, 3), 4)
    assert [half.label for half in halves] == [
        "Semestrul I 2026",
        "Semestrul II 2025",
        "Semestrul I 2025",
        "Semestrul II 2024",
    ]


@given(DAYS, st.integers(0, 800))
def test_months_part_a_period(since: date, length: int) -> None:
    until = date.fromordinal(since.toordinal() + length)
    months = Period(since, until).months
    assert (months[0].since, months[-1].until) == (since, until)
    assert all(two.since.toordinal() == one.until.toordinal() + 1 for one, two in pairwise(months))


def test_moments_are_bucharests_midnights() -> None:
    since, until = half_year(2026, 1).moments
    assert (since.isoformat(), until.isoformat()) == ("2026-01-01T00:00:00+02:00", "2026-07-01T00:00:00+03:00")


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (half_year(2026, 1), half_year(2025, 2)),
        (half_year(2026, 2), half_year(2026, 1)),
        (month(date(2026, 3, 5)), month(date(2026, 2, 1))),
        (Period(date(2026, 1, 1), date(2026, 12, 31)), Period(date(2025, 1, 1), date(2025, 12, 31))),
        (Period(date(2026, 3, 10), date(2026, 3, 12)), Period(date(2026, 3, 7), date(2026, 3, 9))),
    ],
)
def test_the_period_before_is_alike_and_touches_it(period: Period, before: Period) -> None:
    assert period.before == before


def test_an_earlier_period_is_asked_about_as_long_after_its_end() -> None:
    asked = Question(half_year(2026, 1), dates.at(date(2026, 7, 11)))
    assert asked.on == date(2026, 7, 10)
    assert asked.about(half_year(2025, 2)).as_of == dates.at(date(2026, 1, 11))
    running = Question(half_year(2026, 2), dates.at(date(2026, 11, 21)))
    assert running.about(half_year(2025, 2)).as_of == dates.at(date(2025, 11, 21))
