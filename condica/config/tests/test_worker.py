"""The worker (lucrătorul): what a killed one left is taken up by the next, and nothing is made twice."""

from __future__ import annotations

import asyncio
import io
import multiprocessing
import os
import signal
from datetime import timedelta
from typing import Any

import pikepdf
from django.db import connection, connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from condica.config.cli.examinations import worker as examined
from condica.config.worker import MOST_TIMES, take_up
from condica.foundation import dates
from condica.registry.actions import printing
from condica.registry.models import BookPrint, Register
from condica.registry.tests.factories import make_entry, make_registrar


def page() -> bytes:
    """A page without words: typesetting keeps threads, which a forked process does not have."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out)
    return out.getvalue()


def work(dies_at: int = 0) -> None:
    """A worker of its own process; it kills itself, as the kernel would, when it comes to a line."""

    def part(row: Any, first: int, *rest: Any) -> bytes:
        if first == dies_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return page()

    printing._part_pdf, printing.LINES = part, 2
    app.periodic_registry.periodic_tasks.clear()
    asyncio.run(_work())


async def _work() -> None:
    with app.replace_connector(app.connector.get_worker_connector()) as working:
        async with working.open_async():
            await take_up(working)
            await working.run_worker_async(wait=False, install_signal_handlers=False, listen_notify=False)


def run(dies_at: int = 0) -> int | None:
    """How a worker's process ended."""
    connections.close_all()
    process = multiprocessing.get_context("fork").Process(target=work, args=(dies_at,))
    process.start()
    process.join(30)
    process.kill()
    return process.exitcode


def silent_for_minutes() -> None:
    """Time passes: the dead worker's last heartbeat is old."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '5 minutes'")


def test_a_book_whose_worker_was_killed_goes_on_and_is_one_book(own_database: str) -> None:
    clerk = make_registrar()
    for _ in range(4):
        make_entry(by=clerk)
    made = printing.order_book(Register.objects.get(is_default=True), dates.today().year, by=clerk)
    assert run(dies_at=3) == -signal.SIGKILL
    job = ProcrastinateJob.objects.get(task_name="registry.print_book")
    made.refresh_from_db()
    assert (job.status, made.done, made.parts.count()) == ("doing", 2, 1)
    silent_for_minutes()
    assert "registry.print_book" in examined().told
    assert run() == 0
    made.refresh_from_db()
    assert [(part.ordinal, part.first_number, part.last_number) for part in made.parts.all()] == [(1, 1, 2), (2, 3, 4)]
    assert (made.ready_at is not None, BookPrint.objects.count()) == (True, 1)


def test_what_kills_its_worker_again_and_again_is_given_up_and_told(own_database: str) -> None:
    clerk = make_registrar()
    make_entry(by=clerk)
    made = printing.order_book(Register.objects.get(is_default=True), dates.today().year, by=clerk)
    ProcrastinateJob.objects.filter(task_name="registry.print_book").update(attempts=MOST_TIMES)
    assert run(dies_at=1) == -signal.SIGKILL
    silent_for_minutes()
    assert run() == 0
    assert ProcrastinateJob.objects.get(task_name="registry.print_book").status == "failed"
    with dates.frozen(dates.now() + timedelta(minutes=10)):
        printing.tell_lost()
    made.refresh_from_db()
    assert (made.problem, made.is_running) == (printing.LOST, False)
