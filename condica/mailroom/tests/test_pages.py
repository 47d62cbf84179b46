"""The pages of the mailroom, as each role sees them."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from condica.accounts.api import system_user
from condica.accounts.models import User
from condica.accounts.tests.factories import make_user
from condica.foundation.imap import Server
from condica.mailroom.models import Mailbox, Message
from condica.mailroom.rules import State
from condica.mailroom.tests.factories import a_message, make_mailbox, taken
from condica.registry.models import Register

pytestmark = pytest.mark.django_db
DOUBT = "X-Spam-Flag: YES\r\n"


def browser(role: str) -> tuple[Client, User]:
    user = make_user(role)
    client = Client()
    client.force_login(user)
    return client, user


def test_the_list_shows_what_waits_and_finds_without_diacritics() -> None:
    client, _ = browser("registrar")
    taken(a_message(headers=DOUBT).replace(b"Subject: Peti", "Subject: Șoseaua ".encode()), by=system_user())
    page = client.get(reverse("mailroom:list"))
    assert "Șoseaua" in page.text
    assert "Șoseaua" in client.get(reverse("mailroom:list"), {"q": "soseaua"}).text
    assert "Șoseaua" not in client.get(reverse("mailroom:list"), {"q": "altceva"}).text
    assert "Șoseaua" not in client.get(reverse("mailroom:list"), {"stare": "registered"}).text


def test_long_lists_go_page_by_page() -> None:
    client, _ = browser("registrar")
    for _ in range(27):
        taken(a_message(headers=DOUBT), by=system_user())
    first = client.get(reverse("mailroom:list"))
    assert len(first.context["page"].items) == 25
    second = client.get(reverse("mailroom:list"), {"dupa": first.context["page"].next})
    assert len(second.context["page"].items) == 2


def test_a_message_is_shown_without_its_teeth(shared: Path) -> None:
    client, _ = browser("registrar")
    message = taken((shared / "samples/mail-ro/ro-25.eml").read_bytes(), by=system_user())
    address = reverse("mailroom:message", args=[message.pk])
    page = client.get(address)
    assert "este un program" in page.text
    shown = client.get(address, {"forma": "html"}).text
    assert "ULTIMA NOTIFICARE" in shown
    assert 'style="' not in shown


def test_files_and_bytes_are_only_carried_home(shared: Path) -> None:
    client, _ = browser("registrar")
    raw = (shared / "samples/mail-ro/ro-33.eml").read_bytes()
    message = taken(raw, by=system_user())
    file = client.get(reverse("mailroom:attachment", args=[message.pk, 0]))
    assert file["Content-Disposition"] == "attachment; filename*=UTF-8''passwd.pdf"
    assert file["X-Content-Type-Options"] == "nosniff"
    assert file["Content-Type"] == "application/octet-stream"
    assert client.get(reverse("mailroom:raw", args=[message.pk])).content == raw
    assert client.get(reverse("mailroom:attachment", args=[message.pk, 9])).status_code == 404


def test_one_click_registers() -> None:
    client, user = browser("registrar")
    message = taken(a_message(headers=DOUBT), by=system_user())
    answer = client.post(reverse("mailroom:register", args=[message.pk]))
    message.refresh_from_db()
    assert message.entry is not None
    assert answer["Location"] == message.entry.get_absolute_url()
    assert message.decided_by == user


def test_not_registering_asks_for_a_reason() -> None:
    client, _ = browser("registrar")
    message = taken(a_message(headers=DOUBT), by=system_user())
    address = reverse("mailroom:aside", args=[message.pk])
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "reclamă"}).status_code == 302
    message.refresh_from_db()
    assert message.state == State.SET_ASIDE


@pytest.mark.parametrize("role", ["clerk", "archivist", "administrator"])
def test_who_does_not_sort_the_mail_sees_nothing(role: str) -> None:
    client, _ = browser(role)
    message = taken(a_message(), by=system_user())
    for name in ("message", "raw"):
        assert client.get(reverse(f"mailroom:{name}", args=[message.pk])).status_code == 404
    assert client.get(reverse("mailroom:list")).status_code == 404
    assert client.post(reverse("mailroom:register", args=[message.pk])).status_code == 404


def test_a_director_reads_but_gives_no_numbers() -> None:
    client, _ = browser("director")
    message = taken(a_message(headers=DOUBT), by=system_user())
    page = client.get(reverse("mailroom:message", args=[message.pk]))
    assert page.status_code == 200
    assert reverse("mailroom:register", args=[message.pk]) not in page.text
    assert client.post(reverse("mailroom:register", args=[message.pk])).status_code == 404
    assert Message.objects.get().state == State.QUEUED


SETTINGS = {
    "name": "Registratura",
    "address": "registratura@example.org",
    "host": "127.0.0.1",
    "port": "993",
    "security": "tls",
    "username": "registratura",
    "password": "o parolă",
    "folders": "INBOX, Arhivă",
    "registers": "on",
    "afterwards": "leave",
    "afterwards_days": "30",
    "is_active": "on",
}


def test_the_administrator_adds_and_changes_a_mailbox() -> None:
    client, _ = browser("administrator")
    general = Register.objects.get(key="general").pk
    answer = client.post(reverse("mailroom:new-mailbox"), SETTINGS | {"register": general})
    assert answer.status_code == 302, answer.context["form"].errors
    mailbox = Mailbox.objects.get()
    assert mailbox.folder_names == ["INBOX", "Arhivă"]
    assert "parol" not in mailbox.password
    assert mailbox.server.password == "o parolă"
    address = reverse("mailroom:mailbox", args=[mailbox.pk])
    assert "o parolă" not in client.get(address).text
    client.post(address, SETTINGS | {"register": general, "password": "", "name": "Alt nume"})
    mailbox.refresh_from_db()
    assert (mailbox.name, mailbox.server.password) == ("Alt nume", "o parolă")


def test_moving_needs_a_folder() -> None:
    client, _ = browser("administrator")
    general = Register.objects.get(key="general").pk
    given = SETTINGS | {"register": general, "afterwards": "move"}
    assert client.post(reverse("mailroom:new-mailbox"), given).status_code == 422


def test_a_connection_can_be_tried() -> None:
    client, user = browser("administrator")
    mailbox = make_mailbox(Server("127.0.0.1", "x", "y", 1, "none"), by=user)
    page = client.post(reverse("mailroom:try-mailbox", args=[mailbox.pk]), follow=True)
    assert "nu răspunde" in page.text


def test_settings_are_the_administrators_alone() -> None:
    client, _ = browser("registrar")
    mailbox = make_mailbox(by=system_user())
    assert client.get(reverse("mailroom:mailboxes")).status_code == 404
    assert client.get(reverse("mailroom:mailbox", args=[mailbox.pk])).status_code == 404


def test_comparisons_and_empty_pages_say_what_will_be_there() -> None:
    client, _ = browser("registrar")
    assert "Încă nicio confruntare" in client.get(reverse("mailroom:reconciliations")).text
    assert "Niciun mesaj nu așteaptă" in client.get(reverse("mailroom:list")).text
