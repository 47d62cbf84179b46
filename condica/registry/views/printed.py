"""Lists of the registry office on paper (liste tipărite): what waits in the condica, originals, the shelf, blocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from condica.accounts.print import MOST_ROWS, Column, Listing, pdf_answer, print_list, print_rows
from condica.foundation import dates
from condica.foundation.romanian import plural
from condica.registry.forms.releasing import ShelfForm
from condica.registry.models import Block, Custody, HandoverLine, Issued
from condica.registry.queries import blocks as block_queries
from condica.registry.queries import custody as queries
from condica.registry.queries import releasing
from condica.registry.views import originals
from condica.registry.views.blocks import SEE as SEE_BLOCKS
from condica.registry.views.custody import SEE, user_of
from condica.registry.views.releasing import RELEASE


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line of the condica as the printed list shows it: what it waits for, and whether its subject may be read."""

    line: HandoverLine
    what: str
    seen: bool
    late: bool


@require_POST
@SEE
def custody_print(request: HttpRequest) -> HttpResponse:
    """What waits for me, what I handed over, what came back: the list of my condica on paper."""
    user = user_of(request)
    found = {"de primit": queries.to_receive(user), "predat de mine, neprimit": queries.given_and_waiting(user)}
    parts = {what: list(lines[:MOST_ROWS]) for what, lines in found.items()}
    unread = sum(lines.order_by().count() - MOST_ROWS for what, lines in found.items() if len(parts[what]) == MOST_ROWS)
    parts["întors la mine"] = queries.came_back(user, MOST_ROWS)
    seen = queries.seen_among(user, [line.entry_id for lines in parts.values() for line in lines])
    rows = [
        Waiting(line, what, line.entry_id in seen, line.is_waiting and queries.waits_too_long(line))
        for what, lines in parts.items()
        for line in lines
    ]
    listing = Listing("condica", "Condica de predare-primire", CUSTODY, [f"ale lui {user}"])
    return pdf_answer("condica", print_rows(listing, rows[:MOST_ROWS], total=len(rows) + unread, by=user))


def _handed(row: Waiting) -> str:
    long = "; așteaptă de peste o zi lucrătoare" if row.late else ""
    return f"{dates.on_paper(row.line.handover.at)}{long}"


CUSTODY: list[Column[Waiting]] = [
    Column("Nr.", 1.3, lambda row: row.line.entry.paper_number),
    Column("Conținut pe scurt", 3.4, lambda row: row.line.entry.subject if row.seen else "–"),
    Column("File, anexe", 1, lambda row: row.line.what),
    Column("A predat", 1.5, lambda row: row.line.handover.by),
    Column("Către", 1.5, lambda row: row.line.handover.to),
    Column("Când", 1.6, _handed),
    Column("Ce așteaptă", 1.5, lambda row: row.what),
]


@require_POST
@SEE
def originals_print(request: HttpRequest) -> HttpResponse:
    """Where originals are, as filtered, on paper: what somebody who leaves must hand over."""
    user = user_of(request)
    form, asked, found = originals.asked_places(request)
    said = [f"{form.fields[key].label}: {asked[name]}" for name, key in originals.WHERE.items() if asked[name]]
    if asked["place"]:
        said[-1] = f"Locul: {dict(form.fields['loc'].choices)[asked['place']]}"  # type: ignore[attr-defined]

    def prepare(stays: list[Custody]) -> list[tuple[Custody, bool]]:
        seen = queries.seen_among(user, [stay.entry_id for stay in stays])
        return [(stay, stay.entry_id in seen) for stay in stays]

    listing = Listing("originale", "Unde sunt originalele", PLACES, said, "cele mai noi întâi")
    return print_list(listing, found.order_by(*originals.ORDER), by=user, prepare=prepare)


PLACES: list[Column[tuple[Custody, bool]]] = [
    Column("Nr.", 1.3, lambda row: row[0].entry.paper_number),
    Column("Conținut pe scurt", 4, lambda row: row[0].entry.subject if row[1] else "–"),
    Column("Unde", 2, lambda row: row[0].where),
    Column("De când", 1.3, lambda row: row[0].since),
    Column("Cine răspunde", 1.6, lambda row: row[0].by),
]


@require_POST
@RELEASE
def shelf_print(request: HttpRequest) -> HttpResponse:
    """The issued papers on the shelf, as filtered, on paper."""
    form, today = ShelfForm(request.GET), dates.today()
    asked = form.asked()
    chosen = [asked.kind and f"felul: {asked.kind}", asked.desk and f"ghișeul: {asked.desk}"]
    said = [releasing.STATES.get(asked.state, ""), *(words for words in chosen if words)]
    said += [f"caută: {asked.words}"] if asked.words else []
    listing = Listing("acte-de-eliberat", "Acte de eliberat la ghișeu", SHELF, said, "cele mai noi întâi")
    return print_list(listing, releasing.shelf(asked, today).order_by("-pk"), by=user_of(request))


def _stands(paper: Issued) -> str:
    if not paper.is_waiting:
        return f"{paper.outcome.get_way_display()} {dates.on_paper(paper.outcome.at)}"
    days = plural(paper.days_waiting(dates.today()), "zi", "zile")
    return f"neridicat la timp, de {days}" if releasing.is_unclaimed(paper, dates.today()) else f"așteaptă, {days}"


SHELF: list[Column[Issued]] = [
    Column("Nr. și data", 1.5, lambda one: f"{one.number}/{dates.numeric(one.issued_on)}"),
    Column("Felul", 1.8, lambda one: one.kind),
    Column("Titularul", 2.6, lambda one: one.holder_name),
    Column("Cererea", 1.2, lambda one: one.entry.paper_number if one.entry else ""),
    Column("De la", 1.2, lambda one: one.unit.short_name),
    Column("Primit", 1.3, lambda one: one.received_at),
    Column("Raftul", 0.9, lambda one: one.shelf),
    Column("Stare", 1.9, _stands),
]


@require_POST
@SEE_BLOCKS
def blocks_print(request: HttpRequest) -> HttpResponse:
    """The blocks of reserved numbers on paper, the open ones first."""
    user = user_of(request)
    rows = block_queries.blocks_seen_by(user)
    found = [*rows.filter(reconciliation=None)[:MOST_ROWS], *rows.exclude(reconciliation=None)[:MOST_ROWS]]
    listing = Listing("numere-rezervate", "Blocuri de numere rezervate", BLOCKS, order="cele deschise întâi")
    shown = found[:MOST_ROWS]
    return pdf_answer(listing.key, print_rows(listing, shown, total=max(rows.order_by().count(), len(shown)), by=user))


def _closed(block: Block) -> Any:
    return f"PV {block.reconciliation.minute}" if hasattr(block, "reconciliation") else "deschis"


BLOCKS: list[Column[Any]] = [
    Column("Numere", 1.6, str),
    Column("Ghișeul", 1.6, lambda one: one.desk),
    Column("Registrul", 1.8, lambda one: one.register),
    Column("Rezervate", 1.3, lambda one: one.reserved_at),
    Column("Folosite", 0.8, lambda one: f"{one.used} / {one.count}"),
    Column("Anulate", 0.7, lambda one: one.annulled),
    Column("De ce", 2.4, lambda one: one.reason),
    Column("Încheiat", 1.4, _closed),
]
