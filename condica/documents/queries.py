"""Reading documents (citiri)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from condica.documents.models import BlobText, Document


def waiting(*, before: datetime | None = None) -> list[str]:
    """Checksums of contents whose text waits to be read, the oldest first."""
    rows = BlobText.objects.filter(state=BlobText.State.WAITING).order_by("asked_at")
    if before is not None:
        rows = rows.filter(asked_at__lt=before)
    return list(rows.values_list("pk", flat=True))


def text_of(document: Document) -> BlobText | None:
    """The text row of a document's content."""
    return BlobText.objects.filter(pk=document.blob_id).first()


def versions_of(document: Document) -> list[Document]:
    """All versions of a file, the first one first."""
    return [*reversed(list(_before(document))), document, *_after(document)]


def _before(document: Document) -> Iterator[Document]:
    while document.previous_id:
        document = Document.objects.select_related("blob").get(pk=document.previous_id)
        yield document


def _after(document: Document) -> Iterator[Document]:
    while found := Document.objects.select_related("blob").filter(previous=document).first():
        document = found
        yield document
