"""Tables add up by construction; one that would not cannot be made."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from condica.statistics.queries.parts import PARTITIONS
from condica.statistics.rules import Cell, Column, NotAWhole, Row, Table
from condica.statistics.rules.partitions import Counted, crossing, table
from condica.statistics.rules.petitions import BANDS, CIRCUMSTANCES, TESTS, Fact, Outcome, stood
from condica.statistics.tests.factories import make_fact

ENDINGS = st.sampled_from(["", "answered", "filed", "joined", "moved"])
DAYS = st.dates(date(2026, 3, 2), date(2026, 6, 30))


@st.composite
def facts(draw: st.DrawFn) -> Fact:
    ended = draw(ENDINGS)
    return make_fact(
        domain=draw(st.sampled_from(["roads", "noise", ""])),
        channel=draw(st.sampled_from(["post", "email"])),
        unit=draw(st.sampled_from([None, 0])),
        due_on=draw(st.one_of(st.none(), DAYS)),
        ended_as=ended,
        ended_on=draw(DAYS) if ended else None,
        extended=draw(st.booleans()),
        solution=draw(st.sampled_from(["favourable", "unfavourable", ""])) if ended == "answered" else "",
        reason=draw(st.sampled_from(["anonymous", "repeated", "withdrawn"])) if ended == "filed" else "",
        send_by=draw(st.one_of(st.none(), DAYS)) if ended == "moved" else None,
        answered_by=draw(st.sampled_from(["email", "post", ""])) if ended == "answered" else "",
        received=draw(st.booleans()),
        reopened=draw(st.booleans()),
        collective=draw(st.booleans()),
        useful=draw(st.sampled_from(["", "yes", "no"])) if ended == "answered" else "",
    )


@pytest.mark.django_db
@pytest.mark.parametrize("key", sorted(PARTITIONS))
def test_every_partition_adds_up(key: str) -> None:
    @given(st.lists(facts(), max_size=12))
    def check(many: list[Fact]) -> None:
        made = table(PARTITIONS[key], Counted(many, [PARTITIONS[key]]), None)
        kept = [fact for fact in many if PARTITIONS[key].only(fact)]
        assert made.total is not None
        for place, column in enumerate(made.columns):
            if column.kind == "count":
                counted = sum(map(TESTS[column.key], kept))
                assert made.total.cells[place].value == counted == sum(row.cells[place].value or 0 for row in made.rows)

    check()


@given(st.lists(facts(), max_size=20))
def test_behind_each_line_stand_as_many_petitions(many: list[Fact]) -> None:
    parts = [part for part in PARTITIONS.values() if part.key != "compartimente"]
    now = Counted(many, parts)
    for part in parts:
        for key, line in now.lines(part).items():
            for column in TESTS:
                assert len(part.members(many, key, column)) == line.counts[column]


@given(st.lists(facts(), max_size=20))
def test_circumstances_have_no_total_and_count_each_petition_once_a_line(many: list[Fact]) -> None:
    made = crossing("x", "Împrejurări", Counted(many), None)
    assert made.total is None
    assert {row.key: row.cells[0].value for row in made.rows} == {
        key: count for key, (_, test) in CIRCUMSTANCES.items() if (count := sum(map(test, many)))
    }


@given(st.lists(facts(), max_size=20))
def test_outcomes_part_the_petitions(many: list[Fact]) -> None:
    assert sum(sum(map(TESTS[outcome], many)) for outcome in Outcome) == len(many)


@given(st.lists(facts(), max_size=20))
def test_bands_part_the_answers(many: list[Fact]) -> None:
    assert sum(sum(map(band.test, many)) for band in BANDS) == sum(fact.answered for fact in many)


def test_a_table_that_does_not_add_up_cannot_be_made() -> None:
    columns = (Column("all", "Primite"), Column("open", "În lucru", part=True), Column("late", "Târzii", part=True))
    whole = Row("", "Total", (Cell(3), Cell(2), Cell(1)))
    Table("t", "Tabel", "Rând", columns, (Row("a", "A", (Cell(3), Cell(2), Cell(1))),), whole)
    with pytest.raises(NotAWhole, match="Primite"):
        Table("t", "Tabel", "Rând", columns, (Row("a", "A", (Cell(2), Cell(1), Cell(1))),), whole)
    lopsided = (Row("a", "A", (Cell(3), Cell(1), Cell(1))), Row("b", "B", (Cell(0), Cell(1), Cell(0))))
    with pytest.raises(NotAWhole, match="A: 2"):
        Table("t", "Tabel", "Rând", columns, lopsided, whole)


@pytest.mark.parametrize(
    ("due_on", "outcome"),
    [(date(2026, 4, 1), Outcome.ON_TIME), (date(2026, 3, 31), Outcome.LATE), (None, Outcome.ON_TIME)],
)
def test_late_is_after_the_legal_day(due_on: date | None, outcome: Outcome) -> None:
    answered = make_fact(ended_as="answered", ended_on=date(2026, 4, 1), due_on=due_on)
    assert answered.outcome is outcome


def test_the_largest_part_comes_first_and_the_unknown_last() -> None:
    many = [make_fact(domain=key) for key in ("", "", "", "noise", "roads", "roads")]
    part = PARTITIONS["domenii"]
    made = table(part, Counted(many, [part]), Counted(many[:2], [part]))
    assert [row.label for row in made.rows] == ["Drumuri și trotuare", "Zgomot și liniște publică", "Fără domeniu"]
    assert [row.cells[1].text for row in made.rows] == ["+2", "+1", "+1"]


@pytest.mark.parametrize(
    ("on", "outcome", "words"),
    [
        (date(2026, 4, 2), Outcome.OPEN, "în lucru"),
        (date(2026, 4, 3), Outcome.OVERDUE, "în lucru, peste termen cu 1 zi"),
        (date(2026, 4, 22), Outcome.OVERDUE, "în lucru, peste termen cu 20 de zile"),
    ],
)
def test_what_is_open_past_its_legal_day_is_overdue(on: date, outcome: Outcome, words: str) -> None:
    fact = make_fact(on=on, due_on=date(2026, 4, 2))
    assert fact.outcome is outcome
    assert stood(fact) == words


@pytest.mark.parametrize(("sent", "key"), [(date(2026, 3, 9), "on_time"), (date(2026, 3, 10), "late")])
def test_a_misaddressed_petition_is_sent_on_in_time_or_late(sent: date, key: str) -> None:
    moved = make_fact(ended_as="moved", ended_on=sent, send_by=date(2026, 3, 9))
    assert (moved.outcome, moved.sent_on) == (Outcome.MOVED, key)


def test_a_collective_petition_is_told_apart_whoever_sent_it() -> None:
    assert make_fact(applicant="association").who == "association"
    assert make_fact(applicant="association", collective=True).who == "collective"
