"""What each person keeps for themselves (ale mele): saved views of lists."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from condica.accounts.access import needs
from condica.accounts.rules import Permission
from condica.organisation import actions
from condica.organisation.forms import ViewForm
from condica.organisation.views.chart import me

DESK = needs(Permission.DESK_USE)


def _back(request: HttpRequest) -> str:
    """The page from which the form was sent; never another site's."""
    asked = request.POST.get("inapoi", "")
    return asked if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else "/"


@require_POST
@DESK
def keep_view(request: HttpRequest) -> HttpResponse:
    """Keep this list, with its filters, under a name; for oneself, or for the unit too."""
    form = ViewForm(request.POST, user=me(request))
    if form.is_valid():
        view = actions.keep_view(**form.cleaned_data, by=me(request))
        whose = f", și pentru colegii din {view.unit.short_name}" if view.unit else ""
        messages.success(request, f"Vederea „{view.name}” e salvată{whose}.")
        return redirect(f"{view.page}{view.query}")
    messages.error(request, "Vederea n-are nume; scrie-l și salvează din nou.")
    return redirect(_back(request))


@require_POST
@DESK
def drop_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up a saved view."""
    actions.drop_view(pk, by=me(request))
    return redirect(_back(request))
