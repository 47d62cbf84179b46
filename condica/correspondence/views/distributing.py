"""Distribution lists (liste de difuzare): all of them, one with its members."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from condica.accounts.access import needs
from condica.accounts.rules import Permission
from condica.correspondence import access, actions
from condica.correspondence.forms.circulars import DistributionForm, MemberForm
from condica.correspondence.models import valid_on
from condica.correspondence.queries import circulars as queries
from condica.correspondence.views.desk import user_of
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken

KEEP = needs(Permission.LETTER_DISPATCH)


@require_http_methods(["GET", "POST"])
@KEEP
def distributions(request: HttpRequest) -> HttpResponse:
    """The lists of today, and a new one."""
    form, refusal = DistributionForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(actions.make_distribution(**form.cleaned_data, by=user_of(request)))
        except RuleBroken as broken:
            refusal = broken
    found = [
        {"list": one, "units": len(units), "contacts": len(contacts)}
        for one in queries.lists_on(dates.today())[:100]
        for units, contacts in [queries.members_on(one, dates.today())]
    ]
    context = {"form": form, "rows": found, "refusal": refusal}
    return render(request, "correspondence/distributions.html", context, status=422 if form.errors or refusal else 200)


@require_http_methods(["GET", "POST"])
@KEEP
def distribution(request: HttpRequest, pk: int) -> HttpResponse:
    """One list: who stands on it, who came and went; put somebody on it."""
    user = user_of(request)
    found = access.distribution_to_change(user, pk)
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        for unit in form.cleaned_data["units"]:
            actions.add_member(found, unit=unit, by=user)
        for contact in form.cleaned_data["contacts"]:
            actions.add_member(found, contact=contact, by=user)
        messages.success(request, "Lista e schimbată.")
        return redirect(found)
    rows = found.members.select_related("unit", "contact").prefetch_related("contact__points")
    today = dates.today()
    context = {
        "list": found,
        "form": form,
        "now": [(row, queries.email_of(row.contact) if row.contact else "") for row in rows.filter(valid_on(today))],
        "gone": rows.exclude(valid_on(today))[:50],
    }
    return render(request, "correspondence/distribution.html", context)


@require_POST
@KEEP
def distribution_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take a member off, or end the list."""
    user = user_of(request)
    found = access.distribution_to_change(user, pk)
    if step == "scoate":
        member = request.POST.get("membru", "")
        row = get_object_or_404(found.members, pk=int(member) if member.isdigit() else 0)
        actions.end_member(row, by=user)
        return redirect(found)
    if step != "incheie":
        raise Http404
    actions.end_distribution(found, by=user)
    messages.success(request, f"Lista „{found.name}” e încheiată; circularele trimise rămân cum sunt.")
    return redirect("correspondence:distributions")
