"""Noutăți: what others wrote about my papers; the bell counts what is unread; reading is said by a button."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from condica.accounts.models import User
from condica.casework import api as casework
from condica.desk import queries
from condica.desk.actions import mark_read
from condica.desk.models import Reading
from condica.foundation import dates
from condica.foundation.memo import reading
from condica.petitions.tests.factories import accepted, make_petition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("day")]


def test_the_bell_counts_what_others_wrote_until_it_is_read(town, client, visit) -> None:
    accepted(town)
    waiting = queries.unread(town.clerk)
    assert waiting > 0
    page = visit(town.clerk, reverse("desk:news"))
    assert f"Înștiințări: {waiting}" in page.content.decode()
    newest = page.context["newest"]
    assert client.post(reverse("desk:read"), {"pana_la": newest}).url == reverse("desk:news")
    assert queries.unread(town.clerk) == 0
    assert "Am citit" not in visit(town.clerk, reverse("desk:news")).content.decode()


def test_my_own_acts_are_no_news_to_me(town) -> None:
    petition = accepted(town)
    before = queries.unread(town.clerk)
    casework.add_note(petition.case, text="Am sunat.", by=town.clerk)
    assert queries.unread(town.clerk) == before
    casework.add_note(petition.case, text="Bine.", by=town.head)
    assert queries.unread(town.clerk) == before + 1


def test_papers_of_others_are_no_news(town) -> None:
    make_petition(town)
    assert queries.unread(town.police_head) == 0


def test_reading_never_goes_back(town) -> None:
    mark_read(line=20, by=town.clerk)
    mark_read(line=5, by=town.clerk)
    assert Reading.objects.get(user=town.clerk).line == 20


def test_a_senseless_line_is_ignored(town, client) -> None:
    client.force_login(town.clerk)
    assert client.post(reverse("desk:read"), {"pana_la": "x'--"}).status_code == 302
    assert not Reading.objects.exists()


def test_looking_reads_nothing(town, visit) -> None:
    accepted(town)
    visit(town.clerk, reverse("desk:news"))
    assert not Reading.objects.exists()


def test_a_term_in_a_list_explains_itself(town, visit) -> None:
    petition = accepted(town)
    page = visit(town.clerk, reverse("desk:term", args=[petition.case.entry_id]))
    assert "De unde vine termenul" in page.content.decode()
    stranger = visit(town.police_head, reverse("desk:term", args=[make_petition(town).case.entry_id]))
    assert stranger.status_code == 404


def test_the_bell_of_each_page_is_of_its_moment(town) -> None:
    """The words of its question are made once for a standing; the figure and the days are those of the asking."""
    petition = accepted(town)

    def bell() -> int:
        with reading():
            return queries.unread(User.objects.get(pk=town.clerk.pk))

    before = bell()
    assert before == queries.unread(town.clerk) > 0
    casework.add_note(petition.case, text="Bine.", by=town.head)
    assert bell() == before + 1
    with dates.frozen(dates.now() + timedelta(days=4)):
        assert bell() == queries.unread(town.clerk) < before, "never read: only what is fresh calls"
    mark_read(line=10**9, by=town.clerk)
    assert bell() == queries.unread(town.clerk)
