"""Who may do what in the queue (drepturi): a screen by its secret address, a clerk with the ticket they called."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import translation

from condica.accounts.access import public
from condica.accounts.models import User, valid_on
from condica.foundation import dates, languages
from condica.organisation.models import Desk
from condica.queue.models import Screen, Service, ServiceDesk, Ticket

View = Callable[..., HttpResponseBase]
LANGUAGE = "pt-limba"  # the same choice as on the portal


def spoken(view: View) -> View:
    """A page for everybody who stands before a screen, in the language they chose; it is never kept."""

    @wraps(view)
    def in_language(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asked = request.GET.get("limba", "")
        language = languages.chosen(asked, request.COOKIES.get(LANGUAGE, ""), "")
        with translation.override(language):
            response = view(request, *args, **kwargs)
        response.headers["Content-Language"] = language
        response.headers.setdefault("Cache-Control", "private, no-store")
        if asked in languages.NAMES:
            response.set_cookie(LANGUAGE, language, max_age=timedelta(minutes=2), path="/", samesite="Lax")
        return response

    return public(in_language)


def screen_of(secret: str, kind: str) -> Screen:
    """The screen with this address; one that was closed is as good as none."""
    found = Screen.objects.filter(secret=secret, kind=kind, closed_at=None).first()
    if found is None:
        raise Http404("Nu există acest ecran.")
    return found


def desk_to_serve(pk: int) -> Desk:
    """A desk that is open and serves something today."""
    found = desks_today().filter(pk=pk).first()
    if found is None:
        raise Http404("Ghișeul acesta nu cheamă pe nimeni astăzi.")
    return found


def desks_today() -> QuerySet[Desk]:
    """The desks that serve something today."""
    today = dates.today()
    services = Service.objects.filter(valid_on(today)).order_by()
    served = ServiceDesk.objects.filter(valid_on(today), service__in=services).order_by()
    rows = Desk.objects.filter(closed_on=None, pk__in=served.values("desk"))
    return rows.select_related("unit").order_by("-is_main", "code")


def called_ticket(user: User, pk: int) -> Ticket:
    """A ticket that this clerk has at the desk now, or had a moment ago; nobody ends another's."""
    found = Ticket.objects.filter(pk=pk, clerk=user).select_related("service", "issued_for", "desk").first()
    if found is None:
        raise Http404("Bonul nu este la tine.")
    return found
