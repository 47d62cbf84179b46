"""Work by unit and person (încărcarea), a selection given to somebody else, what will be late next week."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from condica.casework import access, actions, queries
from condica.casework.forms import BulkForm
from condica.casework.queries import ahead
from condica.casework.queries.load import Load, by_person, by_unit
from condica.casework.views.pages import listed
from condica.casework.views.verbs import ASSIGN, user_of
from condica.foundation import bulk as bulk_of
from condica.foundation import dates, romanian
from condica.foundation.pages import keyset
from condica.organisation.models import Unit

AHEAD = 60
MOST_AT_ONCE = 100
HEADS = (
    ("open", "În lucru", ""),
    ("near", "Apropiate", "apropiate"),
    ("today", "Azi", "azi"),
    ("past", "După ziua sigură", "trecute"),
    ("late", "Depășite", "depasite"),
)


@require_GET
@ASSIGN
def load(request: HttpRequest) -> HttpResponse:
    """How much work stands where: units first, then the people of one; each figure opens its list."""
    user, today = user_of(request), dates.today()
    units = queries.units_led(user)
    unit = _unit(request, units)
    rows = by_person(unit.pk, today) if unit else by_unit(units, today)
    context = {
        "unit": unit,
        "several": len(units) > 1,
        "rows": [(row, _figures(row)) for row in rows],
        "heads": HEADS,
        "today": today,
        "total": sum(row.open for row in rows),
    }
    return render(request, "casework/load.html", context)


def _unit(request: HttpRequest, units: set[int]) -> Unit | None:
    asked = request.GET.get("structura", "")
    if asked.isdigit():
        return get_object_or_404(Unit, pk=int(asked), pk__in=units)
    return Unit.objects.get(pk=next(iter(units))) if len(units) == 1 else None


def _figures(row: Load) -> list[tuple[int, str, str]]:
    """Each figure with the list behind it and whether it is of late work."""
    base = f"lista=toate&{row.key}"
    return [
        (getattr(row, name), f"{base}&stare={state}" if state else base, "l" if state == "depasite" else "")
        for name, _, state in HEADS
    ]


@require_POST
@ASSIGN
def bulk(request: HttpRequest) -> HttpResponse:
    """Give the selected cases to somebody else; what cannot be given stays, with its reason."""
    user = user_of(request)
    form = BulkForm(request.POST, units=queries.units_led(user))
    back = request.POST.get("inapoi", "")
    back = back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else "casework:list"
    if not form.is_valid():
        messages.error(request, "Alege colegul căruia îi dai lucrările.")
        return redirect(back)
    led = {"unit__in": queries.units_led(user)}
    chosen = bulk_of.chosen(request, access.visible_to(user).filter(**led), listed(request)[2].filter(**led))
    words = {"to": form.cleaned_data["to"], "text": form.cleaned_data["text"]}
    outcome = bulk_of.carry_out(chosen, lambda case: actions.reassign(case, **words, by=user))
    if outcome.refused:
        title = f"Redistribuire către {words['to']}"
        return bulk_of.answer(request, outcome, title=title, back=resolve_url(back), nouns="lucrare,lucrări")
    if chosen:
        messages.success(request, f"{romanian.plural(len(chosen), 'lucrare dată', 'lucrări date')}: {words['to']}.")
    return redirect(back)


@require_GET
@ASSIGN
def next_week(request: HttpRequest) -> HttpResponse:
    """What will be late by the end of next week and why, the same reasons together, each with its next act."""
    user, today = user_of(request), dates.today()
    until = ahead.end_of_next_week(today)
    found = ahead.late_by(user, until)
    page = keyset(found, order=queries.WORK_ORDER, after=request.GET.get("dupa"), size=AHEAD)
    groups = ahead.grouped(page.items)
    for group in groups:
        for row in group.rows:
            row.term = queries.term_state(row.case, today)
    context = {"groups": groups, "page": page, "until": until, "total": found.order_by().count(), "today": today}
    return render(request, "casework/next_week.html", context)
