"""Dates (date): Bucharest's day and year, and the words of days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from condica.foundation import dates

FRIDAY = date(2026, 11, 27)


def plain(text):
    return text.replace("\u00a0", " ")


def test_the_day_and_the_year_are_bucharests():
    last_evening = datetime(2026, 12, 31, 22, 30, tzinfo=UTC)  # half past midnight in Bucharest
    assert dates.bucharest_day(last_evening) == date(2027, 1, 1)
    assert dates.year_of(last_evening) == 2027
    assert dates.year_of(last_evening - timedelta(minutes=31)) == 2026


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="fără fus orar"):
        dates.local(datetime(2026, 1, 1))  # noqa: DTZ001 - the very thing refused


def test_words_of_a_day():
    assert plain(dates.short(FRIDAY)) == "vin. 27 nov."
    assert plain(dates.short_day(FRIDAY)) == "27 nov."
    assert plain(dates.long(FRIDAY)) == "vineri, 27 noiembrie"
    assert plain(dates.long(FRIDAY, year=True)) == "vineri, 27 noiembrie 2026"
    assert dates.numeric(FRIDAY) == "27.11.2026"


def test_day_and_month_are_never_parted_at_a_lines_end():
    assert "27\u00a0nov." in dates.short(FRIDAY)
    assert "27\u00a0noiembrie" in dates.long(FRIDAY)


def test_another_year_is_said_when_asked():
    assert plain(dates.short_day(FRIDAY, on=date(2027, 1, 5))) == "27 nov. 2026"
    assert plain(dates.short_day(FRIDAY, on=date(2026, 1, 5))) == "27 nov."


@pytest.mark.parametrize(("days", "words"), [(0, "azi"), (1, "mâine"), (-1, "ieri"), (2, "29 nov."), (-2, "25 nov.")])
def test_near_days_have_names(days, words):
    assert plain(dates.near(FRIDAY + timedelta(days=days), FRIDAY)) == words


def test_moments_of_a_timeline():
    assert dates.moment(dates.at(FRIDAY, 9, 43), FRIDAY) == "azi, 09:43"
    assert plain(dates.moment(dates.at(date(2026, 10, 30), 14, 12), FRIDAY)) == "30 oct., 14:12"


def test_a_stopped_clock_stands_and_runs_again():
    moment = dates.at(date(2026, 10, 30), 14, 12)
    with dates.frozen(moment):
        assert dates.now() == moment
        assert dates.frozen_moment() == moment
        assert dates.today() == date(2026, 10, 30)
    assert dates.frozen_moment() is None
    assert abs(dates.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_the_bounds_of_days_hold_the_hour_that_comes_twice():
    since, until = dates.bounds(date(2026, 10, 25), date(2026, 10, 25))  # 25 hours long
    assert until.astimezone(UTC) - since.astimezone(UTC) == timedelta(hours=25)


def test_every_month_and_weekday_has_its_words():
    days = [date(2026, month, 5) for month in range(1, 13)]
    assert len({dates.short_day(day) for day in days}) == 12
    assert len({dates.short(date(2026, 6, day)).split()[0] for day in range(1, 8)}) == 7
