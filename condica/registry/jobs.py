"""Work of the registry in the background and by the clock (lucrări): selections, printed books, the chains' heads."""

from __future__ import annotations

from procrastinate.contrib.django import app

from condica.accounts.api import system_user
from condica.foundation.refusal import RuleBroken
from condica.registry.actions import heads
from condica.registry.actions import printing as books
from condica.registry.actions.selecting import carry_out as erase_selected
from condica.registry.models import BookPrint, Selection


@app.task(name="registry.carry_out", queue="texts", lock="registry.selection", pass_context=False)
def carry_out(selection: int) -> None:
    """Erase what was selected and confirmed."""
    found = Selection.objects.select_related("ordered_by").get(pk=selection)
    if found.ordered_by is not None:
        erase_selected(found, by=found.ordered_by)


@app.task(name="registry.print_book", queue="texts", lock="registry.book", pass_context=False)
def print_book(printing: int) -> None:
    """Print a year of a register, part by part."""
    found = BookPrint.objects.select_related("register", "by").get(pk=printing)
    try:
        books.print_book(found, by=found.by)
    except RuleBroken as refused:  # the seal cannot be read, for one: whoever ordered the book is told
        books.tell_problem(found, str(refused))
    except Exception:
        books.tell_problem(found, "Tipărirea s-a oprit din cauza unei erori. Volumele făcute rămân; cere anul din nou.")
        raise


@app.periodic(cron="*/10 * * * *")
@app.task(queue="texts", queueing_lock="registry.tell_lost_books", pass_context=False)
def tell_lost_books(timestamp: int) -> None:
    """Say of a book whose job was given up, after its worker fell again and again, that it will not end by itself."""
    books.tell_lost()


@app.periodic(cron="15 22 * * *")  # UTC: a quarter past midnight in Romania, in summer past one
@app.task(queue="texts", queueing_lock="registry.keep_heads", lock="registry.heads", pass_context=False)
def keep_heads(timestamp: int) -> None:
    """Put the chains' heads of the days that ended apart from the database, and send them where the house asked."""
    heads.keep_waiting(by=system_user())


@app.periodic(cron="45 5 * * *")
@app.task(queue="mail", queueing_lock="registry.send_heads", lock="registry.heads", pass_context=False)
def send_heads(timestamp: int) -> None:
    """Send the heads that the mail server could not take at night."""
    heads.send_waiting()
