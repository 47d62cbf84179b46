"""Pages about people's data (date personale): consents, requests with their month, the copy, erasure, kinds kept."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from condica.accounts.access import needs
from condica.accounts.rules import Permission
from condica.contacts import access, actions, queries
from condica.contacts.forms import ConsentForm, ErasureForm, OutcomeForm, ReasonForm, RequestForm
from condica.contacts.models import Consent, PersonRequest
from condica.contacts.rules import Asked, Ground
from condica.contacts.views.people import form_page, me
from condica.foundation import dates
from condica.foundation.pages import keyset
from condica.foundation.romanian import plural
from condica.law import gdpr

SEE = needs(Permission.PERSONAL_SEE)
DECIDE = needs(Permission.PERSONAL_DECIDE)
EDIT = needs(Permission.CONTACT_EDIT)
PAGE = 50


@require_GET
@needs(Permission.ORGANISATION_SEE)
def keepers(request: HttpRequest) -> HttpResponse:
    """All kinds of records with people in them: how each is erased, what its figures keep (date personale)."""
    return render(request, "contacts/keepers.html", {"keepers": queries.keepers()})


# --- consents ---------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@EDIT
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a consent down (consimțământ nou)."""
    contact = access.contact_to_see(me(request), pk)
    form = ConsentForm(request.POST or None, initial={"since": dates.today()})
    if request.method == "POST" and form.is_valid():
        actions.give_consent(contact, **form.cleaned_data, by=me(request))
        return redirect(contact)
    back = contact.get_absolute_url()
    return form_page(request, form, title=_("Consimțământ nou"), back=back, button=_("Consemnează"))


@require_POST
@EDIT
def withdraw_consent(request: HttpRequest, pk: int) -> HttpResponse:
    """Write that a consent was withdrawn (retragere)."""
    row = get_object_or_404(Consent.objects.select_related("contact"), pk=pk)
    access.contact_to_see(me(request), row.contact_id)
    actions.withdraw_consent(row, by=me(request))
    messages.success(request, _("Retragerea este consemnată."))
    return redirect(row.contact)


# --- requests ---------------------------------------------------------------------------------------------------------


@require_GET
@SEE
def requests(request: HttpRequest) -> HttpResponse:
    """The requests about one's own data, the newest first (cereri privind datele)."""
    page = keyset(access.requests_visible(me(request)), ("-pk",), request.GET.get("dupa"), PAGE)
    return render(request, "contacts/requests.html", {"page": page, "today": dates.today()})


@require_http_methods(["GET", "POST"])
@SEE
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a request down (cerere nouă)."""
    contact = access.contact_to_see(me(request), pk)
    form = RequestForm(request.POST or None, initial={"received_on": dates.today()})
    if request.method == "POST" and form.is_valid():
        return redirect(actions.ask(contact, **form.cleaned_data, by=me(request)))
    words = _("Răspunsul se dă într-o lună de la primire (GDPR, art. 12 alin. (3)).")
    back = contact.get_absolute_url()
    return form_page(
        request, form, title=_("Cerere privind datele"), words=words, back=back, button=_("Ia în evidență")
    )


@require_GET
@SEE
def request_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A request: its term, what is kept about the person, the copy or the erasure."""
    found = access.request_to_read(me(request), pk)
    return render(request, "contacts/request.html", _request_facts(request, found))


def _request_facts(request: HttpRequest, found: PersonRequest) -> dict[str, Any]:
    parts = queries.found_about(queries.members(found.contact)) if found.is_open else []
    return {
        "request_": found,
        "parts": [_part(keeper, items) for keeper, items in parts],
        "is_erasure": found.kind == Asked.ERASURE,
        "exports": found.exports.select_related("by"),
        "me": me(request),
        "now": dates.now(),
        "today": dates.today(),
        "may_decide": me(request).may(Permission.PERSONAL_DECIDE),
        "may_extend": found.is_open and not found.extended and dates.today() <= found.due_on,
        "erasure_form": ErasureForm(initial={"ground": Ground.PURPOSE}),
        "outcome_form": OutcomeForm(),
        "counted_by": gdpr.COUNTED_BY,
    }


def _part(keeper: queries.PersonalKeeper, items: list[queries.Item]) -> dict[str, Any]:
    """A kind of record on the page: how many go, how many stay, and why (each reason once)."""
    kept = [item for item in items if item.kept]
    return {
        "keeper": keeper,
        "count": plural(len(items), "poziție", "poziții"),
        "going": len(items) - len(kept),
        "kept": len(kept),
        "reasons": sorted({item.kept for item in kept}),
        "items": items[:20],
    }


@require_http_methods(["GET", "POST"])
@DECIDE
def extend_request(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a request two more months (prelungire)."""
    found = access.request_to_read(me(request), pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect(actions.extend_request(found, reason=form.cleaned_data["reason"], by=me(request)))
    words = _("Cu cel mult două luni; persoana este anunțată în prima lună, cu motivul (GDPR, art. 12 alin. (3)).")
    back = found.get_absolute_url()
    return form_page(request, form, title=_("Prelungește termenul"), words=words, back=back, button=_("Prelungește"))


@require_POST
@DECIDE
def decide_erasure(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide a request for erasure: erase what may go, keep what the law says (hotărâre)."""
    found = access.request_to_read(me(request), pk)
    form = ErasureForm(request.POST)
    if form.is_valid():
        erasure, _kept = actions.decide_erasure(found, ground=form.cleaned_data["ground"], by=me(request))
        count = plural(erasure.rows.count(), "rând", "rânduri")
        messages.success(request, _("Cererea are răspuns. Șters: %s.") % count)
    return redirect(found)


@require_POST
@DECIDE
def decide_access(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what a person was answered (răspuns)."""
    found = access.request_to_read(me(request), pk)
    form = OutcomeForm(request.POST)
    if form.is_valid():
        actions.decide_access(found, outcome=form.cleaned_data["outcome"], by=me(request))
    else:
        messages.error(request, _("Scrie ce i s-a răspuns persoanei."))
    return redirect(found)


# --- the copy ---------------------------------------------------------------------------------------------------------


@require_POST
@DECIDE
def order_export(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the person's data in one file (copia datelor)."""
    found = access.request_to_read(me(request), pk)
    actions.order_export(found, by=me(request))
    return redirect(found)


@require_GET
@DECIDE
@never_cache
def export_progress(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """How far a copy got, for the page that waits for it."""
    export = access.export_to_take(me(request), uuid)
    return render(request, "contacts/export.html", {"export": export, "me": me(request), "now": dates.now()})


@require_POST
@DECIDE
@never_cache
def take_export(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Hand the copy over, once (preluare)."""
    export = access.export_to_take(me(request), uuid)
    content = actions.take_export(export, by=me(request))
    name = f"date-{export.request_id}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/zip", headers=headers)
