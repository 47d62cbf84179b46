"""A paper's own page and the verbs of its buttons."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from condica.accounts.access import needs
from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.documents import api as documents
from condica.foundation import dates
from condica.registry import access, actions, queries
from condica.registry.forms import CorrectionForm, FilesForm, KindForm, NumberForm, ReasonForm, UnitForm
from condica.registry.models import Entry
from condica.registry.print import label_pdf, receipt_pdf
from condica.registry.queries.notes import notes_of
from condica.registry.rules import CORRECTABLE, guess_kind, kind_label
from condica.registry.views.custody import custody_context

SEE = needs(Permission.ENTRY_SEE_ALL, Permission.ENTRY_SEE_UNIT)
WRITE = needs(Permission.ENTRY_REGISTER)
CONNECT = needs(Permission.ENTRY_CONNECT)


@require_GET
@SEE
def by_id(request: HttpRequest, pk: int) -> HttpResponse:
    """A short address for links in the journal; on to the paper's own."""
    return redirect(get_object_or_404(access.visible_to(_user(request)), pk=pk))


@require_GET
@SEE
def paper(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """The paper: what the register says of it, its files, what left, what is connected, what happened."""
    entry = access.entry_to_read(_user(request), register, year, number)
    workplace = queries.workplace(entry, _user(request))
    if workplace and "fisa" not in request.GET:
        return redirect(workplace)
    context = paper_context(entry, _user(request)) | custody_context(entry, _user(request))
    return render(request, "registry/entry.html", context | {"workplace": workplace})


def paper_context(entry: Entry, user: User) -> dict[str, Any]:
    """What the page shows of a paper."""
    files = list(entry.attachments.select_related("document__blob").order_by("ordinal"))
    return {
        "entry": entry,
        "kind": kind_label(entry.kind) if entry.kind else "",
        "term": queries.chip(entry, dates.today()),
        "files": files,
        "first_file": files[0].document if files else None,
        "notes": notes_of([entry], user).get(entry.pk, ()),
        "exits": entry.exits.select_related("by", "document").order_by("ordinal"),
        "connections": queries.connected(entry, user),
        "corrections": entry.corrections.select_related("by").order_by("-id"),
        "correctable": CORRECTABLE,
        "keeping": queries.keeping_words(entry),
        "lines": queries.history(entry),
        "may_write": user.may(Permission.ENTRY_REGISTER),
        "may_cancel": user.may(Permission.ENTRY_CANCEL),
        "may_connect": user.may(Permission.ENTRY_CONNECT),
        "late_receipt": queries.far_apart(entry),
        "kind_form": KindForm(initial={"kind": entry.kind}),
        "guess": guess_kind(entry.subject) if not entry.kind and entry.direction == "in" else None,
        "unit_form": UnitForm(initial={"unit": entry.unit_id}),
        "number_form": NumberForm(),
        "files_form": FilesForm(),
        "reason_form": ReasonForm(),
    }


@require_GET
@SEE
def receipt(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """The receipt (bon de înregistrare) as PDF."""
    entry = access.entry_to_read(_user(request), register, year, number)
    return _pdf(receipt_pdf(entry), f"bon-{entry.value}-{entry.year}.pdf")


@require_GET
@SEE
def label(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """The label (etichetă) as PDF, at the label printer's size."""
    entry = access.entry_to_read(_user(request), register, year, number)
    return _pdf(label_pdf(entry), f"eticheta-{entry.value}-{entry.year}.pdf")


def _pdf(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


@require_http_methods(["GET", "POST"])
@needs(Permission.ENTRY_CANCEL)
def cancel(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """Strike a number out, with a reason."""
    entry = access.entry_to_cancel(_user(request), register, year, number)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.cancel(entry, reason=form.cleaned_data["reason"], by=_user(request))
        messages.success(request, f"Numărul {entry} este anulat; rămâne în registru, tăiat, cu motivul.")
        return redirect(f"{entry.get_absolute_url()}?fisa=1")
    return render(request, "registry/cancel.html", {"entry": entry, "form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@WRITE
def correct(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """Write the paper's words again; what stood there stays readable."""
    entry = access.entry_to_change(_user(request), register, year, number)
    form = CorrectionForm(request.POST or None, initial={name: getattr(entry, name) for name in CORRECTABLE})
    if request.method == "POST" and form.is_valid():
        words = {name: form.cleaned_data[name] for name in CORRECTABLE}
        actions.correct(entry, reason=form.cleaned_data["reason"], by=_user(request), **words)
        messages.success(request, "Corectura este scrisă; ce stătea înainte se vede în istoric.")
        return redirect(f"{entry.get_absolute_url()}?fisa=1")
    return render(request, "registry/correct.html", {"entry": entry, "form": form}, status=422 if form.errors else 200)


@require_POST
@needs(Permission.ENTRY_REGISTER, Permission.CASE_ASSIGN)
def decide_kind(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """Say what the law says the paper is."""
    entry = access.entry_to_read(_user(request), register, year, number)
    form = KindForm(request.POST)
    if form.is_valid():
        actions.decide_kind(entry, form.cleaned_data["kind"], by=_user(request))
        messages.success(request, f"Documentul {entry} este încadrat: {kind_label(form.cleaned_data['kind'])}.")
    else:
        messages.error(request, "Alege un fel din listă.")
    return redirect(entry)


@require_POST
@needs(Permission.ENTRY_REGISTER, Permission.CASE_ASSIGN)
def hand(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """Give the paper to a department."""
    entry = access.entry_to_read(_user(request), register, year, number)
    form = UnitForm(request.POST)
    if form.is_valid():
        actions.hand_to(entry, form.cleaned_data["unit"], by=_user(request))
        messages.success(request, f"Documentul {entry} este dat către {form.cleaned_data['unit'].name}.")
    else:
        messages.error(request, "Alege compartimentul căruia îi dai documentul.")
    return redirect(entry)


@require_POST
@CONNECT
def connect(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """Connect with another paper, found by its number."""
    entry = access.entry_to_read(_user(request), register, year, number)
    form = NumberForm(request.POST)
    others = queries.by_number(_user(request), form.cleaned_data["number"]) if form.is_valid() else []
    if len(others) == 1:
        actions.connect(entry, others[0], by=_user(request))
        messages.success(request, f"{entry} și {others[0]} sunt conexate.")
    elif others:
        messages.error(request, "Sunt mai multe documente cu acest număr; scrie și anul, de exemplu 38214/2026.")
    else:
        messages.error(request, "Nu am găsit acest număr. Scrie-l ca în registru, de exemplu 38214/2026.")
    return redirect(entry)


@require_POST
@CONNECT
def disconnect(request: HttpRequest, register: str, year: int, number: int, link: int) -> HttpResponse:
    """Undo a connection."""
    entry = access.entry_to_read(_user(request), register, year, number)
    found = next((row["link"] for row in queries.connected(entry, _user(request)) if row["link"].pk == link), None)
    if found is None:
        raise Http404
    actions.disconnect(found, by=_user(request))
    messages.success(request, "Conexarea este desfăcută; ambele documente au rămas cum erau.")
    return redirect(entry)


@require_POST
@WRITE
def attach(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """Add files to the paper."""
    entry = access.entry_to_change(_user(request), register, year, number)
    form = FilesForm(request.POST, request.FILES)
    if form.is_valid():
        for file in form.cleaned_data["files"]:
            actions.attach(entry, documents.store(file, name=file.name, by=_user(request)), by=_user(request))
        messages.success(request, "Fișierele sunt la document.")
    else:
        messages.error(request, " ".join(map(str, form.errors.get("files", ["Alege cel puțin un fișier."]))))
    back = request.POST.get("inapoi", "")
    return redirect(back if back.startswith(("/registratura/", "/lucrari/")) else entry.get_absolute_url())


def _user(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]
