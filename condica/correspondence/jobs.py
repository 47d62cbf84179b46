"""Background work of correspondence (lucrări de fundal): letters by e-mail, tried again when the server is away."""

from __future__ import annotations

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from condica.correspondence.actions.dispatching import MOST_ATTEMPTS, TryAgain, send_email
from condica.correspondence.models import Dispatch

RETRY = RetryStrategy(max_attempts=MOST_ATTEMPTS, exponential_wait=5, retry_exceptions={TryAgain})


@app.task(name="correspondence.send_letter", queue="mail", retry=RETRY, pass_context=False)
def send_letter(dispatch: int) -> str:
    """Send one waiting letter (trimite scrisoarea); its state says what came of it."""
    return str(send_email(Dispatch.objects.get(pk=dispatch)).state)
