"""The list of papers, its exports and what is done to a selection."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from condica.accounts.access import needs
from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.foundation import dates, romanian
from condica.foundation.pages import Page, keyset
from condica.foundation.refusal import Refused
from condica.registry import access, actions, queries
from condica.registry.forms import FilterForm, UnitForm
from condica.registry.models import Entry, Register
from condica.registry.print import labels_pdf
from condica.registry.rules import kind_label

SEE = needs(Permission.ENTRY_SEE_ALL, Permission.ENTRY_SEE_UNIT)
PAGE = 25
COUNTED = 10_000
EXPORT_LIMIT = 100_000
BOOK_COLUMNS = (
    "Număr", "Data înregistrării", "Nr. și data emitentului", "File", "Anexe", "Emitent", "Conținut pe scurt",
    "Compartiment", "Data expedierii", "Modul rezolvării", "Destinatar", "Conexat la", "Indicativ dosar",
)  # fmt: skip


@require_GET
@SEE
def papers(request: HttpRequest) -> HttpResponse:
    """Registratura: every paper that the person may see, filtered by the address."""
    form = FilterForm(request.GET)
    filters = form.filters()
    found = queries.papers(_user(request), filters)
    page = keyset(found, order=queries.SORTS[filters.sort], after=request.GET.get("dupa"), size=PAGE)
    today = dates.today()
    register = Register.objects.filter(key=filters.register or "general").first()
    context = {
        "form": form,
        "filters": filters,
        "page": page,
        "rows": [
            {"entry": e, "term": queries.chip(e, today), "kind": kind_label(e.kind) if e.kind else "–"}
            for e in page.items
        ],
        "register": register,
        "total_words": _total(found, page),
        "unit_form": UnitForm(),
        "today": today,
    }
    return render(request, "registry/list.html", context)


def _total(found: QuerySet[Entry], page: Page[Entry]) -> str:
    """How many papers fit, counted as far as it is quick; a list of one page counts itself."""
    total = found.order_by()[: COUNTED + 1].count() if page.next or page.previous else len(page)
    if total > COUNTED:
        return f"peste {romanian.plural(COUNTED, 'document', 'documente')}"
    return romanian.plural(total, "document", "documente")


@require_GET
@SEE
def labels(request: HttpRequest) -> HttpResponse:
    """The labels (etichete) of the selected papers, one after another, or on A4 sheets with `coala`."""
    chosen = list(access.visible_to(_user(request)).filter(pk__in=_ids(request.GET)).order_by("pk"))
    if not chosen:
        raise Http404("Nu ai ales niciun document.")
    pdf = labels_pdf(chosen, sheet="coala" in request.GET)
    return HttpResponse(
        pdf, content_type="application/pdf", headers={"Content-Disposition": 'inline; filename="etichete.pdf"'}
    )


@require_POST
@SEE
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The filtered list as CSV with the 13 columns of the book (art. 9), line by line; names leave, so it is told."""
    found = queries.papers(_user(request), FilterForm(request.GET).filters()).order_by("year", "value")
    actions.tell_export(min(found.count(), EXPORT_LIMIT), by=_user(request))
    lines = found.prefetch_related("exits", "connected_to__first__register")[:EXPORT_LIMIT]
    response = StreamingHttpResponse(_csv(lines.iterator(chunk_size=2000)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="registru-{dates.today():%Y-%m-%d}.csv"'
    return response


def _csv(entries: Iterator[Entry]) -> Iterator[str]:
    yield "\ufeff" + _line(BOOK_COLUMNS)  # the mark lets spreadsheets read the letters right
    for entry in entries:
        yield _line(book_line(entry))


def _line(cells: tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerow(
        ["'" + cell if cell[:1] in "=+-@\t" and cell[1:] else cell for cell in cells]
    )
    return out.getvalue()


def book_line(entry: Entry) -> tuple[str, ...]:
    """A paper as one line of the book: the 13 elements of Instrucțiuni 217/1996 art. 9."""
    exits = list(entry.exits.all())
    last = exits[-1] if exits else None
    connected = [str(link.first) for link in entry.connected_to.all() if link.undone_at is None]
    issuer = (
        f"{entry.document_number} / {entry.document_date:%d.%m.%Y}" if entry.document_date else entry.document_number
    )
    return (
        entry.paper_number,
        f"{dates.local(entry.registered_at):%d.%m.%Y %H:%M}",
        issuer,
        "" if entry.leaves is None else str(entry.leaves),
        "" if entry.annexes is None else str(entry.annexes),
        entry.sender_name,
        ("ANULAT – " if entry.cancelled else "") + entry.subject,
        entry.unit.name if entry.unit else "",
        f"{dates.local(last.moment):%d.%m.%Y}" if last else "",
        last.way if last else str(entry.get_settled_as_display() if entry.settled_as else ""),
        last.addressee if last else entry.addressee_name,
        ", ".join(connected),
        entry.file_code,
    )


@require_GET
@SEE
def day_book(request: HttpRequest, register: str, year: int, month: int, day: int) -> HttpResponse:
    """The register of one day, as a page that prints like the book."""
    try:
        on = date(year, month, day)
    except ValueError:
        raise Http404("Nu există această zi.") from None
    found = Register.objects.filter(key=register).first()
    if found is None:
        raise Http404("Nu există acest registru.")
    lines = queries.book(_user(request), found, on).prefetch_related("exits", "connected_to__first__register")[:5000]
    context = {"register": found, "day": on, "columns": BOOK_COLUMNS, "lines": [book_line(entry) for entry in lines]}
    return render(request, "registry/day.html", context)


@require_POST
@needs(Permission.ENTRY_REGISTER, Permission.CASE_ASSIGN)
def bulk(request: HttpRequest) -> HttpResponse:
    """What is done to the selected papers: hand to a department, connect."""
    chosen = list(access.visible_to(_user(request)).filter(pk__in=_ids(request.POST)).order_by("pk"))
    what = request.POST.get("ce", "")
    if not chosen:
        messages.error(request, "Nu ai ales niciun document. Alege cu x sau bifează rândurile, apoi încearcă din nou.")
    elif what == "repartizeaza":
        _hand_all(request, chosen)
    elif what == "conexeaza":
        _connect_all(request, chosen)
    back = request.POST.get("inapoi", "")
    return redirect(back if back.startswith("/registratura/") else "registry:list")


def _ids(given: QueryDict) -> list[int]:
    return [int(value) for value in given.getlist("ales") if value.isdigit()][:500]


def _hand_all(request: HttpRequest, chosen: list[Entry]) -> None:
    form = UnitForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Alege compartimentul căruia îi dai documentele.")
        return
    unit = form.cleaned_data["unit"]
    with transaction.atomic():
        for entry in chosen:
            actions.hand_to(entry, unit, by=_user(request))
    messages.success(request, f"{romanian.plural(len(chosen), 'document dat', 'documente date')} către {unit.name}.")


def _connect_all(request: HttpRequest, chosen: list[Entry]) -> None:
    if not _user(request).may(Permission.ENTRY_CONNECT):
        raise Refused("entry-connect", "Nu ai drept să conexezi documente.", remedy="Cere registraturii conexarea.")
    first, *others = chosen
    with transaction.atomic():
        for entry in others:
            actions.connect(first, entry, by=_user(request))
    messages.success(request, f"{romanian.plural(len(others), 'document conexat', 'documente conexate')} la {first}.")


def _user(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]
