"""Work of the mailroom by the clock (lucrări periodice)."""

from __future__ import annotations

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from condica.accounts.api import system_user
from condica.mailroom import actions, queries
from condica.mailroom.models import Outgoing

RETRY = RetryStrategy(max_attempts=6, exponential_wait=5, retry_exceptions={actions.TryAgain})


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


# Before anything else that waits: somebody looks at the screen for this code, or for this confirmation.
@app.task(name="mailroom.send_outgoing", queue="mail", priority=50, retry=RETRY, pass_context=False)
def send_outgoing(outgoing: int) -> str:
    """Send one waiting message of ours; its state says what came of it."""
    return str(actions.deliver(Outgoing.objects.get(pk=outgoing)).state)


@app.periodic(cron="*/15 * * * *")
@app.task(queue="mail", queueing_lock="mailroom.send_waiting", pass_context=False)
def send_waiting(timestamp: int) -> None:
    """Try again what still waits: a mail server away for a night loses nothing."""
    for outgoing in queries.still_waiting():
        try:
            actions.deliver(outgoing)
        except actions.TryAgain:
            return  # the server is away; what waits behind it would meet the same
