"""What belongs to the folders (bibliotecă, decidenți, spre știință, sugestii): small pages with one verb each."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from condica.accounts.access import needs
from condica.accounts.rules import Permission
from condica.casework import api as casework
from condica.desk import access, actions
from condica.desk.forms import PhraseForm, PresentingForm
from condica.desk.models import Phrase, Presenting
from condica.desk.queries import folders as reads
from condica.desk.views.folders import SEE, user_of
from condica.foundation import dates
from condica.foundation.pages import keyset
from condica.foundation.refusal import Refused, RuleBroken
from condica.foundation.romanian import percent

GET_POST = require_http_methods(["GET", "POST"])
PAGE = 30


@GET_POST
@SEE
def phrases(request: HttpRequest) -> HttpResponse:
    """The library: my phrases and the house's, in the order of their use."""
    user = user_of(request)
    form = PhraseForm(request.POST or None, initial={"effect": "assign"})
    cares = user.may(Permission.TEMPLATE_EDIT)
    if not cares:
        form.fields.pop("house")
    if request.method == "POST" and form.is_valid():
        actions.keep_phrase(**form.cleaned_data, by=user)
        return redirect("desk:phrases")
    rows = [(place, one, one.owner_id == user.pk or cares) for place, one in enumerate(reads.phrases_of(user), start=1)]
    context = {"form": form, "rows": rows, "keys": reads.PHRASES}
    return render(request, "desk/phrases.html", context, status=422 if form.errors else 200)


@require_POST
@SEE
def drop_phrase(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a phrase up."""
    user = user_of(request)
    phrase = get_object_or_404(Phrase.objects.filter(Q(owner=user) | Q(owner=None), ended_at=None), pk=pk)
    actions.drop_phrase(phrase, by=user)
    messages.success(request, "Fraza nu se mai oferă; rezoluțiile scrise cu ea rămân.")
    return redirect("desk:phrases")


@GET_POST
@needs(Permission.ORGANISATION_EDIT)
def deciders(request: HttpRequest) -> HttpResponse:
    """Who decides by folder, since when; who prepares; what is gathered."""
    user = user_of(request)
    form = PresentingForm(request.POST or None)
    refusal: RuleBroken | None = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_presenting(**form.cleaned_data, by=user)
        except Refused:
            raise
        except RuleBroken as broken:
            refusal = broken
        else:
            return redirect("desk:deciders")
    rows = Presenting.objects.select_related("decider", "presenter").order_by("until", "since", "pk")[:PAGE]
    context = {"form": form, "rows": rows, "refusal": refusal, "today": dates.today()}
    return render(request, "desk/deciders.html", context, status=422 if refusal or form.errors else 200)


@require_POST
@needs(Permission.ORGANISATION_EDIT)
def end_presenting(request: HttpRequest, pk: int) -> HttpResponse:
    """No more folders for somebody."""
    actions.end_presenting(get_object_or_404(Presenting, pk=pk), by=user_of(request))
    return redirect("desk:deciders")


@require_GET
@needs(Permission.CASE_WORK, Permission.ENTRY_REGISTER, Permission.CASE_ASSIGN)
def informations(request: HttpRequest) -> HttpResponse:
    """What was sent to my units for information: still to be acknowledged, then the others."""
    user = user_of(request)
    rows = reads.informations(user, seen=True)
    page = keyset(rows, order=("-seen_at", "-id"), after=request.GET.get("dupa"), size=PAGE)
    context = {"new": reads.informations(user, seen=False).order_by("-pk")[:PAGE], "page": page}
    return render(request, "desk/informations.html", context)


@require_POST
@needs(Permission.CASE_WORK, Permission.ENTRY_REGISTER, Permission.CASE_ASSIGN)
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that my unit took note."""
    user = user_of(request)
    named = actions.acknowledge(access.information_to_see(user, pk), by=user)
    messages.success(request, f"Luat la cunoștință pentru {named.unit.short_name}.")
    return redirect("desk:informations")


@require_GET
@needs(Permission.SYSTEM_CARE, Permission.TEMPLATE_EDIT)
def suggestions(request: HttpRequest) -> HttpResponse:
    """How good the suggested unit is: each version with its measure on resolutions that it had not seen."""
    versions = [(one, _percents(one.measure)) for one in casework.versions()]
    return render(request, "desk/suggestions.html", {"versions": versions})


def _percents(measure: dict[str, float]) -> dict[str, str]:
    """The shares as people read them."""
    names = ("first", "three", "coverage", "right", "usual")
    return {name: percent(measure[name], 1) for name in names if name in measure}
