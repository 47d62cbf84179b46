"""What the registry sees of the portal's files: held ones, and the way out for those that a person checked."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from condica.accounts.access import needs
from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.foundation.pages import keyset
from condica.portal import actions, queries
from condica.portal.forms import ReleaseForm
from condica.portal.models import FileScan

REGISTRY = needs(Permission.ENTRY_REGISTER)


@require_GET
@REGISTRY
def quarantine(request: HttpRequest) -> HttpResponse:
    """Files with a virus, and files that the scanner has not seen yet."""
    rows = keyset(queries.held(), ("-at", "-document"), request.GET.get("dupa"), 50)
    return render(request, "portal/quarantine.html", {"page": rows, "form": ReleaseForm()})


@require_POST
@REGISTRY
def release(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Let a file out of quarantine."""
    row = get_object_or_404(FileScan, pk=uuid)
    actions.release(row, reason=request.POST.get("reason", ""), by=cast(User, request.user))
    messages.success(request, "Fișierul se poate deschide din nou.")
    return redirect("portal:quarantine")
