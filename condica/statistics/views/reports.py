"""A report, the papers behind its figures, its exports (raport, lista din spatele cifrei, exporturi)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from condica.accounts.access import needs
from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.foundation import dates
from condica.foundation.pages import keyset
from condica.registry.access import visible_to
from condica.registry.queries import chip
from condica.statistics import print as printing
from condica.statistics.forms import PeriodForm
from condica.statistics.rules import (
    Address,
    Column,
    Figure,
    Period,
    Report,
    Row,
    Sheet,
    Table,
    books,
    recent_half_years,
    report_of,
    reports,
)

SEE = needs(Permission.REPORT_SEE)
ORDER = ("register", "-year", "-value")
PAGE = 50
EXPORTS = {"pdf": ("PDF", "file-type-pdf"), "xlsx": ("Excel", "table-export"), "csv": ("CSV", "file-text")}
TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@require_safe
@SEE
def index(request: HttpRequest) -> HttpResponse:
    """All reports and registers that can be made."""
    return render(request, "statistics/index.html", {"reports": reports(), "books": books()})


@require_safe
@SEE
def report(request: HttpRequest, key: str) -> HttpResponse:
    """A report of a period, as it stood at a moment."""
    kind = _report(key)
    form = PeriodForm(request.GET, now=dates.now())
    address = _list_address(kind, form)
    sheet = kind.build(form.question, address)
    context = {
        "kind": kind,
        "form": form,
        "sheet": sheet,
        "late": _figure(sheet, sheet.late, address) if sheet.late else None,
        "figures": [_figure(sheet, figure, address) for figure in sheet.figures],
        "tables": [_table(table, address) for table in sheet.tables if len(table.columns) > 1],
        "counts": [_table(table, address) for table in sheet.tables if len(table.columns) == 1],
        "halves": halves(reverse("statistics:report", args=[kind.key]), form),
        "exports": exports("statistics:export", kind.key, form),
    }
    return render(request, "statistics/report.html", context, status=200 if form.is_valid() else 422)


@require_safe
@SEE
def papers(request: HttpRequest, key: str) -> HttpResponse:
    """The papers behind a figure, those that this person may see."""
    kind, form = _report(key), PeriodForm(request.GET, now=dates.now())
    behind = kind.members(form.question, *(request.GET.get(name, "") for name in ("grup", "rand", "coloana")))
    if behind is None:
        raise Http404("Raportul nu are o astfel de cifră.")
    stood = {member.entry: member for member in behind.members}
    seen = visible_to(user_of(request)).filter(pk__in=stood)
    page = keyset(seen, ORDER, request.GET.get("dupa"), PAGE)
    context = {
        "kind": kind,
        "form": form,
        "words": behind.words,
        "total": len(stood),
        "hidden": len(stood) - seen.order_by().count(),
        "rows": [(paper, stood[paper.pk], chip(paper, dates.today())) for paper in page],
        "page": page,
        "back": f"{reverse('statistics:report', args=[kind.key])}?{urlencode(form.words)}",
    }
    return render(request, "statistics/papers.html", context)


@require_safe
@SEE
def export(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """The same report as a file: PDF, spreadsheet, or every petition on a line."""
    kind, asked = _report(key), PeriodForm(request.GET, now=dates.now())
    if form not in TYPES:
        raise Http404("Raportul se poate lua ca PDF, Excel sau CSV.")
    return as_file(_content(form, kind, asked, user_of(request)), form, f"raport-{kind.key}-{asked.period.slug}")


def _content(form: str, kind: Report, asked: PeriodForm, user: User) -> bytes | str:
    if form == "csv":
        return printing.csv_text(kind.lines(asked.question, visible_to(user)), without=kind.free_words)
    sheet = kind.build(asked.question, lambda table, row, column: "")
    if form == "pdf":
        return printing.pdf_bytes(sheet)
    return printing.xlsx_bytes(sheet, kind.lines(asked.question, visible_to(user)))


def as_file(content: bytes | str, form: str, name: str) -> HttpResponse:
    """An export as the browser gets it: a PDF is shown, the others are kept."""
    answer = HttpResponse(content, content_type=TYPES[form])
    place = "inline" if form == "pdf" else "attachment"
    answer["Content-Disposition"] = f'{place}; filename="{name}.{form}"'
    return answer


def user_of(request: HttpRequest) -> User:
    """Who asks."""
    return cast("User", request.user)


def halves(base: str, form: PeriodForm) -> list[tuple[str, str, bool]]:
    """The half-years offered: name, address, whether it is the one shown."""
    kept = {name: value for name, value in form.words.items() if name == "compartiment"}
    offered = recent_half_years(dates.today())
    return [(half.label, f"{base}?{urlencode({**_days(half), **kept})}", half == form.period) for half in offered]


def _days(period: Period) -> dict[str, str]:
    return {"de-la": f"{period.since}", "pana-la": f"{period.until}"}


def exports(name: str, key: str, form: PeriodForm, forms: Sequence[str] = tuple(EXPORTS)) -> list[tuple[str, str, str]]:
    """The exports offered: words, icon, address."""
    asked = urlencode(form.words)
    return [(*EXPORTS[kind], f"{reverse(name, args=[key, kind])}?{asked}") for kind in forms]


def _report(key: str) -> Report:
    found = report_of(key)
    if found is None:
        raise Http404("Nu există acest raport.")
    return found


def _list_address(kind: Report, form: PeriodForm) -> Address:
    base, chosen = reverse("statistics:papers", args=[kind.key]), form.words

    def address(table: str, row: str, column: str) -> str:
        asked = {**chosen, "grup": table, "rand": row, "coloana": str(column)}
        return f"{base}?{urlencode({key: value for key, value in asked.items() if value})}"

    return address


def _figure(sheet: Sheet, figure: Figure, address: Address) -> dict[str, Any]:
    url = address(sheet.tables[0].key, "", figure.column) if figure.cell.opens else ""
    return {"figure": figure, "url": url}


def _table(table: Table, address: Address) -> dict[str, Any]:
    """A table with the address behind each figure: the template only prints."""
    rows = [_line(table, row, address) for row in table.rows]
    return {"table": table, "rows": rows, "total": _line(table, table.total, address) if table.total else None}


def _line(table: Table, row: Row, address: Address) -> dict[str, Any]:
    def shown(column: Column, place: int) -> dict[str, Any]:
        cell = row.cells[place]
        return {"cell": cell, "late": column.late, "url": address(table.key, row.key, column.key) if cell.opens else ""}

    return {"row": row, "cells": [shown(column, place) for place, column in enumerate(table.columns)]}
