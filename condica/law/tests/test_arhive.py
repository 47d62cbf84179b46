"""Keeping files by the nomenclator (termenul de păstrare), rules.md R9 and R14."""

from __future__ import annotations

from datetime import date

from condica.law.arhive import kept_until, may_be_selected


def test_the_years_run_from_the_first_of_january_after_closing():
    assert kept_until(date(2020, 1, 2), 5) == kept_until(date(2020, 12, 31), 5) == date(2025, 12, 31)


def test_a_file_may_be_selected_from_the_day_after():
    closed = date(2020, 6, 1)
    assert not may_be_selected(closed, 5, date(2025, 12, 31))
    assert may_be_selected(closed, 5, date(2026, 1, 1))


def test_what_is_permanent_is_never_selected():
    assert not may_be_selected(date(1990, 1, 1), None, date(2026, 1, 1))
