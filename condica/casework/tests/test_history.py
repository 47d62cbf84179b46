"""A case's history (istoricul lucrării): the clock's ledger and the stages, held by the database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from condica.casework import api as casework
from condica.casework.models import Case, StageChange
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.law.terms import compute


def test_the_ledgers_days_add_up_to_the_term_and_say_why(case, registrar):
    start = dates.bucharest_day(case.entry.registered_at)
    longer = compute("og27-extension", start, extra_days=10)
    casework.extend_clock(case, longer, days=10, reason="se sapă", by=registrar)
    casework.stop_clock(case, on=dates.today(), by=registrar, reason="a plecat răspunsul")
    ledger = casework.clock(case)
    assert [line.total for line in ledger.lines] == [30, 40, 40]
    assert (ledger.total, ledger.term.days, ledger.stopped) == (40, 40, True)
    assert ledger.lines[1].reason == "se sapă"
    assert casework.term_of(case) == ledger.term
    assert case.due_on == longer.legal == ledger.term.legal


def test_the_register_shows_the_cases_term(case):
    case = Case.objects.select_related("entry").get(pk=case.pk)
    assert (case.entry.due_on, case.entry.safe_on) == (case.due_on, case.safe_on)


def test_a_case_without_a_term(followed, registrar):
    from condica.casework.tests.factories import make_case

    case = make_case(registrar, term=None)
    assert casework.term_state(case).words == "fără termen"
    assert casework.clock(case).lines == ()
    assert casework.stop_clock(case, on=dates.today(), by=registrar) is None


def test_an_arrow_that_is_not_drawn_is_refused(case, registrar):
    with pytest.raises(RuleBroken) as broken:
        casework.move(case, "over", by=registrar)
    assert broken.value.code == "stage-not-next"
    assert "„nouă”" in broken.value.message


def test_moving_where_it_stands_writes_nothing(case, registrar):
    assert casework.move(case, "given", by=registrar)
    assert not casework.move(case, "given", by=registrar)
    assert StageChange.objects.get(stage="given").cites == "Legea 1, art. 1"


def refused(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute(statement, values)


@pytest.fixture
def storied(case, unit, head):
    """A case with a line in each table of its history."""
    task = casework.assign(case, text="Verificați.", lead=unit, by=head)
    casework.return_task(task, reason="Nu e a noastră.", by=head)
    casework.add_note(case, text="De sunat.", by=head)
    return case


@pytest.mark.parametrize("table", ["stagechange", "clockevent", "note", "taskreturn"])
@pytest.mark.parametrize("act", ["UPDATE {} SET at = now()", "DELETE FROM {}", "TRUNCATE {}"])
@pytest.mark.usefixtures("storied")
def test_history_is_only_added_to(table, act):
    refused(act.format(f"casework_{table}"))


@pytest.mark.parametrize(
    "change",
    [
        "due_on = due_on + 1, safe_on = safe_on + 1",
        "stage = 'over'",
        "kind = 'other'",
        "opened_at = opened_at - interval '1 day'",
        "due_on = NULL, safe_on = NULL, term = NULL",
    ],
)
def test_a_case_never_says_something_else_than_its_history(case, change):
    refused(f"UPDATE casework_case SET {change} WHERE id = {case.pk}")


@pytest.mark.usefixtures("storied")
@pytest.mark.parametrize("act", ["UPDATE {} SET text = 'altceva'", "UPDATE {} SET lead_id = 0", "DELETE FROM {}"])
def test_a_resolution_stays_as_it_was_given(act):
    refused(act.format("casework_task"))


def test_cases_are_never_removed(case):
    refused("DELETE FROM casework_case")


def test_nobody_writes_into_the_past_of_a_case(case, registrar):
    earlier = case.opened_at - timedelta(days=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        StageChange.objects.create(case=case, stage="given", at=earlier, by=registrar)


def test_verify_finds_a_term_changed_behind_the_databases_back(case):
    assert list(casework.verify()) == []
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE casework_case DISABLE TRIGGER USER")
        cursor.execute("UPDATE casework_case SET due_on = due_on + 9")
        cursor.execute("ALTER TABLE casework_case ENABLE ALWAYS TRIGGER casework_case_history")
    found = list(casework.verify())
    assert len(found) == 1
    assert str(case.entry.value) in found[0].where
    assert "evidența termenului" in found[0].what
