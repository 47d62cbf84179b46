"""Writing a letter: the page with its text, saving by itself, versions side by side."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from condica.accounts.access import needs
from condica.accounts.rules import Permission
from condica.correspondence import access, actions, queries, rules
from condica.correspondence.forms import LetterForm, WordForm
from condica.correspondence.models import Letter, LetterVersion
from condica.correspondence.rules import Stage, VisaState
from condica.correspondence.views.desk import SEE, chip, user_of
from condica.foundation import dates, richtext
from condica.foundation.refusal import RuleBroken

DECIDED = frozenset({VisaState.GIVEN, VisaState.REFUSED})
WRITE = needs(Permission.LETTER_DRAFT, Permission.LETTER_CHECK, Permission.LETTER_APPROVE)


@require_http_methods(["GET", "POST"])
@WRITE
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter's text. What was typed stays in the form whatever the answer is."""
    user = user_of(request)
    letter = access.letter_to_edit(user, pk)
    if request.method == "GET":
        rules.check_open(Stage(letter.stage))
        return _page(request, letter, LetterForm.of(letter), letter.body)
    form = LetterForm(request.POST)
    typed = richtext.normal(request.POST.get("body", ""))
    if not form.is_valid():
        return _page(request, letter, form, typed, status=422)
    try:
        actions.edit(letter, by=user, revision=form.cleaned_data["revision"], **form.words)
    except RuleBroken as refusal:
        now = Letter.objects.get(pk=letter.pk)
        theirs = queries.words_of(now) if refusal.code == "letter-changed-meanwhile" else ""
        form = _on_top_of(form, now)
        return _page(request, now, form, typed, refusal=refusal, theirs=theirs, status=422)
    messages.success(request, "Scrisoarea e salvată.")
    return redirect(letter if request.POST.get("ce") != "ramai" else request.path)


def _on_top_of(form: LetterForm, letter: Letter) -> LetterForm:
    """The same words, ready to be saved over the newer text once the person has compared them."""
    return LetterForm({**form.data.dict(), "revision": str(letter.revision)})  # type: ignore[attr-defined]


def brought_page(request: HttpRequest, letter: Letter, body: str) -> HttpResponse:
    """A text from a Word file that came after another change: in the form, beside what the letter says now."""
    letter = Letter.objects.get(pk=letter.pk)
    form = LetterForm.of(letter)
    form.initial["body"] = richtext.to_typed(body)
    refusal = actions.changed_meanwhile(letter)
    return _page(request, letter, form, body, refusal=refusal, theirs=queries.words_of(letter), status=422)


def _page(
    request: HttpRequest,
    letter: Letter,
    form: LetterForm,
    body: str,
    *,
    refusal: RuleBroken | None = None,
    theirs: str = "",
    status: int = 200,
) -> HttpResponse:
    user = user_of(request)
    subject = form["subject"].value() or ""
    mine = f"{subject}\n{richtext.to_plain(body)}\n{form['legal_basis'].value() or ''}"
    context = {
        "letter": letter,
        "form": form,
        "body": richtext.clean(body),
        "refusal": refusal,
        "rows": queries.side_by_side(theirs, mine) if theirs else [],
        "insertions": queries.insertions_for(letter, user),
        "given_visas": [line.visa for line in queries.visas_of(letter, user) if line.visa.state in DECIDED],
        "terms": queries.terms_of(letter),
        "term": chip(letter),
        "word_form": WordForm(initial={"revision": letter.revision}),
        "pages": queries.page_numbers(letter),
        "returned": letter.approvals.filter(step="returned").select_related("by").last()
        if letter.stage == Stage.RETURNED
        else None,
    }
    return render(request, "correspondence/text.html", context, status=status)


@require_POST
@WRITE
def autosave(request: HttpRequest, pk: int) -> JsonResponse:
    """Save while typing; answers with the new revision, or with the sentence that says why not."""
    user = user_of(request)
    letter = access.letter_to_edit(user, pk)
    form = LetterForm(request.POST)
    if not form.is_valid():
        missing = "; ".join(f"{form.fields[name].label}: {errors[0]}" for name, errors in form.errors.items())
        return JsonResponse({"problem": missing}, status=422)
    try:
        saved = actions.edit(letter, by=user, revision=form.cleaned_data["revision"], **form.words)
    except RuleBroken as refusal:
        return JsonResponse({"problem": str(refusal), "code": refusal.code}, status=409)
    return JsonResponse(_saved(saved))


def _saved(letter: Letter) -> dict[str, Any]:
    return {
        "revision": letter.revision,
        "at": dates.clock(letter.changed_at),
        "pages": len(queries.page_numbers(letter)),
        "blanks": len(rules.blanks(letter.body)),
    }


@require_GET
@SEE
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """The versions of a letter, and two of them compared (`?de=1&la=3`)."""
    letter = access.letter_to_read(user_of(request), pk)
    all_versions = list(letter.versions.select_related("by"))
    newer = _chosen(all_versions, request.GET.get("la", ""), all_versions[0])
    before = next((version for version in all_versions if version.number < newer.number), newer)
    older = _chosen(all_versions, request.GET.get("de", ""), before)
    context = {
        "letter": letter,
        "versions": all_versions,
        "older": older,
        "newer": newer,
        "rows": queries.compare(older, newer),
        "uploads": letter.uploads.select_related("document", "version", "by"),
    }
    return render(request, "correspondence/versions.html", context)


def _chosen(versions: list[LetterVersion], asked: str, otherwise: LetterVersion) -> LetterVersion:
    if not asked:
        return otherwise
    found = next((version for version in versions if str(version.number) == asked), None)
    if found is None:
        raise Http404
    return found
