"""Many messages at once: registered, set aside; the list on paper."""

from __future__ import annotations

from typing import cast

from django.contrib import messages as notices
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from condica.accounts.access import needs
from condica.accounts.models import User
from condica.accounts.print import Column, Listing, print_list
from condica.accounts.rules import Permission
from condica.foundation import bulk
from condica.foundation.romanian import plural
from condica.mailroom import actions, queries
from condica.mailroom.forms import REASONS
from condica.mailroom.models import Message
from condica.mailroom.rules import State
from condica.mailroom.views.mail import TABS

SEE = needs(Permission.MAIL_SEE)


def _whole(request: HttpRequest) -> QuerySet[Message]:
    """What the address shows: a state, words."""
    state = request.GET.get("stare", State.QUEUED.value)
    return queries.messages(state, request.GET.get("q", "")[:200])


@require_POST
@needs(Permission.ENTRY_REGISTER)
def decide_many(request: HttpRequest) -> HttpResponse:
    """Give the selected messages their numbers, or set them all aside for one reason."""
    user = cast("User", request.user)
    back = reverse("mailroom:list")
    chosen = bulk.chosen(request, queries.messages(), _whole(request))
    reason = request.POST.get("motiv", "")
    if not chosen:
        notices.error(request, "Nu ai ales niciun mesaj. Alege cu x sau bifează rândurile, apoi încearcă din nou.")
        return redirect(back)
    if request.POST.get("ce") == "inregistreaza":
        outcome = bulk.carry_out(chosen, lambda one: actions.register_message(one, by=user))
        title, verb = "Înregistrare", "cu număr"
    elif request.POST.get("ce") == "lasa" and reason in REASONS:
        outcome = bulk.carry_out(chosen, lambda one: actions.set_aside(one, reason=reason, by=user))
        title, verb = "Fără număr", "fără număr"
    else:
        notices.error(request, "Alege motivul pentru care mesajele nu sunt documente.")
        return redirect(back)
    if outcome.refused:
        return bulk.answer(request, outcome, title=title, back=back, nouns="mesaj,mesaje")
    notices.success(request, f"{plural(len(chosen), 'mesaj', 'mesaje')} {verb}.")
    return redirect(back)


@require_POST
@SEE
def print_messages(request: HttpRequest) -> HttpResponse:
    """The list of messages on paper, as on the screen."""
    state, words = request.GET.get("stare", State.QUEUED.value), request.GET.get("q", "")
    said = [dict(TABS).get(state, "toate"), f"caută: {words}" if words else ""]
    listing = Listing("posta", "Poștă", PRINTED, said)
    return print_list(listing, _whole(request).order_by(*queries.ORDER), by=cast("User", request.user))


PRINTED: list[Column[Message]] = [
    Column("Primit", 1.3, lambda one: one.received_at),
    Column("De la", 2, lambda one: one.from_words or "fără expeditor"),
    Column("Căsuța", 1.3, lambda one: one.mailbox.name if one.mailbox else "din dosar"),
    Column("Subiect", 4, str),
    Column("Număr", 1.3, lambda one: one.entry.paper_number if one.entry else ""),
    Column("Ce este", 2, lambda one: one.reason or one.get_kind_display()),
]
