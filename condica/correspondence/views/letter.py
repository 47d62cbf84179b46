"""A letter's own page, its preview, and the verbs of its buttons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from condica.accounts.access import needs
from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.correspondence import access, actions, queries, rules
from condica.correspondence import print as paper
from condica.correspondence.forms import (
    AnnexForm,
    DispatchForm,
    KeyForm,
    OriginalForm,
    ProofForm,
    StepForm,
    VisaForm,
    WordForm,
)
from condica.correspondence.models import Letter
from condica.correspondence.rules import Delivery, Stage, VisaState
from condica.correspondence.views.desk import SEE, back_to, chip, user_of
from condica.documents import api as documents
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.foundation.romanian import plural


@dataclass(frozen=True, slots=True)
class Button:
    """A step as a button: offered, or refused with its reason and article."""

    key: str
    label: str
    icon: str
    why: str = ""
    shortcut: str = ""
    dialog: str = ""
    refused: str = ""
    cites: str = ""
    url: str = ""  # where the button asks, when it is no step of the letter


@require_GET
@SEE
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter: its page as it will be printed, the next step, what is refused and why, its way so far."""
    user = user_of(request)
    found = queries.letter_for_page(access.letter_to_read(user, pk))
    buttons = buttons_for(user, found)
    visas = queries.visas_of(found, user)
    may_write = access.may_edit(user, found) and found.stage in rules.OPEN_TEXT
    context = {
        "letter": found,
        "term": chip(found),
        "terms": queries.terms_of(found),
        "left": _left_in_time(found),
        "visas": visas,
        "fallen": sum(1 for line in visas if line.visa.state == VisaState.VOID),
        "to_refuse": next((line.visa for line in visas if line.mine and line.turn), None),
        "annexes": actions.annexes_of(found),
        "originals": actions.originals_of(found),
        "annexed": rules.megabytes(sum(annex.document.blob.size for annex in actions.annexes_of(found))),
        "most_annexed": rules.megabytes(rules.MOST_ANNEXED),
        "visa_form": VisaForm() if may_write else None,
        "annex_form": AnnexForm(letter=found) if may_write else None,
        "original_form": OriginalForm(letter=found) if may_write else None,
        "word_form": WordForm(initial={"revision": found.revision}) if may_write else None,
        "pages": queries.page_numbers(found),
        "first": buttons[0] if buttons and not buttons[0].refused else None,
        "rest": [button for button in buttons[1:] if not button.refused],
        "refused": [button for button in buttons if button.refused],
        "may_edit": may_write,
        "stages": _stages(found),
        "lines": queries.history(found),
        "versions": found.versions.count(),
        "dispatch_form": DispatchForm(initial={"way": found.channel or "post"}),
        "blanks": rules.blanks(found.body),
        "waiting": next((each for each in found.dispatches.all() if each.state == Delivery.WAITING), None),
        "may_send": user.may(Permission.LETTER_DISPATCH),
        "key_form": KeyForm() if any(button.dialog == "semnatura" for button in buttons) else None,
        "key_step": "approve" if found.stage in rules.OPEN_TEXT else "sign",
        "token": bool(settings.PKCS11_LIBRARY),
    }
    return render(request, "correspondence/letter.html", context)


STEPS = (
    Stage.DRAFT, Stage.CHECKED, Stage.VISAS, Stage.APPROVED, Stage.SIGNED, Stage.NUMBERED, Stage.DISPATCHED,
)  # fmt: skip
STEP_WORDS = {
    Stage.DRAFT: "scrisă",
    Stage.CHECKED: "verificată",
    Stage.VISAS: "vizată",
    Stage.APPROVED: "aprobată de șef",
    Stage.SIGNED: "semnată de conducător",
    Stage.NUMBERED: "numerotată",
    Stage.DISPATCHED: "expediată",
}


def _left_in_time(letter: Letter) -> str:
    """On time is what left by the term's last day (Cod civil, art. 2556): said beside the day it left."""
    entry = letter.entry
    if letter.dispatched_at is None or entry is None or entry.due_on is None or not letter.is_answer:
        return ""
    late = (dates.bucharest_day(letter.dispatched_at) - entry.due_on).days
    return f"cu {plural(late, 'zi', 'zile')} după termen" if late > 0 else "în termen"


def _stages(letter: Letter) -> list[dict[str, Any]]:
    """The letter's way as a line of steps, with where it stands; visas only where some are asked."""
    with_visas = letter.stage == Stage.VISAS or letter.visas.exclude(state=VisaState.VOID).exists()
    steps = [stage for stage in STEPS if with_visas or stage is not Stage.VISAS]
    at = {Stage.SUBMITTED: 0, Stage.RETURNED: 0, Stage.DROPPED: -1, Stage.VISAS: 1}.get(Stage(letter.stage))
    reached = steps.index(Stage(letter.stage)) if at is None else at
    return [{"words": STEP_WORDS[stage], "done": place <= reached} for place, stage in enumerate(steps)]


