"""What one page asks again and again (memo pe cerere): kept for a request that only reads, forgotten at its end.

Outside such a request nothing is kept: an action reads what holds now. Who asks never changes what is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextvars import ContextVar
from typing import Any, TypeVar, cast

from django.http import HttpRequest, HttpResponse

T = TypeVar("T")
_KEPT: ContextVar[dict[Hashable, Any] | None] = ContextVar("condica.memo", default=None)


def kept(key: Hashable, ask: Callable[[], T]) -> T:
    """What `ask` answers, asked once a request for the same key."""
    store = _KEPT.get()
    if store is None:
        return ask()
    if key not in store:
        store[key] = ask()
    return cast("T", store[key])


class Memo:
    """Begins with each request that only reads, ends with it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        token = _KEPT.set({})
        try:
            return self.get_response(request)
        finally:
            _KEPT.reset(token)
