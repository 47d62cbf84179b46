"""Work by unit and person (încărcarea): figures that open their lists, and a selection given to somebody else."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from condica.casework import actions
from condica.casework import api as casework
from condica.casework.models import Case
from condica.casework.queries.load import by_person, by_unit
from condica.casework.rules import CaseKind, Event, register_kind
from condica.casework.tests.factories import NEXT, STAGES, make_case
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.organisation.tests.factories import make_member

START = datetime(2026, 11, 3, 10, tzinfo=dates.BUCHAREST)


@pytest.fixture
def day(db):
    with dates.frozen(START):
        yield


@pytest.fixture
def given(*, day, followed, registrar, unit, head, clerk):
    cases = [make_case(registrar) for _ in range(3)]
    for case in cases[:2]:
        casework.accept(casework.assign(case, text="Verificați.", lead=unit, by=head), by=clerk)
    casework.assign(cases[2], text="Verificați.", lead=unit, by=head)
    return [Case.objects.get(pk=case.pk) for case in cases]


def test_each_person_with_their_work(given, unit, clerk):
    today = dates.today()
    rows = {row.name: row for row in by_person(unit.pk, today)}
    assert (rows["încă nepreluate"].open, rows[str(clerk)].open, rows[str(clerk)].came) == (1, 2, 2)
    safe = given[0].safe_on
    late = {row.name: row for row in by_person(unit.pk, given[0].due_on + timedelta(days=1))}
    assert (late[str(clerk)].late, late[str(clerk)].calm) == (2, 0)
    assert {row.name: row for row in by_person(unit.pk, safe)}[str(clerk)].today == 2


def test_each_unit_with_its_work(given, unit):
    assert [(row.name, row.open, row.came) for row in by_unit([unit.pk], dates.today())] == [("Iluminat Public", 3, 3)]


def test_every_figure_opens_its_list(client: Client, given, head, clerk):
    client.force_login(head)
    page = client.get("/lucrari/pe-oameni/").content.decode()
    address = f"?lista=toate&amp;structura={given[0].unit_id}&amp;cine={clerk.pk}"
    assert address in page
    rows = client.get("/lucrari/", {"lista": "toate", "cine": clerk.pk}).context["rows"]
    assert len(rows) == 2
    assert len(client.get("/lucrari/", {"lista": "toate", "cine": "nimeni"}).context["rows"]) == 1
    assert client.get("/lucrari/", {"lista": "toate", "stare": "depasite"}).context["rows"] == []


def test_who_gives_no_work_out_has_no_such_page(client: Client, clerk):
    client.force_login(clerk)
    assert client.get("/lucrari/pe-oameni/").status_code == 404


def test_a_unit_of_others_is_not_looked_into(client: Client, head, other):
    client.force_login(head)
    assert client.get("/lucrari/pe-oameni/", {"structura": other.pk}).status_code == 404


def test_more_people_ask_no_more_questions(client: Client, given, head, unit):
    client.force_login(head)

    def asked() -> int:
        with CaptureQueriesContext(connection) as count:
            assert client.get("/lucrari/pe-oameni/").status_code == 200
        return len(count)

    asked()
    few = asked()
    for _ in range(5):
        make_member(unit, "clerk")
    assert asked() == few
    assert few < 36


def test_a_selection_is_given_to_somebody_else(client: Client, given, head, unit, clerk):
    other = make_member(unit, "clerk")
    client.force_login(head)
    data = {"ales": [case.pk for case in given], "to": other.pk, "inapoi": "/lucrari/?lista=toate"}
    answer = client.post("/lucrari/selectie/", data, follow=True)
    assert "3 lucrări date" in answer.content.decode()
    assert {Case.objects.get(pk=case.pk).owner for case in given} == {other}
    assert casework.open_task(given[0]).text == "Verificați."


def test_what_the_procedure_refuses_stays_and_says_why(client: Client, given, head, unit, clerk):
    other = make_member(unit, "clerk")

    def refuse(happening):
        if happening.event is Event.ASSIGNING and happening.case.pk == given[1].pk:
            raise RuleBroken("concerns-solver", "Petiția îl privește.")
        if happening.event is Event.ASSIGNED:
            casework.move(happening.case, "given", by=happening.by)

    register_kind(CaseKind("test", "lucrare de probă", STAGES, NEXT, follow=refuse))
    client.force_login(head)
    data = {"ales": [case.pk for case in given[:2]], "to": other.pk}
    answer = client.post("/lucrari/selectie/", data, follow=True)
    page = answer.content.decode()
    assert "Făcut la 1 lucrare" in page
    assert "Petiția îl privește." in page
    assert Case.objects.get(pk=given[1].pk).owner == clerk


def test_nobody_chosen_moves_nothing(client: Client, given, head, clerk):
    client.force_login(head)
    client.post("/lucrari/selectie/", {"ales": [given[0].pk], "inapoi": "https://alt.exemplu.ro/"})
    assert Case.objects.get(pk=given[0].pk).owner == clerk


def test_work_of_others_is_not_given_away(client: Client, given, other, stranger, clerk):
    boss = make_member(other, "unit_head", is_head=True)
    client.force_login(boss)
    client.post("/lucrari/selectie/", {"ales": [given[0].pk], "to": stranger.pk})
    assert Case.objects.get(pk=given[0].pk).owner == clerk


def test_reassigning_keeps_the_parts_of_others(given, head, unit, other):
    part = casework.ask_opinion(given[0], unit=other, text="Ce ați văzut?", by=head)
    casework.reassign(given[0], to=make_member(unit, "clerk"), by=head)
    part.refresh_from_db()
    assert part.is_open
    assert part.task == casework.open_task(given[0])


def test_a_person_without_a_post_gets_nothing(given, registrar, head):
    with pytest.raises(RuleBroken) as broken:
        actions.reassign(given[0], to=registrar, by=head)
    assert broken.value.code == "assignee-without-post"
