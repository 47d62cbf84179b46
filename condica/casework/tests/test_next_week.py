"""What will be late next week and why: the reason is read off the facts, one next act a case."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from condica.casework import api as casework
from condica.casework.models import Case
from condica.casework.queries import ahead
from condica.casework.tests.factories import make_case
from condica.correspondence import api as correspondence
from condica.foundation import dates
from condica.organisation import actions as organisation
from condica.organisation.tests.factories import make_member

START = datetime(2026, 11, 3, 10, tzinfo=dates.BUCHAREST)
PAGE = "/lucrari/saptamana-viitoare/"


@pytest.fixture
def day(db):
    with dates.frozen(START):
        yield


@pytest.fixture
def given(day, case, unit, clerk, head):
    casework.accept(casework.assign(case, text="Verificați.", lead=unit, by=head), by=clerk)
    return Case.objects.get(pk=case.pk)


def reason(case):
    return next(ahead.ahead([Case.objects.get(pk=case.pk)])).blocked


def test_nobody_was_given_it(day, case):
    found = reason(case)
    assert (found.reason, found.act) == ("nobody", "Repartizează")
    assert found.url.endswith("/repartizeaza/")


def test_nobody_took_it(day, case, unit, head):
    casework.assign(case, text="Verificați.", lead=unit, by=head)
    assert reason(case).reason == "not_accepted"
    assert "Iluminat Public n-a primit-o încă" in reason(case).words


def test_an_opinion_is_missing(given, other, clerk):
    casework.ask_opinion(given, unit=other, text="Ce ați văzut?", by=clerk)
    assert reason(given).reason == "opinion"
    assert "Poliția Locală" in reason(given).words
    assert "cerut mar. 3" in reason(given).words


def test_a_commission_sits(given, clerk, stranger, head):
    casework.name_commission(given, members=[stranger], chair=clerk, asked="Cercetați.", by=head)
    assert reason(given).reason == "commission"


def test_its_person_is_away(given, clerk, head):
    until = dates.today() + timedelta(days=20)
    organisation.record_absence(clerk, since=dates.today(), until=until, by=head)
    assert (reason(given).reason, reason(given).act) == ("uncovered", "Dă altcuiva")


def test_the_letter_says_where_it_stands(given, unit, clerk, head):
    assert reason(given).reason == "no_draft"
    words = {"body": "<p>S-a reparat.</p>", "legal_basis": "Legea nr. 230/2006", "way": "favorabil"}
    letter = correspondence.draft(entry=given.entry, by=clerk, unit=unit, **words)
    assert reason(given).reason == "draft"
    correspondence.submit(letter, by=clerk)
    assert (reason(given).reason, reason(given).url) == ("check", letter.get_absolute_url())
    correspondence.approve(letter, by=head)
    assert reason(given).reason == "sign"


def test_the_page_groups_by_reason(client: Client, given, head, unit, registrar):
    second = make_case(registrar)
    casework.assign(second, text="Verificați.", lead=unit, by=head)
    with dates.frozen(START + timedelta(days=20)):
        client.force_login(head)
        answer = client.get(PAGE)
    assert [(group.key, len(group.rows)) for group in answer.context["groups"]] == [
        ("not_accepted", 1),
        ("no_draft", 1),
    ]
    assert "Fără răspuns început" in answer.content.decode()


def test_what_is_far_is_not_there(client: Client, given, head):
    client.force_login(head)
    assert client.get(PAGE).context["groups"] == []


def test_others_units_are_not_there(client: Client, given, other):
    with dates.frozen(START + timedelta(days=20)):
        client.force_login(make_member(other, "unit_head", is_head=True))
        assert client.get(PAGE).context["groups"] == []


def test_more_cases_ask_no_more_questions(client: Client, given, head, unit, registrar):
    client.force_login(head)

    def asked() -> int:
        with CaptureQueriesContext(connection) as count:
            assert client.get(PAGE).status_code == 200
        return len(count)

    with dates.frozen(START + timedelta(days=20)):
        asked()
        few = asked()
    with dates.frozen(START):
        for _ in range(6):
            casework.assign(make_case(registrar), text="Verificați.", lead=unit, by=head)
    with dates.frozen(START + timedelta(days=20)):
        assert asked() <= few
        assert few < 40
