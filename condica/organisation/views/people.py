"""Posts, holders, substitutes, desks (posturi, titulari, înlocuitori, ghișee)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from condica.accounts.rules import Permission
from condica.foundation import dates
from condica.organisation import actions, queries
from condica.organisation.forms import DeskForm, HoldingForm, HoursForm, LastDayForm, PostForm, SubstitutionForm
from condica.organisation.models import Desk, Holding, Post, Substitution, Unit
from condica.organisation.rules import WEEKDAYS
from condica.organisation.views.absences import people_of
from condica.organisation.views.chart import EDIT, SEE, form_page, me, page

EDITS = Permission.ORGANISATION_EDIT


@require_http_methods(["GET", "POST"])
@EDIT
def new_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Found a post in a unit (post nou)."""
    unit = get_object_or_404(Unit, pk=pk)
    form = PostForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.create_post(unit, **form.cleaned_data, by=me(request))
        return redirect(unit)
    return form_page(
        request,
        form,
        title=_("Post nou"),
        words=unit.name,
        back=unit.get_absolute_url(),
        button=_("Înființează postul"),
    )


@require_http_methods(["GET", "POST"])
@EDIT
def edit_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a post (corectează postul)."""
    post = get_object_or_404(Post.objects.select_related("unit"), pk=pk)
    initial = {"title": post.title, "regime": post.regime, "is_head": post.is_head}
    form = PostForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.change_post(post, **form.cleaned_data, by=me(request))
        return redirect(post.unit)
    return form_page(
        request, form, title=post.title, words=post.unit.name, back=post.unit.get_absolute_url(), button=_("Salvează")
    )


@require_http_methods(["GET", "POST"])
@EDIT
def fill_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Put somebody in a post (numește)."""
    post = get_object_or_404(Post.objects.select_related("unit"), pk=pk)
    form = HoldingForm(request.POST or None, initial={"since": dates.today()})
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        actions.fill_post(post, facts["user"], since=facts["since"], until=facts["until"], by=me(request))
        return redirect(post.unit)
    title = _("Numește în postul „%(post)s”") % {"post": post}
    return form_page(
        request, form, title=title, words=post.unit.name, back=post.unit.get_absolute_url(), button=_("Numește")
    )


@require_http_methods(["GET", "POST"])
@EDIT
def vacate_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which is somebody's last day in a post (eliberează)."""
    holding = get_object_or_404(Holding.objects.select_related("post__unit", "user"), pk=pk)
    form = LastDayForm(request.POST or None, initial={"until": dates.today()})
    if request.method == "POST" and form.is_valid():
        actions.vacate_post(holding, until=form.cleaned_data["until"], by=me(request))
        return redirect(holding.post.unit)
    title = _("Eliberează postul „%(post)s”") % {"post": holding.post}
    return form_page(
        request,
        form,
        title=title,
        words=_("ocupat de %(user)s") % {"user": holding.user},
        back=holding.post.unit.get_absolute_url(),
        button=_("Eliberează postul"),
    )


@require_http_methods(["GET", "POST"])
@EDIT
def abolish_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which is a post's last day (desființează postul)."""
    post = get_object_or_404(Post.objects.select_related("unit"), pk=pk)
    form = LastDayForm(request.POST or None, initial={"until": dates.today()})
    if request.method == "POST" and form.is_valid():
        actions.abolish_post(post, until=form.cleaned_data["until"], by=me(request))
        return redirect(post.unit)
    title = _("Desființează postul „%(post)s”") % {"post": post}
    return form_page(
        request,
        form,
        title=title,
        words=post.unit.name,
        back=post.unit.get_absolute_url(),
        button=_("Desființează postul"),
    )


