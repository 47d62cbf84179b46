"""The report against a second count of the same petitions, written apart, for ten periods at ten moments (P16)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from condica.config.demo.engine import Engine
from condica.foundation import dates
from condica.statistics.queries import half_yearly
from condica.statistics.queries.facts import facts_of
from condica.statistics.queries.parts import CROSSING
from condica.statistics.rules import Period, Question, Row, Sheet, Table
from condica.statistics.rules.petitions import REASONS, TESTS, Outcome
from tests.reports import second
from tests.reports.lives import FIRST, LAST, UNTIL

pytestmark = pytest.mark.xdist_group("reports")
WHOLE = Question(Period(FIRST, LAST), UNTIL + timedelta(days=1))


@pytest.fixture(scope="module")
def lives(built_lives: Any) -> Iterator[Engine]:
    yield from built_lives.look()


def questions() -> list[Question]:
    """Ten periods and ten moments, always the same."""
    chance, made = Random(14), [WHOLE]
    while len(made) < 10:
        since = FIRST + timedelta(days=chance.randrange(480))
        until = since + timedelta(days=chance.randrange(20, 260))
        moment = dates.at(since + timedelta(days=chance.randrange(10, 420)), chance.randrange(24), 30)
        made.append(Question(Period(since, until), min(moment, UNTIL)))
    return made


def figures(table: Table, row: Row) -> tuple[float | None, ...]:
    """A line of the report in the order of the second count."""
    cells = dict(zip((column.key for column in table.columns), row.cells, strict=True))
    keys = ("all", *Outcome, "mean", "days")
    found = (cells[key].value for key in keys if key in cells)
    return tuple(None if value is None else round(float(value), 6) for value in found)


@pytest.mark.parametrize("question", questions(), ids=lambda question: f"{question.period.slug}@{question.on}")
def test_two_counts_agree(lives: Engine, question: Question) -> None:
    sheet = half_yearly(question, lambda table, row, column: "")
    for key in second.PARTS:
        if key:
            _agree(sheet, question, key)
    crossing = next(table for table in sheet.tables if table.key == CROSSING)
    for name in second.CIRCUMSTANCES:
        rows = [row for row in crossing.rows if row.key == name and row.cells[0].value]
        told = next((figures(crossing, row) for row in rows), None)
        assert told == second.circumstance(question, name), name


def _agree(sheet: Sheet, question: Question, key: str) -> None:
    table = next((table for table in sheet.tables if table.key == key), None)
    if table is None:  # nobody was asked yet
        assert key == "folos"
        assert set(second.count(question, key)) <= {""}
        return
    counted = second.count(question, key)
    width = len(figures(table, table.rows[0])) if table.rows else 0
    told = {"" if row.key == "-" else row.key: figures(table, row) for row in table.rows}
    assert told == {part: line[:width] for part, line in counted.items()}, key


def test_the_totals_of_every_table_are_the_second_count_of_all(lives: Engine) -> None:
    for question in questions():
        sheet = half_yearly(question, lambda table, row, column: "")
        (whole,) = second.count(question, "").values() or ((0.0,),)
        for table in sheet.tables:
            if table.total is not None and len(table.columns) > 1:
                assert figures(table, table.total) == whole, (question, table.title)


def test_these_lives_meet_every_part(lives: Engine) -> None:
    """Otherwise the comparison above would compare noughts."""
    facts = facts_of(WHOLE)
    assert lives.refusals == {}
    assert {fact.outcome for fact in facts} == set(Outcome)
    assert {fact.reason for fact in facts} - {""} == set(REASONS)
    assert {fact.sent_on for fact in facts if fact.outcome is Outcome.MOVED} == {"on_time", "late"}
    assert {fact.solution for fact in facts} == {"", "favourable", "partial", "unfavourable"}
    for name in second.CIRCUMSTANCES:
        assert {TESTS[name](fact) for fact in facts} == {True, False}, name
