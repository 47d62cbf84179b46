"""Work of the mailroom by the clock (lucrări periodice)."""

from __future__ import annotations

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from condica.accounts.api import system_user
from condica.mailroom import actions, queries
from condica.mailroom.models import Outgoing, Stack

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


@app.task(queue="scans", priority=5, pass_context=False)  # the desk waits for its stack; words come later
def read_stack(stack: int) -> None:
    """Read a stack and give its sheets to their papers."""
    row = Stack.objects.select_related("blob", "taken_by").get(pk=stack)
    actions.read_stack(row, by=row.taken_by)


@app.periodic(cron="* * * * *")
@app.task(queue="scans", queueing_lock="mailroom.look_at_scanners", lock="mailroom.scanners", pass_context=False)
def look_at_scanners(timestamp: int) -> None:
    """Take what is whole in the scanners' folders."""
    for scanner in queries.scanners(active=True):
        actions.look_into(scanner, by=system_user())


@app.periodic(cron="*/20 * * * *")
@app.task(queue="scans", queueing_lock="mailroom.read_forgotten_stacks", pass_context=False)
def read_forgotten_stacks(timestamp: int) -> None:
    """Ask again for stacks whose job was lost with a worker."""
    for stack in queries.stacks_forgotten():
        read_stack.configure(lock=f"mailroom.stack.{stack}").defer(stack=stack)


@app.periodic(cron="40 5 * * *")
@app.task(queue="scans", queueing_lock="mailroom.clear_kept_scans", pass_context=False)
def clear_kept_scans(timestamp: int) -> None:
    """Take away the scanners' own files that have lain long enough beside their kept content."""
    for scanner in queries.scanners():
        actions.clear_kept(scanner)


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
