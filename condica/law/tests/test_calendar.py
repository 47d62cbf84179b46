"""Holidays (sărbători legale): our table against the statute's years and against an independent package."""

from __future__ import annotations

from datetime import date

import holidays as package
import pytest

from condica.law import calendar


@pytest.mark.parametrize("year", range(calendar.FIRST_YEAR, calendar.LAST_YEAR + 1))
def test_every_year_agrees_with_the_holidays_package(year):
    assert set(calendar.holidays(year)) == set(package.Romania(years=year))


@pytest.mark.parametrize(
    ("year", "good_friday", "easter", "pentecost", "count"),
    [
        (2018, (4, 6), (4, 8), (5, 27), 15),
        (2019, (4, 26), (4, 28), (6, 16), 15),
        (2020, (4, 17), (4, 19), (6, 7), 15),
        (2021, (4, 30), (5, 2), (6, 20), 15),
        (2022, (4, 22), (4, 24), (6, 12), 15),
        (2023, (4, 14), (4, 16), (6, 4), 15),
        (2024, (5, 3), (5, 5), (6, 23), 17),
        (2025, (4, 18), (4, 20), (6, 8), 17),
        (2026, (4, 10), (4, 12), (5, 31), 16),
        (2027, (4, 30), (5, 2), (6, 20), 17),
        (2028, (4, 14), (4, 16), (6, 4), 17),
    ],
)
def test_the_rule_sheets_table_of_movable_feasts(year, good_friday, easter, pentecost, count):
    days = calendar.holidays(year)
    assert calendar.easter(year) == date(year, *easter)
    assert days[date(year, *good_friday)] == "Vinerea Mare"
    assert "Rusaliile" in days[date(year, *pentecost)]
    assert len(days) == count


def test_boboteaza_is_free_from_2024_on():
    assert calendar.is_working(date(2023, 1, 6))
    assert calendar.holiday_name(date(2024, 1, 6)) == calendar.holiday_name(date(2025, 1, 6)) == "Boboteaza"
    assert calendar.holiday_name(date(2026, 1, 7)) == "Sf. Ioan"


def test_good_friday_is_free_from_2018_on():
    assert calendar.is_working(date(2017, 4, 14))
    assert calendar.holiday_name(date(2018, 4, 6)) == "Vinerea Mare"


def test_christmas_eve_and_new_years_eve_are_working_days():
    assert calendar.is_working(date(2026, 12, 24))
    assert calendar.is_working(date(2026, 12, 31))


def test_two_feasts_on_one_day_are_named_together():
    assert calendar.holiday_name(date(2026, 6, 1)) == "Ziua Copilului și a doua zi de Rusalii"


def test_a_bridge_day_is_free_only_for_who_passes_it_in():
    bridge = date(2026, 1, 5)
    assert calendar.is_working(bridge)
    assert not calendar.is_working(bridge, {bridge})


def test_a_year_we_do_not_know_is_refused_in_words():
    with pytest.raises(calendar.OutsideCalendar, match="2017–2035, nu și pentru 2036"):
        calendar.is_working(date(2036, 1, 5))
