"""The page of figures (cifre): waiting and serving, against what the house wants."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from condica.accounts.access import needs
from condica.accounts.rules import Permission
from condica.queue import queries
from condica.queue.forms import PeriodForm


@require_GET
@needs(Permission.REPORT_SEE)
def figures(request: HttpRequest) -> HttpResponse:
    """How long one waited: the middle one, nine in ten, by service, desk, hour and day."""
    form = PeriodForm(request.GET or None)
    since, until = form.days() if form.is_bound else PeriodForm({}).days()
    page = queries.figures_of(since, until)
    tables = [
        ("Pe servicii", "Serviciul", page.by_service),
        ("Pe ghișee", "Ghișeul", page.by_desk),
        ("Pe ore", "Ora la care a luat bonul", page.by_hour),
        ("Pe zile", "Ziua", page.by_day),
    ]
    shown = PeriodForm(initial={"de_la": since, "pana_la": until})
    context = {"page": page, "tables": tables, "form": shown, "since": since, "until": until}
    return render(request, "queue/figures.html", context)
