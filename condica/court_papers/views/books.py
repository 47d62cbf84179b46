"""The two registers on paper and in a spreadsheet, and the figures of a year (registre tipărite, cifre)."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from condica.accounts.access import needs
from condica.accounts.rules import Permission
from condica.court_papers import print as printing
from condica.court_papers import queries
from condica.court_papers.forms import PeriodForm
from condica.court_papers.views.verbs import SAFE, pdf, user_of
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken

PRINTS = needs(Permission.ENTRY_REGISTER, Permission.REPORT_SEE)
BOOKS = {"acte": printing.papers_book, "afisari": printing.displays_book}
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: How many lines a printed register holds: what some years of a large town bring.
MOST = 5_000


@SAFE
@PRINTS
def book(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """A register of a period, whole: `pdf` or `xlsx`."""
    if key not in BOOKS or form not in {"pdf", "xlsx"}:
        raise Http404("Nu există acest registru.")
    since, until = _period(request)
    made, now = BOOKS[key](user_of(request), since, until), dates.now()
    if len(made.lines) > MOST:
        raise RuleBroken("book-too-long", "Perioada are prea multe rânduri.", remedy="Alege o perioadă mai scurtă.")
    subtitle = f"{dates.numeric(since)} – {dates.numeric(until)}"
    if form == "pdf":
        return pdf(printing.book_pdf(made, subtitle, now), f"registru-{key}-{since}-{until}")
    headers = {"Content-Disposition": f'attachment; filename="registru-{key}-{since}-{until}.xlsx"'}
    return HttpResponse(printing.book_xlsx(made, subtitle, now), content_type=SHEET, headers=headers)


def _period(request: HttpRequest) -> tuple[date, date]:
    form, today = PeriodForm(request.GET), dates.today()
    given = form.cleaned_data if form.is_valid() else {}
    since, until = given.get("de_la") or date(today.year, 1, 1), given.get("pana_la") or today
    return min(since, until), max(since, until)


@SAFE
@PRINTS
def figures(request: HttpRequest) -> HttpResponse:
    """The figures of a year, and where its registers are printed."""
    user, now = user_of(request), dates.today()
    asked = request.GET.get("an", "")
    year = int(asked) if asked.isdigit() and now.year - 12 <= int(asked) <= now.year else now.year
    since, until = date(year, 1, 1), min(date(year, 12, 31), now)
    context = {
        "year": year, "years": range(now.year, now.year - 4, -1), "acts": queries.paper_figures(user, year),
        "board": queries.display_figures(user, year),
        "period": PeriodForm(initial={"de_la": since, "pana_la": until}),
    }  # fmt: skip
    return render(request, "court_papers/figures.html", context)
