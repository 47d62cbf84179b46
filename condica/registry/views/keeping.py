"""Keeping and selection (păstrare și selecționare): what is past its term, the minute, the confirmation."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from condica.accounts.access import needs
from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.foundation import dates
from condica.registry import actions, queries
from condica.registry.forms import MinuteForm
from condica.registry.models import Selection

SELECT = needs(Permission.ARCHIVE_SELECT)
SHOWN = 200


@require_GET
@SELECT
def keeping(request: HttpRequest) -> HttpResponse:
    """Papers whose keeping ended, by file code, and the selections made (termene de păstrare)."""
    rows = queries.expired(dates.today())
    facts = {"rows": rows, "selections": Selection.objects.select_related("begun_by")[:50]}
    return render(request, "registry/keeping.html", facts)


@require_http_methods(["GET", "POST"])
@SELECT
def begin_selection(request: HttpRequest) -> HttpResponse:
    """Put all that is past its term before the commission (lucrare de selecționare)."""
    form = MinuteForm(request.POST or None, initial={"on": dates.today()})
    rows = queries.expired(dates.today())
    papers = [paper for row in rows for paper in row.papers]
    if request.method == "POST" and form.is_valid():
        made = actions.begin_selection(papers, **form.cleaned_data, by=_user(request))
        messages.success(request, f"Selecționarea {made} cuprinde {len(papers)} documente.")
        return redirect(made)
    facts = {"form": form, "rows": rows, "count": len(papers)}
    return render(request, "registry/minute.html", facts, status=422 if form.errors else 200)


@require_GET
@SELECT
def selection(request: HttpRequest, pk: int) -> HttpResponse:
    """A selection: its papers, its confirmation, how far the erasing got."""
    made = get_object_or_404(Selection.objects.select_related("begun_by", "ordered_by"), pk=pk)
    papers = made.papers.select_related("entry__register", "entry__number")
    facts = {"selection": made, "papers": papers[:SHOWN], "count": papers.count(), "form": MinuteForm()}
    return render(request, "registry/selection.html", facts)


@require_http_methods(["GET", "POST"])
@SELECT
def confirm_selection(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the confirmation of Arhivele Naționale; the erasing begins in the background."""
    made = get_object_or_404(Selection, pk=pk)
    form = MinuteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.confirm_selection(made, **form.cleaned_data, by=_user(request))
        messages.success(request, "Confirmarea este consemnată; ștergerea a început, în fundal.")
        return redirect(made)
    facts = {"form": form, "selection": made, "rows": [], "count": made.papers.count()}
    return render(request, "registry/minute.html", facts, status=422 if form.errors else 200)


def _user(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]
