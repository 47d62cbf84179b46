"""The half-yearly report against plain SQL over other events, for any period and as of any moment."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection

from condica.accounts.api import system_user
from condica.config.demo import DemoReport
from condica.foundation import dates
from condica.foundation.dates import BUCHAREST
from condica.organisation.models import Unit
from condica.petitions import actions as petitions
from condica.petitions.models import Petition
from condica.statistics.queries import half_yearly, members
from condica.statistics.queries.parts import PARTITIONS
from condica.statistics.rules import Period, Sheet
from condica.statistics.rules.petitions import Outcome
from tests.reports.small import UNTIL, all_facts, whole_time

pytestmark = pytest.mark.xdist_group("reports")

# Not the tables that the report reads: the stages, the register's out column, the clock's ledger.
PLAIN = """
WITH mine AS (
  SELECT n.id, k.id AS case_id, n.moment,
    (SELECT s.stage FROM casework_stagechange s WHERE s.case_id = k.id AND s.at < %(as_of)s
      ORDER BY s.id DESC LIMIT 1) AS stage,
    (SELECT max(c.legal) FROM casework_clockevent c WHERE c.case_id = k.id AND c.at < %(as_of)s) AS legal,
    (SELECT count(*) FROM casework_clockevent c WHERE c.case_id = k.id AND c.at < %(as_of)s
      AND c.kind = 'extended') AS extended,
    (SELECT min((x.moment AT TIME ZONE 'Europe/Bucharest')::date) FROM registry_exit x
      WHERE x.entry_id = n.id AND x.moment < %(as_of)s AND x.way IN ('favorabil', 'nefavorabil')) AS left_on,
    (SELECT u.short_name FROM casework_task t JOIN organisation_unit u ON u.id = t.lead_id
      WHERE t.case_id = k.id AND t.given_at < %(as_of)s ORDER BY t.given_at DESC LIMIT 1) AS unit
  FROM registry_number n JOIN registry_entry e ON e.number_id = n.id JOIN casework_case k ON k.entry_id = n.id
  WHERE e.kind = 'petition' AND n.moment < %(as_of)s
    AND (n.moment AT TIME ZONE 'Europe/Bucharest')::date BETWEEN %(since)s AND %(until)s
)
SELECT coalesce(unit, 'Încă nerepartizate'), count(*),
  count(*) FILTER (WHERE left_on <= legal), count(*) FILTER (WHERE left_on > legal),
  count(*) FILTER (WHERE left_on IS NULL
    AND stage IN ('registered', 'assigned', 'accepted', 'drafted', 'approved', 'signed')),
  count(*) FILTER (WHERE stage = 'filed'), count(*) FILTER (WHERE stage = 'joined'),
  count(*) FILTER (WHERE stage = 'redirected'), sum(extended)::int,
  percentile_cont(0.5) WITHIN GROUP (ORDER BY left_on - (moment AT TIME ZONE 'Europe/Bucharest')::date)
    FILTER (WHERE left_on IS NOT NULL)
FROM mine GROUP BY ROLLUP (coalesce(unit, 'Încă nerepartizate'))
"""


ORDER = ("all", "on_time", "late", "open", "filed", "joined", "moved", "days")


def nowhere(table: str, row: str, column: str) -> str:
    return ""


def sheet_of(period: Period, as_of: datetime) -> Sheet:
    return half_yearly(period, as_of, nowhere)


def by_sql(period: Period, as_of: datetime) -> dict[str, tuple[Any, ...]]:
    words = {"since": period.since, "until": period.until, "as_of": as_of}
    with connection.cursor() as cursor:
        cursor.execute(PLAIN, words)
        return {row[0] or "Total": tuple(row[1:]) for row in cursor.fetchall()}


def by_report(sheet: Sheet) -> dict[str, tuple[Any, ...]]:
    """The report's own figures, in the order of the query."""
    table = sheet.tables[0]
    keys = [column.key for column in table.columns]
    rows = {row.label: dict(zip(keys, row.cells, strict=True)) for row in (*table.rows, table.total)}
    return {label: tuple(cells[key].value for key in ORDER) for label, cells in rows.items()}


