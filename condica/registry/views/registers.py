"""Registers (registrele): what the house keeps, who may register and read in each, its years."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from condica.accounts.access import needs
from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.foundation import dates
from condica.registry import access, actions
from condica.registry.forms.registers import ChangeForm, DeskForm, ReaderForm, RegisterForm
from condica.registry.models import Register, RegisterDesk, RegisterReader
from condica.registry.queries import registers as queries

SEE = needs(Permission.ENTRY_SEE_ALL, Permission.ENTRY_SEE_UNIT, Permission.ORGANISATION_EDIT)
EDIT = needs(Permission.ORGANISATION_EDIT)


def user_of(request: HttpRequest) -> User:
    """Who asks."""
    return request.user  # type: ignore[return-value]


def form_page(
    request: HttpRequest, form: forms.Form, *, title: str, words: str = "", button: str, back: str
) -> HttpResponse:
    """A page that is one form."""
    facts = {"form": form, "title": title, "words": words, "button": button, "back": back}
    return render(request, "registry/form.html", facts, status=422 if form.errors else 200)


@require_GET
@SEE
def registers(request: HttpRequest) -> HttpResponse:
    """The registers (registre) that this person may know of; who cares for them sees all their names."""
    user = user_of(request)
    facts = {"rows": queries.rows(user), "may_edit": user.may(Permission.ORGANISATION_EDIT)}
    return render(request, "registry/registers.html", facts)


@require_http_methods(["GET", "POST"])
@EDIT
def new_register(request: HttpRequest) -> HttpResponse:
    """Open a register by its minute (registru nou)."""
    form = RegisterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.open_register(**form.cleaned_data, by=user_of(request))
        messages.success(request, f"Registrul „{made}” este deschis; primul lui număr va fi {made.prefix}1.")
        return redirect(made)
    words = "Numerele lui încep de la 1 în fiecare an, cu prefixul înainte. Un registru nu se șterge; se închide."
    return form_page(
        request,
        form,
        title="Registru nou",
        words=words,
        button="Deschide registrul",
        back=reverse("registry:registers"),
    )


@require_GET
@SEE
def register(request: HttpRequest, key: str) -> HttpResponse:
    """A register: its facts, desks, readers, and its years with their minutes and books."""
    found = _known(request, key)
    user = user_of(request)
    seen = access.registers_seen_by(user).filter(pk=found.pk).exists()
    facts: dict[str, Any] = {
        "register": found,
        "seen": seen,
        "may_edit": user.may(Permission.ORGANISATION_EDIT),
        "may_close": seen and user.may(Permission.ENTRY_CANCEL) and user.may(Permission.ENTRY_SEE_ALL),
        "may_read_all": seen and user.may(Permission.ENTRY_SEE_ALL),
        "desks": queries.desks_of(found),
        "readers": queries.readers_of(found),
        "years": queries.years(found) if seen and user.may(Permission.ENTRY_SEE_ALL) else [],
        "today": dates.today(),
        "desk_form": DeskForm(),
    }
    return render(request, "registry/register.html", facts)


def _known(request: HttpRequest, key: str) -> Register:
    if user_of(request).may(Permission.ORGANISATION_EDIT):
        return access.register_to_manage(user_of(request), key)
    return access.register_to_see(user_of(request), key)


@require_http_methods(["GET", "POST"])
@EDIT
def change_register(request: HttpRequest, key: str) -> HttpResponse:
    """Rename a register or change its level."""
    found = access.register_to_manage(user_of(request), key)
    initial = {"name": found.name, "confidentiality": found.confidentiality}
    form = ChangeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        return redirect(actions.change_register(found, **form.cleaned_data, by=user_of(request)))
    return form_page(request, form, title=found.name, button="Salvează", back=found.get_absolute_url())


@require_http_methods(["GET", "POST"])
@EDIT
def close_register(request: HttpRequest, key: str) -> HttpResponse:
    """Close a register for new papers, with a reason."""
    from condica.registry.forms import ReasonForm  # noqa: PLC0415 - the room's forms import this folder

    found = access.register_to_manage(user_of(request), key)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.close_register(found, reason=form.cleaned_data["reason"], by=user_of(request))
        messages.success(request, f"Registrul „{found}” nu mai primește documente; ce este în el rămâne.")
        return redirect(found)
    words = "Nu mai primește documente noi și nu se mai redeschide. Cele din el rămân și își primesc răspunsul."
    return form_page(
        request, form, title=f"Închide {found.name}", words=words, button="Închide registrul",
        back=found.get_absolute_url(),
    )  # fmt: skip


@require_POST
@EDIT
def add_desk(request: HttpRequest, key: str) -> HttpResponse:
    """Let a desk register here."""
    found = access.register_to_manage(user_of(request), key)
    form = DeskForm(request.POST)
    if form.is_valid():
        actions.add_desk(found, form.cleaned_data["desk"], by=user_of(request))
    else:
        messages.error(request, "Alege un ghișeu din listă.")
    return redirect(found)


@require_POST
@EDIT
def end_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the register from a desk."""
    row = get_object_or_404(RegisterDesk.objects.select_related("register"), pk=pk)
    actions.end_desk(row, by=user_of(request))
    return redirect(row.register)


@require_http_methods(["GET", "POST"])
@EDIT
def let_in(request: HttpRequest, key: str) -> HttpResponse:
    """Let a person or a unit into a register."""
    found = access.register_to_manage(user_of(request), key)
    form = ReaderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.let_in(found, **form.cleaned_data, by=user_of(request))
        return redirect(found)
    words = "Dreptul ține numai între zilele scrise. Înlocuitorii nu îl primesc odată cu locul."
    return form_page(
        request,
        form,
        title=f"Dă drept în {found.name}",
        words=words,
        button="Dă dreptul",
        back=found.get_absolute_url(),
    )


@require_POST
@EDIT
def let_out(request: HttpRequest, pk: int) -> HttpResponse:
    """End a right in a register, today."""
    row = get_object_or_404(RegisterReader.objects.select_related("register", "unit", "user"), pk=pk)
    actions.let_out(row, by=user_of(request))
    return redirect(row.register)
