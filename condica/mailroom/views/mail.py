"""Poștă: the messages, one message, what a person decides of it."""

from __future__ import annotations

from typing import cast
from urllib.parse import quote

from django.contrib import messages as notices
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from condica.accounts.access import needs
from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.documents import api as documents
from condica.foundation.files import detect_type, is_dangerous, says_otherwise
from condica.foundation.mime import Attachment, Letter, parse, safe_html
from condica.foundation.pages import keyset
from condica.mailroom import actions, jobs, queries
from condica.mailroom.access import message_to_decide, message_to_read
from condica.mailroom.forms import REASONS, AsideForm, ContinueForm
from condica.mailroom.models import Message
from condica.mailroom.rules import NEXT, State

SEE = needs(Permission.MAIL_SEE)
PAGE = 25
TABS = (
    (State.QUEUED.value, "de hotărât"),
    (State.REGISTERED.value, "înregistrate"),
    (State.AUTOMATIC.value, "automate"),
    (State.SET_ASIDE.value, "neînregistrate"),
    ("toate", "toate"),
)


@require_GET
@SEE
def messages(request: HttpRequest) -> HttpResponse:
    """Poștă: messages by state, the newest first."""
    state = request.GET.get("stare", State.QUEUED.value)
    words = request.GET.get("q", "")[:200]
    page = keyset(queries.messages(state, words), queries.ORDER, request.GET.get("dupa"), PAGE)
    counts = queries.counts_by_state()
    for row in page.items:
        row.guess = queries.guessed_kind(row)  # type: ignore[attr-defined]
    context = {
        "page": page,
        "state": state,
        "words": words,
        "tabs": [(value, label, counts.get(value)) for value, label in TABS],
        "boxes": queries.mailboxes(active=True),
        "may_register": _user(request).may(Permission.ENTRY_REGISTER),
        "may_settings": _user(request).may(Permission.MAIL_SETTINGS),
        "reasons": REASONS,
        "picks": state == State.QUEUED and _user(request).may(Permission.ENTRY_REGISTER),
    }
    return render(request, "mailroom/list.html", context)


@require_GET
@SEE
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """One message, with its text safe to look at, and the decision."""
    return _message_page(request, message_to_read(_user(request), pk), AsideForm())


def _message_page(request: HttpRequest, message: Message, form: AsideForm, *, status: int = 200) -> HttpResponse:
    letter = _letter(message)
    shown = safe_html(letter.html) if letter.html and request.GET.get("forma") == "html" else ""
    possible = NEXT[State(message.state)] if _user(request).may(Permission.ENTRY_REGISTER) else frozenset()
    context = {
        "message": message,
        "letter": letter,
        "html": shown,
        "files": [_file_row(number, file, letter) for number, file in enumerate(_files(letter))],
        "sightings": queries.sightings_of(message),
        "answered": queries.papers_answered(message),
        "meant": queries.papers_meant(message) if _user(request).may(Permission.ENTRY_REGISTER) else [],
        "guess": queries.guessed_kind(message, letter.text),
        "lines": queries.history(message),
        "may_register": State.REGISTERED in possible,
        "may_set_aside": State.SET_ASIDE in possible,
        "form": form,
        "reasons": REASONS,
    }
    return render(request, "mailroom/message.html", context, status=status)


def _letter(message: Message) -> Letter:
    try:
        return parse(documents.open_blob(message.raw))
    except FileNotFoundError:
        return Letter(problems=("Octeții mesajului lipsesc din depozit; anunță administratorul.",), readable=False)


def _files(letter: Letter) -> tuple[Attachment, ...]:
    """What came as files, then the pictures that the text itself shows."""
    return letter.attachments + letter.shown


def _file_row(number: int, file: Attachment, letter: Letter) -> dict[str, object]:
    kind = detect_type(file.content, file.name)
    return {
        "number": number,
        "shown": number >= len(letter.attachments),
        "name": file.name,
        "size": len(file.content),
        "dangerous": is_dangerous(kind, file.name),
        "otherwise": says_otherwise(kind, file.name),
        "kind": kind,
    }


@require_POST
@needs(Permission.ENTRY_REGISTER)
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """One click: the message gets its number."""
    entry = actions.register_message(message_to_decide(_user(request), pk), by=_user(request))
    notices.success(request, f"Mesajul are numărul {entry.paper_number}.")
    return redirect(_back(request) or entry.get_absolute_url())


@require_POST
@needs(Permission.ENTRY_REGISTER)
def continue_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the letter continues a paper that its subject names."""
    message, form = message_to_decide(_user(request), pk), ContinueForm(request.POST)
    if form.is_valid():
        continues = form.cleaned_data["continues"]
        actions.continue_message(message, continues=continues, by=_user(request))
        notices.success(request, f"Mesajul continuă {continues.paper_number}.")
    else:
        notices.error(request, "Alege documentul pe care îl continuă.")
    return redirect("mailroom:message", pk=pk)


@require_POST
@needs(Permission.ENTRY_REGISTER)
def aside(request: HttpRequest, pk: int) -> HttpResponse:
    """The message gets no number, for a reason."""
    message = message_to_decide(_user(request), pk)
    form = AsideForm(request.POST)
    if not form.is_valid():
        return _message_page(request, message, form, status=422)
    actions.set_aside(message, reason=form.cleaned_data["reason"], by=_user(request))
    notices.success(request, "Mesajul a rămas fără număr; motivul este scris la el.")
    return redirect("mailroom:list")


def _back(request: HttpRequest) -> str:
    """Back to the list when the click came from there."""
    return reverse("mailroom:list") if request.POST.get("inapoi") == "lista" else ""


@require_GET
@SEE
def raw(request: HttpRequest, pk: int) -> HttpResponse:
    """The message's own bytes."""
    message = message_to_read(_user(request), pk)
    return _carried(documents.open_blob(message.raw), f"mesaj-{message.pk}.eml")


@require_GET
@SEE
def attachment(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A file of a message, only to be saved."""
    files = _files(_letter(message_to_read(_user(request), pk)))
    if not 0 <= number < len(files):
        raise Http404
    return _carried(files[number].content, files[number].name)


def _carried(content: bytes, name: str) -> HttpResponse:
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type="application/octet-stream", headers=headers)


@require_POST
@SEE
def fetch_now(request: HttpRequest) -> HttpResponse:
    """Ask for the mail now, without waiting for the clock."""
    jobs.fetch_boxes.defer()
    notices.success(request, "Poșta se preia acum; mesajele noi apar aici într-un minut.")
    return redirect("mailroom:list")


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)
