"""The printed book (registrul tipărit): a year in parts, made in the background, sealed and kept."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from procrastinate.contrib.django.models import ProcrastinateJob

from condica.accounts.models import User
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.registry.actions.sealing import has_seal, keep_sealed
from condica.registry.models import BookPart, BookPrint, Number, Register
from condica.registry.print.book import Volume, book_pdf, pages_of
from condica.registry.queries.book import closed_by_days, lines_of_day, lines_of_numbers, numbers_of, struck_of

LINES = 4_000  # of a part: about two hundred pages
MOST_PAGES = 300


@transaction.atomic
def order_book(register: Register, year: int, *, by: User) -> BookPrint:
    """Have a year of the register printed (tipărirea registrului), as far as it has got; one print at a time."""
    from condica.registry import jobs  # noqa: PLC0415 - the jobs call this module

    register = Register.objects.select_for_update(no_key=True).get(pk=register.pk)
    running = BookPrint.objects.filter(register=register, year=year, ready_at=None, stopped_at=None, problem="").first()
    if running:
        return running
    last = Number.objects.filter(register=register, year=year).order_by("-number").values_list("number", flat=True)
    total = last.first()
    if not total:
        raise RuleBroken("book-empty", f"Registrul „{register}” nu are numere în {year}.", remedy="Alege alt an.")
    made = BookPrint.objects.create(register=register, year=year, by=by, asked_at=dates.now(), total=total)
    record(Verb.BOOK_ORDERED, on=made, by=by, data={"lines": total})
    jobs.print_book.defer(printing=made.pk)
    return made


@transaction.atomic
def stop_book(printing: BookPrint, *, by: User) -> BookPrint:
    """Stop a print (oprire); the parts already made stay."""
    printing = _locked(printing)
    if printing.is_running:
        printing.stopped_at = dates.now()
        printing.save(update_fields=["stopped_at"])
        record(Verb.BOOK_STOPPED, on=printing, by=by)
    return printing


def print_book(printing: BookPrint, *, by: User) -> BookPrint:
    """Make the parts one after another; a run cut short goes on from its last part, a stopped one ends."""
    lines = LINES
    while printing.is_running and printing.done < printing.total:
        if not _print_part(printing, lines, by=by):
            lines //= 2  # long words: fewer lines, so that no part is too thick to bind
        printing.refresh_from_db()
    return _finish(printing, by=by)


@transaction.atomic
def _print_part(printing: BookPrint, lines: int, *, by: User) -> bool:
    printing = _locked(printing)
    if not printing.is_running:
        return True
    before = printing.parts.last()
    first_page, ordinal = (before.last_page + 1, before.ordinal + 1) if before else (1, 1)
    last = min(printing.done + lines, printing.total)
    pdf = _part_pdf(printing, printing.done + 1, last, ordinal, first_page)
    pages = pages_of(pdf)
    if pages > MOST_PAGES and lines > 1:
        return False
    register, year = printing.register, printing.year
    document = keep_sealed(
        pdf, name=f"registru-{register.key}-{year}-volumul-{ordinal}.pdf",
        title=f"{register.name}, {year}, volumul {ordinal}", by=by, now=dates.now(),
    )  # fmt: skip
    BookPart.objects.create(
        printing=printing, ordinal=ordinal, first_number=printing.done + 1, last_number=last, first_page=first_page,
        last_page=first_page + pages - 1, document=document,
    )  # fmt: skip
    BookPrint.objects.filter(pk=printing.pk).update(done=F("done") + last - printing.done)
    return True


def _part_pdf(printing: BookPrint, first: int, last: int, ordinal: int, first_page: int) -> bytes:
    """One part; a day that two parts share is closed in the second, with all its numbers."""
    register, year = printing.register, printing.year
    numbers = numbers_of(register, year, first, last + 1).iterator(chunk_size=1000)
    lines = list(lines_of_numbers(numbers))
    following = lines.pop() if len(lines) > last - first + 1 else None
    volume = Volume(
        register, f"anul {year}", printing.asked_at, part=f"volumul {ordinal}", first_page=first_page,
        end=year_end(register, year, last) if last == printing.total else "", seal=has_seal(),
    )  # fmt: skip
    before = lines_of_day(register, lines[0].day, before=first) if first > 1 else []
    day_ends = following is None or following.day != lines[-1].day
    return book_pdf(volume, closed_by_days(lines, before=before, whole=day_ends))


def year_end(register: Register, year: int, last: int) -> str:
    """The closing line of a year, or of what there is of it."""
    over = year < dates.today().year
    said = f"Încheiat anul {year}" if over else f"Anul {year}, până la {dates.numeric(dates.today())}"
    struck = struck_of(register, year, last)
    return f"{said}: {last} numere, de la 1 la {last}, din care {struck} anulate."


@transaction.atomic
def _finish(printing: BookPrint, *, by: User) -> BookPrint:
    printing = _locked(printing)
    if printing.is_running and printing.done >= printing.total:
        printing.ready_at = dates.now()
        printing.save(update_fields=["ready_at"])
        parts = list(printing.parts.all())
        record(Verb.BOOK_PRINTED, on=printing, by=by, data={"parts": len(parts), "pages": parts[-1].last_page})
    return printing


def tell_problem(printing: BookPrint, sentence: str) -> None:
    """Write down why a print broke off, for whoever ordered it."""
    BookPrint.objects.filter(pk=printing.pk, ready_at=None).update(problem=sentence[:500])


LOST = "Lucrătorul a căzut de mai multe ori în timpul tipăririi. Volumele făcute rămân; spune administratorului."


def tell_lost() -> None:
    """Write it on every print that no job works on (tipărire pierdută): it would stand „under way” for ever."""
    jobs = ProcrastinateJob.objects.filter(task_name="registry.print_book", status__in=["todo", "doing"])
    live = set(jobs.values_list("args__printing", flat=True))
    running = BookPrint.objects.filter(ready_at=None, stopped_at=None, problem="")
    for printing in running.filter(asked_at__lt=dates.now() - timedelta(minutes=5)).exclude(pk__in=live):
        tell_problem(printing, LOST)


def _locked(printing: BookPrint) -> BookPrint:
    rows = BookPrint.objects.select_for_update(no_key=True, of=("self",)).select_related("register")
    return rows.get(pk=printing.pk)
