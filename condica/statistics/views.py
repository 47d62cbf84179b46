"""Pages of the reports (paginile rapoartelor): the report, the papers behind its figures, its exports."""

from __future__ import annotations

from collections.abc import Callable
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
from condica.statistics.rules import Period, Report, Row, Sheet, Table, recent_half_years, report_of, reports
from condica.statistics.rules.petitions import COLUMNS

SEE = needs(Permission.REPORT_SEE)
ORDER = ("register", "-year", "-value")
PAGE = 50
COLUMN_WORDS = {
    **{str(column.key): column.label.lower() for column in COLUMNS},
    "all": "primite",
    "answered": "cu răspuns",
    "extended": "cu termen prelungit",
}


@require_safe
@SEE
def index(request: HttpRequest) -> HttpResponse:
    """All reports that can be made."""
    return render(request, "statistics/index.html", {"reports": reports()})


@require_safe
@SEE
def report(request: HttpRequest, key: str) -> HttpResponse:
    """A report of a period, as it stood at a moment."""
    kind = _report(key)
    form = PeriodForm(request.GET, now=dates.now())
    sheet = _made(kind, form)
    context = {
        "kind": kind,
        "form": form,
        "sheet": sheet,
        "figures": _figures(sheet, form, kind),
        "tables": _tables(sheet, form, kind),
        "chosen": _chosen(form),
        "halves": [(half.label, _address("report", kind, half), half == sheet.period) for half in _halves()],
        "exports": [(words, icon, _export(kind, form, name)) for name, (words, icon) in EXPORTS.items()],
    }
    return render(request, "statistics/report.html", context, status=200 if form.is_valid() else 422)


@require_safe
@SEE
def papers(request: HttpRequest, key: str) -> HttpResponse:
    """The papers behind a figure, those that this person may see."""
    kind, form = _report(key), PeriodForm(request.GET, now=dates.now())
    group, row, column = (request.GET.get(name, "") for name in ("grup", "rand", "coloana"))
    found = kind.members(form.period, form.as_of, group, row, column)
    if found is None:
        raise Http404("Raportul nu are o astfel de cifră.")
    label, ids = found
    page = keyset(visible_to(_user(request)).filter(pk__in=ids), ORDER, request.GET.get("dupa"), PAGE)
    context = {
        "kind": kind,
        "period": form.period,
        "words": " · ".join(filter(None, (label, COLUMN_WORDS.get(column, "")))),
        "total": len(ids),
        "hidden": len(ids) - visible_to(_user(request)).filter(pk__in=ids).count(),
        "rows": [(paper, chip(paper, dates.today())) for paper in page],
        "page": page,
        "back": f"{reverse('statistics:report', args=[kind.key])}?{urlencode(_chosen(form))}",
    }
    return render(request, "statistics/papers.html", context)


EXPORTS = {"pdf": ("PDF", "file-type-pdf"), "xlsx": ("Excel", "table-export"), "csv": ("CSV", "file-text")}
TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@require_safe
@SEE
def export(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """The same report as a file: PDF, spreadsheet, or figures line by line."""
    kind, asked = _report(key), PeriodForm(request.GET, now=dates.now())
    if form not in TYPES:
        raise Http404("Raportul se poate lua ca PDF, Excel sau CSV.")
    content = _content(form, kind, asked, _user(request))
    answer = HttpResponse(content, content_type=TYPES[form])
    place = "inline" if form == "pdf" else "attachment"
    answer["Content-Disposition"] = f'{place}; filename="raport-{kind.key}-{asked.period.slug}.{form}"'
    return answer


def _content(form: str, kind: Report, asked: PeriodForm, user: User) -> bytes | str:
    sheet = kind.build(asked.period, asked.as_of, lambda table, row, column: "")
    if form == "pdf":
        return printing.pdf_bytes(sheet)
    if form == "xlsx":
        return printing.xlsx_bytes(sheet, kind.listing(asked.period, asked.as_of, visible_to(user)))
    return printing.csv_text(sheet)


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)


def _report(key: str) -> Report:
    found = report_of(key)
    if found is None:
        raise Http404("Nu există acest raport.")
    return found


def _made(kind: Report, form: PeriodForm) -> Sheet:
    return kind.build(form.period, form.as_of, _list_address(kind, form))


def _halves() -> list[Period]:
    return recent_half_years(dates.today())


def _chosen(form: PeriodForm) -> dict[str, str]:
    """The period as the address bar says it; the day of the figures only where somebody chose one."""
    period = form.period
    words = {"de-la": f"{period.since}", "pana-la": f"{period.until}"}
    day = form.cleaned_data.get("la") if form.is_valid() else None
    return {**words, "la": f"{day}"} if day else words


def _address(page: str, kind: Report, period: Period) -> str:
    words = urlencode({"de-la": f"{period.since}", "pana-la": f"{period.until}"})
    return f"{reverse(f'statistics:{page}', args=[kind.key])}?{words}"


def _export(kind: Report, form: PeriodForm, name: str) -> str:
    return f"{reverse('statistics:export', args=[kind.key, name])}?{urlencode(_chosen(form))}"


def _list_address(kind: Report, form: PeriodForm) -> Callable[[str, str, str], str]:
    base, chosen = reverse("statistics:papers", args=[kind.key]), _chosen(form)

    def address(table: str, row: str, column: str) -> str:
        asked = {**chosen, "grup": table, "rand": row, "coloana": str(column)}
        return f"{base}?{urlencode({key: value for key, value in asked.items() if value})}"

    return address


def _figures(sheet: Sheet, form: PeriodForm, kind: Report) -> list[dict[str, Any]]:
    address = _list_address(kind, form)
    first = sheet.tables[0].key
    return [
        {"figure": figure, "url": address(first, "", figure.column) if figure.cell.opens else ""}
        for figure in sheet.figures
    ]


def _tables(sheet: Sheet, form: PeriodForm, kind: Report) -> list[dict[str, Any]]:
    """Tables with the address behind each figure: the template only prints."""
    address = _list_address(kind, form)
    made = []
    for table in sheet.tables:
        *rows, total = [_line(table, row, address) for row in (*table.rows, table.total)]
        made.append({"table": table, "rows": rows, "total": total})
    return made


def _line(table: Table, row: Row, address: Callable[[str, str, str], str]) -> dict[str, Any]:
    cells = [
        {"cell": cell, "late": column.late, "url": address(table.key, row.key, column.key) if cell.opens else ""}
        for column, cell in zip(table.columns, row.cells, strict=True)
    ]
    return {"row": row, "cells": cells}
