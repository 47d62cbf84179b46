"""The book by unit and day, on screen and paper (condica); the list of originals by place and person."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.foundation import dates
from condica.foundation.pages import keyset
from condica.organisation import api as organisation
from condica.registry.actions import losing
from condica.registry.forms.custody import BookForm, PlacesForm
from condica.registry.models import Custody
from condica.registry.print.custody import BOOK_COLUMNS, book_pdf, book_rows, handover_pdf
from condica.registry.print.tables import csv_bytes, xlsx_bytes
from condica.registry.queries import custody as queries
from condica.registry.queries.custody import BookFilter, BookLine
from condica.registry.views.custody import SEE, handover_to_read, user_of

PAGE = 50
ORDER = ("-since", "-pk")


def _units(user: User) -> set[int] | None:
    """Whose book somebody may open: every unit's, or the units that they see."""
    return None if user.may(Permission.ENTRY_SEE_ALL) else organisation.units_seen_by(user)


def _asked(request: HttpRequest) -> tuple[BookForm, BookFilter, list[BookLine]]:
    user = user_of(request)
    form = BookForm(request.GET.dict(), units=_units(user))
    asked = form.asked()
    if _units(user) is not None and asked.unit is None:
        return form, asked, []
    return form, asked, queries.book_lines(asked, user)


@require_GET
@SEE
def book(request: HttpRequest) -> HttpResponse:
    """The book of a unit, of a day or of more: paper and electronic together (condica)."""
    form, asked, lines = _asked(request)
    context = {"form": form, "asked": asked, "lines": lines, "columns": BOOK_COLUMNS}
    return render(request, "registry/custody_book.html", context)


@require_GET
@SEE
def book_paper(request: HttpRequest) -> HttpResponse:
    """The same book as PDF, with numbered pages and places for signatures."""
    _, asked, lines = _asked(request)
    return _file(book_pdf(asked, lines, dates.now()), f"condica-{asked.since:%Y-%m-%d}.pdf", "application/pdf")


@require_POST
@SEE
def book_export(request: HttpRequest) -> HttpResponse:
    """The same book as a spreadsheet or as CSV; that it left is written down."""
    _, asked, lines = _asked(request)
    period = f"{dates.numeric(asked.since)}–{dates.numeric(asked.until)}"
    losing.tell_book_export(period, len(lines), by=user_of(request))
    name = f"condica-{asked.since:%Y-%m-%d}"
    if request.POST.get("ca") == "csv":
        return _file(csv_bytes(BOOK_COLUMNS, book_rows(lines)), f"{name}.csv", "text/csv; charset=utf-8", saved=True)
    return _file(xlsx_bytes("Condica", BOOK_COLUMNS, book_rows(lines)), f"{name}.xlsx", XLSX, saved=True)


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _file(content: bytes, name: str, kind: str, *, saved: bool = False) -> HttpResponse:
    disposition = f'{"attachment" if saved else "inline"}; filename="{name}"'
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})


@require_GET
@SEE
def handover_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """A hand-over's list with its differences, for two signatures (borderou de predare, lista de diferențe)."""
    found = handover_to_read(user_of(request), pk)
    return _file(handover_pdf(found, queries.lines_of(found)), f"predare-{pk}.pdf", "application/pdf")


@require_GET
@SEE
def originals(request: HttpRequest) -> HttpResponse:
    """Where originals are, by unit, person or place: what somebody who leaves must hand over, what is lost."""
    form, asked, found = asked_places(request)
    page = keyset(found, order=ORDER, after=request.GET.get("dupa"), size=PAGE)
    seen = queries.seen_among(user_of(request), [stay.entry_id for stay in page.items])
    return render(request, "registry/originals.html", {"form": form, "page": page, "seen": seen, **asked})


def asked_places(request: HttpRequest) -> tuple[PlacesForm, dict[str, Any], QuerySet[Custody]]:
    """The filters of the address and the originals that they find, as this person may see them."""
    user = user_of(request)
    units = _units(user)
    people = None if units is None else _people(user)
    form = PlacesForm(request.GET, units=units, people=people)
    form.is_valid()
    asked: dict[str, Any] = {name: form.cleaned_data.get(key) for name, key in WHERE.items()}
    found = queries.at_place(user, **(asked | {"place": asked["place"] or ""}))
    if units is not None and not (asked["unit"] or asked["person"]):
        found = found.filter(queries.held_by(user))
    return form, asked, found


WHERE = {"unit": "compartiment", "person": "persoana", "place": "loc"}


def _people(user: User) -> list[int]:
    return [user.pk, *queries.people_led(user)]
