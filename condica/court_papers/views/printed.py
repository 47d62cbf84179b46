"""The lists of acts and of displays on paper (liste tipărite), as filtered on the screen."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from condica.accounts.print import Column, Listing, print_list
from condica.court_papers import queries
from condica.court_papers.views.court import asked_papers, rows_of
from condica.court_papers.views.display import asked_displays, rows_of_displays
from condica.court_papers.views.verbs import SEE, user_of
from condica.foundation import dates
from condica.registry.rules import TermState

Row = dict[str, Any]


def _term(row: Row) -> str:
    state: TermState = row["term"]
    return f"{state.words} · {state.date}" if state.date else state.words


def _said(label: str, words: str) -> list[str]:
    return [label.lower(), f"caută: {words}" if words else ""]


@require_POST
@SEE
def papers_print(request: HttpRequest) -> HttpResponse:
    """The acts of the chosen list."""
    user, today = user_of(request), dates.today()
    chosen, words, found = asked_papers(request)
    listing = Listing("acte-de-procedura", "Acte de procedură", PAPERS, _said(queries.PAPER_LISTS[chosen], words))
    ordered = found.order_by(*queries.order_of(chosen))
    return print_list(listing, ordered, by=user, prepare=lambda read: rows_of(read, user, today))


PAPERS: list[Column[Row]] = [
    Column("Nr.", 1.2, lambda row: row["paper"].entry.paper_number),
    Column("Intrat", 1.3, lambda row: row["paper"].entry.registered_at),
    Column("Destinatarul", 2, lambda row: row["name"] + (" (urgent)" if row["paper"].urgent else "")),
    Column("Instanța", 1.8, lambda row: row["paper"].court),
    Column("Dosarul", 1.4, lambda row: row["paper"].file_number),
    Column("Afișată la", 1.3, lambda row: row["paper"].posted_at),
    Column("Se ridică până", 1, lambda row: row["paper"].due_on and dates.numeric(row["paper"].due_on)),
    Column("Stadiul", 1.5, lambda row: row["stage"]),
    Column("De făcut", 1.5, _term),
]


@require_POST
@SEE
def displays_print(request: HttpRequest) -> HttpResponse:
    """The displays of the chosen list."""
    user, today = user_of(request), dates.today()
    chosen, words, found = asked_displays(request)
    listing = Listing("afisari", "Afișări", DISPLAYS, _said(queries.DISPLAY_LISTS[chosen], words))
    ordered = found.order_by(*queries.order_of(chosen))
    return print_list(listing, ordered, by=user, prepare=lambda read: rows_of_displays(read, today))


DISPLAYS: list[Column[Row]] = [
    Column("Nr.", 1.2, lambda row: row["display"].entry.paper_number),
    Column("Documentul", 3, lambda row: row["display"].title),
    Column("Cine cere", 1.6, lambda row: row["display"].requester),
    Column("Temeiul", 1.6, lambda row: row["display"].ground.label),
    Column("Unde", 1.6, lambda row: row["display"].places_words),
    Column("Afișat", 1.3, lambda row: row["display"].posted_at),
    Column("Ultima zi", 1, lambda row: row["display"].last_on and dates.numeric(row["display"].last_on)),
    Column("Stadiul", 1.2, lambda row: row["display"].get_stage_display()),
    Column("De făcut", 1.4, _term),
]
