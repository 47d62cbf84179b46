"""Tables add up by construction; one that would not cannot be made."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from condica.statistics.queries.parts import PARTITIONS
from condica.statistics.rules import Cell, Column, NotAWhole, Row, Table
from condica.statistics.rules.petitions import BANDS, TESTS, Fact, Outcome, table
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
        reason="art. 7" if ended == "filed" else "",
    )


@pytest.mark.django_db
@pytest.mark.parametrize("key", sorted(PARTITIONS))
def test_every_partition_adds_up(key: str) -> None:
    @given(st.lists(facts(), max_size=12))
    def check(many: list[Fact]) -> None:
        made = table(PARTITIONS[key], many, None)
        kept = [fact for fact in many if PARTITIONS[key].only(fact)]
        assert made.total.cells[0].value == len(kept) == sum(row.cells[0].value or 0 for row in made.rows)

    check()


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
    made = table(PARTITIONS["domenii"], many, many[:2])
    assert [row.label for row in made.rows] == ["Drumuri și trotuare", "Zgomot și liniște publică", "Fără domeniu"]
    assert [row.cells[1].text for row in made.rows] == ["+2", "+1", "+1"]
