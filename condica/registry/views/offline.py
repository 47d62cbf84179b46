"""The page that works without network (ghișeul fără rețea): its shell, its worker, its numbers, what it sends."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from condica.accounts.access import needs
from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.organisation.models import Unit
from condica.registry import actions
from condica.registry.access import registers_to_write
from condica.registry.actions.blocks import fields_of
from condica.registry.actions.offline import Sent
from condica.registry.forms import LineForm
from condica.registry.models import Block, Channel, Direction, OfflineLine
from condica.registry.queries import blocks as queries
from condica.registry.rules import kinds

REGISTER = needs(Permission.ENTRY_REGISTER)
FILES = ("tabler.css", "condica.css", "offline.js", "icons.svg", "favicon.svg", "inter.woff2", "inter-ro.woff2")
MOST_LINES = 50  # in one sending; the device sends the rest after


def _user(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]


@require_GET
@REGISTER
def offline(request: HttpRequest) -> HttpResponse:
    """The page itself: nothing of anybody stands in it, so it may be kept by the browser."""
    return HttpResponse(_page())


def _page() -> str:
    context = {
        "kinds": kinds(),
        "channels": Channel.choices,
        "directions": Direction.choices,
        "units": Unit.objects.filter(until__isnull=True).order_by("name"),
    }
    return render_to_string("registry/offline.html", context)


@require_GET
@REGISTER
def offline_worker(request: HttpRequest) -> HttpResponse:
    """The service worker: our built script, told which files it keeps; another build, or another
    list of departments, is another worker."""
    path = finders.find("condica/offline-worker.js")
    script = Path(path).read_text() if isinstance(path, str) else ""
    page = reverse("registry:offline")
    files = [static(f"condica/{name}") for name in FILES]
    version = hashlib.sha256((script + repr(files) + _page()).encode()).hexdigest()[:12]
    told = json.dumps({"version": version, "page": page, "files": files})
    return HttpResponse(
        f"self.condica = {told};\n{script}",
        content_type="text/javascript; charset=utf-8",
        headers={"Cache-Control": "no-cache", "Service-Worker-Allowed": page},
    )


@require_GET
@REGISTER
def offline_data(request: HttpRequest) -> JsonResponse:
    """The open blocks with their free numbers, the clock, and the token with which lines are sent."""
    user = _user(request)
    found = queries.open_blocks().filter(register__in=registers_to_write(user)).order_by("pk")
    answer = {
        "now": dates.now().isoformat(),
        "user": str(user),
        "token": get_token(request),
        "blocks": [_block(one) for one in found[:50]],
    }
    return JsonResponse(answer, headers={"Cache-Control": "no-store"})


def _block(block: Block) -> dict[str, Any]:
    return {
        "id": block.pk, "name": str(block), "desk": block.desk.name, "register": block.register.name,
        "prefix": block.register.prefix, "year": block.year, "free": queries.free_numbers(block),
    }  # fmt: skip


@require_POST
@REGISTER
def offline_send(request: HttpRequest) -> JsonResponse:
    """Take the lines that a device kept; each is answered by its own key, the same line always the same way."""
    try:
        lines = json.loads(request.body)["lines"][:MOST_LINES]
        read = [(int(line["block"]), _sent(line)) for line in lines]
    except (ValueError, KeyError, TypeError, AttributeError):
        return JsonResponse({"told": "Rândurile nu au putut fi citite."}, status=400)
    found = {one.pk: one for one in Block.objects.filter(register__in=registers_to_write(_user(request)))}
    answers = [_take(found.get(pk), sent, _user(request)) for pk, sent in read]
    return JsonResponse({"answers": answers})


def _sent(line: dict[str, Any]) -> Sent:
    said = datetime.fromisoformat(line["said_at"])
    if said.tzinfo is None:
        raise ValueError("fără fus orar")
    words = {str(name): str(value) for name, value in line["words"].items()}
    return Sent(UUID(line["key"]), int(line["value"]), words, said)


def _take(block: Block | None, sent: Sent, user: User) -> dict[str, Any]:
    """One line's answer; a block that this person may not write in takes nothing, and the device keeps the line."""
    if block is None:
        return {"key": str(sent.key), "state": "refused", "told": "Nu ai drept să scrii în registrul acestui bloc."}
    form = LineForm(dict(sent.words), block=block, user=user)
    paper = fields_of({**form.cleaned_data, "received_at": _received(form, sent)}) if form.is_valid() else None
    direction = form.cleaned_data.get("direction") or Direction.IN
    try:
        line = actions.take(block, sent, paper, direction=direction, told=_told(form), by=user)
    except RuleBroken as refusal:
        return {"key": str(sent.key), "state": "refused", "told": str(refusal)}
    return _answer(line)


def _received(form: LineForm, sent: Sent) -> datetime:
    """The receipt: what was written by hand, or else the moment of writing, by the device's own clock."""
    moment: datetime = form.cleaned_data.get("received_at") or sent.said_at
    return moment


def _told(form: LineForm) -> str:
    return " ".join(
        f"{form.fields[name].label}: {errors[0]}" for name, errors in form.errors.items() if name in form.fields
    )


def _answer(line: OfflineLine) -> dict[str, Any]:
    return {
        "key": str(line.key),
        "state": str(line.state),
        "number": str(line.entry) if line.entry else "",
        "url": line.entry.get_absolute_url() if line.entry else line.get_absolute_url(),
        "told": line.get_problem_display() if line.problem else "",
    }
