"""Absences (absențe): recorded by the administrator for anybody, by a head for the people of the units they lead."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from condica.accounts.access import needs
from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.foundation import dates
from condica.organisation import actions, api, queries
from condica.organisation.forms import AbsenceForm
from condica.organisation.models import Absence
from condica.organisation.views.chart import form_page, me

HEADS = needs(Permission.ORGANISATION_EDIT, Permission.CASE_ASSIGN)


@require_http_methods(["GET", "POST"])
@HEADS
def record_absence(request: HttpRequest) -> HttpResponse:
    """Record when somebody is away, and who stands in (absență)."""
    user = me(request)
    people, may_lend = people_of(user), user.may(Permission.ORGANISATION_EDIT)
    initial = {"since": dates.today(), "user": request.GET.get("cine")}
    form = AbsenceForm(request.POST or None, initial=initial, people=people, may_lend=may_lend)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        actions.record_absence(facts.pop("user"), **facts, by=user)
        return redirect("organisation:substitutions")
    back = reverse("organisation:substitutions")
    words = _("Rolurile le împrumută numai administratorul.") if not may_lend else ""
    return form_page(request, form, title=_("Absență nouă"), words=words, back=back, button=_("Notează absența"))


def people_of(user: User) -> set[int] | None:
    """Whose absences this person may record: anybody's (None), or those of the units led."""
    if user.may(Permission.ORGANISATION_EDIT):
        return None
    return queries.people_in(api.units_seen_by(user, dates.today()), dates.today())


@require_POST
@HEADS
def end_absence(request: HttpRequest, pk: int) -> HttpResponse:
    """The person is back: yesterday was the last day away (s-a întors)."""
    user = me(request)
    row = get_object_or_404(Absence, pk=pk)
    people = people_of(user)
    if people is not None and row.user_id not in people:
        raise Http404
    actions.end_absence(row, until=max(dates.today(), row.since), by=user)
    return redirect("organisation:substitutions")
