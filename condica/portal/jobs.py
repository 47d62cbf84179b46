"""Work of the portal by the clock (lucrări periodice): forgetting what was not sent, scanning what was not scanned."""

from __future__ import annotations

from procrastinate.contrib.django import app

from condica.accounts.api import system_user
from condica.portal import actions


@app.periodic(cron="20 * * * *")
@app.task(queue="default", queueing_lock="portal.clean", pass_context=False)
def clean(timestamp: int) -> None:
    """Drafts of a week ago, tries of two days ago, codes gone by."""
    actions.clean()


@app.periodic(cron="*/10 * * * *")
@app.task(queue="default", queueing_lock="portal.scan_waiting", pass_context=False)
def scan_waiting(timestamp: int) -> None:
    """Files taken while the scanner was silent."""
    actions.scan_waiting(by=system_user())
