"""Pages go out packed (comprimare): a list of papers is six times smaller so; files are left as they are.

The files of the pages themselves (style sheets, scripts) are packed once, when they are collected.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from whitenoise.storage import CompressedManifestStaticFilesStorage

PACKED = ("text/html", "application/json", "text/plain")


class PageFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # an untyped library
    """Collected files under names of their contents, packed beside; under their plain names nobody asks for them."""

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Pack what the pages name, as tightly as Brotli can: a first start waits for it, every visitor gains."""
        named = set(self.hashed_files.values())
        packed: Iterator[tuple[str, str]] = super().compress_files(path for path in paths if path in named)
        return packed


class PackedPages(GZipMiddleware):
    """Django's gzip with its random padding (against BREACH), for pages only: pictures and PDFs are packed already."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Pack what is text and known whole."""
        if not isinstance(response, HttpResponse) or not response.headers.get("Content-Type", "").startswith(PACKED):
            return response
        return super().process_response(request, response)
