"""The tabs of the post room on paper (liste tipărite): letters, envelopes, lists, receipts awaited, what came back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from condica.accounts.print import Column, Listing, print_list
from condica.correspondence.models import Dispatch, Letter, PostList
from condica.correspondence.print.post import papers_in
from condica.correspondence.queries.post import TABS
from condica.correspondence.views.desk import chip, user_of
from condica.correspondence.views.post import ORDERS, SEND, asked_ways, lines_of, rows_of
from condica.foundation import dates
from condica.foundation.romanian import plural

Columns = Sequence[Column[Any]]


@require_POST
@SEND
def post_print(request: HttpRequest) -> HttpResponse:
    """What stands in a tab of the post room, as filtered."""
    tab = next((each for each in TABS if each.key == request.GET.get("fila")), TABS[0])
    said = [words for key, words, on in asked_ways(request, tab.key) if on and key]
    listing = Listing(f"expediere-{tab.key}", f"Expediere: {tab.label.lower()}", COLUMNS[tab.key], said)
    found = rows_of(request, tab.key).order_by(*ORDERS[tab.key])
    return print_list(listing, found, by=user_of(request), prepare=lambda read: lines_of(tab.key, read))


def _numbers(letters: Sequence[Letter]) -> str:
    return ", ".join(letter.entry.paper_number if letter.entry else str(letter) for letter in letters)


def _inside(line: dict[str, Any]) -> str:
    return papers_in(line["envelope"])


def _term(line: dict[str, Any]) -> str:
    state = chip(line["letter"])
    return "" if state is None else f"{state.words} · {state.date}" if state.date else state.words


def _where(line: dict[str, Any]) -> str:
    letter = line["letter"]
    return str(letter.addressee_email if line["row"].goes_by == "email" else letter.addressee_address)


def _cost(line: dict[str, Any]) -> str:
    envelope = line["envelope"]
    return line["lacks"] if envelope.cost is None else f"{envelope.cost} lei"


def _returned(line: dict[str, Any]) -> str:
    envelope = line["envelope"]
    again = "" if getattr(envelope, "open_still", True) else "; trimisă din nou"
    return f"{dates.numeric(envelope.returned_on)}, {envelope.get_return_reason_display()}{again}"


def _arrived(one: Dispatch) -> object:
    if one.state == "bounced":
        return one.problem
    return one.confirmed_at or ("înmânată" if one.way == "counter" else "")


def _of_list(name: str) -> Any:
    return lambda row: getattr(row, name) if row.state == "handed" else ""


LETTERS: Columns = [
    Column("Nr.", 1.3, lambda line: _numbers([line["letter"]])),
    Column("Către", 2, lambda line: line["letter"].addressee_name),
    Column("Adresa", 3, _where),
    Column("Calea", 1.1, lambda line: line["row"].way_words),
    Column("Semnată", 1.3, lambda line: line["letter"].signed_at),
    Column("De trimis până la", 1.5, _term),
]
ENVELOPES: Columns = [
    Column("Plic", 0.6, lambda line: line["envelope"].pk),
    Column("Către", 2, lambda line: line["envelope"].addressee),
    Column("Adresa", 2.8, lambda line: line["envelope"].address),
    Column("Ce e în plic", 1.6, _inside),
    Column("Fel", 1.2, lambda line: line["envelope"].kind_words),
    Column("Nr. recomandată", 1.4, lambda line: line["envelope"].number_words or line["envelope"].tracking),
    Column("Grame", 0.6, lambda line: line["envelope"].grams),
    Column("Cost", 1, _cost),
]
LISTS: Columns = [
    Column("Borderoul", 1, lambda row: f"{row.number}/{row.year}"),
    Column("Fel", 1.5, lambda row: row.get_kind_display()),
    Column("Cine le duce", 2, lambda row: row.carrier),
    Column("Data", 1, lambda row: dates.numeric(row.day)),
    Column("Plicuri", 0.8, _of_list("pieces")),
    Column("Cost (lei)", 0.9, _of_list("cost")),
    Column("Stare", 1.2, PostList.get_state_display),
    Column("Dovada predării", 2, lambda row: row.stamp or row.cancelled_for),
]
_POSTED: Columns = [
    Column("Plic", 1.4, lambda line: line["envelope"].number_words or line["envelope"].pk),
    Column("Către", 2, lambda line: line["envelope"].addressee),
    Column("Ce e în plic", 2, _inside),
    Column("Fel", 1.3, lambda line: line["envelope"].kind_words),
    Column("Predat", 1.3, lambda line: line["envelope"].handed_at),
]
COLUMNS: dict[str, Columns] = {
    "de-trimis": LETTERS,
    "plicuri": ENVELOPES,
    "borderouri": LISTS,
    "confirmari": [*_POSTED, Column("Așteptată", 1.2, lambda line: plural(line["days"], "zi", "zile"))],
    "intoarse": [*_POSTED, Column("Întors", 2, _returned)],
    "plecate": [
        Column("Nr.", 1.3, lambda one: _numbers([one.letter])),
        Column("Către", 2, lambda one: one.addressee),
        Column("Unde", 2.6, lambda one: one.address),
        Column("Sub ce număr", 1.4, lambda one: one.envelope.number_words if one.envelope else one.reference),
        Column("Calea", 1.1, lambda one: one.get_way_display()),
        Column("Plecată", 1.3, lambda one: one.at),
        Column("A ajuns?", 1.6, _arrived),
    ],
}
