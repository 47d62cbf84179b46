"""The special register (registrul special): an envelope registered from its outside, handed over, signed for."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from condica.accounts.access import needs
from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.registry import access
from condica.registry.actions import envelopes as actions
from condica.registry.actions.envelopes import Outside
from condica.registry.forms.registers import EnvelopeForm, HandForm
from condica.registry.models import Entry
from condica.registry.print.closing import envelope_pdf
from condica.registry.queries.envelopes import people_let_in
from condica.registry.views.registers import user_of

REGISTER = needs(Permission.ENTRY_REGISTER)
SEE = needs(Permission.ENTRY_SEE_ALL, Permission.ENTRY_SEE_UNIT)


@require_http_methods(["GET", "POST"])
@REGISTER
def new_envelope(request: HttpRequest) -> HttpResponse:
    """The counter form of the special post: only what stands on the envelope."""
    user = user_of(request)
    register = actions.special_register(user)
    form = EnvelopeForm(request.POST or None)
    if request.method == "POST" and register is not None and form.is_valid():
        entry = actions.register_envelope(Outside(**form.cleaned_data), register_key=register.key, by=user)
        messages.success(request, f"Plicul are numărul {entry}.")
        return redirect("registry:envelope", entry.register.key, entry.year, entry.value)
    context = {"form": form, "register": register}
    return render(request, "registry/new_envelope.html", context, status=422 if form.errors else 200)


def _entry(user: User, register: str, year: int, number: int) -> Entry:
    entry = access.entry_to_read(user, register, year, number)
    if not entry.register.holds_envelopes:
        raise Http404("Acest număr nu este al unui plic.")
    return entry


@require_http_methods(["GET", "POST"])
@SEE
def envelope(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """An envelope: what stands on it, who has it; handing it over."""
    user = user_of(request)
    entry = _entry(user, register, year, number)
    form = HandForm(request.POST or None, people=people_let_in(entry.register, besides=user))
    if request.method == "POST" and form.is_valid():
        if not user.may(Permission.ENTRY_REGISTER):
            raise Http404
        actions.hand_envelope(entry, form.cleaned_data["to"], by=user)
        messages.success(request, f"Plicul {entry} este predat; așteaptă semnătura celui care îl primește.")
        return redirect(request.path)
    context = {"entry": entry, "envelope": entry.envelope, "form": form, "mine": entry.envelope.handed_to_id == user.pk,
               "may_hand": user.may(Permission.ENTRY_REGISTER) and entry.envelope.taken_at is None}  # fmt: skip
    return render(request, "registry/envelope.html", context, status=422 if form.errors else 200)


@require_POST
@SEE
def take_envelope(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """Sign for an envelope handed to me."""
    entry = _entry(user_of(request), register, year, number)
    actions.take_envelope(entry, by=user_of(request))
    messages.success(request, f"Ai semnat de primire pentru plicul {entry}.")
    return redirect("registry:envelope", register, year, number)


@require_GET
@SEE
def envelope_sheet(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """The envelope's sheet as PDF, with both signatures."""
    entry = _entry(user_of(request), register, year, number)
    name = f"plic-{entry.value}-{entry.year}.pdf"
    return HttpResponse(
        envelope_pdf(entry), content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )  # fmt: skip
