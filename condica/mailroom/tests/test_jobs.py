"""What the clock does."""

from __future__ import annotations

import pytest

from condica.accounts.api import system_user
from condica.foundation.imap import Server
from condica.journal.models import Line
from condica.mailroom import jobs
from condica.mailroom.models import Message, Reconciliation
from condica.mailroom.tests.conftest import MailServer
from condica.mailroom.tests.factories import a_message, make_mailbox

pytestmark = pytest.mark.django_db


def test_every_active_mailbox_is_read_though_one_does_not_answer(mail_server: MailServer) -> None:
    by = system_user()
    broken = make_mailbox(Server("127.0.0.1", "stricata", "x", 1, "none"), by=by)
    make_mailbox(mail_server.account("oprita"), by=by, is_active=False)
    working = make_mailbox(mail_server.account("buna"), by=by)
    for name in ("oprita", "buna"):
        mail_server.deliver(name, [a_message()])
    jobs.fetch_all(0)
    jobs.fetch_boxes()
    assert Message.objects.get().mailbox == working
    broken.refresh_from_db()
    assert broken.problem
    assert Line.objects.get(verb="mailroom.fetched").data["seen"] == 1


def test_every_morning_each_mailbox_is_compared(mail_server: MailServer) -> None:
    by = system_user()
    make_mailbox(mail_server.account("dimineata"), by=by)
    mail_server.deliver("dimineata", [a_message()])
    jobs.reconcile_all(0)
    row = Reconciliation.objects.get()
    assert (row.on_server, row.taken, row.found_missing, row.whole) == (1, 1, 1, True)
    assert row.counts == {"registered": 1}
