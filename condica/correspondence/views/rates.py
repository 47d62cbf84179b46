"""Prices, numbers and the contract of the post (tarife și numere); what dispatch cost (costuri)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from condica.correspondence import actions, queries, rules
from condica.correspondence import print as paper
from condica.correspondence.forms import ContractForm, RangeForm, TariffForm, kind_of
from condica.correspondence.models import Contract, NumberRange, Tariff
from condica.correspondence.views.desk import user_of
from condica.correspondence.views.post import SEND
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "POST"])
@SEND
def post_rates(request: HttpRequest) -> HttpResponse:
    """Tarife și numere: the prices of the contract, the numbers given by the post, the contract itself."""
    made: dict[str, forms.Form] = {"tarif": TariffForm(), "plaja": RangeForm(), "contract": ContractForm()}
    if request.method == "POST":
        what = request.POST.get("ce", "")
        if what in made:
            made[what] = type(made[what])(request.POST)
            if _added(request, what, made[what]):
                return redirect("correspondence:post_rates")
        elif what in {"incheie", "inchide"}:
            _end(request, what)
            return redirect("correspondence:post_rates")
    today = dates.today()
    context = {
        "forms": made,
        "tariffs": Tariff.objects.exclude(until__lt=today).select_related("by"),
        "ended": Tariff.objects.filter(until__lt=today).order_by("-until", "kind", "upto")[:100],
        "ranges": NumberRange.objects.select_related("added_by").order_by("closed_at", "-pk"),
        "contracts": Contract.objects.select_related("by"),
        "formats": rules.FORMATS,
        "sheet": rules.SHEET_GRAMS,
        "today": today,
    }
    return render(
        request, "correspondence/rates.html", context, status=422 if any(f.errors for f in made.values()) else 200
    )


def _added(request: HttpRequest, what: str, form: forms.Form) -> bool:
    if not form.is_valid():
        return False
    sent, user = dict(form.cleaned_data), user_of(request)
    adding: dict[str, Callable[..., Any]] = {
        "tarif": _tariff, "plaja": actions.add_range, "contract": actions.add_contract
    }  # fmt: skip
    try:
        adding[what](**sent, by=user)
    except RuleBroken as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, "Scris.")
    return True


def _tariff(*, fel: str, **sent: Any) -> Tariff:
    kind, priority = kind_of(fel)
    return actions.add_tariff(kind=kind, priority=priority, **sent)


def _end(request: HttpRequest, what: str) -> None:
    asked = request.POST.get("rand", "")
    pk = int(asked) if asked.isdigit() else 0
    if what == "incheie":
        actions.end_tariff(get_object_or_404(Tariff, pk=pk), until=dates.today(), by=user_of(request))
        messages.success(request, "Tariful se încheie azi.")
    else:
        actions.close_range(get_object_or_404(NumberRange, pk=pk), by=user_of(request))
        messages.success(request, "Plaja e închisă.")


def _year(request: HttpRequest) -> int:
    asked, now = request.GET.get("an", ""), dates.today().year
    return int(asked) if asked.isdigit() and 2000 <= int(asked) <= now else now


@require_GET
@SEND
def post_costs(request: HttpRequest) -> HttpResponse:
    """Costul expedierii: by month, kind and unit; the same figures as the lists handed over."""
    year = _year(request)
    cost = queries.costs_of(user_of(request), year)
    context = {
        "cost": cost,
        "year": year,
        "tables": cost.tables() if cost.pieces else [],
        "chart": cost.chart if cost.pieces else None,
        "earlier": year - 1,
        "later": year + 1 if year < dates.today().year else None,
    }
    return render(request, "correspondence/costs.html", context)


@require_GET
@SEND
def post_costs_file(request: HttpRequest) -> HttpResponse:
    """The same as a spreadsheet."""
    year = _year(request)
    cost = queries.costs_of(user_of(request), year)
    content = paper.cost_xlsx(f"Costul expedierii, {year}", cost.tables(), dates.now())
    headers = {"Content-Disposition": f'attachment; filename="cost-expediere-{year}.xlsx"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)
