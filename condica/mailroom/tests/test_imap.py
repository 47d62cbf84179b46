"""A real server: everything once, whatever happens on the way."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from condica.accounts.api import system_user
from condica.documents import api as documents
from condica.foundation import dates
from condica.foundation.imap import ImapProblem, Server, connected, server_of
from condica.foundation.mime import content_fingerprint
from condica.mailroom import actions
from condica.mailroom.models import Mailbox, Message, Reconciliation, Sighting
from condica.mailroom.tests.conftest import MailServer
from condica.mailroom.tests.factories import a_message, make_mailbox, samples
from condica.registry import api as registry
from condica.registry.models import Entry

CHILD = """
import sys, django, pathlib
from condica.foundation.garbage import none_at_start
with none_at_start():
    django.setup()
from django.conf import settings
settings.DOCUMENT_ROOT = pathlib.Path(sys.argv[2])
from condica.accounts.api import system_user
from condica.mailroom.api import import_imap, server_of
server, folders = server_of(sys.argv[1])
counts = import_imap(server, folders, by=system_user(), progress=lambda done, total: print(done, total, flush=True))
print(counts.as_dict(), flush=True)
"""


def importer(server: Server, database: str, data: Path) -> subprocess.Popen[str]:
    """Another process that empties the mailbox."""
    environment = {**os.environ, "DATABASE_URL": database}
    url = f"imap://{server.username}:{server.password}@{server.host}:{server.port}/INBOX"
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, url, str(data / "documents")],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def finished(process: subprocess.Popen[str]) -> None:
    output, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors[-3000:]
    assert output


def everything_is_here_once(server: MailServer, name: str) -> None:
    """Compare the house with what the server gives out."""
    served = server.served(name)
    assert Sighting.objects.count() == len(served)
    assert sorted(documents.open_blob(row.raw) for row in Sighting.objects.select_related("raw")) == sorted(served)
    assert set(Message.objects.values_list("fingerprint", flat=True)) == {content_fingerprint(raw) for raw in served}
    registered = Message.objects.filter(state="registered")
    assert Entry.objects.count() == registered.count() == registered.values("entry").distinct().count()
    assert not list(documents.verify())
    assert not list(registry.verify())


@pytest.mark.django_db
def test_all_samples_from_a_real_server(mail_server: MailServer, shared: Path) -> None:
    mail_server.deliver("toate", [file.read_bytes() for file in samples(shared)])
    server = mail_server.account("toate")
    first = actions.import_imap(server, by=system_user())
    assert first.seen == 143 == first.registered + first.automatic + first.queued + first.known
    everything_is_here_once(mail_server, "toate")
    second = actions.import_imap(server, by=system_user())
    assert (second.seen, second.known) == (143, 143)


@pytest.mark.django_db
def test_a_new_generation_of_numbers_brings_nothing_twice(mail_server: MailServer) -> None:
    raws = [a_message() for _ in range(5)]
    mail_server.deliver("generatii", raws)
    server = mail_server.account("generatii")
    actions.import_imap(server, by=system_user())
    with connected(server) as reader:
        before = reader.open("INBOX").uidvalidity
    time.sleep(1.1)  # the server takes the second as the new generation
    mail_server.forget_numbers("generatii")
    mail_server.deliver("generatii", [a_message()])
    with connected(server) as reader:
        assert reader.open("INBOX").uidvalidity != before
    again = actions.import_imap(server, by=system_user())
    assert (again.seen, again.known, again.registered) == (6, 5, 1)
    assert Message.objects.count() == Entry.objects.count() == 6


@pytest.mark.django_db
def test_reading_leaves_the_mailbox_as_it_was(mail_server: MailServer) -> None:
    mail_server.deliver("neatins", [a_message()])
    server = mail_server.account("neatins")
    actions.import_imap(server, by=system_user())
    with connected(server) as reader:
        reader.open("INBOX")
        flags = reader._box.client.uid("FETCH", "1:*", "(FLAGS)")[1][0]
    assert b"\\Seen" not in flags
    assert b"\\Deleted" not in flags


@pytest.mark.django_db
def test_another_folder_and_its_letters_with_diacritics(mail_server: MailServer) -> None:
    mail_server.deliver("dosare", [a_message()], folder='"Peti&AQM-ii"')
    server, folders = server_of(f"imap://dosare:secret@127.0.0.1:{mail_server.port}/Peti%C4%83ii")
    assert actions.import_imap(server, folders, by=system_user()).registered == 1


@pytest.mark.django_db
def test_only_what_was_asked_is_removed(mail_server: MailServer) -> None:
    mail_server.deliver("mutate", [a_message(), a_message()])
    by = system_user()
    mailbox = make_mailbox(
        mail_server.account("mutate"), by=by, afterwards=Mailbox.Afterwards.MOVE, afterwards_folder="Preluate"
    )
    actions.fetch_mailbox(mailbox, by=by)
    mailbox.refresh_from_db()
    assert mailbox.problem == ""
    assert mail_server.served("mutate") == []
    assert len(mail_server.served("mutate", "Preluate")) == 2
    assert actions.fetch_mailbox(mailbox, by=by).seen == 0


@pytest.mark.django_db
def test_what_lay_there_before_the_house_came_is_left_alone(mail_server: MailServer) -> None:
    by = system_user()
    mail_server.deliver("vechi", [a_message()])
    tomorrow = dates.today() + timedelta(days=1)
    mailbox = make_mailbox(mail_server.account("vechi"), by=by, since=tomorrow)
    assert actions.fetch_mailbox(mailbox, by=by).seen == 0
    (row,) = actions.reconcile(mailbox, by=by)
    assert (row.on_server, row.whole) == (0, True)
    actions.change_mailbox(mailbox, since=dates.today(), by=by)
    mailbox.refresh_from_db()
    assert actions.fetch_mailbox(mailbox, by=by).registered == 1


@pytest.mark.django_db
def test_reconciliation_takes_what_was_missed(mail_server: MailServer) -> None:
    by = system_user()
    mailbox = make_mailbox(mail_server.account("confruntare"), by=by)
    mail_server.deliver("confruntare", [a_message()])
    actions.fetch_mailbox(mailbox, by=by)
    mail_server.deliver("confruntare", [a_message()])
    (row,) = actions.reconcile(mailbox, by=by)
    assert (row.on_server, row.taken, row.found_missing, row.still_missing) == (2, 2, 1, [])
    assert row.whole
    assert Message.objects.count() == 2


@pytest.mark.django_db
def test_a_server_that_is_not_there_is_said_and_not_raised() -> None:
    by = system_user()
    mailbox = make_mailbox(Server("127.0.0.1", "nimeni", "x", 1, "none"), by=by)
    assert actions.fetch_mailbox(mailbox, by=by).seen == 0
    mailbox.refresh_from_db()
    assert "127.0.0.1" in mailbox.problem
    actions.reconcile(mailbox, by=by)
    assert not Reconciliation.objects.get().whole


@pytest.mark.django_db
def test_a_password_that_cannot_be_unsealed_is_said_and_not_raised(settings: object) -> None:
    by = system_user()
    mailbox = make_mailbox(by=by)
    settings.SECRET_KEY = "another installation's key"  # type: ignore[attr-defined]
    assert actions.fetch_mailbox(mailbox, by=by).seen == 0
    mailbox.refresh_from_db()
    assert "Parola căsuței" in mailbox.problem


def test_a_wrong_password_is_a_sentence(mail_server: MailServer) -> None:
    server = mail_server.account("cineva")
    wrong = Server(server.host, server.username, "gresita", server.port, "none")
    with pytest.raises(ImapProblem, match="utilizatorul"), connected(wrong):
        pass


def test_killed_at_any_point_and_run_again(
    mail_server: MailServer, shared: Path, own_database: str, tmp_path: Path, settings: object
) -> None:
    settings.DOCUMENT_ROOT = tmp_path / "documents"  # type: ignore[attr-defined]
    chance = random.Random(os.environ.get("CONDICA_SEED", "7"))
    raws = [file.read_bytes() for file in samples(shared)[::2]]
    mail_server.deliver("ucis", raws)
    server = mail_server.account("ucis")
    killed = 0
    for _ in range(5):
        process = importer(server, own_database, tmp_path)
        for _ in range(chance.randint(1, 14)):
            if not process.stdout.readline():  # type: ignore[union-attr]
                break
        time.sleep(chance.uniform(0, 0.06))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        killed += process.returncode == -signal.SIGKILL
    assert killed >= 3
    assert 0 < Sighting.objects.count() < len(raws)
    finished(importer(server, own_database, tmp_path))
    everything_is_here_once(mail_server, "ucis")


def test_two_importers_at_once(
    mail_server: MailServer, shared: Path, own_database: str, tmp_path: Path, settings: object
) -> None:
    settings.DOCUMENT_ROOT = tmp_path / "documents"  # type: ignore[attr-defined]
    raws = [file.read_bytes() for file in samples(shared) if file.name.startswith("ro-")]
    mail_server.deliver("doi", raws)
    server = mail_server.account("doi")
    both = [importer(server, own_database, tmp_path) for _ in range(2)]
    for process in both:
        finished(process)
    everything_is_here_once(mail_server, "doi")
