"""Counting (socotirea termenelor): the worked vectors, and what must hold for every day there is."""

from __future__ import annotations

import csv
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from condica.law import counting
from condica.law.calendar import OutsideCalendar, is_working
from condica.law.counting import ROLLING, Counting, due

START = st.dates(date(2017, 3, 1), date(2034, 6, 30))
DAYS = st.integers(1, 60)
ANY = st.sampled_from([mode for mode in Counting if mode not in {Counting.BACK, Counting.BACK_ZL, Counting.LUNI}])
AS_DAY = date.fromisoformat


def rows(shared):
    with (shared / "law" / "deadline_vectors.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_worked_vector_in_both_readings(shared):
    checked = 0
    for row in rows(shared):
        if row["id"] == "T11":  # 30 and 15 days: its own test below
            continue
        start, n = AS_DAY(row["start"]), int(row["n"])
        assert due(row["mode_a"], start, n) == AS_DAY(row["due_a"]), row["id"]
        checked += 1
        if row["mode_b"]:
            assert due(row["mode_b"], start, n) == AS_DAY(row["due_b"]), row["id"]
    assert checked >= 21


def test_the_extension_counts_from_registration_and_the_chained_reading_stays_apart(shared):
    row = next(row for row in rows(shared) if row["id"] == "T11")
    start = AS_DAY(row["start"])
    assert due(Counting.ZL, start, 30 + 15) == AS_DAY(row["due_a"])
    assert due(Counting.ZL, due(Counting.ZL, start, 30), 15) == AS_DAY(row["due_b"])


@given(mode=st.sampled_from(sorted(ROLLING)), start=START, n=st.integers(1, 12))
def test_a_mode_that_rolls_never_ends_on_a_day_off(mode, start, n):
    assert is_working(due(mode, start, n))


@given(mode=ANY, start=START, later=st.integers(1, 40), n=DAYS)
def test_a_later_start_never_ends_earlier(mode, start, later, n):
    assert due(mode, start, n) <= due(mode, start + timedelta(days=later), n)


@given(start=START, later=st.integers(1, 40), n=st.integers(1, 12))
def test_months_never_go_backwards_either(start, later, n):
    assert due(Counting.LUNI, start, n) <= due(Counting.LUNI, start + timedelta(days=later), n)


@given(mode=ANY, start=START, n=DAYS)
def test_one_day_more_never_ends_earlier(mode, start, n):
    assert due(mode, start, n) <= due(mode, start, n + 1)


@given(start=START, n=DAYS)
def test_the_safe_day_is_late_under_no_reading(start, n):
    readings = [due(mode, start, n) for mode in (Counting.ZL, Counting.INCL, Counting.STRICT)]
    assert due(Counting.SAFE, start, n) <= min(readings)


@given(event=START, n=DAYS)
def test_counting_back_is_the_inverse_of_counting_on(event, n):
    assert due(Counting.STRICT, due(Counting.BACK, event, n), n) == event
    assert due(Counting.BACK_ZL, event, n) == due(Counting.BACK, event, n) - timedelta(days=1)
    assert (event - due(Counting.BACK_ZL, event, n)).days == n + 1


@given(start=START, n=st.integers(1, 40))
def test_working_days_between_are_as_many_as_asked(start, n):
    end = due(Counting.LUCR, start, n)
    between = [start + timedelta(days=i) for i in range(1, (end - start).days + 1)]
    assert sum(is_working(day) for day in between) == n
    following = due(Counting.LUCR_NEXT, start, n)
    assert sum(is_working(end + timedelta(days=i)) for i in range(1, (following - end).days + 1)) == 1


@given(start=START, n=DAYS, bridge=st.frozensets(START, max_size=30))
def test_bridge_days_only_bring_the_safe_day_forward(start, n, bridge):
    safe = counting.safe(start, n, bridge)
    assert safe <= counting.safe(start, n)
    assert is_working(safe, bridge)


def test_a_month_without_that_day_ends_on_its_last():
    assert counting.months_later(date(2026, 8, 31), 6) == date(2027, 3, 1)  # 28 February 2027 is a Sunday
    assert counting.months_later(date(2024, 1, 31), 1) == date(2024, 2, 29)


def test_an_end_beyond_the_calendar_is_refused():
    with pytest.raises(OutsideCalendar, match="2036"):
        due(Counting.ZL, date(2035, 12, 20), 30)
    with pytest.raises(OutsideCalendar, match="iese din calendar"):
        due(Counting.STRICT, date(2035, 12, 20), 10**7)


def test_every_mode_says_where_it_comes_from():
    assert set(counting.CITES) == set(Counting) == set(counting.MODES)
