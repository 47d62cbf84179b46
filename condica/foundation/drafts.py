"""Drafts (ciorne): what is typed stays in the browser until the server has accepted it, and the server says so here."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

COOKIE = "cd-done"


def accepted(request: HttpRequest, response: HttpResponse) -> bool:
    """A form that was taken answers with a way on (redirect, or a fragment); an error shows the form again."""
    if request.method != "POST" or not request.user.is_authenticated:
        return False
    fragment = bool(getattr(request, "htmx", False))
    return 300 <= response.status_code < 400 or (fragment and 200 <= response.status_code < 300)


class Drafts:
    """Names the accepted draft in a short-lived cookie; the script then forgets it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        draft = request.POST.get("draft_id", "") if request.method == "POST" else ""
        if draft.replace("-", "").isalnum() and len(draft) <= 40 and accepted(request, response):
            response.set_cookie(COOKIE, draft, max_age=3600, samesite="Lax")
        return response
