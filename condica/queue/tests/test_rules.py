"""The measures (măsurile): waiting and serving, whatever happens to tickets; the hours of several desks."""

from __future__ import annotations

from datetime import time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from condica.queue.rules import (
    Fact,
    Interval,
    Turn,
    figures,
    is_open,
    measured,
    merged,
    percentile,
    priority_goes_first,
)
from condica.queue.tests.factories import at

ENDS = st.sampled_from(["moved", "done", "absent"])
WAYS = st.lists(st.tuples(st.integers(0, 900), ENDS, st.integers(0, 900)), max_size=4)


def facts_of(ticket: int, start: int, ways: list[tuple[int, str, int]]) -> list[Fact]:
    """A ticket that waits and is served as the ways say; after „done” or „absent” nothing follows."""
    moment = at(8) + timedelta(seconds=start)
    found = [Fact(ticket, 1, "taken", moment, 1, None)]
    for turn, (wait, end, serve) in enumerate(ways, start=1):
        moment += timedelta(seconds=wait)
        found.append(Fact(ticket, turn, "called", moment, 1, 7))
        moment += timedelta(seconds=serve)
        found.append(Fact(ticket, turn, end, moment, 1, 7))
        if end != "moved":
            break
    return found


def waits_of(ways: list[tuple[int, str, int]]) -> list[int]:
    """The waits up to the turn that ended the ticket."""
    ended = next((place + 1 for place, way in enumerate(ways) if way[1] != "moved"), len(ways))
    return [wait for wait, _, _ in ways[:ended]]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 7200), WAYS), max_size=6))
def test_every_second_is_waited_or_served_and_none_twice(tickets):
    facts = [fact for pk, (start, ways) in enumerate(tickets) for fact in facts_of(pk, start, ways)]
    turns = measured(facts)
    assert len(turns) == sum(fact.kind == "called" for fact in facts)
    assert sum(turn.waited for turn in turns) == sum(wait for _, ways in tickets for wait in waits_of(ways))
    assert all(turn.waited >= 0 and (turn.served is None or turn.served >= 0) for turn in turns)
    assert sum(turn.served is not None for turn in turns) == sum(fact.kind == "done" for fact in facts)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 5000), min_size=1), st.floats(0.01, 1))
def test_a_percentile_is_a_value_that_the_share_does_not_exceed(values, share):
    found = percentile(values, share)
    assert found in values
    assert sum(value <= found for value in values) >= share * len(values) - 1e-9


def test_nothing_measured_says_nothing():
    assert percentile([], 0.5) is None
    assert figures("–", [], 240).share is None


def test_hours_of_several_desks_are_one_sentence():
    hours = merged([Interval(time(13), time(16)), Interval(time(8), time(12)), Interval(time(8), time(13))])
    assert [str(one) for one in hours] == ["08:00–16:00"]
    assert is_open(hours, time(15, 59))
    assert not is_open(hours, time(16))


def test_priority_first_or_one_in_two():
    assert priority_goes_first(Turn.FIRST, True)
    assert priority_goes_first(Turn.ALTERNATE, None)
    assert not priority_goes_first(Turn.ALTERNATE, True)
    assert not priority_goes_first(Turn.NONE, False)