def buttons_for(user: User, letter: Letter) -> list[Button]:
    """The steps that this person has before him, the next one first."""
    made = [
        button
        for rule in (_visas, _writing, _approving, _checking, _signing, _sending)
        for button in rule(user, letter)
    ]
    once = {button.key: button for button in reversed(made)}  # the first offer of a step is the one that stands
    return sorted((once[key] for key in dict.fromkeys(b.key for b in made)), key=lambda button: bool(button.refused))


def _visas(user: User, letter: Letter) -> list[Button]:
    """The visa that is this person's to give now."""
    line = next((line for line in queries.visas_of(letter, user) if line.mine and line.turn), None)
    if line is None:
        return []
    url = reverse("correspondence:visa", args=[letter.pk, line.visa.pk])
    why = "Pe textul de acum; dacă se schimbă, viza cade și se cere din nou."
    return [
        Button("give", f"Dă „{line.visa.title}”", "rosette-discount-check", why, "z", url=url),
        Button("refuse", "Refuză viza", "x", "cu motivul scris", "", dialog="refuz"),
    ]


def _visa_problem(letter: Letter) -> RuleBroken | None:
    try:
        actions.check_visas(letter)
    except RuleBroken as problem:
        return problem
    return None


def _content_problem(letter: Letter, *checks: Callable[[rules.Content], None]) -> RuleBroken | None:
    content = rules.Content(letter.body, letter.addressee_name, letter.legal_basis)
    for check in (rules.check_content, *checks):
        try:
            check(content)
        except RuleBroken as problem:
            return problem
    return None


def _offer(button: Button, problem: RuleBroken | None) -> Button:
    if problem is None:
        return button
    words = f"{problem.message} {problem.remedy}"
    return Button(button.key, button.label, "lock", refused=words, cites="; ".join(problem.cites))


def _writing(user: User, letter: Letter) -> list[Button]:
    if letter.stage not in {Stage.DRAFT, Stage.RETURNED} or not access.may_edit(user, letter):
        return []
    why = "Șeful compartimentului o găsește în lista lui." if letter.drafted_by_id == user.pk else ""
    send = Button("submit", "Dă la verificat", "send", why, "v")
    return [_offer(send, _content_problem(letter))]


def _checking(user: User, letter: Letter) -> list[Button]:
    """One who may not approve says that the text is right; one who may, can leave the approval to another."""
    if letter.stage != Stage.SUBMITTED or not user.may(Permission.LETTER_CHECK) or letter.drafted_by_id == user.pk:
        return []
    approves = access.may_approve(user, letter)
    button = Button(
        "check", "Verificată, o aprobă altcineva" if approves else "Verificată, merge la aprobat", "check", "", "v"
    )
    return [_offer(button, _content_problem(letter)), *([] if approves else [_back()])]


def _approving(user: User, letter: Letter) -> list[Button]:
    if letter.stage not in rules.OPEN_TEXT or not access.may_approve(user, letter):
        return []
    dialog = "semnatura" if queries.signing_way() is rules.SigningWay.CERTIFICATES else ""
    why = "Semnezi ca șef al compartimentului; apoi semnează conducătorul (OG 27/2002, art. 13)."
    problem = _content_problem(letter, rules.check_basis)
    offered = Button("approve", "Aprobă și semnează", "signature", why, "a", dialog=dialog)
    approve = _offer(offered, problem or _visa_problem(letter))
    sending = [] if problem else _to_visas(letter)
    if letter.stage in {Stage.DRAFT, Stage.RETURNED}:
        return [*sending, approve]
    return [*sending, approve, _back()]


def _to_visas(letter: Letter) -> list[Button]:
    if letter.stage == Stage.VISAS or not actions.needs_visas(letter):
        return []
    named = ", ".join(map(str, [*actions.standing(letter), *actions.duties_of(letter)]))
    return [Button("visas", "Trimite la vize", "rosette-discount-check", named, "z")]


def _signing(user: User, letter: Letter) -> list[Button]:
    if not access.may_sign(user) or letter.stage in {*rules.FINAL_TEXT, Stage.DROPPED}:
        return []
    why = "Cu a doua semnătură, scrisoarea e gata de drum."
    sign = Button("sign", "Semnează", "signature", why, "s", dialog="semnatura" if letter.pdf_id else "")
    try:
        rules.check_two(letter.signatory_unit_id, user.pk)
    except RuleBroken as problem:
        return [_offer(sign, problem)] + ([_back()] if letter.stage == Stage.APPROVED else [])
    return [sign, _back()]


