"""Work of the documents room by the clock and in the background (lucrări în fundal)."""

from __future__ import annotations

from datetime import datetime, timedelta

from procrastinate.contrib.django import app

from condica.documents import actions, queries
from condica.foundation import dates


@app.task(queue="texts", pass_context=False)
def read_text(sha256: str) -> None:
    """Read the text of one content."""
    actions.read_text(sha256)


@app.periodic(cron="*/15 * * * *")
@app.task(queue="texts", queueing_lock="documents.read_forgotten", pass_context=False)
def read_forgotten(timestamp: int) -> None:
    """Read what still waits long after it was asked for: its job was lost with a worker."""
    for sha256 in queries.waiting(before=_long_ago()):
        actions.read_text(sha256)


# Behind everything else and one at a time: a stack of hundreds of sheets must leave a hand free for the mail.
@app.task(queue="scans", priority=-10, lock="documents.ocr", pass_context=False)
def make_searchable(sha256: str) -> None:
    """Read one scan optically."""
    made = actions.make_searchable(sha256)
    if made is not None and made.state == made.State.WAITING:
        make_searchable.configure(schedule_in={"minutes": 5}).defer(sha256=sha256)


@app.periodic(cron="*/30 * * * *")
@app.task(queue="scans", priority=-10, queueing_lock="documents.scan_forgotten", pass_context=False)
def scan_forgotten(timestamp: int) -> None:
    """Ask again for scans whose job was lost with a worker."""
    for sha256 in queries.scans_waiting(before=dates.now() - timedelta(hours=2)):
        make_searchable.defer(sha256=sha256)


@app.task(queue="texts", priority=10, pass_context=False)  # somebody looks at the paper now; its words can wait
def check_signatures(check: int) -> None:
    """Look at the signatures of one content."""
    actions.check_signatures(check)


@app.periodic(cron="*/20 * * * *")
@app.task(queue="texts", queueing_lock="documents.check_forgotten", pass_context=False)
def check_forgotten(timestamp: int) -> None:
    """Look at what still waits long after it was asked for: its job was lost with a worker."""
    for check in queries.checks_waiting(before=_long_ago()):
        actions.check_signatures(check)


def _long_ago() -> datetime:
    """Before this, whatever still waits was forgotten."""
    return dates.now() - timedelta(minutes=30)
