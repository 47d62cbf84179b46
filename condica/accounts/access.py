"""Who may open a page (accesul la pagini): every view says it, and the house test reads what it says."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, cast
from urllib.parse import urlsplit

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, resolve_url

from condica.accounts.models import User
from condica.accounts.rules import Permission

View = Callable[..., HttpResponseBase]
SIGNED_IN: Final = "signed_in"
PUBLIC: Final = "public"


def needs(*permissions: Permission) -> Callable[[View], View]:
    """Let in who has one of these rights; the others see that there is nothing here."""
    if not permissions:
        raise ValueError("needs() asks for at least one permission")
    return lambda view: _guard(view, frozenset(permissions))


def signed_in(view: View) -> View:
    """Let in everybody of the house (autentificat)."""
    return _guard(view, SIGNED_IN)


def public(view: View) -> View:
    """Let in everybody (public)."""
    return _marked(view, view, PUBLIC)


def _guard(view: View, access: frozenset[Permission] | str) -> View:
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return to_sign_in(request)
        if isinstance(access, frozenset) and not any(map(request.user.may, access)):
            raise Http404
        request.condica_let_in = True  # type: ignore[attr-defined]  # what the permission table's test reads
        return view(request, *args, **kwargs)

    return _marked(guarded, view, access)


def _marked(guarded: View, view: View, access: frozenset[Permission] | str) -> View:
    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return guarded(request, *args, **kwargs)

    marked.condica_access = access  # type: ignore[attr-defined]
    return marked


class Duties:
    """Sends whoever owes something first (parolă proprie, al doilea factor) to the page where it is done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        owed = _owed(request) if _is_work(request) else ""
        if not owed:
            return self.get_response(request)
        if getattr(request, "htmx", False):
            return HttpResponse(status=401, headers={"HX-Redirect": resolve_url(owed)})
        return redirect(owed)


def _is_work(request: HttpRequest) -> bool:
    """Pages of work; one's own account, files of the page and machines with keys stay open."""
    return not request.path.startswith(("/cont/", "/static/", "/api/")) and request.user.is_authenticated


def _owed(request: HttpRequest) -> str:
    user = cast(User, request.user)
    if user.must_change_password:
        return "account_change_password"
    if user.second_factor_required and not is_mfa_enabled(user):
        return "mfa_index"
    return ""


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page, and from it back here; a fragment's request moves the whole page."""
    if not getattr(request, "htmx", False):
        return redirect_to_login(request.get_full_path())
    here = urlsplit(request.headers.get("HX-Current-URL", "/"))
    where = redirect_to_login(f"{here.path}?{here.query}" if here.query else here.path)
    return HttpResponse(status=401, headers={"HX-Redirect": resolve_url(where.url)})