@require_GET
@SEE
def substitutions(request: HttpRequest) -> HttpResponse:
    """Who stands in for whom, now and soon (înlocuiri)."""
    today, user = dates.today(), me(request)
    people = people_of(user) if user.may(Permission.CASE_ASSIGN) else None if user.may(EDITS) else set()
    absences = list(queries.absences_from(today))
    facts = {
        "rows": queries.substitutions_from(today).filter(absence=None),
        "absences": [(row, people is None or row.user_id in people) for row in absences],
        "may_record": people is None or bool(people),
        "today": today,
    }
    return page(request, "substitutions", facts)


@require_http_methods(["GET", "POST"])
@EDIT
def name_substitute(request: HttpRequest) -> HttpResponse:
    """Name a substitute (înlocuitor nou)."""
    form = SubstitutionForm(request.POST or None, initial={"since": dates.today()})
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        actions.name_substitute(facts.pop("user"), facts.pop("substitute"), **facts, by=me(request))
        return redirect("organisation:substitutions")
    back = reverse("organisation:substitutions")
    return form_page(request, form, title=_("Înlocuire nouă"), back=back, button=_("Stabilește înlocuirea"))


@require_POST
@EDIT
def end_substitution(request: HttpRequest, pk: int) -> HttpResponse:
    """End a substitution today (încheie)."""
    row = get_object_or_404(Substitution, pk=pk)
    actions.end_substitution(row, until=max(dates.today(), row.since), by=me(request))
    return redirect("organisation:substitutions")


@require_GET
@SEE
def desks(request: HttpRequest) -> HttpResponse:
    """The counters with their hours (ghișee și program)."""
    rows = [(desk, _week(desk)) for desk in queries.desks(dates.today())]
    return page(request, "desks", {"rows": rows})


@require_http_methods(["GET", "POST"])
@EDIT
def new_desk(request: HttpRequest) -> HttpResponse:
    """Open a counter (ghișeu nou)."""
    form = DeskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        actions.open_desk(facts.pop("unit"), **facts, by=me(request))
        return redirect("organisation:desks")
    return form_page(
        request, form, title=_("Ghișeu nou"), back=reverse("organisation:desks"), button=_("Deschide ghișeul")
    )


@require_http_methods(["GET", "POST"])
@EDIT
def edit_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a counter (corectează ghișeul)."""
    desk = get_object_or_404(Desk, pk=pk)
    initial = {"name": desk.name, "unit": desk.unit_id, "place": desk.place, "is_main": desk.is_main}
    form = DeskForm(request.POST or None, initial=initial, fixed_code=True)
    if request.method == "POST" and form.is_valid():
        actions.change_desk(desk, **form.cleaned_data, by=me(request))
        return redirect("organisation:desks")
    return form_page(request, form, title=desk.name, back=reverse("organisation:desks"), button=_("Salvează"))


@require_http_methods(["GET", "POST"])
@EDIT
def hours(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the hours of a counter (program)."""
    desk = next((desk for desk in queries.desks(dates.today()) if desk.pk == pk), None) or get_object_or_404(
        Desk, pk=pk
    )
    initial = {f"day{day}": words for day, _name, words in _week(desk)} | {"since": dates.today()}
    form = HoursForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.set_opening_hours(desk, form.intervals(), since=form.cleaned_data["since"], by=me(request))
        return redirect("organisation:desks")
    words = _("Scrie orele ca pe ușă: 8–12, 13–16:30. Ziua lăsată goală este închisă.")
    title = _("Programul ghișeului „%(desk)s”") % {"desk": desk}
    return form_page(
        request, form, title=title, words=words, back=reverse("organisation:desks"), button=_("Salvează programul")
    )


@require_POST
@EDIT
def close_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a counter from today (închide ghișeul)."""
    actions.close_desk(get_object_or_404(Desk, pk=pk), on=dates.today(), by=me(request))
    return redirect("organisation:desks")


def _week(desk: Desk) -> list[tuple[int, str, str]]:
    """Each day of the week with its hours as people write them."""
    hours = getattr(desk, "now", [])
    return [
        (day, name, ", ".join(f"{h.opens:%H:%M}–{h.closes:%H:%M}" for h in hours if h.weekday == day))
        for day, name in WEEKDAYS.items()
    ]
