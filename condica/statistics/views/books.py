"""A printed register (registru): its lines page by page on the screen, whole on paper and in a spreadsheet."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.foundation import dates
from condica.foundation.pages import keyset
from condica.foundation.refusal import RuleBroken
from condica.foundation.romanian import plural
from condica.registry.models import Entry
from condica.statistics import print as printing
from condica.statistics.forms import BookForm
from condica.statistics.rules import Book, BookLine, book_of
from condica.statistics.views.reports import SEE, as_file, exports, halves, user_of

ORDER = ("register", "year", "value")
PAGE = 50
FORMS = ("pdf", "xlsx")
#: How many lines a paper or a spreadsheet holds: what a year of a large town brings.
MOST = {"pdf": 5_000, "xlsx": 50_000}


@require_safe
@SEE
def book(request: HttpRequest, key: str) -> HttpResponse:
    """The register of a period, as it stood at a moment, page by page."""
    kind, form, user = _book(key), BookForm(request.GET, now=dates.now()), user_of(request)
    found, hidden = kind.papers(form.question, user)
    page = keyset(found.order_by(), ORDER, request.GET.get("dupa"), PAGE)
    lines = kind.lines(form.question, page.items, _masked(user, form))
    context = {
        "kind": kind,
        "form": form,
        "columns": printing.stacked(kind.columns),
        "rows": [(line, _labelled(kind, line)) for line in lines],
        "totals": kind.totals(form.question, found),
        "hidden": hidden,
        "page": page,
        "halves": halves(reverse("statistics:book", args=[kind.key]), form),
        "exports": exports("statistics:book_export", kind.key, form, FORMS),
    }
    return render(request, "statistics/book.html", context, status=200 if form.is_valid() else 422)


@require_safe
@SEE
def book_export(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """The whole register of a period, as a paper or a spreadsheet."""
    kind, asked, user = _book(key), BookForm(request.GET, now=dates.now()), user_of(request)
    if form not in FORMS:
        raise Http404("Registrul se poate lua ca PDF sau Excel.")
    found, hidden = kind.papers(asked.question, user)
    _check_length(found, form)
    lines = kind.lines(asked.question, list(found), _masked(user, asked))
    totals = kind.totals(asked.question, found)
    made = printing.book_pdf if form == "pdf" else printing.book_xlsx
    content = made(kind, asked.question, lines, totals, hidden)
    return as_file(content, form, f"registru-{kind.key}-{asked.period.slug}")


def _labelled(kind: Book, line: BookLine) -> list[list[tuple[str, str]]]:
    """A line's words beside the names of their columns, which stand there again on a phone."""
    names = [[column.label for column in cell] for cell in printing.stacked(kind.columns)]
    return [list(zip(*pair, strict=True)) for pair in zip(names, printing.in_cells(kind, line), strict=True)]


def _check_length(found: QuerySet[Entry], form: str) -> None:
    count = found.order_by().count()
    if count > MOST[form]:
        raise RuleBroken(
            "book-too-long",
            f"Perioada are {plural(count, 'rând', 'rânduri')}; încap cel mult {MOST[form]}.",
            remedy="Alege o perioadă mai scurtă: un semestru, o lună.",
        )


def _masked(user: User, form: BookForm) -> bool:
    """Names stand only where the person may read everybody's, and did not ask for a copy without them."""
    return form.nameless or not user.may(Permission.PERSONAL_SEE)


def _book(key: str) -> Book:
    found = book_of(key)
    if found is None:
        raise Http404("Nu există acest registru.")
    return found
