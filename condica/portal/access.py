"""Who is let in (accesul la portal): everybody, in their own language; what is theirs is known by signed cookies.

A draft belongs to the browser that began it; a request opens to whoever knew its number and code, for two hours; the
answer to whoever also had the code sent by e-mail, for ten minutes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers

from condica.accounts.access import public
from condica.foundation import languages
from condica.foundation.refusal import RuleBroken
from condica.portal.models import Draft
from condica.portal.queries import house
from condica.portal.rules import CODE_MINUTES, KEPT, LOOKED_AT, network
from condica.registry.models import Direction, Entry

View = Callable[..., HttpResponseBase]
LANGUAGE, DRAFT, CASE, ANSWER = "pt-limba", "pt-ciorna", "pt-lucrare", "pt-raspuns"
PATH = "/portal/"


def page(view: View) -> View:
    """A page for everybody, spoken in the visitor's language; the desk's pages stay Romanian."""
    return public(_spoken(view))


def _spoken(view: View) -> View:
    @wraps(view)
    def spoken(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        language = language_of(request)
        with translation.override(language):
            response = _answered(view, request, *args, **kwargs)
        response.headers["Content-Language"] = language
        response.headers.setdefault("Cache-Control", "private, no-store")
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        if asked_language(request):
            response.set_cookie(LANGUAGE, language, max_age=timedelta(days=365), path="/", samesite="Lax")
        return response

    return spoken


def asked_language(request: HttpRequest) -> str:
    """The language asked for on this very page, by a link or by a form's button."""
    asked = request.GET.get("limba") or request.POST.get("limba") or ""
    return asked if asked in languages.NAMES else ""


def language_of(request: HttpRequest) -> str:
    """The language of this page: asked now, chosen before, said by the browser; else Romanian."""
    kept = request.COOKIES.get(LANGUAGE, "")
    return languages.chosen(asked_language(request), kept, request.headers.get("Accept-Language", ""))


def _answered(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    try:
        return view(request, *args, **kwargs)
    except RuleBroken as refusal:
        context = {"refusal": refusal, "house": house()}
        return render(request, "portal/refusal.html", context, status=422)
    except Http404:
        return render(request, "portal/missing.html", {"house": house()}, status=404)


def network_of(request: HttpRequest) -> str:
    """Where a request comes from, behind our own proxy too."""
    address = request.META.get("REMOTE_ADDR", "")
    if address in {"127.0.0.1", "::1", ""}:  # the proxy in front says who asked; from elsewhere nobody is believed
        address = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or address
    return network(address)


def _signed(request: HttpRequest, name: str, age: timedelta) -> Any:
    try:
        return signing.loads(request.COOKIES.get(name, ""), salt=name, max_age=age)
    except signing.BadSignature:
        return None


def _sign(response: HttpResponse, name: str, value: Any, age: timedelta, *, secure: bool) -> None:
    response.set_cookie(
        name, signing.dumps(value, salt=name), max_age=age, path=PATH, httponly=True, samesite="Lax", secure=secure
    )


def draft_of(request: HttpRequest) -> Draft | None:
    """The draft that this browser writes; none when it was sent long ago, dropped, or never begun."""
    key = _signed(request, DRAFT, KEPT)
    return Draft.objects.select_related("entry").filter(key=key).first() if isinstance(key, str) else None


def remember_draft(request: HttpRequest, response: HttpResponse, draft: Draft) -> None:
    """Tie the draft to this browser."""
    _sign(response, DRAFT, draft.key, KEPT, secure=request.is_secure())


def forget_draft(response: HttpResponse) -> None:
    """This browser writes nothing any more."""
    response.delete_cookie(DRAFT, path=PATH)


def entry_of(request: HttpRequest) -> Entry | None:
    """The request that this browser may look at."""
    pk = _signed(request, CASE, LOOKED_AT)
    if not isinstance(pk, int):
        return None
    rows = Entry.objects.select_related("number", "register", "unit", "sender")
    return rows.filter(pk=pk, direction=Direction.IN, cancelled=False, register__confidentiality="open").first()


def remember_entry(request: HttpRequest, response: HttpResponse, entry: Entry) -> None:
    """Open a request to this browser, whose number and code were right."""
    _sign(response, CASE, entry.pk, LOOKED_AT, secure=request.is_secure())


def may_open_answer(request: HttpRequest, entry: Entry) -> bool:
    """Whether the code sent by e-mail was written here in the last minutes."""
    return bool(_signed(request, ANSWER, timedelta(minutes=CODE_MINUTES)) == entry.pk)


def open_answer(request: HttpRequest, response: HttpResponse, entry: Entry) -> None:
    """Open the answer to this browser."""
    _sign(response, ANSWER, entry.pk, timedelta(minutes=CODE_MINUTES), secure=request.is_secure())


def forget_all(response: HttpResponse) -> None:
    """Close what was open: for a computer that others use too."""
    for name in (CASE, ANSWER, DRAFT):
        response.delete_cookie(name, path=PATH)
