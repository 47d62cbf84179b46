"""Work of casework by the clock (lucrări periodice): reminders each morning, their e-mails until they have left.

The hours are UTC: 6.10 in Romania in winter, 7.10 in summer.
"""

from __future__ import annotations

from procrastinate.contrib.django import app

from condica.accounts.api import system_user
from condica.casework import actions
from condica.casework.actions.learning import learn_if_grown


@app.periodic(cron="10 4 * * *")
@app.task(queue="mail", queueing_lock="casework.remind_all", lock="casework.reminders", pass_context=False)
def remind_all(timestamp: int) -> None:
    """Write today's reminders, gather them into e-mails, send these."""
    by = system_user()
    actions.remind(by=by)
    actions.gather_digests(by=by)
    actions.send_digests(by=by)


@app.periodic(cron="40 5-16 * * *")
@app.task(queue="mail", queueing_lock="casework.send_again", lock="casework.reminders", pass_context=False)
def send_again(timestamp: int) -> None:
    """Send what the mail server could not take in the morning."""
    actions.send_digests(by=system_user())


@app.periodic(cron="20 1 * * *")
@app.task(queue="default", queueing_lock="casework.learn", lock="casework.learn", pass_context=False)
def learn_suggestions(timestamp: int) -> None:
    """Learn the suggested unit again, when there are enough new resolutions."""
    learn_if_grown(by=system_user())
