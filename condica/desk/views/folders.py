"""The registry's side of the daily folders (pregătirea mapelor): begun, put in order, presented, printed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from condica.accounts.access import needs
from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.desk import access, actions
from condica.desk.forms import AddForm
from condica.desk.models import Folder, FolderPaper, FolderState
from condica.desk.print import folder_pdf as printed
from condica.desk.queries import folders as reads
from condica.desk.queries.gathering import presentings
from condica.foundation.pages import keyset
from condica.foundation.refusal import RuleBroken
from condica.foundation.romanian import plural
from condica.registry import queries as registry_pages
from condica.registry.models import Entry

SEE = needs(Permission.CASE_ASSIGN, Permission.ENTRY_REGISTER)
PREPARE = needs(Permission.ENTRY_REGISTER)
PAGE = 20


@require_GET
@SEE
def folders(request: HttpRequest) -> HttpResponse:
    """Mape: those to decide, for the decider; to prepare and what came back, for the registry; the closed ones."""
    user = user_of(request)
    prepares = user.may(Permission.ENTRY_REGISTER)
    page = keyset(reads.closed(user), order=("-day", "-id"), after=request.GET.get("dupa"), size=PAGE)
    context = {
        "to_decide": reads.to_decide(user),
        "prepares": prepares,
        "waiting": reads.for_registry() if prepares else [],
        "sent_back": reads.sent_back()[:PAGE] if prepares else [],
        "page": page,
        "informed": reads.informations(user, seen=False).count(),
    }
    return render(request, "desk/folders.html", context)


@require_POST
@PREPARE
def prepare(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the next folder of a decider."""
    user = user_of(request)
    return redirect(actions.prepare(access.presenting_of(user, pk), by=user))


@require_GET
@SEE
def folder(request: HttpRequest, pk: int) -> HttpResponse:
    """A folder: being put in order by the registry; once presented, its papers with their resolutions."""
    user = user_of(request)
    found = access.folder_to_read(user, pk)
    preparing = found.state == FolderState.PREPARING
    context = {
        "folder": found,
        "opened": reads.opened(found),
        "decides": access.decides(user, found) and found.state == FolderState.PRESENTED,
        "copies": user.may(Permission.ENTRY_REGISTER) and found.state == FolderState.PRESENTED,
        "form": AddForm() if preparing else None,
        "givings": reads.givings(found) if found.state == FolderState.CLOSED else [],
        "hands": access.decides(user, found) or user.may(Permission.ENTRY_REGISTER),
    }
    return render(request, "desk/prepare.html" if preparing else "desk/folder.html", context)


@require_POST
@SEE
def hand_originals(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the originals of a closed folder on, all at once; each unit signs for its own."""
    user = user_of(request)
    found = access.folder_to_read(user, pk)
    done, refused = actions.hand_on(found, by=user)
    count = sum(len(one.papers) for one in done)
    if done:
        where = ", ".join(f"{one.to}: {len(one.papers)}" for one in done)
        messages.success(request, f"{plural(count, 'original predat', 'originale predate')} prin condică ({where}).")
    for broken in refused:
        messages.error(request, " ".join(filter(None, [broken.message, broken.remedy])))
    return redirect(found)


@require_POST
@PREPARE
def gather(request: HttpRequest, pk: int) -> HttpResponse:
    """Put in what came since."""
    user = user_of(request)
    found = access.folder_to_prepare(user, pk)
    before = found.papers.count()
    actions.gather(found, by=user)
    new = found.papers.count() - before
    messages.success(request, f"{plural(new, 'document nou', 'documente noi')} în mapă." if new else "Nimic nou.")
    return redirect(found)


@require_POST
@PREPARE
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a paper in by its number."""
    user = user_of(request)
    found = access.folder_to_prepare(user, pk)
    form = AddForm(request.POST)
    entry = _entry(user, form.cleaned_data["numar"]) if form.is_valid() else None
    if entry is None:
        raise RuleBroken("paper-unknown", "Nu există acest număr.", remedy="Scrie numărul de pe etichetă.")
    actions.add_paper(found, entry, by=user)
    return redirect(found)


def _entry(user: User, text: str) -> Entry | None:
    return next(iter(registry_pages.by_number(user, text)), None)


@require_POST
@PREPARE
def take_out(request: HttpRequest, pk: int, paper: int) -> HttpResponse:
    """Take a paper out."""
    user = user_of(request)
    found = access.folder_to_prepare(user, pk)
    actions.take_out(_paper(found, paper), by=user)
    return redirect(found)


@require_POST
@PREPARE
def move(request: HttpRequest, pk: int, paper: int) -> HttpResponse:
    """Put a paper at another place."""
    user = user_of(request)
    found = access.folder_to_prepare(user, pk)
    to = request.POST.get("loc", "")
    if to.isdigit():
        actions.move_paper(_paper(found, paper), to=int(to), by=user)
    return redirect(f"{found.get_absolute_url()}#doc-{paper}")


def _paper(folder: Folder, pk: int) -> FolderPaper:
    return get_object_or_404(folder.papers.select_related("folder"), pk=pk)


@require_POST
@PREPARE
def present(request: HttpRequest, pk: int) -> HttpResponse:
    """Present the folder; its contents are frozen."""
    user = user_of(request)
    found = actions.present(access.folder_to_prepare(user, pk), by=user)
    messages.success(request, f"Mapa e la {found.decider}; conținutul ei nu se mai schimbă.")
    return redirect(found)


@require_POST
@PREPARE
def put_again(request: HttpRequest, paper: int) -> HttpResponse:
    """Put what was sent back into the next folder of the same decider, after the registry cleared it up."""
    user = user_of(request)
    back = get_object_or_404(reads.sent_back(), pk=paper)
    row = presentings().filter(decider=back.folder.decider).first()
    if row is None:
        raise RuleBroken(
            "decider-none", f"Pentru {back.folder.decider} nu se mai pregătesc mape.",
            remedy="Pune documentul în mapa altui decident, după număr.",
        )  # fmt: skip
    found = actions.prepare(row, by=user)
    actions.add_paper(found, back.entry, by=user)
    return redirect(found)


@require_GET
@SEE
def folder_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The folder on paper: with a space for ink, or with the resolutions once there are any."""
    found = access.folder_to_read(user_of(request), pk)
    empty = "goala" in request.GET
    name = f"mapa-{found.day.isoformat()}-{found.ordinal}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(printed(reads.opened(found), ink=empty), content_type="application/pdf", headers=headers)


def user_of(request: HttpRequest) -> User:
    """The signed-in person."""
    return request.user  # type: ignore[return-value]
