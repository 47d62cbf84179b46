"""One envelope and one post list: their pages, and the steps taken there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_POST

from condica.correspondence import access, actions, queries
from condica.correspondence import print as paper
from condica.correspondence.forms import (
    AttemptForm,
    EnvelopeForm,
    HandForm,
    KindForm,
    ReasonForm,
    ReceiptForm,
    ReturnForm,
    kind_of,
)
from condica.correspondence.models import Envelope, PostList
from condica.correspondence.queries.enclosures import inside
from condica.correspondence.queries.post import letters_inside, with_letters
from condica.correspondence.rules import EnvelopeState, Kind, ListState
from condica.correspondence.views.desk import user_of
from condica.correspondence.views.post import SEND, back
from condica.documents import api as documents
from condica.documents.models import Document
from condica.foundation import dates
from condica.journal.queries import lines_about, sentence


@require_GET
@SEND
def envelope(request: HttpRequest, pk: int) -> HttpResponse:
    """An envelope: what is in it, its number and cost, and what became of it."""
    user = user_of(request)
    found = access.envelope_to_move(user, pk)
    today = {"on": dates.today()}
    fel = found.kind + ("+" if found.priority else "")
    handed = found.state == EnvelopeState.HANDED
    letters, papers = letters_inside(found), list(inside().filter(envelope=found))
    context = {
        "envelope": found,
        "inside": letters,
        "papers": papers,
        "held": len(letters) + len(papers),
        "others": queries.companions(found, user),
        "open": found.state == EnvelopeState.OPEN and found.post_list_id is None,
        "form": EnvelopeForm(initial={"grams": found.grams, "tracking": found.tracking}),
        "kind_form": KindForm(initial={"fel": fel}),
        "receipt_form": ReceiptForm(initial=today, prefix="primire") if handed else None,
        "return_form": ReturnForm(initial=today, prefix="retur") if handed else None,
        "attempt_form": AttemptForm(initial={"at": dates.now()}, prefix="incercare")
        if handed and found.kind == Kind.HAND
        else None,
        "registered": Kind(found.kind).registered,
        "courier": found.kind == Kind.COURIER,
        "attempts": found.attempts.select_related("agent"),
        "lines": _history(found),
    }
    return render(request, "correspondence/envelope.html", context)


def _history(envelope: Envelope) -> list[dict[str, SafeString | Any]]:
    lines = lines_about("correspondence.envelope", [envelope.pk]).select_related("personal")
    return [{"sentence": sentence(line), "at": line.moment, "icon": "mail"} for line in lines[:50]]


@require_POST
@SEND
def envelope_step(request: HttpRequest, pk: int) -> HttpResponse:
    """A step with one envelope; `ce` names it."""
    found = access.envelope_to_move(user_of(request), pk)
    step = STEPS.get(request.POST.get("ce", ""))
    if step is None:
        raise Http404
    return step(request, found)


def _wrong(request: HttpRequest, form: forms.Form, to: Envelope | PostList) -> HttpResponse:
    messages.error(request, " ".join(str(words) for problems in form.errors.values() for words in problems))
    return redirect(to)


def _complete(request: HttpRequest, found: Envelope) -> HttpResponse:
    form = EnvelopeForm(request.POST)
    if not form.is_valid():
        return _wrong(request, form, found)
    actions.complete(found, by=user_of(request), **form.cleaned_data)
    messages.success(request, "Scris.")
    return redirect(found)


def _kind(request: HttpRequest, found: Envelope) -> HttpResponse:
    form = KindForm(request.POST)
    if not form.is_valid():
        return _wrong(request, form, found)
    kind, priority = kind_of(form.cleaned_data["fel"])
    actions.change_kind(found, kind, priority=priority, by=user_of(request))
    messages.success(request, "Felul e schimbat, costul e socotit din nou.")
    return redirect(found)


def _asked(request: HttpRequest, name: str) -> int:
    value = request.POST.get(name, "")
    return int(value) if value.isdigit() else 0


def _add(request: HttpRequest, found: Envelope) -> HttpResponse:
    user = user_of(request)
    letter = access.letter_to_read(user, _asked(request, "scrisoare"))
    actions.add_to(found, letter, by=user)
    messages.success(request, f"{letter.journal_label}: e și ea în plic.")
    return redirect(found)


def _take(request: HttpRequest, found: Envelope) -> HttpResponse:
    left = actions.take_from(get_object_or_404(found.dispatches, pk=_asked(request, "expediere")), by=user_of(request))
    messages.success(request, "Scrisoarea e scoasă din plic.")
    return redirect(back("de-trimis") if left and left.state == EnvelopeState.UNDONE else found)


def _take_paper(request: HttpRequest, found: Envelope) -> HttpResponse:
    row = get_object_or_404(inside().filter(envelope=found), pk=_asked(request, "act"))
    left = actions.take_out(row, by=user_of(request))
    messages.success(request, f"{row.issued} e din nou pe raft.")
    return redirect(back("plicuri") if left.state == EnvelopeState.UNDONE else found)


def _undo(request: HttpRequest, found: Envelope) -> HttpResponse:
    actions.undo(found, by=user_of(request))
    messages.success(request, "Plicul e desfăcut; scrisorile lui așteaptă din nou, actele sunt pe raftul lor.")
    return redirect(back("de-trimis"))


def _off(request: HttpRequest, found: Envelope) -> HttpResponse:
    row = found.post_list
    actions.take_off(found, by=user_of(request))
    messages.success(request, "Plicul e scos de pe borderou.")
    return redirect(row or found)


def _kept(request: HttpRequest, file: Any, title: str) -> Document | None:
    if not file:
        return None
    return documents.store(file, name=file.name, title=title, kind="proof", by=user_of(request))


def _receipt(request: HttpRequest, found: Envelope) -> HttpResponse:
    form = ReceiptForm(request.POST, request.FILES, prefix="primire")
    if not form.is_valid():
        return _wrong(request, form, found)
    sent = form.cleaned_data
    proof = _kept(request, sent.pop("file"), "Confirmarea de primire")
    actions.note_receipt(found, **sent, proof=proof, by=user_of(request))
    messages.success(request, f"{found.addressee}: primit la {dates.numeric(sent['on'])}.")
    return redirect(back("confirmari"))


def _return(request: HttpRequest, found: Envelope) -> HttpResponse:
    form = ReturnForm(request.POST, prefix="retur")
    if not form.is_valid():
        return _wrong(request, form, found)
    actions.note_return(found, **form.cleaned_data, by=user_of(request))
    messages.success(request, "Returul e scris; autorul scrisorii îl vede la „Neplecate și întoarse”.")
    return redirect(back("intoarse"))


def _attempt(request: HttpRequest, found: Envelope) -> HttpResponse:
    form = AttemptForm(request.POST, request.FILES, prefix="incercare")
    if not form.is_valid():
        return _wrong(request, form, found)
    sent = form.cleaned_data
    proof = _kept(request, sent.pop("file"), "Dovada de predare")
    made = actions.note_attempt(found, **sent, proof=proof, by=user_of(request))
    messages.success(request, f"Încercarea e scrisă: {made.get_outcome_display()}.")
    return redirect(found)


STEPS: dict[str, Callable[[HttpRequest, Envelope], HttpResponse]] = {
    "date": _complete, "fel": _kind, "pune": _add, "scoate": _take, "scoate-act": _take_paper, "desface": _undo,
    "jos": _off, "primire": _receipt, "retur": _return, "incercare": _attempt,
}  # fmt: skip


# --- lists ------------------------------------------------------------------------------------------------------------


def _envelopes(row: PostList) -> list[Envelope]:
    return list(with_letters(row.envelopes.all()).order_by("pk"))


@require_GET
@SEND
def post_list(request: HttpRequest, pk: int) -> HttpResponse:
    """A post list: its envelopes, its totals, the paper to print, the post's stamp."""
    row = access.list_to_move(user_of(request), pk)
    rows = _envelopes(row)
    context = {
        "list": row,
        "rows": rows,
        "pieces": len(rows),
        "grams": sum(one.grams for one in rows),
        "cost": sum(one.cost or 0 for one in rows),
        "prepared": row.state == ListState.PREPARED,
        "hand_form": HandForm() if row.state == ListState.PREPARED else None,
        "reason_form": ReasonForm() if row.state == ListState.PREPARED else None,
        "by_hand": row.kind == Kind.HAND,
        "receipts": row.kind == Kind.RECEIPT,
    }
    return render(request, "correspondence/post_list.html", context)


