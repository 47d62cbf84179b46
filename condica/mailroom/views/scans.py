"""Scanări: the stacks, one stack's sheets, what a browser brings, pictures of pages."""

from __future__ import annotations

import io
from typing import Any, cast

from django.conf import settings
from django.contrib import messages as notices
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from PIL import Image

from condica.accounts.access import needs
from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.documents import api as documents
from condica.foundation.pages import keyset
from condica.foundation.previews import page_picture
from condica.foundation.refusal import RuleBroken
from condica.foundation.romanian import plural
from condica.mailroom import access, actions, queries
from condica.mailroom.forms import BringForm
from condica.mailroom.models import Scanner, Sheet, Stack

SCAN = needs(Permission.ENTRY_REGISTER, Permission.ARCHIVE_SELECT)
ORDER, PAGE = ("-id",), 25


@require_GET
@SCAN
def stacks(request: HttpRequest) -> HttpResponse:
    """Scanări: stacks with how far they have come, the newest first; where files are dropped."""
    user = _user(request)
    page = keyset(access.stacks_visible_to(user), ORDER, request.GET.get("dupa"), PAGE)
    rows = list(page.items)
    progress = queries.stack_progress(rows)
    context = {
        "page": page,
        "rows": [(row, progress[row.pk], is_open(row, progress[row.pk])) for row in rows],
        "is_open": any(is_open(row, progress[row.pk]) for row in rows),
        "waiting": access.waiting_for(user).count(),
        "form": BringForm(initial={"for_archive": not user.may(Permission.ENTRY_REGISTER)}),
        "scanners": Scanner.objects.filter(is_active=True).select_related("desk"),
        "may_settings": user.may(Permission.MAIL_SETTINGS),
        "may_mail": user.may(Permission.MAIL_SEE),
        "may_archive": user.may(Permission.ARCHIVE_SELECT) or user.may(Permission.ENTRY_SEE_ALL),
    }
    return render(request, "mailroom/stacks.html", context)


def is_open(row: Stack, progress: dict[str, int]) -> bool:
    """Whether something is still being done for it."""
    return row.state == Stack.State.READING or progress["left"] > 0 or progress["ocr"] < progress["ocr_all"]


@require_POST
@SCAN
def bring(request: HttpRequest) -> HttpResponse:
    """Take stacks in from the browser; what was brought before is said, not doubled."""
    form = BringForm(request.POST, request.FILES)
    if not form.is_valid():
        notices.error(request, " ".join(str(one) for errors in form.errors.values() for one in errors))
        return _to_stacks(request)
    words = {name: form.cleaned_data[name] for name in ("desk", "both_sides", "for_archive")}
    for file in form.cleaned_data["files"]:
        _bring_one(request, file, words)
    return _to_stacks(request)


def _to_stacks(request: HttpRequest) -> HttpResponse:
    """Back to the list; the script that shows how much has gone is told where that is."""
    if request.accepts("application/json") and not request.accepts("image/*"):
        return JsonResponse({"url": reverse("mailroom:stacks")})
    return redirect("mailroom:stacks")


def _bring_one(request: HttpRequest, file: Any, words: dict[str, Any]) -> None:
    try:
        blob = documents.keep_stream(file, name=file.name)
        made, is_new = actions.take_stack(blob, name=file.name, by=_user(request), **words)
    except RuleBroken as refusal:
        notices.error(request, f"{refusal} {refusal.remedy}")
        return
    if not is_new:
        notices.warning(request, f"„{file.name}” a mai fost adus: {made}. Nu s-a dublat nimic.")
    elif made.state == Stack.State.BROKEN:
        notices.warning(request, f"„{file.name}” a rămas întreg și așteaptă o hotărâre: {made.problem}")
    else:
        notices.success(request, f"„{file.name}” este {made}; se citește acum.")


