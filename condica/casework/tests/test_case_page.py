"""The case's page: the paper, the next step, what is refused and why, the people, what happened."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from condica.accounts.rules import Role
from condica.casework import api as casework
from condica.casework.rules import ActionOffer, CaseKind, register_kind
from condica.foundation import dates
from condica.law.terms import compute
from condica.organisation.tests.factories import make_member, make_unit
from condica.registry import api as registry
from condica.registry.tests.factories import make_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return make_unit("Serviciul Iluminat Public", short_name="Iluminat Public")


@pytest.fixture
def head(unit):
    return make_member(unit, Role.UNIT_HEAD, is_head=True)


@pytest.fixture
def case(unit, head, monkeypatch):
    monkeypatch.setattr("condica.casework.rules.KINDS", {})
    offers = [
        ActionOffer("draft", "Redactează răspunsul", url="/x/", shortcut="r", primary=True, icon="pencil"),
        ActionOffer("extend", "Propune prelungirea", url="/y/", why="cel mult 15 zile (art. 9)"),
        ActionOffer("file", "Clasează ca anonimă", allowed=False, reason="Are nume și adresă.", cites="art. 7"),
    ]
    register_kind(CaseKind("probe", "Lucrare de probă", {"open": "în lucru"}, {}, offers=lambda case, user: offers))
    entry = make_entry(unit=unit, kind="")
    case = casework.open_case("probe", entry, title=entry.subject, stage="open", by=head)
    casework.start_clock(case, compute("og27-answer", dates.today()), by=head)
    return casework.case_of(entry)


@pytest.fixture
def page(client: Client, head, case) -> str:
    client.force_login(head)
    return client.get(case.get_absolute_url()).content.decode()


def test_the_next_step_is_the_one_primary_button(page: str) -> None:
    assert page.count("btn-primary") == 1
    assert 'data-key="r"' in page
    assert "Redactează răspunsul" in page


def test_what_is_refused_stays_with_its_reason_and_article(page: str) -> None:
    assert "Acum nu se poate" in page
    assert "Are nume și adresă (art.\u00a07)." in page
    assert 'aria-disabled="true"' in page


def test_the_term_explains_itself_from_what_is_stored(page: str, case) -> None:
    assert 'aria-controls="de-unde"' in page
    assert "De unde vine termenul" in page
    assert case.term["explanation"][0].split(",")[0] in page


def test_people_and_history_are_told(page: str, case) -> None:
    assert case.entry.sender_name in page
    assert "Iluminat Public" in page
    assert "a înregistrat" in page


def test_a_resolution_is_quoted_with_who_joins(client: Client, head, case, unit) -> None:
    police = make_unit("Poliția Locală")
    casework.assign(case, text="Verificați în teren.", lead=unit, joint=[police], by=head)
    client.force_login(head)
    page = client.get(case.get_absolute_url()).content.decode()
    assert "<q>Verificați în teren.</q>" in page
    assert "punct de vedere așteptat" in page


def test_who_has_nothing_to_do_with_it_sees_no_page(client: Client, case) -> None:
    client.force_login(make_member(make_unit(), Role.CLERK))
    assert client.get(case.get_absolute_url()).status_code == 404
    assert client.get(reverse("casework:by_id", args=[case.pk])).status_code == 404


def test_the_short_address_leads_to_the_case(client: Client, head, case) -> None:
    client.force_login(head)
    assert client.get(reverse("casework:by_id", args=[case.pk])).url == case.get_absolute_url()


def test_the_registers_page_leads_on_to_the_case(client: Client, head, case) -> None:
    client.force_login(head)
    assert client.get(case.entry.get_absolute_url()).url == case.get_absolute_url()
    assert client.get(f"{case.entry.get_absolute_url()}?fisa=1").status_code == 200


def test_more_history_asks_no_more_questions(client: Client, head, case) -> None:
    client.force_login(head)

    def asked() -> int:
        with CaptureQueriesContext(connection) as count:
            client.get(case.get_absolute_url())
        return len(count)

    asked()
    few = asked()
    for place in range(5):
        casework.add_note(case, text=f"Nota {place}", by=head)
        registry.connect(case.entry, make_entry(subject=f"Alt document {place}"), by=head)
    assert asked() <= few + 1
    assert few < 60
