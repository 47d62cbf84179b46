"""Pages go out packed (comprimare): a list of papers is six times smaller so; files are left as they are."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

PACKED = ("text/html", "application/json", "text/plain")


class PackedPages(GZipMiddleware):
    """Django's gzip with its random padding (against BREACH), for pages only: pictures and PDFs are packed already."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Pack what is text and known whole."""
        if not isinstance(response, HttpResponse) or not response.headers.get("Content-Type", "").startswith(PACKED):
            return response
        return super().process_response(request, response)
