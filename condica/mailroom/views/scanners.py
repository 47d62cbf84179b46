"""Scanere: which folders are watched, for which desk."""

from __future__ import annotations

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from condica.accounts.access import needs
from condica.accounts.rules import Permission
from condica.foundation.refusal import RuleBroken
from condica.mailroom import actions, queries
from condica.mailroom.access import scanner_to_change
from condica.mailroom.forms import ScannerForm
from condica.mailroom.models import Scanner
from condica.mailroom.views.scans import _user

SETTINGS = needs(Permission.MAIL_SETTINGS)


@require_GET
@SETTINGS
def scanners(request: HttpRequest) -> HttpResponse:
    """The scanners and their folders."""
    return render(request, "mailroom/scanners.html", {"scanners": queries.scanners()})


@require_http_methods(["GET", "POST"])
@SETTINGS
def new_scanner(request: HttpRequest) -> HttpResponse:
    """Add a scanner."""
    return _form_page(request, None)


@require_http_methods(["GET", "POST"])
@SETTINGS
def scanner(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a scanner."""
    return _form_page(request, scanner_to_change(_user(request), pk))


def _form_page(request: HttpRequest, found: Scanner | None) -> HttpResponse:
    form = ScannerForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid() and _saved(request, form, found):
        notices.success(request, "Setările scanerului au fost păstrate.")
        return redirect("mailroom:scanners")
    context = {"form": form, "scanner": found}
    return render(request, "mailroom/scanner.html", context, status=422 if form.errors else 200)


def _saved(request: HttpRequest, form: ScannerForm, found: Scanner | None) -> bool:
    try:
        actions.save_scanner(found, by=_user(request), **form.cleaned_data)
    except RuleBroken as refusal:
        form.add_error("folder", f"{refusal} {refusal.remedy}")
    return not form.errors
