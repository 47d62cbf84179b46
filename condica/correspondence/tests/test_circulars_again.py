"""A circular that came back (retrimiterea): seen, sent again to a corrected address; reminders stop in time."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.core import mail as outbox
from django.db import DatabaseError, transaction
from django.test import Client

from condica.correspondence import actions
from condica.correspondence.actions.mailing import link_of
from condica.correspondence.models import CircularMail, CircularReminder
from condica.correspondence.queries import circulars as queries
from condica.correspondence.tests.factories import Town, make_paper, make_town
from condica.correspondence.tests.test_circulars import MONDAY, make_school, send, token_in
from condica.foundation import dates
from condica.foundation.refusal import Refused, RuleBroken
from condica.journal.models import Line
from condica.registry.queries.notes import notes_of
from condica.registry.signals import delivery_failed


@pytest.fixture
def town(db) -> Town:
    return make_town()


@pytest.fixture
def paper(town):
    return make_paper(town, subject="Recensământul spațiilor verzi", unit=None)


def come_back(mail: CircularMail) -> CircularMail:
    """The other server says that there is no such address."""
    mail = actions.send_mail(mail)
    delivery_failed.send(
        object, message_id=mail.message_id, recipient=mail.email, status="5.1.1", sentence="Nu există."
    )
    return CircularMail.objects.get(pk=mail.pk)


def test_what_came_back_is_seen_and_sent_again_to_a_corrected_address(
    client: Client, town, paper, django_capture_on_commit_callbacks
):
    made = send(
        town, paper, contacts=[make_school(town.registrar), make_school(town.registrar, "Liceul", "l@exemplu.ro")]
    )
    back, other = made.mails.order_by("pk")
    back = come_back(back)
    first, link = back.message_id, token_in(link_of(back))
    client.force_login(town.registrar)
    page = client.get(made.get_absolute_url()).text.replace("\xa0", " ")
    assert "Una n-a ajuns la destinatar." in page
    assert page.index("Școala nr. 5") < page.index("Liceul"), "who did not get it stands first"
    assert "una n-a ajuns" in client.get("/corespondenta/circulare/?lista=deschise").text
    assert notes_of([paper], town.registrar)[paper.pk][0].words.endswith("una n-a ajuns")
    again = f"{made.get_absolute_url()}trimite-din-nou/"
    for wrong in ({"mail": back.pk, "email": "scoala5"}, {"mail": back.pk, "email": other.email}, {"mail": "9" * 9},
                  {"mail": other.pk, "email": "alta@exemplu.ro"}):  # fmt: skip
        assert client.post(again, wrong).status_code == 422
    outbox.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(again, {"mail": back.pk, "email": "secretariat5@exemplu.ro"})
        client.post(again, {"mail": back.pk, "email": "secretariat5@exemplu.ro"})
    mail = actions.send_mail(CircularMail.objects.get(pk=back.pk))
    assert (mail.state, mail.email, mail.problem) == ("sent", "secretariat5@exemplu.ro", "")
    assert [message.to for message in outbox.outbox] == [["secretariat5@exemplu.ro"]]
    assert mail.message_id != first
    assert Line.objects.filter(verb="correspondence.circular_again").count() == 1
    assert actions.confirm_outside(link) is None, "the link that went astray confirms nothing"
    actions.confirm_outside(token_in(link_of(mail)))
    assert "confirmată" in [line.state for line in queries.lines_of(made)]
    assert queries.back_of([made]) == {}


def test_only_what_did_not_arrive_is_sent_again(town, paper):
    made = send(town, paper, contacts=[make_school(town.registrar)])
    mail = made.mails.get()
    with pytest.raises(Refused):
        actions.send_circular_again(mail, email="a@exemplu.ro", by=town.clerk)
    mail = actions.send_mail(mail)
    with pytest.raises(RuleBroken, match="n-a venit înapoi"):
        actions.send_circular_again(mail, email="a@exemplu.ro", by=town.registrar)
    back = come_back(mail)
    with pytest.raises(DatabaseError), transaction.atomic():
        CircularMail.objects.filter(pk=back.pk).update(state="waiting")
    actions.close_circular(made, reason="s-a amânat", by=town.registrar)
    with pytest.raises(RuleBroken, match="închisă"):
        actions.send_circular_again(back, email="a@exemplu.ro", by=town.registrar)


def test_reminders_stop_when_it_was_confirmed_or_came_back(town, paper):
    made = send(town, paper, contacts=[
        make_school(town.registrar), make_school(town.registrar, "Liceul", "l@exemplu.ro"),
        make_school(town.registrar, "Spitalul", "s@exemplu.ro"),
    ], asked="act", due_on=date(2026, 11, 24))  # fmt: skip
    one, two, three = (actions.send_mail(mail, now=MONDAY) for mail in made.mails.order_by("pk"))
    actions.remind_circulars(datetime(2026, 11, 20, 6, tzinfo=dates.BUCHAREST), by=town.registrar)
    assert CircularReminder.objects.count() == 3
    actions.confirm_outside(token_in(link_of(one)))
    delivery_failed.send(object, message_id=two.message_id, recipient=two.email, status="5.1.1", sentence="Plin.")
    outbox.outbox.clear()
    assert queries.reminders_to_send().count() == 1, "what says nothing any more stops nobody else's"
    assert actions.send_reminders(by=town.registrar) == 1
    assert [message.to for message in outbox.outbox] == [[three.email]]
