"""The clerk's pages (ghișeul): who waits, one key that calls the next, what is done with the ticket at the desk."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from condica.accounts.access import needs
from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.queue import actions, queries
from condica.queue.access import called_ticket, desk_to_serve, desks_today
from condica.queue.forms import ServiceChoice
from condica.queue.models import Ticket

SERVE = needs(Permission.ENTRY_REGISTER, Permission.CASE_WORK)
SHOWN = 30


def _user(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]


@require_GET
@SERVE
def home(request: HttpRequest) -> HttpResponse:
    """The desks of today, how many wait for each, how long one waits."""
    now = dates.now()
    context = {
        "rows": [{"desk": one, "waiting": queries.waiting_at(one, now).count()} for one in desks_today()[:50]],
        "offered": queries.offered(now),
        "last": queries.last_desk_of(_user(request)),
        "words": queries.today_words(now),
    }
    return render(request, "queue/home.html", context)


@require_GET
@SERVE
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    """One desk: the ticket that is there, who waits, the keys."""
    user, now = _user(request), dates.now()
    found = desk_to_serve(pk)
    waiting = queries.waiting_at(found, now)
    context = {
        "desk": found,
        "current": queries.current_of(user),
        "waiting": waiting[:SHOWN],
        "count": waiting.count(),
        "latest": queries.latest_of(user, now),
        "form": ServiceChoice(),
        "words": queries.today_words(now),
        "now": now,
    }
    return render(request, "queue/desk.html", context)


@require_POST
@SERVE
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """Call the next one; the ticket that was at the desk is ended."""
    if actions.call_next(desk_to_serve(pk), by=_user(request)) is None:
        messages.success(request, "Nu așteaptă nimeni.")
    return redirect("queue:desk", pk)


@require_POST
@SERVE
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a ticket by hand, to somebody who cannot use the screen."""
    form = ServiceChoice(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        ticket = actions.take(given["service"], priority=given["priority"], by=_user(request))
        messages.success(request, f"Bonul {ticket} este dat, pentru {ticket.service}.")
    return redirect("queue:desk", pk)


def _act(request: HttpRequest, pk: int, do: Callable[..., Ticket], said: str) -> HttpResponse:
    ticket = called_ticket(_user(request), pk)
    back = ticket.desk_id
    do(ticket, by=_user(request))
    messages.success(request, said.format(ticket))
    return redirect("queue:desk", back)


@require_POST
@SERVE
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Call the same number once more."""
    return _act(request, pk, actions.call_again, "Bonul {} este chemat din nou.")


@require_POST
@SERVE
def absent(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody came."""
    return _act(request, pk, actions.absent, "Cu bonul {} nu s-a prezentat nimeni.")


@require_POST
@SERVE
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """Served, and nobody else is called yet."""
    return _act(request, pk, actions.done, "Bonul {} este încheiat.")


@require_POST
@SERVE
def send_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the person to another service, with the same number."""
    ticket = called_ticket(_user(request), pk)
    back = ticket.desk_id
    form = ServiceChoice(request.POST)
    if not form.is_valid():
        raise RuleBroken("queue-service-unknown", "Nu ai ales serviciul.", remedy="Alege unul din listă.")
    actions.send_on(ticket, form.cleaned_data["service"], by=_user(request))
    messages.success(request, f"Bonul {ticket} așteaptă la {form.cleaned_data['service']}.")
    return redirect("queue:desk", back)
