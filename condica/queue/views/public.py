"""The public screens (ecranele publice): one gives tickets, one shows numbers; known by their secret addresses."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.views.decorators.http import require_GET, require_http_methods

from condica.accounts.access import public
from condica.accounts.api import system_user
from condica.foundation import dates, languages
from condica.foundation.refusal import RuleBroken
from condica.organisation import api as organisation
from condica.queue import actions, queries
from condica.queue.access import screen_of, spoken
from condica.queue.actions.tickets import turn_of_priority
from condica.queue.models import Screen, Ticket
from condica.queue.print import ticket_pdf
from condica.queue.rules import Turn


@require_http_methods(["GET", "POST"])
@spoken
def kiosk(request: HttpRequest, secret: str) -> HttpResponse:
    """Large buttons, one a service; closed services say when they open."""
    screen = screen_of(secret, Screen.Kind.KIOSK)
    refusal = None
    if request.method == "POST":
        try:
            ticket = _take(request, screen)
        except RuleBroken as broken:
            refusal = broken
        else:
            return redirect("queue:kiosk_ticket", secret, ticket.uuid)
    now = dates.now()
    context = {
        **_frame(screen),
        "rows": queries.offered(now),
        "priority": turn_of_priority(now) is not Turn.NONE,
        "refusal": refusal,
    }
    return render(request, "queue/public/kiosk.html", context, status=422 if refusal else 200)


def _take(request: HttpRequest, screen: Screen) -> Ticket:
    asked = request.POST.get("serviciu", "")
    service = get_object_or_404(queries.services_today(), pk=int(asked) if asked.isdigit() else 0)
    return actions.take(service, priority="prioritate" in request.POST, screen=screen, by=system_user())


def _frame(screen: Screen) -> dict[str, Any]:
    head = organisation.letterhead(dates.today())
    return {"screen": screen, "house": head.name if head else "Condica", "languages": languages.NAMES}


@require_GET
@spoken
def kiosk_ticket(request: HttpRequest, secret: str, uuid: UUID) -> HttpResponse:
    """The ticket just taken, large; the screen goes back to its buttons by itself."""
    screen = screen_of(secret, Screen.Kind.KIOSK)
    ticket = get_object_or_404(Ticket.objects.select_related("service", "issued_for"), uuid=uuid, screen=screen)
    now = dates.now()
    ahead = Ticket.objects.filter(day=ticket.day, service=ticket.service, state="waiting", pk__lt=ticket.pk).count()
    minutes = queries.estimate(now).get(ticket.service_id)
    context = {**_frame(screen), "ticket": ticket, "ahead": ahead, "minutes": minutes}
    return render(request, "queue/public/ticket.html", context)


@require_GET
@public
def ticket_paper(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The ticket on paper of 80 mm, for whoever holds its address."""
    ticket = get_object_or_404(Ticket.objects.select_related("service", "issued_for"), uuid=uuid)
    language = request.COOKIES.get("pt-limba", "ro")
    with translation.override(language if language in languages.NAMES else "ro"):
        pdf = ticket_pdf(ticket)
    disposition = {"Content-Disposition": f'inline; filename="bon-{ticket}.pdf"', "Cache-Control": "private, no-store"}
    return HttpResponse(pdf, content_type="application/pdf", headers=disposition)


@require_GET
@public
def display(request: HttpRequest, secret: str) -> HttpResponse:
    """The numbers called last, large; the page asks for news by itself."""
    screen = screen_of(secret, Screen.Kind.DISPLAY)
    return render(request, "queue/public/display.html", {**_frame(screen), **_now()})


@require_GET
@public
def display_now(request: HttpRequest, secret: str) -> HttpResponse:
    """The news: what is called, who waits."""
    screen_of(secret, Screen.Kind.DISPLAY)
    answer = render(request, "queue/public/numbers.html", _now())
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _now() -> dict[str, Any]:
    now = dates.now()
    return {
        "called": queries.called_now(now),
        "line": queries.line_of(now),
        "words": queries.today_words(now),
        "target": organisation.setting("queue_minutes", dates.bucharest_day(now)),
        "clock": now,
    }
