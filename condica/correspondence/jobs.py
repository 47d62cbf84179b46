"""Background work of correspondence (lucrări de fundal): letters by e-mail, tried again when the server is away."""

from __future__ import annotations

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from condica.accounts.api import system_user
from condica.correspondence.actions import mailing
from condica.correspondence.actions.dispatching import MOST_ATTEMPTS, TryAgain, send_email
from condica.correspondence.models import CircularMail, Dispatch

RETRY = RetryStrategy(max_attempts=MOST_ATTEMPTS, exponential_wait=5, retry_exceptions={TryAgain})


@app.task(name="correspondence.send_letter", queue="mail", retry=RETRY, pass_context=False)
def send_letter(dispatch: int) -> str:
    """Send one waiting letter (trimite scrisoarea); its state says what came of it."""
    return str(send_email(Dispatch.objects.get(pk=dispatch)).state)


@app.task(name="correspondence.send_circular_mail", queue="mail", retry=RETRY, pass_context=False)
def send_circular_mail(mail: int) -> str:
    """Send one circular to an institution (trimite circulara)."""
    return str(mailing.send_mail(CircularMail.objects.get(pk=mail)).state)


@app.periodic(cron="25 4 * * *")  # UTC: in the morning, before work
@app.task(
    queue="mail", queueing_lock="correspondence.remind_circulars", lock="correspondence.circulars", pass_context=False
)
def remind_circulars(timestamp: int) -> None:
    """Write the day's reminders of circulars and send them."""
    by = system_user()
    mailing.remind_circulars(by=by)
    mailing.send_reminders(by=by)


@app.periodic(cron="50 5-16 * * *")
@app.task(
    queue="mail", queueing_lock="correspondence.send_reminders", lock="correspondence.circulars", pass_context=False
)
def send_circular_reminders(timestamp: int) -> None:
    """Send what the mail server could not take in the morning."""
    mailing.send_reminders(by=system_user())
