"""De hotărât: sheets that wait for a person, one group at a time, by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.foundation.refusal import Refused, RuleBroken
from condica.mailroom import access, actions, queries
from condica.mailroom.forms import DecideForm
from condica.mailroom.models import Batch, Position
from condica.mailroom.views.scans import SCAN, _user
from condica.registry.models import Entry


@require_GET
@SCAN
def scan_queue(request: HttpRequest) -> HttpResponse:
    """The group that waits first, or the one asked for, with its pages large."""
    rows = access.waiting_for(_user(request))
    ids = list(rows.order_by("stack_id", "first").values_list("pk", flat=True)[:500])
    wanted = request.GET.get("grup", "")
    at = ids.index(int(wanted)) if wanted.isdigit() and int(wanted) in ids else 0
    batch = rows.filter(pk=ids[at]).first() if ids else None
    context: dict[str, Any] = {"batch": batch, "count": len(ids), "place": at + 1}
    if batch is not None:
        context |= {
            "pages": list(batch.sheets.order_by("number")),
            "previous": ids[at - 1] if at else None,
            "next": ids[at + 1] if at + 1 < len(ids) else None,
            "before": _before(batch),
            "scanned": batch.entry.scans.filter(state="attached").count() if batch.entry else 0,
        }
    return render(request, "mailroom/scan_queue.html", context)


def _before(batch: Batch) -> Batch | None:
    rows = batch.stack.batches.filter(first__lt=batch.first, first__gt=0).exclude(state__in=["joined", "discarded"])
    return rows.select_related("entry__register", "entry__number").last()


@require_POST
@SCAN
def batch_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision about one group; on to the next that waits."""
    batch, form = access.batch_to_decide(_user(request), pk), DecideForm(request.POST)
    back = batch.stack.get_absolute_url() if request.POST.get("inapoi") == "teanc" else reverse("mailroom:scan_queue")
    if not form.is_valid():
        notices.error(request, "Alege ce se face cu aceste foi.")
        return redirect(back)
    given = form.cleaned_data
    try:
        said = DECISIONS[given["decision"]](batch, given, _user(request))
    except (RuleBroken, Refused) as refusal:
        notices.error(request, f"{refusal} {refusal.remedy}".strip())
        return redirect(f"{reverse('mailroom:scan_queue')}?grup={pk}" if "hotarat" in back else back)
    notices.success(request, said)
    return redirect(back)


def _to_paper(batch: Batch, given: Mapping[str, Any], by: User) -> str:
    position = _position(batch, given["number"])
    if position is not None:
        actions.give_to_position(batch, position=position, by=by)
        return f"Foile sunt la {position}."
    entry = _meant(given["number"], by)
    had = entry.attachments.filter(document__kind="scan").count()
    actions.give_to_paper(batch, entry=entry, by=by)
    more = f" Documentul mai avea {had} scanări; aceasta este alături de ele." if had else ""
    return f"Foile sunt la {entry.paper_number}.{more}"


def _position(batch: Batch, text: str) -> Position | None:
    """A file of an inventory, by the code of its separator sheet, or `inventar/poziție` in a stack of the archive."""
    found = queries.position_by_code(text)
    head, _, number = text.strip().partition("/")
    if found is None and batch.stack.for_archive and head.isdigit() and number.isdigit():
        found = Position.objects.filter(inventory=int(head), number=int(number)).select_related("inventory").first()
    return found


def _meant(text: str, by: User) -> Entry:
    if not by.may(Permission.ENTRY_REGISTER):
        raise Refused("scan-paper", "Numai registratura atașează file la documente.", remedy="Cere registraturii.")
    found = queries.entries_typed(by, text) if text.strip() else []
    if len(found) == 1:
        return found[0]
    if found:
        raise RuleBroken("number-many", "Mai multe documente au acest număr.", remedy="Scrie și anul: 38214/2026.")
    raise RuleBroken("number-none", "Nu am găsit acest număr.", remedy="Scrie-l ca în registru: 38214/2026.")


def _split(batch: Batch, given: Mapping[str, Any], by: User) -> str:
    actions.split(batch, at=given["page"] or 0, by=by)
    return f"De la pagina {given['page']} începe un grup nou."


def _join(batch: Batch, given: Mapping[str, Any], by: User) -> str:
    actions.join_previous(batch, by=by)
    return "Foile sunt la grupul dinainte."


def _discard(batch: Batch, given: Mapping[str, Any], by: User) -> str:
    actions.discard(batch, by=by)
    return "Foile sunt puse deoparte ca goale; rămân în teanc."


def _undo(batch: Batch, given: Mapping[str, Any], by: User) -> str:
    actions.undo(batch, reason=given["reason"], by=by)
    return "Legătura este desfăcută; foile așteaptă din nou o hotărâre."


DECISIONS: Mapping[str, Callable[[Batch, Mapping[str, Any], User], str]] = {
    "paper": _to_paper, "position": _to_paper, "split": _split, "join": _join, "discard": _discard, "undo": _undo,
}  # fmt: skip
