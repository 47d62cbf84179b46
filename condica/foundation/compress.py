"""Pages go out packed (comprimare): a list of papers is six times smaller so; files are left as they are.

The files of the pages themselves (style sheets, scripts) are packed once, when they are collected.
"""

from __future__ import annotations

from typing import Any

import brotli
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

PACKED = ("text/html", "application/json", "text/plain")
#: Brotli's levels go to 11; the last two take seven times as long (4.8 s for 0.7 s) and spare a tenth of the bytes.
LEVEL = 9


class QuickCompressor(Compressor):  # type: ignore[misc]  # an untyped library
    """Packs the files of the pages at a level that a first start does not wait for."""

    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        """The bytes as Brotli has them at `LEVEL`."""
        packed: bytes = brotli.compress(data, quality=LEVEL)
        return packed


class PageFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Collected files under names of their contents, packed beside."""

    def create_compressor(self, **options: Any) -> QuickCompressor:
        """The packer that WhiteNoise asks for."""
        return QuickCompressor(**options)


class PackedPages(GZipMiddleware):
    """Django's gzip with its random padding (against BREACH), for pages only: pictures and PDFs are packed already."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Pack what is text and known whole."""
        if not isinstance(response, HttpResponse) or not response.headers.get("Content-Type", "").startswith(PACKED):
            return response
        return super().process_response(request, response)
