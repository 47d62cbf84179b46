"""What the doctor says of the post: a mailbox that answers, one that does not, what waits too long."""

from __future__ import annotations

import socket
from datetime import timedelta
from threading import Thread

import pytest

from condica.accounts.api import system_user
from condica.config.cli import post_examinations as post
from condica.config.cli.doctor import examine
from condica.config.cli.examinations import State
from condica.config.env import read_env
from condica.correspondence import actions as letters
from condica.correspondence.models import Dispatch
from condica.correspondence.tests.factories import make_signed, make_town
from condica.foundation import dates
from condica.mailroom import actions
from condica.mailroom.models import Mailbox, Reconciliation
from condica.mailroom.tests.conftest import MailServer, mail_server  # noqa: F401 - a fixture
from condica.mailroom.tests.factories import a_message, make_mailbox, taken

pytestmark = pytest.mark.django_db


@pytest.fixture
def box(mail_server: MailServer) -> Mailbox:  # noqa: F811 - the fixture above
    mail_server.deliver("ana", [a_message()])
    return make_mailbox(mail_server.account("ana"), name="Registratura", by=system_user())


def test_a_mailbox_that_answers_and_was_read_is_well(box: Mailbox) -> None:
    assert "(niciodată)" in post.mailboxes().told
    actions.fetch_mailbox(box, by=system_user())
    assert (post.mailboxes().state, post.mailboxes().told) == (State.GOOD, "1 căsuță răspunde, citite de curând")
    actions.reconcile(box, by=system_user())
    assert post.reconciliation().state is State.GOOD


def test_a_mailbox_unread_for_long_is_named_with_the_moment(box: Mailbox) -> None:
    Mailbox.objects.update(fetched_at=dates.now() - timedelta(hours=1))
    found = post.mailboxes()
    assert (found.state, found.told.split("(")[0]) == (State.WARNING, "necitite de curând: Registratura ")


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"username": "", "port": 1}, "conexiunea este refuzată"), ({"folders": ["Altul"]}, "Dosarul „Altul” nu poate")],
)
def test_a_mailbox_that_does_not_answer_is_named_with_the_reason(box: Mailbox, changed: dict, said: str) -> None:
    Mailbox.objects.update(**changed)
    found = post.mailboxes()
    assert found.state is State.BAD
    assert found.told.startswith("Registratura: ")
    assert said in found.told


def test_what_a_comparison_missed_stays_said_until_it_is_whole(box: Mailbox) -> None:
    when = {"mailbox": box, "folder": "INBOX"}
    Reconciliation.objects.create(at=dates.now(), still_missing=[7], **when)
    assert post.reconciliation().state is State.BAD
    Reconciliation.objects.create(at=dates.now() + timedelta(seconds=1), **when)
    assert post.reconciliation().state is State.GOOD


@pytest.mark.parametrize(("days", "state"), [(3, State.WARNING), (1, State.GOOD)])
def test_messages_that_wait_for_days_are_counted(days: int, state: State) -> None:
    with dates.frozen(dates.now() - timedelta(days=days)):
        taken(b"From: x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n", by=system_user())
    found = post.messages()
    assert (found.state, found.told.split(",")[0]) == (state, "1 mesaj de hotărât")


def test_a_letter_that_has_not_left_within_the_hour_is_bad() -> None:
    town = make_town()
    letters.dispatch(make_signed(town), "email", by=town.registrar)
    assert post.letters().state is State.GOOD
    Dispatch.objects.update(ordered_at=dates.now() - timedelta(hours=2))
    assert post.letters().told.startswith("1 scrisoare așteaptă din ")


@pytest.mark.parametrize(
    ("said", "state"), [(b"stream: OK\0", State.GOOD), (b"stream: Size limit exceeded. ERROR\0", State.BAD)]
)
def test_the_scanner_is_asked(monkeypatch: pytest.MonkeyPatch, said: bytes, state: State) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setenv("CONDICA_CLAMD", f"127.0.0.1:{server.getsockname()[1]}")
        monkeypatch.setattr(post, "env", read_env)
        answering = Thread(target=answer_once, args=(server, said))
        answering.start()
        assert post.viruses().state is state
        answering.join()


def answer_once(server: socket.socket, said: bytes) -> None:
    line, _ = server.accept()
    with line:
        while not line.recv(4096).endswith(b"\0\0\0\0"):
            pass
        line.sendall(said)


def test_no_scanner_and_a_silent_one_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(post, "env", read_env)
    monkeypatch.delenv("CONDICA_CLAMD", raising=False)
    assert post.viruses().state is State.WARNING
    monkeypatch.setenv("CONDICA_CLAMD", "127.0.0.1:1")
    assert "nu răspunde: ConnectionRefusedError" in post.viruses().told


def test_the_doctor_looks_at_the_post_too() -> None:
    assert set(post.ALL) <= {line.what for line in examine()}
