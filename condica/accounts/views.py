"""Pages of accounts (paginile conturilor): one's own, and the administrator's."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from condica.accounts import actions, queries
from condica.accounts.access import needs, signed_in
from condica.accounts.forms import GrantForm, NewUserForm, TokenForm, UserForm
from condica.accounts.models import ApiToken, Grant, User
from condica.accounts.rules import Permission, Role
from condica.foundation import dates
from condica.foundation.pages import keyset
from condica.journal.queries import lines_about, sentence

USERS = needs(Permission.USER_EDIT)
TOKENS = needs(Permission.TOKEN_EDIT)
PAGE = 50


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


def _person(pk: int) -> User:
    return get_object_or_404(User, pk=pk, is_service=False)


@require_GET
@signed_in
def own_account(request: HttpRequest) -> HttpResponse:
    """One's own account (contul meu)."""
    user = _me(request)
    facts = {"grants": queries.current_grants(user), "has_second_factor": queries.has_second_factor(user)}
    return render(request, "accounts/own.html", facts)


@require_GET
@USERS
def users(request: HttpRequest) -> HttpResponse:
    """All people of the house (utilizatori)."""
    words, disabled = request.GET.get("q", "").strip(), request.GET.get("stare") == "dezactivati"
    page = keyset(queries.people(words, disabled=disabled), ("sort_key", "pk"), request.GET.get("dupa"), PAGE)
    return render(request, "accounts/users.html", {"page": page, "words": words, "disabled": disabled})


@require_GET
@USERS
def user(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about an account (utilizator)."""
    person = _person(pk)
    lines = lines_about("accounts.user", [pk]).select_related("personal")[:20]
    facts = {
        "person": person,
        "grants": queries.grants_of(person),
        "sessions": queries.sessions_of(person),
        "has_second_factor": queries.has_second_factor(person),
        "lines": [{"sentence": sentence(line), "at": line.moment, "icon": "user"} for line in lines],
        "form": GrantForm(initial={"since": dates.today()}),
        "today": dates.today(),
    }
    return render(request, "accounts/user.html", facts)


@require_http_methods(["GET", "POST"])
@USERS
@never_cache
def new_user(request: HttpRequest) -> HttpResponse:
    """Open an account (cont nou); the provisional password is shown once."""
    form = NewUserForm(request.POST or None)
    if not (request.method == "POST" and form.is_valid()):
        return render(request, "accounts/user_form.html", {"form": form})
    facts = {key: form.cleaned_data[key] for key in ("username", "full_name", "email")}
    with transaction.atomic():
        person = actions.create_user(**facts, by=_me(request))
        if form.cleaned_data["role"]:
            actions.grant_role(person, Role(form.cleaned_data["role"]), by=_me(request))
        password = actions.set_provisional_password(person, by=_me(request))
    return render(request, "accounts/password.html", {"person": person, "password": password, "new": True})


@require_http_methods(["GET", "POST"])
@USERS
def edit_user(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct name and address (date)."""
    person = _person(pk)
    form = UserForm(request.POST or None, initial={"full_name": person.full_name, "email": person.email})
    if request.method == "POST" and form.is_valid():
        actions.change_user(person, **form.cleaned_data, by=_me(request))
        return redirect("accounts:user", pk)
    return render(request, "accounts/user_form.html", {"form": form, "person": person})


@require_POST
@USERS
@never_cache
def give_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a provisional password (parolă provizorie), shown once."""
    person = _person(pk)
    password = actions.set_provisional_password(person, by=_me(request))
    return render(request, "accounts/password.html", {"person": person, "password": password})


@require_POST
@USERS
def disable(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an account (dezactivează)."""
    actions.disable_user(_person(pk), by=_me(request))
    messages.success(request, _("Contul este dezactivat."))
    return redirect("accounts:user", pk)


@require_POST
@USERS
def enable(request: HttpRequest, pk: int) -> HttpResponse:
    """Open it again (reactivează)."""
    actions.enable_user(_person(pk), by=_me(request))
    messages.success(request, _("Contul este activ din nou."))
    return redirect("accounts:user", pk)


@require_POST
@USERS
def end_sessions(request: HttpRequest, pk: int) -> HttpResponse:
    """End all sessions (închide sesiunile)."""
    actions.end_sessions(_person(pk), by=_me(request))
    messages.success(request, _("Sesiunile sunt închise."))
    return redirect("accounts:user", pk)


@require_POST
@USERS
def reset_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a lost second factor (resetează)."""
    actions.reset_second_factor(_person(pk), by=_me(request))
    messages.success(request, _("Al doilea factor este resetat."))
    return redirect("accounts:user", pk)


@require_POST
@USERS
def grant(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a role (acordă rol)."""
    person, form = _person(pk), GrantForm(request.POST)
    if not form.is_valid():
        return render(request, "accounts/grant.html", {"form": form, "person": person})
    facts = form.cleaned_data
    actions.grant_role(person, Role(facts["role"]), since=facts["since"], until=facts["until"], by=_me(request))
    return redirect("accounts:user", pk)


@require_POST
@USERS
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a role back at once (retrage)."""
    row = get_object_or_404(Grant.objects.select_related("user"), pk=pk)
    actions.withdraw_role(row, by=_me(request))
    return redirect("accounts:user", row.user_id)


@require_http_methods(["GET", "POST"])
@USERS
def duties(request: HttpRequest) -> HttpResponse:
    """Which roles must have a second factor (obligații)."""
    if request.method == "POST":
        role = Role(request.POST.get("role", ""))
        act = actions.require_second_factor if "require" in request.POST else actions.release_second_factor
        act(role, by=_me(request))
        return redirect("accounts:duties")
    return render(request, "accounts/duties.html", {"duties": queries.duties(dates.today())})


@require_GET
@TOKENS
def tokens(request: HttpRequest) -> HttpResponse:
    """The keys of machines (chei API)."""
    return render(request, "accounts/tokens.html", {"tokens": queries.tokens()})


@require_http_methods(["GET", "POST"])
@TOKENS
@never_cache
def new_token(request: HttpRequest) -> HttpResponse:
    """Make a key (cheie nouă), shown once."""
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name, role = form.cleaned_data["name"], Role(form.cleaned_data["role"])
        raw = actions.make_token(name, role, by=_me(request))
        return render(request, "accounts/token.html", {"raw": raw, "name": name, "role": role})
    return render(request, "accounts/token_form.html", {"form": form})


@require_POST
@TOKENS
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a key out of use (revocă)."""
    actions.revoke_token(get_object_or_404(ApiToken, pk=pk), by=_me(request))
    messages.success(request, _("Cheia este revocată."))
    return redirect("accounts:tokens")
