"""Replies to our e-mails find the work they belong to; a subject alone joins nothing."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from condica.accounts.api import system_user
from condica.accounts.tests.factories import make_user
from condica.casework.models import CaseEntry
from condica.journal.models import Line
from condica.mailroom.models import Message
from condica.mailroom.queries import papers_meant
from condica.mailroom.tests.factories import a_message, taken
from condica.petitions.models import Petition
from condica.registry import api as registry
from condica.registry.models import Entry

pytestmark = pytest.mark.django_db


def a_petition() -> Entry:
    return registry.register_incoming(
        channel="portal", kind="petition", subject="Trotuar surpat", sender_name="Ana Pop",
        sender_email="ana@example.com", by=system_user(),
    )  # fmt: skip


def entry_of(message: Message) -> Entry:
    assert message.entry is not None
    message.entry.refresh_from_db()
    return message.entry


@pytest.mark.parametrize("header", ["In-Reply-To", "References"])
def test_a_reply_to_our_letter_has_its_own_number_and_joins_the_case(header: str) -> None:
    petition = a_petition()
    registry.remember_message(petition, "<raspuns.1@example.org>")
    reply = entry_of(taken(a_message(headers=f"{header}: <raspuns.1@example.org>\r\n"), by=system_user()))
    assert reply.pk != petition.pk
    taken_in = CaseEntry.objects.get(entry=reply)
    assert (taken_in.case.entry_id, taken_in.role) == (petition.pk, "addition")
    assert (reply.kind, reply.settled_as, reply.settled_note) == ("addition", "joined", str(petition.value))
    assert Line.objects.filter(verb="casework.paper_joined", entry_id=petition.pk).count() == 1
    assert not Petition.objects.filter(case__entry=reply).exists()


def test_the_term_does_not_move_when_a_paper_joins() -> None:
    petition = a_petition()
    due = Petition.objects.get(case__entry=petition).case.due_on
    registry.remember_message(petition, "<raspuns.2@example.org>")
    taken(a_message(headers="In-Reply-To: <raspuns.2@example.org>\r\n"), by=system_user())
    assert Petition.objects.get(case__entry=petition).case.due_on == due


def test_a_second_letter_of_the_same_sender_in_the_thread_joins_and_of_another_does_not() -> None:
    first = taken(a_message(), by=system_user())
    registry.decide_kind(entry_of(first), "petition", by=system_user())
    headers = f"In-Reply-To: {first.message_id}\r\n"
    own = taken(a_message(headers=headers), by=system_user())
    other = taken(a_message(headers=headers, sender="dan@example.com"), by=system_user())
    assert entry_of(own).kind == "addition"
    assert entry_of(other).kind == ""
    assert not CaseEntry.objects.filter(entry=other.entry).exists()


def test_a_strangers_reply_to_our_letter_joins_nothing_but_is_proposed_to_a_person() -> None:
    petition = a_petition()
    registry.remember_message(petition, "<raspuns.3@example.org>")
    headers = "In-Reply-To: <raspuns.3@example.org>\r\n"
    forged = taken(a_message(headers=headers, sender="strain@example.net"), by=system_user())
    assert not CaseEntry.objects.filter(entry=forged.entry).exists()
    assert papers_meant(forged) == [petition]


def test_a_forged_subject_joins_nothing_but_is_proposed_to_a_person() -> None:
    petition = a_petition()
    raw = a_message().replace(b"Subject: ", f"Subject: {petition.tracking_code} ".encode(), 1)
    message = taken(raw, by=system_user())
    assert not CaseEntry.objects.filter(entry=message.entry).exists()
    assert papers_meant(message) == [petition]
    clerk = Client()
    clerk.force_login(make_user("registrar"))
    page = clerk.get(reverse("mailroom:message", args=[message.pk])).text
    assert "Subiectul pomenește documentul" in page
    clerk.post(reverse("mailroom:continue", args=[message.pk]), {"continues": petition.pk})
    assert CaseEntry.objects.get(entry=message.entry).case.entry_id == petition.pk
    assert papers_meant(message) == []


def test_a_number_in_the_subject_is_proposed_too() -> None:
    petition = a_petition()
    raw = a_message().replace(b"Subject: ", f"Subject: Re: nr. {petition.value}/{petition.year} ".encode(), 1)
    assert papers_meant(taken(raw, by=system_user())) == [petition]


def test_a_closed_case_is_left_to_a_person() -> None:
    petition = a_petition()
    registry.remember_message(petition, "<raspuns.3@example.org>")
    case = Petition.objects.get(case__entry=petition).case
    case.closed_at = case.opened_at
    case.save(update_fields=["closed_at"])
    reply = entry_of(taken(a_message(headers="In-Reply-To: <raspuns.3@example.org>\r\n"), by=system_user()))
    assert reply.kind == ""
    assert reply.connected_to.filter(first=petition).exists()


def test_what_an_email_seems_to_be_is_confirmed_with_one_key() -> None:
    message = taken(a_message("Fac o reclamație și o sesizare."), by=system_user())
    clerk = Client()
    clerk.force_login(make_user("registrar"))
    page = clerk.get(reverse("mailroom:message", args=[message.pk])).text
    assert "Pare <b>Petiție</b>" in page
    assert 'data-key="g"' in page
    assert "pare petiție: confirmă" in clerk.get(reverse("mailroom:list"), {"stare": "registered"}).text
    entry = entry_of(message)
    assert entry.kind == ""
    clerk.post(reverse("registry:kind", args=[entry.register.key, entry.year, entry.value]), {"kind": "petition"})
    assert Petition.objects.filter(case__entry=entry).exists()
    assert "Pare <b>" not in clerk.get(reverse("mailroom:message", args=[message.pk])).text
