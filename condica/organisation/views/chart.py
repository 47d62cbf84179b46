"""The chart, a unit, and the administrator's contents page (organigramă, structură, administrare)."""

from __future__ import annotations

from typing import Any, cast

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from condica.accounts.access import needs
from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.foundation import dates
from condica.organisation import actions, queries
from condica.organisation.access import administration_links
from condica.organisation.forms import LastDayForm, UnitForm
from condica.organisation.models import Unit

SEE = needs(Permission.ORGANISATION_SEE)
EDIT = needs(Permission.ORGANISATION_EDIT)
CARE = needs(
    Permission.ORGANISATION_EDIT,
    Permission.USER_EDIT,
    Permission.TOKEN_EDIT,
    Permission.SYSTEM_CARE,
    Permission.MAIL_SETTINGS,
    Permission.TEMPLATE_EDIT,
    Permission.JOURNAL_SEE,
    Permission.ARCHIVE_SELECT,
)


def me(request: HttpRequest) -> User:
    """The person, whom the guard has let in."""
    return cast(User, request.user)


def page(request: HttpRequest, name: str, facts: dict[str, Any]) -> HttpResponse:
    """A page of the room; `perms_edit` says whether the buttons that change something are shown."""
    may_edit = me(request).may(Permission.ORGANISATION_EDIT)
    return render(request, f"organisation/{name}.html", {**facts, "perms_edit": may_edit})


def form_page(
    request: HttpRequest, form: object, *, title: str, back: str, button: str, words: str = ""
) -> HttpResponse:
    """A page with one form and nothing else."""
    facts = {"form": form, "title": title, "words": words, "back": back, "button": button}
    return render(request, "organisation/form.html", facts)


@require_GET
@CARE
def administration(request: HttpRequest) -> HttpResponse:
    """What an administrator cares for (administrare), only what the person may open."""
    links = administration_links(me(request))
    if not links:
        raise Http404
    return page(request, "administration", {"links": links})


@require_GET
@SEE
def chart(request: HttpRequest) -> HttpResponse:
    """The chart of units with posts in all, filled and vacant (organigramă)."""
    lines = queries.chart(dates.today())
    whole = queries.Seats()
    for line in lines:
        whole.add(line.own)
    return page(request, "chart", {"lines": lines, "whole": whole})


@require_GET
@SEE
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit: its posts and people, what it is part of, what is part of it (structură)."""
    row, today = get_object_or_404(Unit, pk=pk), dates.today()
    posts = queries.posts_of(row, today)
    facts = {
        "unit": row,
        "above": row.ancestors()[:-1],
        "below": [line for line in queries.chart(today) if line.unit.parent_id == pk],
        "posts": posts,
        "vacant": sum(not post.now for post in posts),  # type: ignore[attr-defined]
        "desks": [desk for desk in queries.desks(today) if desk.unit_id == pk],
    }
    return page(request, "unit", facts)


@require_http_methods(["GET", "POST"])
@EDIT
def new_unit(request: HttpRequest) -> HttpResponse:
    """Found a unit (structură nouă)."""
    form = UnitForm(request.POST or None, initial={"parent": request.GET.get("in")})
    if request.method == "POST" and form.is_valid():
        return redirect(actions.create_unit(**form.cleaned_data, by=me(request)))
    return form_page(
        request, form, title=_("Structură nouă"), back=reverse("organisation:chart"), button=_("Înființează structura")
    )


@require_http_methods(["GET", "POST"])
@EDIT
def edit_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a unit or move it (corectează, mută)."""
    row = get_object_or_404(Unit, pk=pk)
    names = ("name", "short_name", "code", "kind", "sort_order")
    initial = {name: getattr(row, name) for name in names} | {"parent": row.parent_id}
    form = UnitForm(request.POST or None, initial=initial, unit=row)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            actions.change_unit(row, **{name: form.cleaned_data[name] for name in names}, by=me(request))
            actions.move_unit(row, parent=form.cleaned_data["parent"], by=me(request))
        return redirect(row)
    return form_page(request, form, title=row.name, back=row.get_absolute_url(), button=_("Salvează"))


@require_http_methods(["GET", "POST"])
@EDIT
def dissolve_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which is a unit's last day (desființează)."""
    row = get_object_or_404(Unit, pk=pk)
    form = LastDayForm(request.POST or None, initial={"until": dates.today()})
    if request.method == "POST" and form.is_valid():
        actions.dissolve_unit(row, until=form.cleaned_data["until"], by=me(request))
        return redirect("organisation:chart")
    words = _("Structura rămâne în istoric; lucrările ei se văd și după aceea.")
    title = _("Desființează „%(unit)s”") % {"unit": row}
    return form_page(request, form, title=title, words=words, back=row.get_absolute_url(), button=_("Desființează"))
