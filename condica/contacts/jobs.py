"""Work of contacts in the background (lucrări în fundal): a person's copy, and throwing old ones away."""

from __future__ import annotations

from procrastinate.contrib.django import app

from condica.contacts import actions
from condica.contacts.models import PersonExport


@app.task(name="contacts.make_export", queue="texts", pass_context=False)
def make_export(export: str) -> None:
    """Make one copy of somebody's data."""
    actions.make_export(PersonExport.objects.select_related("request__contact", "by").get(pk=export))


@app.periodic(cron="20 * * * *")
@app.task(queue="texts", queueing_lock="contacts.sweep_exports", pass_context=False)
def sweep_exports(timestamp: int) -> None:
    """Throw away the copies that nobody took."""
    actions.sweep_exports()
