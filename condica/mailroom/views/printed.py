"""Lists of scanned paper on paper (liste tipărite): the stacks, and what waits for a decision."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from condica.accounts.print import Column, Listing, print_list
from condica.mailroom import access, queries
from condica.mailroom.models import Batch, Stack
from condica.mailroom.views.scans import ORDER, SCAN, _user

Row = tuple[Stack, dict[str, int]]


@require_POST
@SCAN
def stacks_print(request: HttpRequest) -> HttpResponse:
    """The stacks with how far each has come."""

    def prepare(stacks: list[Stack]) -> list[Row]:
        progress = queries.stack_progress(stacks)
        return [(stack, progress[stack.pk]) for stack in stacks]

    user = _user(request)
    listing = Listing("scanari", "Teancuri scanate", STACKS, order="cele mai noi întâi")
    return print_list(listing, access.stacks_visible_to(user).order_by(*ORDER), by=user, prepare=prepare)


def _from(row: Row) -> str:
    stack = row[0]
    return f"{stack.from_words}{f', {stack.desk}' if stack.desk else ''}"


STACKS: list[Column[Any]] = [
    Column("Teancul", 0.7, lambda row: row[0].pk),
    Column("Adus", 1.3, lambda row: row[0].taken_at),
    Column("Fișierul", 2.4, lambda row: row[0].name),
    Column("De unde", 1.8, _from),
    Column("De cine", 1.4, lambda row: row[0].taken_by),
    Column("Stare", 1.1, lambda row: row[0].get_state_display()),
    Column("Pagini", 0.7, lambda row: row[0].pages or ""),
    Column("La documente", 0.9, lambda row: row[1]["settled"]),
    Column("De hotărât", 0.9, lambda row: row[1]["queued"] or ""),
    Column("Citit optic", 0.9, lambda row: f"{row[1]['ocr']}/{row[1]['ocr_all']}" if row[1]["ocr_all"] else ""),
]


@require_POST
@SCAN
def scan_queue_print(request: HttpRequest) -> HttpResponse:
    """The groups of sheets that wait for a person, each with why."""
    user = _user(request)
    listing = Listing("scanari-de-hotarat", "Foi scanate de hotărât", QUEUE)
    return print_list(listing, access.waiting_for(user).order_by("stack_id", "first"), by=user)


QUEUE: list[Column[Batch]] = [
    Column("Teancul", 0.7, lambda one: one.stack_id),
    Column("Adus", 1.3, lambda one: one.stack.taken_at),
    Column("Fișierul", 2.2, lambda one: one.stack.name),
    Column("De la pagina", 0.9, lambda one: one.first or "tot teancul"),
    Column("De ce așteaptă", 4, lambda one: one.why),
    Column("Documentul bănuit", 1.4, lambda one: one.entry.paper_number if one.entry else ""),
]
