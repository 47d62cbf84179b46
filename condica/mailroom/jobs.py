"""Work of the mailroom by the clock (lucrări periodice)."""

from __future__ import annotations

from procrastinate.contrib.django import app

from condica.accounts.api import system_user
from condica.mailroom import actions, queries


@app.periodic(cron="*/2 * * * *")
@app.task(queue="mail", queueing_lock="mailroom.fetch_all", lock="mailroom", pass_context=False)
def fetch_all(timestamp: int) -> None:
    """Take in what is new in every mailbox."""
    _fetch()


@app.task(queue="mail", lock="mailroom", pass_context=False)
def fetch_boxes() -> None:
    """The same, because a person asked."""
    _fetch()


def _fetch() -> None:
    for mailbox in queries.mailboxes(active=True):
        actions.fetch_mailbox(mailbox, by=system_user())


@app.periodic(cron="10 6 * * *")
@app.task(queue="mail", queueing_lock="mailroom.reconcile_all", lock="mailroom", pass_context=False)
def reconcile_all(timestamp: int) -> None:
    """Compare every mailbox with what was taken from it."""
    for mailbox in queries.mailboxes(active=True):
        actions.reconcile(mailbox, by=system_user())
