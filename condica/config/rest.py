"""The HTTP API (API): one OpenAPI for all rooms, bearer tokens, refusals as JSON sentences."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError
from ninja.security import HttpBearer

from condica import __version__
from condica.accounts import api as accounts
from condica.accounts.models import User
from condica.foundation.refusal import Refused, RuleBroken
from condica.registry.rest import router as registry

STATUS = {"file-too-large": 413, "data-not-json": 400, "data-missing": 400}


class Token(HttpBearer):
    """`Authorization: Bearer …`: a key made by `condica token` or on the page of keys."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        """The key's service user, or nobody."""
        found = accounts.token_for(token)
        return found.user if found else None


api = NinjaAPI(
    title="Condica",
    version=__version__,
    description="Registratura unei autorități locale: documente care intră și ies, cu număr și cod de urmărire.",
    auth=Token(),
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
)
api.add_router("", registry)


def _answer(request: HttpRequest, status: int, code: str, message: str, **more: Any) -> HttpResponse:
    body = {"code": code, "message": message, "cites": [], "remedy": "", **more}
    return api.create_response(request, body, status=status)


@api.exception_handler(RuleBroken)
def refused(request: HttpRequest, error: RuleBroken) -> HttpResponse:
    """A refusal: 403 for a missing right, 422 for a rule, 400 and 413 for a body that cannot be read."""
    status = 403 if isinstance(error, Refused) else STATUS.get(error.code, 422)
    return _answer(request, status, error.code, error.message, cites=list(error.cites), remedy=error.remedy)


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """No key, or one that does not hold."""
    return _answer(
        request, 401, "token", "Cheia lipsește sau nu este bună.", remedy="Trimite Authorization: Bearer CHEIE."
    )


@api.exception_handler(Http404)
def absent(request: HttpRequest, error: Http404) -> HttpResponse:
    """Absent and forbidden look alike."""
    return _answer(request, 404, "absent", "Nu există sau nu ai drept să îl vezi.")


@api.exception_handler(ValidationError)
def wrong(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Values in the address that are not what they should be."""
    parts = [f"{'.'.join(map(str, e['loc'][1:]))}: {e['msg']}" for e in error.errors[:10]]
    return _answer(request, 422, "wrong-value", "Valori greșite: " + "; ".join(parts) + ".")
