"""`python -m bench.book [--lines N] [--days N]`: a year of the register printed as the book, beside what it is made of.

The year is filled by the same trigger that numbers every paper, day by day on a set clock (a database declared a
demonstration lets it), with the share of answers, corrections and cancelled numbers that a town hall has. Printed by
the verb that the worker calls, volume by volume; beside it a plain SELECT of the same lines, and typst alone on the
same cells.
"""

from __future__ import annotations

import argparse
import resource
import time
from datetime import date, datetime, timedelta
from typing import Any

from bench import keep, own_database

YEAR = 2025
PLAIN = (
    "SELECT * FROM registry_number n LEFT JOIN registry_entry e ON e.number_id = n.id WHERE n.year = %s "
    "ORDER BY n.number"
)


def main() -> None:
    """A database of its own, a year of lines, the book."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=52_000)
    parser.add_argument("--days", type=int, default=250, help="working days over which they are spread")
    options = parser.parse_args()
    own_database()
    figures = measured(options.lines, options.days)
    for name, value in figures.items():
        print(f"{name:44} {value}")
    keep("bench-book.json", figures)


def measured(lines: int, days: int) -> dict[str, Any]:
    """All figures."""
    from condica.foundation import dates
    from condica.journal.models import Installation
    from condica.registry.actions import printing
    from condica.registry.models import Number, Register

    Installation.objects.filter(pk=1).update(demo=True)
    clerk = _clerk()
    spent_filling = _timed(lambda: _fill(clerk, lines, days))
    general = Register.objects.get(is_default=True)
    with dates.frozen(datetime(YEAR + 1, 1, 5, 9, tzinfo=dates.BUCHAREST)):
        plain = _timed(_plain)
        made = printing.order_book(general, YEAR, by=clerk)
        before, begun = resource.getrusage(resource.RUSAGE_SELF), _of_children()
        spent = _timed(lambda: printing.print_book(made, by=clerk))
        after = resource.getrusage(resource.RUSAGE_SELF)
        children = _of_children() - begun
        lines_alone, typst_alone, count = _apart(general)
    made.refresh_from_db()
    parts = list(made.parts.select_related("document__blob"))
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime + children
    total = Number.objects.filter(register=general, year=YEAR).count()
    return {
        "lines": total, "volumes": len(parts), "pages": parts[-1].last_page,
        "thickest volume, pages": max(part.last_page - part.first_page + 1 for part in parts),
        "all volumes, MB": round(sum(part.document.blob.size for part in parts) / 1e6, 1),
        "filled, s": round(spent_filling, 1), "printed, s": round(spent, 1), "printed, s of processor": round(cpu, 1),
        "printed, s for 1,000 lines": round(spent / total * 1000, 2),
        "a plain SELECT of all lines, s": round(plain, 2), "printing beside the SELECT, times": round(spent / plain),
        f"a volume of {count}: its lines read, s": round(lines_alone, 2),
        f"a volume of {count}: typst alone, s": round(typst_alone, 2),
        "peak memory of the worker, MB": after.ru_maxrss // 1024,
        "of it before printing, MB": before.ru_maxrss // 1024,
        "peak memory of a volume's typst, MB": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
    }  # fmt: skip


def _of_children() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def _timed(call: Any) -> float:
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def _clerk() -> Any:
    from bench.measures import _clerk as clerk

    return clerk()


def _plain() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(PLAIN, [YEAR])
        cursor.fetchall()


def _fill(clerk: Any, lines: int, days: int) -> None:
    """So many papers a working day; of each hundred 70 answered, 4 corrected, 1 cancelled."""
    from condica.foundation import dates

    day, left = date(YEAR, 1, 6), lines
    for place in range(days):
        count = left // (days - place)
        left -= count
        with dates.frozen(datetime(day.year, day.month, day.day, 9, tzinfo=dates.BUCHAREST)):
            _fill_day(clerk, count)
        day += timedelta(days=3 if day.weekday() == 4 else 1)


def _fill_day(clerk: Any, count: int) -> None:
    from django.db import connection, transaction

    from bench.measures import MATTERS, STREETS, _fill_one
    from condica.foundation import dates
    from condica.journal.actions import sync_clock
    from condica.registry import api as registry
    from condica.registry.models import Entry, Exit

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
        sync_clock()
        kinds = 8
        for place in range(kinds):
            words = f"{MATTERS[place % len(MATTERS)]} {STREETS[(count + place * 5) % len(STREETS)]}"
            _fill_one(cursor, clerk, words, count // kinds + (place < count % kinds))
    mine = list(Entry.objects.order_by("-number")[:count])
    with transaction.atomic():
        Exit.objects.bulk_create(
            Exit(
                entry=entry,
                ordinal=1,
                moment=dates.now(),
                addressee="Elena Chirilă",
                channel="post",
                way="favorabil",
                by=clerk,
            )
            for place, entry in enumerate(mine)
            if place % 100 < 70
        )
        for place, entry in enumerate(mine):
            if place % 25 == 0:
                registry.correct(entry, sender_name="Gheorghe Lazăr-Popescu", reason="auzit greșit", by=clerk)
            if place % 100 == 99:
                registry.cancel(entry, reason="înregistrat de două ori", by=clerk)


def _apart(register: Any) -> tuple[float, float, int]:
    """One volume's lines read, then the same cells typeset: what the verb is made of."""
    from condica.foundation import dates
    from condica.registry.actions.printing import LINES
    from condica.registry.print.book import Volume, book_pdf
    from condica.registry.queries.book import lines_of_numbers, numbers_of

    found: list[Any] = []
    reading = _timed(
        lambda: found.extend(lines_of_numbers(numbers_of(register, YEAR, 1, LINES).iterator(chunk_size=1000)))
    )
    return reading, _timed(lambda: book_pdf(Volume(register, str(YEAR), dates.now()), found)), len(found)


if __name__ == "__main__":
    main()
