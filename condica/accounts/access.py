"""Who may open a page (accesul la pagini): every view says it, and the house test reads what it says."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url

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
        return view(request, *args, **kwargs)

    return _marked(guarded, view, access)


def _marked(guarded: View, view: View, access: frozenset[Permission] | str) -> View:
    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return guarded(request, *args, **kwargs)

    marked.condica_access = access  # type: ignore[attr-defined]
    return marked


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page, and from it back here; a fragment's request moves the whole page."""
    if not getattr(request, "htmx", False):
        return redirect_to_login(request.get_full_path())
    here = urlsplit(request.headers.get("HX-Current-URL", "/"))
    where = redirect_to_login(f"{here.path}?{here.query}" if here.query else here.path)
    return HttpResponse(status=401, headers={"HX-Redirect": resolve_url(where.url)})
