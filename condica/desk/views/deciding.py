"""The decider's side of a folder (rezoluțiile): one paper at a time, by keyboard; several at once; the closing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from condica.accounts.models import User
from condica.casework import api as casework
from condica.desk import access, actions
from condica.desk.forms import BatchForm, ResolutionForm, due_choices, due_hint
from condica.desk.models import OPEN_PAPERS, Folder, FolderPaper
from condica.desk.queries import folders as reads
from condica.desk.queries.deciding import choices, earlier_of
from condica.desk.rules import EFFECTS, Effect, Wanted
from condica.desk.views.folders import SEE, user_of
from condica.foundation import dates
from condica.foundation.refusal import Refused, RuleBroken
from condica.foundation.romanian import plural
from condica.registry import queries as registry

GET_POST = require_http_methods(["GET", "POST"])


@require_GET
@SEE
def opened(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a presented folder where it was left: at the first paper without a resolution."""
    folder = access.folder_to_read(user_of(request), pk)
    first = reads.opened(folder).next_after(0)
    return redirect(first or reverse("desk:close_folder", args=[folder.pk]))


@GET_POST
@SEE
def decide(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    """A paper of the folder: read on one side, resolved on the other; saving goes on to the next one."""
    user = user_of(request)
    paper = access.paper_to_decide(user, pk, position)
    access.require_decider(user, paper.folder)
    if request.method != "POST":
        return _shown(request, user, paper)
    form = ResolutionForm(request.POST)
    if not form.is_valid():
        refusal = RuleBroken(
            "form-wrong", "Rezoluția nu s-a putut citi.", remedy="Reîncarcă documentul și scrie-o iar."
        )
        return _shown(request, user, paper, refusal=refusal)
    try:
        actions.resolve(paper, form.wanted, seen=form.cleaned_data["seen"], by=user)
    except Refused:
        raise
    except RuleBroken as broken:
        return _shown(request, user, paper, wanted=form.wanted, refusal=broken)
    following = reads.opened(paper.folder).next_after(position)
    return redirect(following or reverse("desk:close_folder", args=[pk]))


def _shown(
    request: HttpRequest, user: User, paper: FolderPaper, *, wanted: Wanted | None = None,
    refusal: RuleBroken | None = None,
) -> HttpResponse:  # fmt: skip
    folder = reads.opened(paper.folder)
    line = next(one for one in folder.lines if one.paper.pk == paper.pk)
    before, after = folder.beside(paper.position)
    context = {
        "folder": paper.folder,
        "opened": folder,
        "paper": paper,
        "line": line,
        "entry": paper.entry,
        "before": before,
        "after": after,
        "skip": folder.next_after(paper.position),
        "refusal": refusal,
        "stands_in": access.stands_in(user, paper.folder),
        "on_paper": not access.decides(user, paper.folder),
        "undo": reads.last_resolution(paper.folder),
        "earlier": earlier_of(paper.entry, user),
        **_files(paper),
        **_form(user, paper, wanted or (line.resolution.wanted if line.resolution else None)),
    }
    return render(request, "desk/decide.html", context, status=422 if refusal else 200)


def _files(paper: FolderPaper) -> dict[str, Any]:
    files = list(paper.entry.attachments.select_related("document__blob").order_by("ordinal"))
    return {"files": files, "first_file": files[0].document if files else None}


def _form(user: User, paper: FolderPaper, wanted: Wanted | None) -> dict[str, Any]:
    today = dates.today()
    case = casework.case_of(paper.entry)
    suggested = casework.suggest([paper.entry]).get(paper.entry_id)
    made = choices(user, paper.folder.decider, wanted, suggested)
    chosen = wanted.due_on.isoformat() if wanted and wanted.due_on else ""
    days = due_choices(today)
    return {
        "choices": made,
        "effects": EFFECTS.items(),
        "suggested": suggested,
        "days": days,
        "due": chosen,
        "due_other": chosen if chosen not in dict(days) else "",
        "due_hint": due_hint(today),
        "case": case,
        "term": registry.chip(paper.entry, today),
    }


@require_POST
@SEE
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo the last resolution of the folder, and go to its paper."""
    user = user_of(request)
    folder = access.folder_to_read(user, pk)
    last = reads.last_resolution(folder)
    if last is None:
        messages.success(request, "Nu e nicio rezoluție de anulat.")
        return redirect("desk:open_folder", pk)
    paper = actions.undo(last, by=user)
    messages.success(request, f"Rezoluția la {paper} e anulată; documentul așteaptă din nou.")
    return redirect(reverse("desk:folder_paper", args=[pk, paper.position]))


@GET_POST
@SEE
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """The same resolution to several papers."""
    user = user_of(request)
    folder = access.folder_to_read(user, pk)
    access.require_decider(user, folder)
    refusal = _many(request, user, folder) if request.method == "POST" else None
    if request.method == "POST" and refusal is None:
        return redirect("desk:open_folder", pk)
    today = dates.today()
    chosen = {int(one) for one in request.POST.getlist("papers") if one.isdigit()}
    context = {
        "folder": folder, "opened": reads.opened(folder), "refusal": refusal, "chosen": chosen,
        "choices": choices(user, folder.decider, None, None), "effects": EFFECTS.items(),
        "days": due_choices(today), "due": "", "due_hint": due_hint(today),
        "on_paper": not access.decides(user, folder),
    }  # fmt: skip
    return render(request, "desk/batch.html", context, status=422 if refusal else 200)


def _many(request: HttpRequest, user: User, folder: Folder) -> RuleBroken | None:
    """Do it; what was refused is said once, with the papers that it concerns."""
    papers = folder.papers.filter(state__in=OPEN_PAPERS).select_related("folder")
    form = BatchForm(request.POST, papers=papers)
    if not form.is_valid():
        return RuleBroken("papers-none", "Nu ai ales niciun document.", remedy="Bifează-le, apoi dă rezoluția.")
    chosen = list(form.cleaned_data["papers"])
    refused = actions.resolve_many(chosen, form.wanted, by=user)
    if refused:
        first = refused[0][1]
        which = ", ".join(str(paper) for paper, _ in refused)
        return RuleBroken(first.code, f"{which}: {first.message}", cites=first.cites, remedy=first.remedy)
    messages.success(request, f"Aceeași rezoluție la {plural(len(chosen), 'document', 'documente')}.")
    return None


@GET_POST
@SEE
def close_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What closing the folder will do, then the closing itself; what was refused stays, with its reason."""
    user = user_of(request)
    folder = access.folder_to_read(user, pk)
    access.require_decider(user, folder)
    if request.method == "POST":
        folder = actions.close_folder(folder, by=user)
        if folder.closed_at is not None:
            messages.success(request, f"Mapa {folder.number} e închisă; rezoluțiile au plecat la compartimente.")
            return redirect(folder)
    made = reads.opened(folder)
    ends = [(effect, [one for one in made.lines if _of(one, effect)]) for effect in Effect]
    context = {"folder": folder, "opened": made, "ends": [(effect, lines) for effect, lines in ends if lines],
               "undo": reads.last_resolution(folder)}  # fmt: skip
    return render(request, "desk/close.html", context, status=422 if made.refused and request.method == "POST" else 200)


def _of(line: reads.Line, effect: Effect) -> bool:
    """Undecided papers are carried over too."""
    if line.resolution is None:
        return effect is Effect.DEFER and line.paper.is_open
    return line.paper.is_open and line.resolution.effect == effect
