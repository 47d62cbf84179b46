"""The answer by code, papers added, and the question at the end."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from condica.accounts.api import system_user
from condica.documents import api as documents
from condica.foundation import languages
from condica.foundation.refusal import RuleBroken
from condica.organisation import api as organisation
from condica.portal import actions, queries, rules
from condica.portal.access import entry_of, may_open_answer, network_of, open_answer, page
from condica.portal.forms import AdditionForm, CodeForm, FeedbackForm
from condica.portal.views.petition import pdf
from condica.portal.views.start import shown
from condica.portal.views.tracking import status_page
from condica.registry.models import Entry


@require_http_methods(["GET", "POST"])
@page
def answer(request: HttpRequest) -> HttpResponse:
    """The answers that left: opened by a code sent to the petitioner's own e-mail."""
    entry = entry_of(request)
    if entry is None:
        return redirect("portal:lookup")
    if request.method == "GET":
        return _answer_page(request, entry, CodeForm())
    form = CodeForm(request.POST)
    if form.is_valid() and actions.try_code(entry, form.cleaned_data["code"], by=system_user()):
        response = redirect("portal:answer")
        open_answer(request, response, entry)
        return response
    if form.is_valid():
        form.add_error("code", _("Codul nu e bun sau a expirat. Aveți cel mult cinci încercări; puteți cere altul."))
    return _answer_page(request, entry, form, status=422)


def _answer_page(request: HttpRequest, entry: Entry, form: CodeForm, *, status: int = 200) -> HttpResponse:
    context = {
        "entry": entry,
        "form": form,
        "answers": queries.answers_of(entry),
        "open": may_open_answer(request, entry),
        "address": rules.masked(entry.sender_email),
        "sent": "trimis" in request.GET,
        "minutes": rules.CODE_MINUTES,
    }
    return shown(request, "portal/answer.html", context, status=status)


@require_POST
@page
def ask_code(request: HttpRequest) -> HttpResponse:
    """Send a code to the petitioner's e-mail."""
    entry = entry_of(request)
    if entry is None or not queries.answers_of(entry):
        return redirect("portal:lookup")
    actions.ask_code(entry, language=languages.active(), by=system_user())
    response = redirect("portal:answer")
    response["Location"] += "?trimis=1"
    return response


@require_GET
@page
def answer_file(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The signed answer; only after the code."""
    entry = entry_of(request)
    if entry is None or not may_open_answer(request, entry):
        return redirect("portal:answer")
    for letter in queries.answers_of(entry):
        if letter.pdf is not None and letter.pdf.pk == uuid:
            with documents.open_file(letter.pdf) as file:
                return pdf(file.read(), f"raspuns-{entry.value}-{entry.year}.pdf")
    raise Http404


@require_http_methods(["GET", "POST"])
@page
def addition(request: HttpRequest) -> HttpResponse:
    """Add words and files to an open request (completare)."""
    entry = entry_of(request)
    if entry is None or not queries.status(entry).may_add:
        return redirect("portal:status" if entry else "portal:lookup")
    form, errors = AdditionForm(request.POST or None), []
    if request.method == "POST" and form.is_valid():
        try:
            return _added(request, entry, form)
        except RuleBroken as refusal:
            errors = [f"{refusal.message} {refusal.remedy}"]
    context = {
        "entry": entry, "form": form, "errors": errors, "key": request.POST.get("cheie") or rules.new_key(),
        "limits": {key: organisation.setting(f"portal_{key}") for key in ("files", "file_mb", "total_mb")},
        "types": ", ".join(dict.fromkeys(rules.TYPES.values())),
    }  # fmt: skip
    return shown(request, "portal/addition.html", context, status=422 if form.errors or errors else 200)


def _added(request: HttpRequest, entry: Entry, form: AdditionForm) -> HttpResponse:
    made = actions.add_papers(
        entry, words=form.cleaned_data["words"], files=request.FILES.getlist("fisiere"),
        key=request.POST.get("cheie", "")[:64] or rules.new_key(), network=network_of(request),
        language=languages.active(), by=system_user(),
    )  # fmt: skip
    messages.info(request, _("Am primit completarea; are numărul %s.") % made.paper_number)
    return redirect("portal:status")


@require_POST
@page
def feedback(request: HttpRequest) -> HttpResponse:
    """Keep the answer to the one question."""
    entry = entry_of(request)
    status = queries.status(entry) if entry else None
    if entry is None or status is None or status.case is None or not status.asks_feedback:
        return redirect("portal:status" if entry else "portal:lookup")
    form = FeedbackForm(request.POST)
    if not form.is_valid():
        return status_page(request, entry, form)
    given = form.cleaned_data
    actions.give_feedback(
        status.case, useful=given["useful"], words=given["words"], language=languages.active(), by=system_user()
    )
    messages.info(request, _("Vă mulțumim. Părerea dumneavoastră se vede în raportul nostru."))
    return redirect("portal:status")
