"""A petition, one group of questions a page; what is typed is kept at each step, judged, and sent once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from condica.accounts.api import system_user
from condica.foundation import dates, languages
from condica.foundation.refusal import RuleBroken
from condica.mailroom import api as mailroom
from condica.organisation import api as organisation
from condica.portal import actions, rules
from condica.portal.access import (
    asked_language,
    draft_of,
    forget_draft,
    network_of,
    page,
    remember_draft,
    remember_entry,
)
from condica.portal.forms import FORMS, CheckForm, Portal
from condica.portal.models import Draft
from condica.portal.rules import Step
from condica.portal.views.start import shown
from condica.registry.print import receipt_pdf

TIME = "pt-timp"


@require_http_methods(["GET", "POST"])
@page
def step(request: HttpRequest, step: str) -> HttpResponse:
    """One step: shown, or taken; a step before it that wants an answer comes first."""
    if step not in set(Step):
        raise Http404
    here, draft = Step(step), draft_of(request)
    if draft and draft.entry_id:
        return redirect("portal:sent")
    if (missing := first_wrong(draft.words if draft else {}, here)) is not None:
        return redirect(f"{_address(missing)}?lipsa=1")
    if request.method == "POST":
        return _taken(request, here, draft)
    return _asked(request, here, draft)


def first_wrong(words: dict[str, Any], before: Step) -> Step | None:
    """The first step before this one whose answers do not stand."""
    for one in rules.ORDER[: rules.ORDER.index(before)]:
        if one in FORMS and not FORMS[one](words).is_valid():
            return one
    return None


def _address(step: Step) -> str:
    return reverse("portal:step", args=[step.value])


def _asked(request: HttpRequest, here: Step, draft: Draft | None) -> HttpResponse:
    words = draft.words if draft else {}
    form = None
    if here in FORMS and here is not Step.CHECK:
        form = FORMS[here](words) if "lipsa" in request.GET and words else FORMS[here](initial=words)
    elif here is Step.CHECK:
        form = CheckForm()
    return _page(request, here, draft, form)


def _page(
    request: HttpRequest, here: Step, draft: Draft | None, form: Portal | None, *, errors: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    context = {
        "step": here,
        "steps": rules.ORDER,
        "form": form,
        "draft": draft,
        "back": rules.before(here),
        "errors": errors or [],
        "to_check": "schimba" in request.GET or "schimba" in request.POST,
        "time": request.POST.get("timp") or signing.dumps(dates.now().timestamp(), salt=TIME),
        "limits": {key: organisation.setting(f"portal_{key}") for key in ("files", "file_mb", "total_mb")},
        "types": ", ".join(dict.fromkeys(rules.TYPES.values())),
    }
    name = {Step.FILES: "files", Step.CHECK: "check"}.get(here, "step")
    return shown(request, f"portal/{name}.html", context, status=status)


def _taken(request: HttpRequest, here: Step, draft: Draft | None) -> HttpResponse:
    """Keep what came, then go where the pressed button says, or on."""
    if request.POST.get("website"):
        raise _not_a_person()
    form = FORMS[here](request.POST) if here in FORMS else None
    if draft is None and _too_fast(request):
        return _page(request, here, None, form, errors=[_("Mai apăsați o dată „Continuați”, ca să fim siguri.")])
    draft = draft or actions.begin(language=languages.active(), network=network_of(request))
    if form is not None and here is not Step.CHECK:
        draft = actions.keep(draft, form.kept(), language=languages.active())
    response = _going_elsewhere(request, here) or _ON.get(here, _answered)(request, here, draft, form)
    remember_draft(request, response, draft)
    return response


def _not_a_person() -> RuleBroken:
    return RuleBroken(
        "portal-trap",
        _("Formularul a fost completat altfel decât o face un om, așa că nu l-am primit."),
        remedy=_("Dacă folosiți un program care completează singur formularele, opriți-l și încercați din nou."),
    )


def _too_fast(request: HttpRequest) -> bool:
    try:
        shown_at: float = signing.loads(request.POST.get("timp", ""), salt=TIME, max_age=24 * 3600)
    except signing.BadSignature:
        return True
    return (dates.now() - datetime.fromtimestamp(shown_at, dates.now().tzinfo)).total_seconds() < rules.LEAST_SECONDS


def _going_elsewhere(request: HttpRequest, here: Step) -> HttpResponse | None:
    """Another language, the page before, or later: kept as it is, judged when one goes on."""
    if asked_language(request):
        return redirect(_address(here))
    if "mai-tarziu" in request.POST:
        return redirect(f"{reverse('portal:start')}?pastrat=1")
    if "inapoi" in request.POST:
        return redirect(_address(rules.before(here) or here))
    return None


def _answered(request: HttpRequest, here: Step, draft: Draft, form: Portal | None) -> HttpResponse:
    if form is None or not form.is_valid():
        return _page(request, here, draft, form, status=422)
    actions.keep(draft, form.cleaned_data, language=languages.active())
    return redirect(_address(Step.CHECK if "schimba" in request.POST else rules.after(here)))


def _files(request: HttpRequest, here: Step, draft: Draft, form: Portal | None) -> HttpResponse:
    if request.POST.get("sterge", "").isdigit():
        actions.remove_file(draft, int(request.POST["sterge"]))
        return redirect(_address(here))
    errors = []
    for file in request.FILES.getlist("fisiere"):
        try:
            content = file.read(rules.most_bytes(organisation.setting("portal_file_mb")))
            actions.add_file(draft, name=file.name or "fisier", content=content, network=network_of(request))
        except RuleBroken as refusal:
            errors.append(f"{refusal.message} {refusal.remedy}")
    if errors:
        return _page(request, here, draft, None, errors=errors, status=422)
    if "adauga" in request.POST:
        return redirect(_address(here))
    return redirect(_address(Step.CHECK if "schimba" in request.POST else Step.WHO))


def _sent(request: HttpRequest, here: Step, draft: Draft, form: Portal | None) -> HttpResponse:
    if form is None or not form.is_valid():
        return _page(request, here, draft, form, status=422)
    entry = actions.send(draft, network=network_of(request), by=system_user())
    response = redirect("portal:sent")
    remember_entry(request, response, entry)
    return response


_ON = {Step.FILES: _files, Step.CHECK: _sent}


@require_GET
@page
def sent(request: HttpRequest) -> HttpResponse:
    """The number, the code, the term; read again it says the same."""
    draft = draft_of(request)
    if draft is None or draft.entry is None:
        return redirect("portal:start")
    entry = draft.entry
    due = languages.long_day(entry.due_on) if entry.due_on else ""
    return shown(request, "portal/sent.html", {"entry": entry, "due": due, "promised": mailroom.can_send()})


@require_GET
@page
def sent_receipt(request: HttpRequest) -> HttpResponse:
    """The receipt of what was just sent."""
    draft = draft_of(request)
    if draft is None or draft.entry is None:
        return redirect("portal:start")
    return pdf(receipt_pdf(draft.entry), f"bon-{draft.entry.value}-{draft.entry.year}.pdf")


def pdf(content: bytes, name: str) -> HttpResponse:
    """A PDF shown or kept, as the visitor's browser does."""
    headers = {"Content-Disposition": f'inline; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@require_POST
@page
def drop(request: HttpRequest) -> HttpResponse:
    """Forget what was written (renunț)."""
    draft = draft_of(request)
    if draft is not None and draft.entry_id is None:
        actions.drop(draft)
    response = redirect("portal:start")
    forget_draft(response)
    return response


@require_POST
@page
def another(request: HttpRequest) -> HttpResponse:
    """Begin another petition after one was sent."""
    response = redirect(_address(Step.WHAT))
    forget_draft(response)
    return response