def _sending(user: User, letter: Letter) -> list[Button]:
    if not user.may(Permission.LETTER_DISPATCH):
        return []
    send = Button(
        "dispatch", "Expediază", "mail-forward", "Prin e-mail, prin poștă sau la ghișeu.", "e", dialog="expediere"
    )
    if letter.stage not in {Stage.NUMBERED, Stage.DISPATCHED}:
        why = "Nu pleacă fără cele două semnături: a șefului compartimentului și a conducătorului."
        return [Button("dispatch", send.label, "lock", refused=why, cites=rules.SIGNATURES)]
    states = [dispatch.state for dispatch in letter.dispatches.all()]
    if Delivery.WAITING in states:
        return []
    again = states and states[0] == Delivery.SENT
    return [
        Button("dispatch", "Expediază încă o dată", send.icon, "O altă copie, pe altă cale.", "", send.dialog)
        if again
        else send
    ]


def _back() -> Button:
    return Button("return", "Întoarce la autor", "arrow-back-up", "cu motivul scris", "i", dialog="intoarcere")


@require_GET
@SEE
@cache_control(private=True, max_age=3600)
def page(request: HttpRequest, pk: int, page: int) -> HttpResponse:
    """A page of the letter as a picture; its address carries the revision, so it may be kept."""
    found = access.letter_to_read(user_of(request), pk)
    pages = queries.pages_of(found)
    if not 1 <= page <= len(pages):
        raise Http404
    return HttpResponse(pages[page - 1], content_type="image/png")


@require_GET
@SEE
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as PDF: the signed one as it was signed, otherwise a project of it."""
    found = access.letter_to_read(user_of(request), pk)
    if found.pdf is not None:
        with documents.open_file(found.pdf) as file:
            content = file.read()
    else:
        content = paper.letter_pdf(found)
    name = f"{paper.file_name(found)}.pdf"
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


DONE = {
    "submit": "Scrisoarea e la verificat.",
    "check": "Scrisoarea e verificată.",
    "visas": "Scrisoarea e la vize; cine le dă o găsește în lista lui.",
    "approve": "Ai aprobat și semnat; merge la conducător.",
    "sign": "Ai semnat; scrisoarea merge la expediere.",
    "return": "Scrisoarea s-a întors la autor, cu motivul.",
    "drop": "Ai renunțat la scrisoare; versiunile ei rămân.",
}


@require_POST
@needs(*access.INSIDE)
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """A step on the letter's way; the rules say whether it may be taken."""
    user = user_of(request)
    found = access.letter_to_read(user, pk)
    form = StepForm(request.POST)
    if not form.is_valid():
        raise Http404
    name, note = form.cleaned_data["step"], form.cleaned_data["note"]
    _take(name, found, note, user)
    messages.success(request, DONE[name])
    return redirect(back_to(request, found.get_absolute_url()))


def _take(name: str, letter: Letter, note: str, by: User) -> None:
    if name in {"return", "drop"}:
        verb = actions.return_to_author if name == "return" else actions.drop
        verb(letter, reason=note, by=by)
        return
    if name in {"sign", "visas"}:
        (actions.sign if name == "sign" else actions.send_to_visas)(letter, by=by)
        return
    verbs = {"submit": actions.submit, "check": actions.check, "approve": actions.approve}
    verbs[name](letter, by=by, note=note)


@require_POST
@needs(Permission.LETTER_DISPATCH)
def dispatch(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a signed letter out."""
    user = user_of(request)
    found = access.letter_to_read(user, pk)
    form = DispatchForm(request.POST)
    if not form.is_valid():
        said = form.non_field_errors() or ["Alege calea pe care pleacă scrisoarea."]
        messages.error(request, " ".join(map(str, said)))
        return redirect(found)
    chosen = form.cleaned_data
    made = actions.dispatch(found, chosen["way"], by=user, address=chosen["address"], reference=chosen["reference"])
    messages.success(request, _said(made.way, made.state))
    return redirect(back_to(request, found.get_absolute_url()))


def _said(way: str, state: str) -> str:
    if state == Delivery.SENT:
        return "Scrisoarea a plecat; ieșirea e scrisă în registru."
    return "Scrisoarea pleacă prin e-mail." if way == "email" else "Scrisoarea așteaptă în lista de predat la poștă."


@require_POST
@needs(Permission.LETTER_DISPATCH)
def proof(request: HttpRequest, pk: int, dispatch: int) -> HttpResponse:
    """Keep the proof that a letter arrived."""
    user = user_of(request)
    sent = access.dispatch_to_move(user, dispatch)
    form = ProofForm(request.POST, request.FILES)
    if sent.letter_id != pk:
        raise Http404
    if form.is_valid():
        file = form.cleaned_data["file"]
        kept = documents.store(file, name=file.name, title="Dovada primirii", kind="proof", by=user)
        actions.add_proof(sent, kept, by=user)
        messages.success(request, "Dovada e la scrisoare.")
    else:
        messages.error(request, " ".join(map(str, form.errors.get("file") or ["Alege fișierul cu dovada."])))
    return redirect(sent.letter)
