"""Acknowledgements: chosen by the house, never to machines, never in a loop; and how our messages leave."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.core import mail
from django.test import Client
from django.urls import reverse

from condica.accounts.api import system_user
from condica.accounts.tests.factories import make_user
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.models import Line
from condica.mailroom import actions
from condica.mailroom.models import Acknowledging, Mailbox, Message, Outgoing
from condica.mailroom.rules import ACKNOWLEDGEMENT, filled
from condica.mailroom.tests.factories import a_message, make_mailbox, taken

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)


@pytest.fixture
def mailbox() -> Mailbox:
    return make_mailbox(by=system_user(), address="primaria@example.org")


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with dates.frozen(NOW):
        yield


def choose(covers: str) -> None:
    actions.set_acknowledging(covers=covers, text=ACKNOWLEDGEMENT, by=system_user())


def sent() -> list[Outgoing]:
    return list(Outgoing.objects.order_by("pk"))


def test_nothing_is_acknowledged_until_the_house_chooses_so(mailbox: Mailbox) -> None:
    taken(a_message(), by=system_user(), mailbox=mailbox)
    assert sent() == []


def test_a_petition_by_email_is_acknowledged_with_number_and_code(mailbox: Mailbox) -> None:
    choose("petitions")
    message = taken(a_message("Fac o reclamație."), by=system_user(), mailbox=mailbox)
    (made,) = sent()
    assert message.entry is not None
    assert made.address == "ana@example.com"
    assert f"numărul {message.entry.value}" in made.body
    assert message.entry.tracking_code in made.body
    assert made.in_reply_to.strip("<>") == message.message_id.strip("<>")
    assert "{" not in made.body


@pytest.mark.parametrize(
    "headers",
    [
        "Precedence: list\r\n",
        "List-Id: <stiri.example.com>\r\n",
        "X-Auto-Response-Suppress: All\r\n",
        "Auto-Submitted: auto-replied\r\n",
        "Return-Path: <>\r\n",
    ],
)
def test_machines_get_no_answer(mailbox: Mailbox, headers: str) -> None:
    choose("letters")
    message = taken(a_message(headers=headers), by=system_user(), mailbox=mailbox)
    if message.entry is None:
        actions.register_message(message, by=system_user())
    assert sent() == []


@pytest.mark.parametrize("sender", ["no-reply@example.com", "MAILER-DAEMON@example.com", "primaria@example.org"])
def test_addresses_of_machines_and_our_own_get_no_answer(mailbox: Mailbox, sender: str) -> None:
    choose("letters")
    message = taken(a_message(sender=sender), by=system_user(), mailbox=mailbox)
    if message.entry is None:
        actions.register_message(message, by=system_user())
    assert sent() == []


def test_one_sender_is_answered_once_an_hour_and_again_later(mailbox: Mailbox) -> None:
    choose("letters")
    for minutes, expected in ((0, 1), (30, 1), (61, 2)):
        with dates.frozen(NOW + timedelta(minutes=minutes)):
            taken(a_message(), by=system_user(), mailbox=mailbox)
        assert len(sent()) == expected


def test_an_answer_to_our_automatic_message_is_not_acknowledged(mailbox: Mailbox) -> None:
    choose("letters")
    taken(a_message(), by=system_user(), mailbox=mailbox)
    (first,) = sent()
    with dates.frozen(NOW + timedelta(hours=2)):
        taken(a_message(headers=f"In-Reply-To: {first.message_id}\r\n"), by=system_user(), mailbox=mailbox)
    assert sent() == [first]


def test_old_mail_and_folders_read_in_are_not_acknowledged(mailbox: Mailbox) -> None:
    choose("letters")
    taken(a_message(), by=system_user())
    with dates.frozen(NOW + timedelta(days=30)):
        taken(a_message(), by=system_user(), mailbox=mailbox)
    assert sent() == []


def test_only_petitions_are_acknowledged_when_the_house_says_so(mailbox: Mailbox) -> None:
    choose("petitions")
    raw = a_message("Bună ziua, vă invit.").replace(b"Subject: Peti\xc8\x9bia", b"Subject: Vernisaj")
    taken(raw, by=system_user(), mailbox=mailbox)
    assert sent() == []


def test_the_choice_has_dates_and_needs_number_and_code() -> None:
    choose("letters")
    with dates.frozen(NOW + timedelta(days=3)):
        choose("none")
    rows = list(Acknowledging.objects.order_by("since"))
    assert [row.covers for row in rows] == ["letters", "none"]
    assert rows[0].until == rows[1].since - timedelta(days=1)
    with pytest.raises(RuleBroken, match="cod"):
        actions.set_acknowledging(covers="letters", text="Am primit.", by=system_user())


def test_the_page_of_the_choice() -> None:
    client = Client()
    client.force_login(make_user("administrator"))
    address = reverse("mailroom:acknowledging")
    assert "niciun mesaj nu este confirmat" in client.get(address).text
    given = {"covers": "petitions", "since": "2026-10-05", "text": ACKNOWLEDGEMENT}
    assert client.post(address, given).status_code == 302
    assert "petițiile și ce pare petiție" in client.get(address).text
    assert client.post(address, {**given, "since": ""}).status_code == 422


def test_words_in_braces_that_are_not_ours_stay() -> None:
    assert filled("{numar} {altceva}", {"numar": "12"}) == "12 {altceva}"


# --- how they leave ---


def an_acknowledgement(mailbox: Mailbox) -> Outgoing:
    choose("letters")
    taken(a_message(), by=system_user(), mailbox=mailbox)
    return sent()[-1]


class Post:
    """A mail server that keeps what it gets, or says no."""

    def __init__(self) -> None:
        self.kept: list[Any] = []
        self.answer = "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.kept.append(envelope)
        return "250 OK"


@pytest.fixture
def post(settings: Any) -> Iterator[Post]:
    kept = Post()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield kept
    controller.stop()


def test_a_message_leaves_once_and_says_it_is_automatic(mailbox: Mailbox, post: Post) -> None:
    made = an_acknowledgement(mailbox)
    for _ in range(2):
        made = actions.deliver(made)
    assert (made.state, len(post.kept)) == ("sent", 1)
    text = post.kept[0].content.decode()
    assert "Auto-Submitted: auto-replied" in text
    assert f"Message-ID: {made.message_id}" in text
    assert Line.objects.filter(verb="mailroom.confirmed", entry_id=made.entry_id).count() == 1


def test_a_server_that_is_away_delays_and_a_person_is_told_in_the_end(mailbox: Mailbox, post: Post) -> None:
    made = an_acknowledgement(mailbox)
    post.answer = "451 mai târziu".encode().decode("ascii", "ignore")
    with pytest.raises(actions.TryAgain):
        actions.deliver(made)
    post.answer = "250 OK"
    assert actions.deliver(made).state == "sent"


def test_an_address_that_does_not_exist_is_final(mailbox: Mailbox, post: Post) -> None:
    made = an_acknowledgement(mailbox)
    post.answer = "550 nobody"
    made = actions.deliver(made)
    assert made.state == "failed"
    assert "550" in made.problem
    assert Line.objects.filter(verb="mailroom.not_confirmed", entry_id=made.entry_id).exists()


def test_after_three_days_nobody_waits_for_it_any_more(mailbox: Mailbox) -> None:
    made = an_acknowledgement(mailbox)
    assert actions.deliver(made, now=NOW + timedelta(days=4)).state == "failed"


def test_without_a_mail_server_nothing_is_pretended(mailbox: Mailbox, settings: Any, monkeypatch: Any) -> None:
    made = an_acknowledgement(mailbox)
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    monkeypatch.setattr("condica.mailroom.actions.sending.is_demo", lambda: False)
    with pytest.raises(actions.TryAgain, match="niciun server"):
        actions.deliver(made)
    assert mail.outbox == []


def test_our_message_bounced_is_recognised_as_ours(mailbox: Mailbox) -> None:
    made = an_acknowledgement(mailbox)
    raw = EmailMessage()
    raw["From"], raw["To"], raw["Subject"] = "ana@example.com", "primaria@example.org", "Re: confirmare"
    raw["Message-ID"], raw["In-Reply-To"] = "<raspuns@example.com>", made.message_id
    raw["Date"] = "Mon, 05 Oct 2026 09:10:00 +0300"
    raw.set_content("Mulțumesc.")
    reply = taken(raw.as_bytes(), by=system_user(), mailbox=mailbox)
    first = Message.objects.get(entry=made.entry)
    assert reply.entry is not None
    assert reply.entry.connected_to.filter(first=first.entry).exists()
