"""Reminders on the desk (amintiri): counted by the bell, shown on Acasă and among the news, until they are seen."""

from __future__ import annotations

from datetime import timedelta

import pytest

from condica.accounts.api import system_user
from condica.casework import api as casework
from condica.casework.models import Reminder
from condica.desk.queries import unread
from condica.foundation import dates
from condica.petitions.tests.factories import accepted, give_opinions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("day")]


@pytest.fixture
def reminded(town):
    petition = accepted(town)
    give_opinions(town, petition)
    with dates.frozen(dates.at(petition.case.internal_on, 8)):
        casework.remind(by=system_user())
        yield petition


def test_the_bell_counts_them(town, reminded) -> None:
    mine = Reminder.objects.filter(for_user=town.clerk)
    assert mine.count() == 1
    before = unread(town.clerk)
    mine.update(seen_at=dates.now())
    assert unread(town.clerk) == before - 1


def test_home_shows_what_was_not_seen(town, visit, reminded) -> None:
    sentence = Reminder.objects.get(for_user=town.clerk).sentence.split(":")[0]
    assert sentence in visit(town.clerk, "/").content.decode()
    assert "cd-reminders" not in visit(town.police_head, "/").content.decode()


def test_a_head_is_told_how_many_come_late(town, visit, reminded) -> None:
    with dates.frozen(dates.now() - timedelta(days=3)):
        page = visit(town.head, "/").content.decode()
    assert "ajunge la ziua sigură" in page
    assert "/lucrari/saptamana-viitoare/" in page


def test_the_news_list_them_and_mark_them_seen(town, visit, client, reminded) -> None:
    page = visit(town.clerk, "/noutati/").content.decode()
    assert "Amintiri" in page
    assert "Nu le mai trimite și pe e-mail" in page
    newest = Reminder.objects.get(for_user=town.clerk)
    client.force_login(town.clerk)
    client.post("/noutati/citite/", {"pana_la": "0", "amintiri": newest.pk})
    newest.refresh_from_db()
    assert newest.seen_at is not None


def test_those_of_others_are_not_marked(town, client, reminded) -> None:
    client.force_login(town.police_head)
    client.post("/noutati/citite/", {"amintiri": Reminder.objects.latest("pk").pk})
    assert Reminder.objects.filter(for_user=town.clerk, seen_at=None).exists()
