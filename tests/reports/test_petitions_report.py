"""The half-yearly report over the demo's town: what stands behind each figure, what is compared, what is told."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from condica.accounts.api import system_user
from condica.config.demo import DemoReport
from condica.foundation import dates
from condica.organisation.models import Unit
from condica.petitions import actions as petitions
from condica.petitions.models import Petition
from condica.statistics.queries import half_yearly, members
from condica.statistics.queries.parts import CROSSING, PARTITIONS
from condica.statistics.queries.petitions import COMPARED
from condica.statistics.rules import Period, Question, Sheet, Table
from condica.statistics.rules.petitions import Outcome
from tests.reports.small import UNTIL, all_facts, whole

pytestmark = pytest.mark.xdist_group("reports")
SUMMER = Question(Period(date(2026, 7, 1), date(2026, 9, 30)), dates.at(date(2026, 10, 15)))


def sheet_of(question: Question) -> Sheet:
    return half_yearly(question, lambda table, row, column: "")


def table_of(sheet: Sheet, key: str) -> Table:
    return next(table for table in sheet.tables if table.key == key)


def moved_in(sheet: Sheet) -> float:
    table = sheet.tables[0]
    assert table.total is not None
    place = [column.key for column in table.columns].index(Outcome.MOVED)
    return table.total.cells[place].value or 0


def test_the_small_town_meets_every_part(town: DemoReport) -> None:
    """Otherwise what is looked at below would be noughts."""
    assert {fact.outcome for fact in all_facts()} >= set(Outcome) - {Outcome.OVERDUE}
    assert town.refusals == {}


def test_what_happens_later_is_in_the_later_figures_only(town: DemoReport) -> None:
    asked = Question(Period(date(2026, 1, 1), date(2026, 11, 10)), dates.at(date(2026, 11, 11)))
    before = [(table.rows, table.total) for table in sheet_of(asked).tables]
    now = Question(asked.period, UNTIL + timedelta(hours=1))
    moved = moved_in(sheet_of(now))
    open_now = Petition.objects.filter(case__stage="accepted").first()
    assert open_now is not None
    with dates.frozen(UNTIL + timedelta(hours=2)):
        petitions.describe(open_now, by=system_user(), domain="other", nature="proposal")
        petitions.redirect(open_now, to="Consiliul Județean Arad", by=system_user())
        left = {"on": dates.bucharest_day(dates.now()), "proof": "proces-verbal de predare"}
        petitions.tell_otherwise(open_now, kind="authority", **left, by=system_user())
    assert [(table.rows, table.total) for table in sheet_of(asked).tables] == before
    assert moved_in(sheet_of(now)) == moved
    assert moved_in(sheet_of(Question(asked.period, UNTIL + timedelta(hours=3)))) == moved + 1


@pytest.mark.parametrize("key", [*sorted(PARTITIONS.keys() - {"folos"}), CROSSING, COMPARED])
def test_behind_each_figure_stand_as_many_papers(town: DemoReport, key: str) -> None:
    asked = SUMMER if key == COMPARED else whole()
    table, opened = table_of(sheet_of(asked), key), 0
    for row in table.lines:
        for column, cell in zip(table.columns, row.cells, strict=True):
            if not cell.opens:
                continue
            found = members(asked, key, row.key, str(column.key))
            assert found is not None
            assert len({member.entry for member in found.members}) == len(found.members) == cell.value
            opened += 1
    assert opened


@pytest.mark.parametrize(
    ("group", "row", "column"),
    [("compartimente", "", "nimic"), ("nimic", "", "all"), (CROSSING, "nimic", "all"), (COMPARED, "share", "now")],
)
def test_an_unknown_figure_has_no_papers(town: DemoReport, group: str, row: str, column: str) -> None:
    assert members(whole(), group, row, column) is None


def test_an_empty_period_is_a_report_too(town: DemoReport) -> None:
    sheet = sheet_of(Question(Period(date(2019, 1, 1), date(2019, 6, 30)), UNTIL))
    assert sheet.figures[0].text == "0"
    assert sheet.tables[0].rows == ()
    assert sheet.words == ("În semestrul I 2019 nu s-a înregistrat nicio petiție.",)
    assert all(chart.svg for chart in sheet.charts)


def test_units_are_named_as_lists_name_them(town: DemoReport) -> None:
    names = {row.label for row in sheet_of(whole()).tables[0].rows}
    assert names - {"Încă nerepartizate"} <= set(Unit.objects.values_list("short_name", flat=True))


def test_the_figures_of_the_units_are_those_of_the_house(town: DemoReport) -> None:
    """Asked about a unit, the report counts what it and the units below it solve."""
    rows = {row.key: row.cells[0].value for row in sheet_of(whole()).tables[0].rows}
    for unit in Unit.objects.filter(pk__in=[int(key) for key in rows if key.isdigit()]):
        under = sum(rows.get(str(pk), 0) or 0 for pk in unit.descendants().values_list("pk", flat=True))
        alone = sheet_of(Question(whole().period, UNTIL, unit.pk))
        assert alone.figures[0].cell.value == under
        assert alone.title.endswith(unit.name)


def test_a_period_stands_beside_the_one_before_and_last_years(town: DemoReport) -> None:
    table = table_of(sheet_of(SUMMER), COMPARED)
    then = sheet_of(Question(SUMMER.period.before, dates.at(date(2026, 7, 15))))
    first = table.rows[0]
    assert [column.label for column in table.columns][1] == SUMMER.period.before.label
    assert first.cells[1].value == then.figures[0].cell.value
    assert first.cells[2].value == (first.cells[0].value or 0) - (first.cells[1].value or 0)


def test_the_words_say_the_figures(town: DemoReport) -> None:
    sheet = sheet_of(whole())
    text = " ".join(sheet.words)
    facts = all_facts()
    answered = sum(fact.answered for fact in facts)
    late = sum(fact.outcome is Outcome.LATE for fact in facts)
    assert f"au fost înregistrate {len(facts)} de petiții" in text
    assert f"{answered - late} în termenul legal" in text
    assert f"și {late} după împlinirea lui" in text
    assert any(fact.outcome is Outcome.MOVED for fact in facts)
    assert re.search(r"(?:a fost redirecționată|Au fost redirecționate)", text, re.IGNORECASE)
    assert "La 20\u00a0noiembrie\u00a02026 erau în lucru" in text
