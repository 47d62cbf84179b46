"""Signing: the folder of letters to sign, one letter with one's certificate, and who is empowered to sign."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from condica.accounts.access import needs
from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.correspondence import access, actions, queries
from condica.correspondence.forms import KeyForm, MandateForm
from condica.correspondence.models import Letter, Mandate
from condica.correspondence.views.desk import back_to, chip, user_of
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.foundation.romanian import plural

SIGNS = needs(Permission.LETTER_SIGN, Permission.LETTER_APPROVE)
SECRET = sensitive_post_parameters("passphrase", "pin")
MOST = 100


@SECRET
@require_http_methods(["GET", "POST"])
@SIGNS
def signing(request: HttpRequest) -> HttpResponse:
    """The folder of letters to sign (mapa de semnat): read each, then sign the chosen ones with one passphrase."""
    user = user_of(request)
    if not access.may_sign(user):
        raise Http404("Mapa de semnat o are conducătorul autorității, sau cine semnează pentru el.")
    waiting = queries.letters_in(queries.BOX["de-semnat"], user)
    if request.method == "GET":
        return _folder(request, list(queries.order(waiting)[:MOST]), KeyForm())
    chosen = list(queries.order(waiting.filter(pk__in=_asked(request))))
    form = KeyForm(request.POST, request.FILES)
    by_script = "application/json" in request.headers.get("Accept", "")
    if not form.is_valid():
        return _told(request, waiting, form, "Verifică fișierul, parola sau PIN-ul.", by_script=by_script)
    try:
        outcomes = _sign_all(chosen, form, user)
    except RuleBroken as refusal:
        return _told(request, waiting, form, str(refusal), by_script=by_script)
    return JsonResponse({"outcomes": outcomes}) if by_script else _summary(request, outcomes)


def _asked(request: HttpRequest) -> list[int]:
    return [int(pk) for pk in request.POST.getlist("ales")[:MOST] if pk.isdigit()]


def _sign_all(chosen: list[Letter], form: KeyForm, user: User) -> list[dict[str, Any]]:
    """Each letter in a transaction of its own: one that is refused, or a fall of the power, touches no other."""
    with actions.open_key(**form.key_words(), by=user) as key:
        return [_outcome(letter, key, user) for letter in chosen]


def _outcome(letter: Letter, key: Any, user: User) -> dict[str, Any]:
    try:
        signed = actions.sign(letter, by=user, key=key)
    except RuleBroken as refusal:
        return {"pk": letter.pk, "signed": False, "label": letter.journal_label, "words": str(refusal)}
    put = signed.pdf.signatures.last() if signed.pdf else None
    return {"pk": letter.pk, "signed": True, "label": letter.journal_label, "words": put.note if put else ""}


def _told(request: HttpRequest, waiting: Any, form: KeyForm, words: str, *, by_script: bool) -> HttpResponse:
    """The key itself was refused: nothing was signed, and no other letter is tried with it (a PIN locks)."""
    if by_script:
        return JsonResponse({"stop": words}, status=422)
    return _folder(request, list(queries.order(waiting)[:MOST]), form, problem=words, status=422)


def _summary(request: HttpRequest, outcomes: list[dict[str, Any]]) -> HttpResponse:
    for one in outcomes:
        if not one["signed"]:
            messages.error(request, f"{one['label']}: {one['words']}")
    notes = {one["words"] for one in outcomes if one["signed"] and one["words"]}
    if signed := sum(one["signed"] for one in outcomes):
        words = f"Ai semnat {plural(signed, 'scrisoare', 'scrisori')}. Merg la expediere."
        messages.success(request, " ".join([words, *sorted(notes)]))
    elif not outcomes:
        messages.warning(request, "Alege cel puțin o scrisoare: Spațiu sau x pe rândul ei.")
    return redirect("correspondence:signing")


def _folder(
    request: HttpRequest, rows: list[Letter], form: KeyForm, *, problem: str = "", status: int = 200
) -> HttpResponse:
    asked = request.GET.get("citesc", "")
    shown = next((letter for letter in rows if str(letter.pk) == asked), rows[0] if rows else None)
    chosen = set(_asked(request)) if problem else set()
    context = {
        "rows": [{"letter": letter, "term": chip(letter), "chosen": letter.pk in chosen} for letter in rows],
        "shown": shown,
        "count": len(rows),
        "pages": queries.page_numbers(shown) if shown else [],
        "electronic": sum(letter.pdf_id is not None for letter in rows),
        "form": form,
        "problem": problem,
        "token": bool(settings.PKCS11_LIBRARY),
        "may_give": access.may_give_mandates(user_of(request)),
    }
    return render(request, "correspondence/signing.html", context, status=status)


DONE = {
    "approve": "Ai aprobat și semnat electronic; merge la conducător.",
    "sign": "Ai semnat electronic; scrisoarea merge la expediere.",
}


@SECRET
@require_POST
@needs(*access.INSIDE)
def sign_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve or sign one letter with one's certificate."""
    user = user_of(request)
    found = access.letter_to_read(user, pk)
    form = KeyForm(request.POST, request.FILES)
    step = request.POST.get("step", "")
    if step not in DONE:
        raise Http404
    if not form.is_valid():
        raise RuleBroken("key-missing", "Certificatul nu s-a putut citi.", remedy="Alege fișierul și scrie parola.")
    with actions.open_key(**form.key_words(), by=user) as key:
        signed = (actions.approve if step == "approve" else actions.sign)(found, by=user, key=key)
    put = signed.pdf.signatures.last() if signed.pdf else None
    messages.success(request, f"{DONE[step]} {put.note if put else ''}".strip())
    return redirect(back_to(request, found.get_absolute_url()))


# --- mandates ---------------------------------------------------------------------------------------------------------

MANDATES = needs(Permission.LETTER_SIGN, Permission.ORGANISATION_EDIT)


@require_http_methods(["GET", "POST"])
@MANDATES
def mandates(request: HttpRequest) -> HttpResponse:
    """Împuterniciri de semnare: who signs instead of the authority's head, by which act, between which days."""
    form = MandateForm(request.POST or None, initial={"since": dates.today()})
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            actions.give_mandate(given.pop("user"), **given, by=user_of(request))
        except RuleBroken as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Împuternicirea e scrisă.")
            return redirect("correspondence:mandates")
    context = {"form": form, "rows": queries.mandates_from(dates.today()), "today": dates.today()}
    return render(request, "correspondence/mandates.html", context, status=422 if form.errors else 200)


@require_POST
@MANDATES
def mandate_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a mandate today."""
    actions.end_mandate(get_object_or_404(Mandate, pk=pk), until=dates.today(), by=user_of(request))
    messages.success(request, "Împuternicirea se încheie azi.")
    return redirect("correspondence:mandates")
