"""Following a request: number and code, then where it is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from condica.foundation import languages
from condica.portal import actions, queries, rules
from condica.portal.access import entry_of, forget_all, network_of, page, remember_entry
from condica.portal.forms import FeedbackForm, LookupForm
from condica.portal.views.petition import pdf
from condica.portal.views.start import shown
from condica.registry import api as registry
from condica.registry.models import Entry
from condica.registry.print import receipt_pdf


@require_http_methods(["GET", "POST"])
@page
def lookup(request: HttpRequest) -> HttpResponse:
    """Ask for number and code; a wrong one and an absent one get the same answer, and wrong ones are counted."""
    if request.method == "GET":
        given = {"number": request.GET.get("nr", "")[:40], "code": request.GET.get("cod", "")[:40]}
        return shown(request, "portal/lookup.html", {"form": LookupForm(initial=given)})
    form = LookupForm(request.POST)
    if not form.is_valid():
        return shown(request, "portal/lookup.html", {"form": form}, status=422)
    network = network_of(request)
    actions.check(rules.LOOKUPS, network)
    value, year = form.cleaned_data["number"]
    entry = registry.entry_of_code(value, year, form.cleaned_data["code"])
    if entry is None:
        actions.count(rules.LOOKUPS, network)
        form.add_error(None, _("Numărul și codul nu se potrivesc. Verificați-le pe bon sau în e-mail."))
        return shown(request, "portal/lookup.html", {"form": form}, status=422)
    response = redirect("portal:status")
    remember_entry(request, response, entry)
    return response


@require_GET
@page
def status(request: HttpRequest) -> HttpResponse:
    """Where the request is, until when we answer, what can be done."""
    entry = entry_of(request)
    if entry is None:
        return redirect("portal:lookup")
    return status_page(request, entry, FeedbackForm())


def status_page(request: HttpRequest, entry: Entry, form: FeedbackForm) -> HttpResponse:
    """The page itself, with the question judged or not."""
    found = queries.status(entry)
    due = languages.long_day(found.rights.due_on) if found.rights.due_on else ""
    steps = [(step, languages.long_moment(step.on) if step.on else "") for step in found.steps]
    context = {"status": found, "entry": entry, "form": form, "due": due, "steps": steps}
    return shown(request, "portal/status.html", context, status=422 if form.errors else 200)


@require_GET
@page
def receipt(request: HttpRequest) -> HttpResponse:
    """The receipt of the request."""
    entry = entry_of(request)
    if entry is None:
        return redirect("portal:lookup")
    return pdf(receipt_pdf(entry), f"bon-{entry.value}-{entry.year}.pdf")


@require_POST
@page
def leave(request: HttpRequest) -> HttpResponse:
    """Close what was open on a computer that others use."""
    response = redirect("portal:start")
    forget_all(response)
    return response
