"""Models of letters and phrases: the list, one model with its printed sample, taking out of use."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from condica.accounts.access import needs
from condica.accounts.rules import Permission
from condica.correspondence import actions, queries
from condica.correspondence import print as paper
from condica.correspondence.forms import DutyForm, PhraseForm, TemplateForm
from condica.correspondence.models import LetterTemplate, Phrase, VisaDuty
from condica.correspondence.views.desk import user_of
from condica.foundation import richtext

EDIT = needs(Permission.TEMPLATE_EDIT)


@require_GET
@EDIT
def models(request: HttpRequest) -> HttpResponse:
    """Modele și fraze."""
    return _page(request, PhraseForm(), DutyForm())


def _page(request: HttpRequest, phrase: PhraseForm, duty: DutyForm) -> HttpResponse:
    context = {
        "models": queries.templates_on(),
        "phrases": queries.all_phrases(),
        "duties": queries.all_duties(),
        "form": phrase,
        "duty_form": duty,
    }
    return render(request, "correspondence/models.html", context, status=422 if phrase.errors or duty.errors else 200)


@require_http_methods(["GET", "POST"])
@EDIT
def model(request: HttpRequest, key: str = "") -> HttpResponse:
    """One model: its text, the names it may use, how it prints; a change holds from today."""
    held = _held(key) if key else None
    if request.method == "POST":
        form = TemplateForm(request.POST)
        if form.is_valid():
            words = {**form.cleaned_data, **({"key": key} if key else {})}
            made = actions.change_template(**words, by=user_of(request))
            messages.success(request, f"Modelul „{made.title}” e valabil de azi.")
            return redirect("correspondence:model", made.key)
    else:
        form = TemplateForm.of(held) if held else TemplateForm()
    context = {
        "form": form,
        "held": held,
        "body": richtext.clean(richtext.normal(form["body"].value() or "")),
        "earlier": LetterTemplate.objects.filter(key=key, until__isnull=False).order_by("-since") if key else [],
    }
    return render(request, "correspondence/model.html", context, status=422 if form.errors else 200)


def _held(key: str) -> LetterTemplate:
    found = queries.templates_on().filter(key=key).first()
    if found is None:
        raise Http404
    return found


@require_GET
@EDIT
def model_sample(request: HttpRequest, key: str) -> HttpResponse:
    """The model printed with invented words, as a picture."""
    return HttpResponse(paper.sample_png(_held(key)), content_type="image/png")


@require_POST
@EDIT
def model_end(request: HttpRequest, key: str) -> HttpResponse:
    """Take a model out of use."""
    ended = actions.end_template(_held(key), by=user_of(request))
    messages.success(request, f"Modelul „{ended.title}” nu se mai folosește.")
    return redirect("correspondence:models")


@require_POST
@EDIT
def phrases(request: HttpRequest) -> HttpResponse:
    """Write a phrase, new or changed."""
    form = PhraseForm(request.POST)
    if form.is_valid():
        words = form.cleaned_data
        actions.change_phrase(
            words["phrase"], title=words["title"], body=words["body"], unit=words["unit"], by=user_of(request)
        )
        messages.success(request, f"Fraza „{words['title']}” e salvată.")
        return redirect("correspondence:models")
    return _page(request, form, DutyForm())


@require_POST
@EDIT
def phrase_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a phrase out of use."""
    phrase = get_object_or_404(Phrase, pk=pk)
    actions.end_phrase(phrase, by=user_of(request))
    messages.success(request, f"Fraza „{phrase.title}” nu se mai folosește.")
    return redirect("correspondence:models")


@require_POST
@EDIT
def duties(request: HttpRequest) -> HttpResponse:
    """Put a visa on the list of a model."""
    form = DutyForm(request.POST)
    if form.is_valid():
        made = actions.add_duty(**form.cleaned_data, by=user_of(request))
        messages.success(request, f"„{made.title}” se cere de azi.")
        return redirect("correspondence:models")
    return _page(request, PhraseForm(), form)


@require_POST
@EDIT
def duty_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a visa off the list."""
    ended = actions.end_duty(get_object_or_404(VisaDuty, pk=pk), by=user_of(request))
    messages.success(request, f"„{ended.title}” nu se mai cere scrisorilor de acum înainte.")
    return redirect("correspondence:models")