@require_GET
@SCAN
def stack(request: HttpRequest, pk: int) -> HttpResponse:
    """One stack: its sheets as small pictures, with what was found on each and where they went."""
    found = access.stack_to_read(_user(request), pk)
    hidden = access.hidden_batches(_user(request), found)
    progress = queries.stack_progress([found])[found.pk]
    sheets = queries.sheets_of(found)
    context = {
        "stack": found,
        "groups": _groups(sheets, hidden),
        "whole": found.batches.filter(first=0, state="queued").first(),
        "progress": progress,
        "is_open": is_open(found, progress),
        "may_original": not hidden and found.blob.erased_at is None,
        "lines": queries.scan_history(found),
        "count": len(sheets),
    }
    return render(request, "mailroom/stack.html", context)


def _groups(sheets: list[Sheet], hidden: set[int]) -> list[dict[str, Any]]:
    """Sheets beside each other that belong together."""
    groups: list[dict[str, Any]] = []
    for sheet in sheets:
        if not groups or groups[-1]["key"] != sheet.batch_id:
            is_hidden = sheet.batch_id in hidden
            groups.append({"key": sheet.batch_id, "batch": sheet.batch, "hidden": is_hidden, "sheets": []})
        groups[-1]["sheets"].append(sheet)
    for group in groups:
        first, last = group["sheets"][0].number, group["sheets"][-1].number
        group["words"] = f"pagina {first}" if first == last else f"paginile {first}–{last}"
    return groups


@require_GET
@SCAN
def sheet_picture(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A page of a stack, upright; small unless `mare` asks for the whole."""
    user = _user(request)
    found = access.stack_to_read(user, pk)
    sheet = found.sheets.filter(number=number).first()
    if sheet is None or found.blob.erased_at or sheet.batch_id in access.hidden_batches(user, found):
        raise Http404("Nu există această pagină sau nu ai drept să o vezi.")
    content = _drawn(found, number, large="mare" in request.GET)
    if content is None:
        raise Http404("Pagina nu poate fi desenată.")
    headers = {"Cache-Control": "private, max-age=3600", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(_turned(content, sheet.turn), content_type="image/png", headers=headers)


def _drawn(stack: Stack, number: int, *, large: bool) -> bytes | None:
    cache = settings.DOCUMENT_ROOT / "previews"
    small = cache / stack.pages_sha256 / f"mic-{number}.png"
    if small.is_file() and not large:
        return small.read_bytes()
    return page_picture(documents.path_of(stack.pages_sha256), "application/pdf", number, cache)


def _turned(content: bytes, turn: int) -> bytes:
    if not turn:
        return content
    out = io.BytesIO()
    with Image.open(io.BytesIO(content)) as picture:
        picture.rotate(-turn, expand=True).save(out, "PNG")
    return out.getvalue()


@require_GET
@SCAN
def stack_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The stack's own file, for whoever sees every paper that is in it."""
    found = access.stack_to_read(_user(request), pk)
    if found.blob.erased_at or access.hidden_batches(_user(request), found):
        raise Http404("Teancul cuprinde documente pe care nu le poți vedea.")
    response = FileResponse(
        documents.path_of(found.blob_id).open("rb"), as_attachment=True, filename=found.name,
        content_type="application/octet-stream",
    )  # fmt: skip
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
@SCAN
def stack_stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop the reading: of the stack's codes, or of the words of its papers."""
    found = access.stack_to_read(_user(request), pk)
    actions.stop_stack(found, by=_user(request))
    stopped = [
        documents.stop_searchable(row, by=_user(request)) for row in queries.renditions(found, "waiting", "running")
    ]
    notices.success(request, f"Oprit{_of(stopped)}. Ce s-a citit rămâne.")
    return redirect(found)


@require_POST
@SCAN
def stack_resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with what was stopped or failed."""
    found = access.stack_to_read(_user(request), pk)
    actions.resume_stack(found, by=_user(request))
    rows = queries.renditions(found, "stopped", "failed")
    again = [documents.search_again(row, by=_user(request)) for row in rows]
    notices.success(request, f"Reluat{_of(again)}.")
    return redirect(found)


def _of(rows: list[None]) -> str:
    return f"; {plural(len(rows), 'document', 'documente')} la citirea optică" if rows else ""


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)
