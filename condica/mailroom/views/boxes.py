"""Mailboxes of the authority and their daily comparison."""

from __future__ import annotations

from typing import cast

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from condica.accounts.access import needs
from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.foundation import dates
from condica.foundation.imap import ImapProblem, connected
from condica.foundation.pages import keyset
from condica.mailroom import actions, queries
from condica.mailroom.access import mailbox_to_change
from condica.mailroom.forms import AcknowledgingForm, MailboxForm
from condica.mailroom.models import Acknowledging
from condica.mailroom.rules import ACKNOWLEDGEMENT

SETTINGS = needs(Permission.MAIL_SETTINGS)


@require_GET
@SETTINGS
def mailboxes(request: HttpRequest) -> HttpResponse:
    """The mailboxes that are read."""
    return render(request, "mailroom/mailboxes.html", {"mailboxes": queries.mailboxes()})


@require_http_methods(["GET", "POST"])
@SETTINGS
def new_mailbox(request: HttpRequest) -> HttpResponse:
    """Add a mailbox."""
    form = MailboxForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        opened = actions.open_mailbox(**form.words(), by=_user(request))
        notices.success(request, f"Căsuța „{opened}” a fost adăugată. Verifică legătura.")
        return redirect("mailroom:mailbox", pk=opened.pk)
    return render(request, "mailroom/mailbox.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@SETTINGS
def mailbox(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a mailbox."""
    found = mailbox_to_change(_user(request), pk)
    form = MailboxForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        actions.change_mailbox(found, **form.words(), by=_user(request))
        notices.success(request, "Setările au fost păstrate.")
        return redirect("mailroom:mailbox", pk=pk)
    context = {"form": form, "mailbox": found}
    return render(request, "mailroom/mailbox.html", context, status=422 if form.is_bound else 200)


@require_POST
@SETTINGS
def try_mailbox(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign in and count, without taking anything."""
    found = mailbox_to_change(_user(request), pk)
    try:
        with connected(found.server) as reader:
            counts = [f"{name}: {len(reader.open(name).uids)}" for name in found.folder_names]
    except ImapProblem as problem:
        notices.error(request, str(problem))
    else:
        notices.success(request, f"Legătura merge. Mesaje pe server – {', '.join(counts)}.")
    return redirect("mailroom:mailbox", pk=pk)


@require_http_methods(["GET", "POST"])
@SETTINGS
def acknowledging(request: HttpRequest) -> HttpResponse:
    """Which letters by e-mail are acknowledged, in what words, from when; the choices before stay."""
    current = queries.acknowledging_on(dates.today())
    begun = {"since": dates.today(), "covers": "none", "text": ACKNOWLEDGEMENT}
    if current is not None:
        begun |= {"covers": current.covers, "text": current.text}
    form = AcknowledgingForm(request.POST or None, initial=begun)
    if request.method == "POST" and form.is_valid():
        actions.set_acknowledging(**form.cleaned_data, by=_user(request))
        notices.success(request, "Alegerea a fost păstrată.")
        return redirect("mailroom:acknowledging")
    context = {"form": form, "current": current, "rows": Acknowledging.objects.all()[:20]}
    return render(request, "mailroom/acknowledging.html", context, status=422 if form.errors else 200)


@require_GET
@needs(Permission.MAIL_SEE, Permission.MAIL_SETTINGS)
def reconciliations(request: HttpRequest) -> HttpResponse:
    """The daily comparisons, the newest first."""
    page = keyset(queries.reconciliations(), ("-at", "-id"), request.GET.get("dupa"), 50)
    return render(request, "mailroom/reconciliations.html", {"page": page})


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)
