"""An ordinary case: opened by its first resolution, ended by its answer or a word, taken over by a procedure."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from condica.casework import actions, api
from condica.casework.tests.factories import make_town, send, sign, write_answer
from condica.foundation.refusal import RuleBroken
from condica.registry import api as registry
from condica.registry.tests.factories import make_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_town()


def given(town, **words):
    entry = make_entry(by=town.registrar, kind="letter", **words)
    case = actions.open_ordinary(entry, by=town.mayor)
    return case, actions.assign(case, text="Propuneți răspuns", lead=town.lighting, by=town.mayor)


def offered(case, user) -> list[tuple[str, bool]]:
    return [(offer.key, offer.primary) for offer in api.next_actions(case, user) if offer.allowed]


def test_it_follows_its_resolution_and_its_answer(town) -> None:
    case, task = given(town)
    actions.accept(task, by=town.clerk)
    send(town, sign(town, write_answer(town, case.entry)))
    case.refresh_from_db()
    case.entry.refresh_from_db()
    assert (case.stage, case.outcome, case.entry.settled_as) == ("answered", "answered", "answered")
    assert [change.stage for change in case.stages.all()] == [
        "registered", "assigned", "accepted", "drafted", "approved", "signed", "answered",
    ]  # fmt: skip


def test_an_answer_leaves_though_somebody_still_owes_a_point_of_view(town) -> None:
    case = actions.open_ordinary(make_entry(by=town.registrar, kind="letter"), by=town.mayor)
    task = actions.assign(case, text="Verificați", lead=town.lighting, joint=[town.police], by=town.mayor)
    actions.accept(task, by=town.clerk)
    send(town, sign(town, write_answer(town, case.entry)))
    case.refresh_from_db()
    assert (case.outcome, case.closed_at is not None) == ("answered", True)
    assert list(case.parts.values_list("state", "reason")) == [("withdrawn", "răspunsul a plecat")]


def test_the_term_of_a_courts_paper_is_no_fault_of_its_case(town) -> None:
    case, _ = given(town)
    type(case.entry).objects.filter(pk=case.entry_id).update(due_on=case.opened_at.date())
    assert list(api.verify()) == []


def test_sent_back_it_waits_for_another_resolution(town) -> None:
    case, task = given(town)
    actions.return_task(task, reason="nu e al nostru", by=town.head)
    case.refresh_from_db()
    assert case.stage == "registered"
    assert ("assign", True) in offered(case, town.mayor)


def test_the_head_is_first_offered_to_name_who_solves(town) -> None:
    case, _ = given(town)
    assert offered(case, town.head)[0] == ("assign", True)
    assert offered(case, town.clerk)[0] == ("accept", True)
    actions.assign(case, text="Propuneți răspuns", lead=town.lighting, assignee=town.clerk, by=town.head)
    case.refresh_from_db()
    assert ("assign", True) not in offered(case, town.head)


def test_it_ends_with_a_word_on_what_was_done(town, client) -> None:
    case, task = given(town)
    actions.accept(task, by=town.clerk)
    client.force_login(town.clerk)
    address = f"{case.get_absolute_url()}incheie/"
    assert client.get(address).status_code == 200
    client.post(address, {"result": "Luat la dosar, nu cere răspuns."})
    case.refresh_from_db()
    assert (case.is_open, case.stage, case.entry.journal_label) == (False, "closed", str(case))
    assert actions.close_ordinary(case, result="din nou", by=town.clerk) == case


def test_a_procedure_ends_only_its_own_way(town) -> None:
    entry = make_entry(by=town.registrar, kind="petition")
    with pytest.raises(RuleBroken) as broken:
        actions.close_ordinary(api.case_of(entry), result="gata", by=town.mayor)
    assert broken.value.code == "close-procedure"


def test_found_to_be_a_petition_it_goes_on_as_one(town) -> None:
    case, task = given(town)
    registry.decide_kind(case.entry, "petition", by=town.registrar)
    case.refresh_from_db()
    assert (case.kind, case.stage, case.due_on is not None) == ("petition", "assigned", True)
    actions.accept(task, by=town.clerk)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE casework_case SET kind = 'paper' WHERE id = %s", [case.pk])


def test_a_struck_out_number_opens_no_case(town) -> None:
    entry = make_entry(by=town.registrar, kind="letter")
    registry.cancel(entry, reason="dublură", by=town.registrar)
    entry.refresh_from_db()
    with pytest.raises(RuleBroken, match="anulat"):
        actions.open_ordinary(entry, by=town.mayor)
