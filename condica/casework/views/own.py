"""What each person keeps for themselves (ale mele): whether reminders also come by e-mail."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from condica.accounts.access import needs
from condica.accounts.rules import Permission
from condica.casework import actions
from condica.casework.views.verbs import user_of

DESK = needs(Permission.DESK_USE)


def _back(request: HttpRequest, otherwise: str = "/") -> str:
    """The page from which the form was sent; never another site's."""
    asked = request.POST.get("inapoi", "")
    return asked if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else otherwise


@require_POST
@DESK
def set_digest(request: HttpRequest) -> HttpResponse:
    """Switch the daily e-mail of reminders off, or on again; the notices stay."""
    wanted = request.POST.get("vreau") == "1"
    actions.set_digest(wanted=wanted, by=user_of(request))
    said = (
        "Rezumatul zilei vine și pe e-mail."
        if wanted
        else "Rezumatul zilei nu mai vine pe e-mail; amintirile rămân aici."
    )
    messages.success(request, said)
    return redirect(_back(request))
