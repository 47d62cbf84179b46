"""The worker (lucrătorul): `python -m condica.config.worker` runs the rooms' jobs until it is told to stop.

A job whose worker was killed stays „under way” in the database, and everything behind its lock waits for it: once a
minute the living take such jobs up again. Each job of the house goes on where it was, or does nothing when it is done.
"""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING

from condica.foundation.garbage import none_at_start

if TYPE_CHECKING:
    from procrastinate import App, JobContext
    from procrastinate.jobs import Job

#: A job that killed its worker so many times is left to a person: `condica doctor` names it among the failed.
MOST_TIMES = 8
SILENT = 60.0  # seconds without a heartbeat, which comes every ten
logger = logging.getLogger(__name__)


def main() -> None:
    """Take jobs as they come; what is under way when SIGTERM arrives is finished first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "condica.config.settings")
    import django  # noqa: PLC0415

    with none_at_start():
        django.setup()
    from procrastinate.contrib.django import app  # noqa: PLC0415 - it is made by Django's start

    look_after(app)
    with app.replace_connector(app.connector.get_worker_connector()) as working:  # type: ignore[attr-defined]
        working.run_worker(name="condica", concurrency=2)


def look_after(app: App) -> None:
    """Have the jobs of dead workers taken up once a minute, before anything that waits."""

    @app.periodic(cron="* * * * *")
    @app.task(
        name="config.take_up_lost", queue="texts", priority=90, queueing_lock="config.take_up_lost", pass_context=True
    )
    async def take_up_lost(context: JobContext, timestamp: int) -> None:
        await take_up(context.app, mine=context.job.worker_id)


async def take_up(app: App, *, mine: int | None = None) -> int:
    """Give the jobs of workers without a heartbeat back to the queue (reluare), but never one's own; how many."""
    stalled = await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENT)
    lost = [job for job in stalled if mine is None or job.worker_id != mine]
    for job in lost:
        logger.warning("Lucrarea %s a rămas de la un lucrător căzut; se reia.", job.call_string)
        await _again(app, job)
    return len(lost)


async def _again(app: App, job: Job) -> None:
    from procrastinate import exceptions  # noqa: PLC0415
    from procrastinate.jobs import Status  # noqa: PLC0415

    if job.attempts >= MOST_TIMES:
        await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)
        return
    try:
        await app.job_manager.retry_job(job)
    except exceptions.UniqueViolation:  # the clock has asked for the same work again: that one waits already
        await app.job_manager.finish_job(job, status=Status.ABORTED, delete_job=False)


if __name__ == "__main__":
    main()
