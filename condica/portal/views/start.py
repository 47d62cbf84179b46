"""The first page, the notice about personal data, the coat of arms."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from condica.foundation import languages
from condica.organisation import api as organisation
from condica.portal.access import draft_of, page
from condica.portal.queries import house


def shown(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page with the house at its foot and the languages at its head."""
    frame = {"house": house(), "languages": languages.NAMES, "language": languages.active()}
    return render(request, template, frame | context, status=status)


@require_GET
@page
def start(request: HttpRequest) -> HttpResponse:
    """What do you want to do?"""
    draft = draft_of(request)
    begun = draft if draft and draft.entry_id is None and draft.words else None
    return shown(request, "portal/start.html", {"begun": begun, "kept": "pastrat" in request.GET})


@require_GET
@page
def privacy(request: HttpRequest) -> HttpResponse:
    """What becomes of personal data (nota de informare, GDPR art. 13)."""
    return shown(request, "portal/privacy.html", {})


@require_GET
@page
def arms(request: HttpRequest) -> HttpResponse:
    """The coat of arms as a picture."""
    head = organisation.letterhead()
    if head is None or not head.coat_of_arms_svg:
        raise Http404
    return HttpResponse(
        head.coat_of_arms_svg, content_type="image/svg+xml", headers={"Cache-Control": "public, max-age=3600"}
    )
