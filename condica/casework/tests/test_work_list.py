"""Lucrări: mine, to assign, all, closed; by term, page by page."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from condica.accounts.rules import Role
from condica.casework import api as casework
from condica.foundation import dates
from condica.law.terms import compute
from condica.organisation.tests.factories import make_member, make_unit
from condica.registry.tests.factories import make_entry

pytestmark = pytest.mark.django_db
LIST = "/lucrari/"


@pytest.fixture
def unit():
    return make_unit("Iluminat Public")


@pytest.fixture
def head(unit):
    return make_member(unit, Role.UNIT_HEAD, is_head=True)


@pytest.fixture
def clerk(unit):
    return make_member(unit, Role.CLERK)


def make_case(unit, by, subject: str):
    entry = make_entry(unit=unit, kind="", subject=subject)
    case = casework.open_case("probe", entry, title=subject, stage="open", by=by)
    casework.start_clock(case, compute("og27-answer", dates.today()), by=by)
    return casework.case_of(entry)


def shown(client: Client, user, which: str) -> list[str]:
    client.force_login(user)
    answer = client.get(LIST, {"lista": which})
    assert answer.status_code == 200
    return [row["case"].title for row in answer.context["rows"]]


def test_the_address_is_the_rooms_own() -> None:
    assert reverse("casework:list") == LIST


def test_work_waits_for_its_resolution_then_for_its_doer(client: Client, unit, head, clerk) -> None:
    case = make_case(unit, head, "Stâlp stins")
    assert shown(client, head, "de-repartizat") == ["Stâlp stins"]
    assert shown(client, clerk, "ale-mele") == []
    casework.assign(case, text="Rezolvați.", lead=unit, assignee=clerk, by=head)
    assert shown(client, head, "de-repartizat") == []
    assert shown(client, clerk, "ale-mele") == ["Stâlp stins"]


def test_closed_work_stands_apart(client: Client, unit, head) -> None:
    case = make_case(unit, head, "Gata")
    casework.close(case, outcome="answered", settled_as="answered", on=dates.today())
    assert shown(client, head, "toate") == []
    assert shown(client, head, "inchise") == ["Gata"]


def test_who_writes_no_resolutions_has_no_folder(client: Client, unit, head, clerk) -> None:
    make_case(unit, head, "Stâlp stins")
    client.force_login(clerk)
    page = client.get(LIST, {"lista": "de-repartizat"})
    assert "De repartizat" not in page.content.decode()


def test_a_list_emptied_by_work_says_so(client: Client, clerk) -> None:
    client.force_login(clerk)
    assert "Ai terminat lucrările de azi" in client.get(LIST).content.decode()


def test_every_case_is_on_one_page_and_only_one(client: Client, unit, head) -> None:
    for place in range(27):
        make_case(unit, head, f"Lucrarea {place}")
    client.force_login(head)
    first = client.get(LIST, {"lista": "toate"}).context
    second = client.get(LIST, {"lista": "toate", "dupa": first["page"].next}).context
    titles = [row["case"].title for page in (first, second) for row in page["rows"]]
    assert len(titles) == 27
    assert len(set(titles)) == 27
