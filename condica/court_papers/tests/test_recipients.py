"""The recipient as a contact (destinatarul): picked or only typed, found by a request about one's own data (GDPR)."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from condica.accounts.tests.factories import make_user
from condica.contacts import actions as contacts
from condica.contacts import queries as people
from condica.contacts.rules import Asked, Ground
from condica.contacts.tests.factories import make_contact
from condica.court_papers import access, actions
from condica.court_papers.models import CourtPaper
from condica.court_papers.tests.factories import act, fresh, hand, make_act, moment, on
from condica.registry import api as registry

NAME = "Ioana Popescu"
MARK = "[șters potrivit GDPR, art. 17]"


@pytest.fixture
def noon(clerk):
    with on(11, 25, 12):
        yield clerk


@pytest.fixture
def person(noon):
    return make_contact(NAME, address="str. Morii 11", by=noon)


def form(**more: object) -> dict[str, object]:
    words = {"court": "Tribunalul Timiș", "file_number": "12/30/2026", "recipient": NAME, "agent": "D. Ursu",
             "recipient_address": "", "posted_at": "2026-11-24T17:20", "acts": "Citație"}  # fmt: skip
    return words | more


def test_a_picked_recipient_brings_the_address_a_typed_one_is_asked_for_it(noon, person):
    client = Client()
    client.force_login(noon)
    address = reverse("court_papers:new")
    assert "data-typeahead" in client.get(address).text
    refused = client.post(address, form())
    assert (refused.status_code, "Scrie adresa din procesul-verbal" in refused.text) == (422, True)
    client.post(address, form(recipient_contact=person.pk))
    paper = CourtPaper.objects.get()
    assert (paper.recipient, paper.recipient_contact) == (NAME, person)
    assert "str. Morii 11" in paper.recipient_address
    client.post(address, form(recipient_address="str. Viilor 2"))
    assert CourtPaper.objects.latest("pk").recipient_contact is None


def test_acts_of_one_contact_are_one_visit_however_the_name_is_written(noon, person):
    first = make_act(noon, moment(11, 24, 10), recipient_contact=person)
    second = make_act(noon, moment(11, 24, 11), recipient="I. Popescu-Marc", recipient_contact=person)
    make_act(noon, moment(11, 24, 11), recipient="I. Popescu-Marc")
    assert list(access.same_recipient(noon, first)) == [second]


def test_a_request_about_ones_data_finds_the_acts_and_the_law_keeps_them(noon, person):
    paper = make_act(noon, moment(11, 24, 10), recipient_contact=person)
    found = {keeper.key: items for keeper, items in people.found_about([person.pk])}
    assert [item.thing for item in found["court_papers"] if isinstance(item.thing, CourtPaper)] == [paper]
    assert [item.thing.pk for item in found["registry"]] == [paper.pk]
    asked = contacts.ask(person, kind=Asked.ERASURE, paper="1", identity="CI", by=noon)
    _, kept = contacts.decide_erasure(asked, ground=Ground.PURPOSE, by=make_user("director"))
    assert paper in [item.thing for item in kept]
    assert fresh(paper).recipient == NAME


def test_an_erasure_that_beats_the_archives_leaves_moments_and_terms(noon, person):
    paper = hand(make_act(noon, moment(11, 20, 10), recipient_contact=person), noon)
    asked = contacts.ask(person, kind=Asked.ERASURE, paper="1", identity="CI", by=noon)
    contacts.decide_erasure(asked, ground=Ground.UNLAWFUL, by=make_user("director"))
    done = fresh(paper)
    assert (done.recipient, done.handed_to) == (MARK, MARK)
    assert (done.due_on, done.handed_at, done.court) == (date(2026, 11, 27), paper.handed_at, "Judecătoria Arad")
    assert "Popescu" not in fresh(paper.entry).addressee_name
    assert list(registry.verify()) == []
    person.refresh_from_db()
    assert person.name == MARK


def test_the_recipient_is_fixed_with_the_handing_over(noon, person):
    paper = hand(make_act(noon, moment(11, 20, 10), recipient_contact=person), noon)
    with pytest.raises(DatabaseError), transaction.atomic():
        CourtPaper.objects.filter(pk=paper.pk).update(recipient_contact=None)
    other = make_act(noon, moment(11, 24, 10))
    actions.describe(other, act(moment(11, 24, 10), recipient_contact=person), by=noon)
    assert fresh(other).recipient_contact == person
