"""What every answer passes through: the content policy and the one place where refusals become pages."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from condica.foundation.refusal import Refused, RuleBroken

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)


class ContentSecurityPolicy:
    """Strict policy (politică de conținut): nothing inline, nothing from elsewhere."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response


class PlainAddress:
    """Takes NUL characters out of the address: no word holds one, and PostgreSQL refuses a text that does."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.META.get("QUERY_STRING", "")
        if "%00" in asked or "\0" in asked:
            request.META["QUERY_STRING"] = asked.replace("%00", "").replace("\0", "")
        if "\0" in request.path_info:
            raise Http404
        return self.get_response(request)


class Refusals:
    """Turns `RuleBroken` into a 422 page or fragment: what was refused, why (article), what can be done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The refusal as an answer; any other error goes on its way."""
        if not isinstance(error, RuleBroken):
            return None
        fragment = bool(getattr(request, "htmx", False))
        template = "condica/parts/refusal.html" if fragment else "condica/refusal.html"
        status = 403 if isinstance(error, Refused) else 422
        return render(request, template, {"refusal": error}, status=status)
