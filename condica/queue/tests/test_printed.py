"""Figures and tickets on paper (liste tipărite): numbers and moments, nobody's name but the clerk's."""

from __future__ import annotations

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse

from condica.accounts.api import system_user
from condica.accounts.tests.factories import make_user
from condica.foundation import dates
from condica.journal.models import Line
from condica.queue import actions
from condica.queue.tests.factories import MONDAY, at, make_clerk, make_desk, make_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def day():
    """Two people came: one was called after three minutes and served in four, the other left."""
    desk, clerk = make_desk(), make_clerk()
    service = make_service("A", desk)
    with dates.frozen(at(9)):
        actions.take(service, by=system_user())
        actions.take(service, by=system_user(), priority=False)
    with dates.frozen(at(9, 3)):
        called = actions.call_next(desk, by=clerk)
    with dates.frozen(at(9, 7)):
        actions.done(called, by=clerk)
    return clerk


def printed(user, name: str, query: str = "") -> str:
    client = Client()
    client.force_login(user)
    answer = client.post(reverse(f"queue:{name}") + query)
    assert answer.status_code == 200
    pages = pypdfium2.PdfDocument(answer.content)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split()).replace("\xa0", " ")


def test_the_figures_and_the_tickets_of_a_day_print(day):
    days = f"?de_la={MONDAY}&pana_la={MONDAY}"
    figures = printed(day, "figures_print", days)
    assert "Serviciul A" in figures
    assert "3 min" in figures
    assert "Ghișeul 1" in figures
    tickets = printed(day, "tickets_print", days)
    assert "2 rânduri, lista întreagă" in tickets
    assert "A01 Serviciul A 09:00 09:03 09:07 Ghișeul 1" in tickets
    assert "A02 Serviciul A 09:00 " in tickets
    assert "0 rânduri" in printed(day, "tickets_print", "?de_la=2026-11-02&pana_la=2026-11-03")
    assert Line.objects.filter(verb="accounts.list_printed").count() == 3


def test_who_sees_no_figures_prints_none(day):
    client = Client()
    client.force_login(make_user("clerk"))
    assert client.post(reverse("queue:tickets_print")).status_code == 404
