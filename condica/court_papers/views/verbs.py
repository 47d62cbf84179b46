"""A deed as a form (pagina unui fapt): asked on GET, done on POST, then back to what it was done to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from condica.accounts.access import needs
from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.foundation.refusal import Refused, RuleBroken

SEE = needs(Permission.ENTRY_SEE_ALL, Permission.ENTRY_SEE_UNIT)
KEEP = needs(Permission.ENTRY_REGISTER)
GET_POST = require_http_methods(["GET", "POST"])
SAFE = require_safe


def verb_page(
    request: HttpRequest, form: Form, do: Callable[[dict[str, Any]], Any], *, title: str, about: str, back: str,
    button: str, done: str, sentences: Sequence[str] = (), draft: str = "", template: str = "court_papers/verb.html",
    more: dict[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    """Show the form, or do the verb and go to what it returned; a refusal stands above what was typed."""
    refusal: RuleBroken | None = None
    if request.method == "POST" and form.is_valid():
        try:
            result = do(form.cleaned_data)
        except Refused:
            raise
        except RuleBroken as broken:
            refusal = broken
        else:
            messages.success(request, done)
            return redirect(result if hasattr(result, "get_absolute_url") else back)
    for first in list(form.fields.values())[:1]:
        first.widget.attrs["autofocus"] = True  # the hands are on the keyboard already
    name = request.resolver_match.url_name if request.resolver_match else "verb"
    context = {
        "form": form, "title": title, "about": about, "back": back, "button": button, "sentences": sentences,
        "refusal": refusal, "draft": f"{name}-{draft}", **(more or {}),
    }  # fmt: skip
    return render(request, template, context, status=422 if refusal or form.errors else 200)


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent; None when the form is only asked for."""
    return request.POST if request.method == "POST" else None


def user_of(request: HttpRequest) -> User:
    """The signed-in person."""
    return request.user  # type: ignore[return-value]


def pdf(content: bytes, name: str) -> HttpResponse:
    """A PDF shown in the browser."""
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
