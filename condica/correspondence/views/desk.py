"""What waits: the lists by stage, a new letter, and signing many letters one after another."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods

from condica.accounts.access import needs
from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.correspondence import access, actions, queries
from condica.correspondence.forms import NewForm
from condica.correspondence.models import Letter
from condica.foundation import dates
from condica.foundation.pages import keyset
from condica.registry.access import entry_to_read
from condica.registry.api import term_state
from condica.registry.models import Entry

SEE = needs(*access.INSIDE, Permission.ENTRY_SEE_ALL)
PAGE = 25


def user_of(request: HttpRequest) -> User:
    """The person at the desk."""
    return request.user  # type: ignore[return-value]


def back_to(request: HttpRequest, otherwise: str) -> str:
    """Where a form asked to go next, when it is a place of ours."""
    asked = request.POST.get("next", "")
    return asked if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else otherwise


@require_GET
@needs(*access.INSIDE, Permission.ENTRY_SEE_ALL, Permission.TEMPLATE_EDIT)
def letters(request: HttpRequest) -> HttpResponse:
    """Corespondență: the person's lists, and the letters of one of them."""
    user = user_of(request)
    boxes, counts = queries.boxes_of(user), queries.counts(user)
    box = _box(request.GET.get("mapa", ""), boxes, counts)
    page = keyset(queries.letters_in(box, user), ("-changed_at", "pk"), request.GET.get("dupa"), PAGE)
    context = {
        "boxes": [(each, counts.get(each.key)) for each in boxes],
        "box": box,
        "page": page,
        "rows": [{"letter": letter, "term": chip(letter), "way": _last_way(letter)} for letter in page],
        "may_sign_many": box.key == "de-semnat" and user.may(Permission.LETTER_SIGN),
        "may_draft": user.may(Permission.LETTER_DRAFT),
        "may_send": user.may(Permission.LETTER_DISPATCH),
        "may_models": user.may(Permission.TEMPLATE_EDIT),
        "may_circulars": user.may(Permission.ENTRY_SEE_ALL) or user.may(Permission.ENTRY_SEE_UNIT),
    }
    return render(request, "correspondence/list.html", context)


def _box(key: str, boxes: list[queries.Box], counts: dict[str, int]) -> queries.Box:
    """The list asked for, or the first one in which something waits; who signs looks at what is to be signed."""
    chosen = next((box for box in boxes if box.key == key), None)
    signs = [box for box in boxes if box.key == "de-semnat"]
    return chosen or next((box for box in (*signs, *boxes) if counts.get(box.key)), boxes[0])


def chip(letter: Letter) -> Any:
    """The term of the paper answered, until the letter has left."""
    entry = letter.entry
    if entry is None or not letter.is_answer:
        return None
    return term_state(
        today=dates.today(), due_on=entry.due_on, safe_on=entry.safe_on, extended=entry.extended,
        settled_as=entry.settled_as, settled_on=entry.settled_on, note=entry.settled_note,
    )  # fmt: skip


def _last_way(letter: Letter) -> Any:
    ways = getattr(letter, "ways", [])
    return ways[0] if ways else None


@require_http_methods(["GET", "POST"])
@needs(Permission.LETTER_DRAFT)
def new(request: HttpRequest) -> HttpResponse:
    """Begin a letter: an answer to a paper (`?la=general/2026/38214`), or one from office."""
    user = user_of(request)
    entry = _paper(user, request.GET.get("la", ""))
    form = NewForm(request.POST or None, user=user, answering=entry is not None, initial=_initial(entry))
    if request.method == "POST" and form.is_valid():
        words = {
            name: form.cleaned_data[name]
            for name in ("addressee_name", "addressee_address", "addressee_email", "subject")
        }
        made = actions.draft(
            entry=entry, template=form.cleaned_data["template"], by=user, unit=form.cleaned_data["unit"], **words
        )
        return redirect("correspondence:text", made.pk)
    context = {"form": form, "entry": entry, "models": queries.templates_on()}
    return render(request, "correspondence/new.html", context, status=422 if form.errors else 200)


def _paper(user: User, asked: str) -> Entry | None:
    if not asked:
        return None
    parts = asked.strip("/").split("/")
    if len(parts) != 3 or not (parts[1].isdigit() and parts[2].isdigit()):
        raise Http404
    return entry_to_read(user, parts[0], int(parts[1]), int(parts[2]))


def _initial(entry: Entry | None) -> dict[str, Any]:
    if entry is None:
        return {}
    return {
        "addressee_name": queries.addressee_of(entry),
        "addressee_address": entry.sender_address,
        "addressee_email": entry.sender_email,
        "subject": entry.subject,
    }