@require_POST
@SEND
def post_list_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a list over, or give it up."""
    user = user_of(request)
    row = access.list_to_move(user, pk)
    handing = request.POST.get("ce") == "preda"
    form: forms.Form = (HandForm if handing else ReasonForm)(request.POST)
    if not form.is_valid():
        return _wrong(request, form, row)
    if handing:
        actions.hand_over(row, stamp=form.cleaned_data["stamp"], by=user)
        messages.success(request, "Borderoul e predat; scrisorile au plecat, ieșirile sunt scrise în registru.")
        return redirect(row)
    actions.cancel_list(row, reason=form.cleaned_data["reason"], by=user)
    messages.success(request, "Borderoul e anulat; plicurile lui așteaptă altul.")
    return redirect(back("plicuri"))


FILES: dict[str, tuple[str, Callable[[PostList, list[Envelope]], bytes | str]]] = {
    "pdf": ("application/pdf", paper.list_pdf),
    "csv": ("text/csv; charset=utf-8", paper.list_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", paper.list_xlsx),
}


@require_GET
@SEND
def post_list_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The list as a file: PDF/A to print, CSV or XLSX for other programs."""
    row = access.list_to_move(user_of(request), pk)
    if form not in FILES:
        raise Http404
    mime, made = FILES[form]
    way = "inline" if form == "pdf" else "attachment"
    headers = {"Content-Disposition": f'{way}; filename="borderou-{row.year}-{row.number}.{form}"'}
    return HttpResponse(made(row, _envelopes(row)), content_type=mime, headers=headers)
