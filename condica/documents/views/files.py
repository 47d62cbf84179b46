"""Pages of documents (pagini): the file itself, its pages as pictures, its text."""

from __future__ import annotations

from typing import IO, cast
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from condica.accounts.access import needs, signed_in
from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.documents import actions, api, queries
from condica.documents.access import document_to_read, visible_to
from condica.documents.models import Document
from condica.foundation.previews import page_picture

# A picture or a PDF may be looked at here; everything else is only carried home. Nothing in it may run or fetch.
_SHOWN = frozenset({"application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp"})
_LOCKED = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
# The browser's own PDF reader does not start inside a sandbox; it runs nothing of the page.
_LOCKED_PDF = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"


@require_GET
@signed_in
def file(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The content, shown when it is a picture or a PDF, otherwise offered for saving."""
    document = document_to_read(user_of(request), uuid)
    _refuse_erased(document)
    shown = document.blob.mime in _SHOWN and "descarca" not in request.GET
    try:
        response = FileResponse(
            _opened(request, document), content_type=document.blob.mime if shown else _carried(document)
        )
    except FileNotFoundError as error:
        raise Http404("Fișierul lipsește din depozit; anunță administratorul.") from error
    response["Content-Disposition"] = (
        f"{'inline' if shown else 'attachment'}; filename*=UTF-8''{quote(document.file_name)}"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _LOCKED_PDF if shown and document.is_pdf else _LOCKED
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, max-age=3600"
    return response


def _opened(request: HttpRequest, document: Document) -> IO[bytes]:
    """The file as it came; of a scan, with `forma=pdfa`, the searchable PDF/A made of it."""
    wanted = document.shown_blob if request.GET.get("forma") == "pdfa" else document.blob
    return api.path_of(wanted.pk).open("rb")


def _refuse_erased(document: Document) -> None:
    if document.erased_at:
        raise Http404("Conținutul acestui fișier a fost șters; rămâne numai urma lui.")


def _carried(document: Document) -> str:
    """Markup goes out as plain bytes: no browser should be tempted to show it."""
    text = document.blob.mime.startswith(("text/", "image/svg", "application/xml", "application/xhtml"))
    return "application/octet-stream" if text else document.blob.mime


@require_GET
@signed_in
def preview(request: HttpRequest, uuid: UUID, number: int) -> HttpResponse:
    """One page as a picture."""
    document = document_to_read(user_of(request), uuid)
    _refuse_erased(document)
    if not document.has_preview or not 1 <= number <= 5000:
        raise Http404
    cache = settings.DOCUMENT_ROOT / "previews"
    blob = document.shown_blob  # a scan read optically has its pages upright
    picture = page_picture(api.path_of(blob.pk), blob.mime, number, cache)
    if picture is None:
        raise Http404("Pagina nu poate fi desenată.")
    kept = "max-age=60" if document.is_being_read_optically else "max-age=86400, immutable"
    headers = {"Cache-Control": f"private, {kept}", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(picture, content_type="image/png", headers=headers)


@require_GET
@signed_in
def page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The document on a page of its own: pages, text, versions."""
    document = document_to_read(user_of(request), uuid)
    context = {
        "document": document,
        "text": queries.text_of(document),
        "versions": queries.versions_of(document),
        "may_read_again": user_of(request).may(Permission.SYSTEM_CARE),
    }
    return render(request, "documents/page.html", context)


@require_GET
@signed_in
def viewer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The viewer's inside for another file of the same paper (`alaturi`: the files beside it)."""
    document = document_to_read(user_of(request), uuid)
    if not getattr(request, "htmx", False):
        return redirect("documents:page", uuid=uuid)
    beside = [_uuid(value) for value in request.GET.get("alaturi", "").split(",")[:100]]
    known = {found.pk: found for found in visible_to(user_of(request)).filter(pk__in=[one for one in beside if one])}
    files = [{"document": known[one]} for one in beside if one in known]
    return render(request, "documents/viewer.html", {"document": document, "files": files})


def _uuid(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None


@require_POST
@needs(Permission.SYSTEM_CARE)
def read_again(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Ask for the text once more."""
    document = document_to_read(user_of(request), uuid)
    actions.read_again(document.blob, by=user_of(request))
    messages.success(request, "Textul documentului va fi citit din nou.")
    return redirect("documents:page", uuid=uuid)


def user_of(request: HttpRequest) -> User:
    """The person at the desk."""
    return cast("User", request.user)