def random_periods() -> list[tuple[Period, datetime]]:
    chance, made = Random(7), []
    for _ in range(8):
        since = date(2026, 1, 1) + timedelta(days=chance.randint(0, 250))
        until = since + timedelta(days=chance.randint(5, 190))
        day = since + timedelta(days=chance.randint(3, 300))
        made.append(
            (Period(since, until), datetime(day.year, day.month, day.day, chance.randint(0, 23), 30, tzinfo=BUCHAREST))
        )
    return [(whole_time(), UNTIL + timedelta(hours=1)), *made]


@pytest.mark.parametrize(("period", "as_of"), random_periods())
def test_the_report_agrees_with_plain_sql(town: DemoReport, period: Period, as_of: datetime) -> None:
    sheet, plain = sheet_of(period, as_of), by_sql(period, as_of)
    if sheet.tables[0].total.cells[0].value == 0:
        assert plain.get("Total", (0,))[0] == 0
        return
    assert by_report(sheet) == {label: (*row[:7], row[8]) for label, row in plain.items()}
    extended = next(figure for figure in sheet.figures if figure.column == "extended")
    assert extended.cell.value == plain["Total"][7]


def test_the_small_town_meets_every_part(town: DemoReport) -> None:
    """Otherwise the comparison above would compare noughts."""
    found = {fact.outcome for fact in all_facts()}
    assert found == set(Outcome)
    assert town.refusals == {}


def test_a_past_period_prints_the_same_figures_later(town: DemoReport) -> None:
    period, as_of = Period(date(2026, 1, 1), date(2026, 11, 10)), datetime(2026, 11, 11, tzinfo=BUCHAREST)
    before = [(table.rows, table.total) for table in sheet_of(period, as_of).tables]
    open_now = Petition.objects.filter(case__stage="accepted").first()
    assert open_now is not None
    with dates.frozen(UNTIL + timedelta(hours=2)):
        petitions.describe(open_now, by=system_user(), domain="other", nature="proposal")
        petitions.redirect(open_now, to="Consiliul Județean Arad", by=system_user())
    assert [(table.rows, table.total) for table in sheet_of(period, as_of).tables] == before
    moved = by_report(sheet_of(period, UNTIL + timedelta(hours=1)))["Total"][6]
    assert by_report(sheet_of(period, UNTIL + timedelta(hours=3)))["Total"][6] == moved + 1


@pytest.mark.parametrize("key", sorted(PARTITIONS))
def test_behind_each_figure_stand_as_many_papers(town: DemoReport, key: str) -> None:
    period = whole_time()
    table = next(table for table in sheet_of(period, UNTIL).tables if table.key == key)
    for row in (*table.rows, table.total):
        for column, cell in zip(table.columns, row.cells, strict=True):
            if column.kind != "count":
                continue
            found = members(period, UNTIL, key, row.key, column.key)
            assert found is not None
            assert len(found[1]) == cell.value
            assert len(set(found[1])) == len(found[1])


def test_an_unknown_figure_has_no_papers(town: DemoReport) -> None:
    assert members(whole_time(), UNTIL, "compartimente", "", "nimic") is None
    assert members(whole_time(), UNTIL, "nimic", "", "all") is None


def test_an_empty_period_is_a_report_too(town: DemoReport) -> None:
    sheet = sheet_of(Period(date(2019, 1, 1), date(2019, 6, 30)), UNTIL)
    assert sheet.figures[0].text == "0"
    assert sheet.tables[0].rows == ()
    assert all(chart.svg for chart in sheet.charts)


def test_units_are_named_as_lists_name_them(town: DemoReport) -> None:
    names = {row.label for row in sheet_of(whole_time(), UNTIL).tables[0].rows}
    assert names - {"Încă nerepartizate"} <= set(Unit.objects.values_list("short_name", flat=True))
