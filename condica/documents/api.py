"""The door of documents (ușa documentelor): what rooms above may call."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from django.conf import settings
from django.urls import reverse

from condica.documents.access import document_to_read, register_block, register_visibility, visible_to
from condica.documents.actions import (
    Key,
    ask_for_searchable,
    check_signatures,
    confirm_certificate,
    erase,
    keep_blob,
    keep_signed,
    keep_stream,
    key_from_file,
    key_from_token,
    new_version,
    put_signature,
    read_text,
    recheck,
    register_certificate,
    register_use,
    release,
    remove_erased,
    seal_key,
    search_again,
    stop_searchable,
    store,
    trust,
)
from condica.documents.models import (
    Blob,
    BlobText,
    CheckedSignature,
    Document,
    PersonCertificate,
    Rendition,
    Signature,
    SignatureCheck,
    TrustedItem,
)
from condica.documents.queries import (
    check_of,
    register_companions,
    signatures_put_on,
    text_of,
    versions_of,
    waiting,
)
from condica.foundation import files
from condica.journal.api import Finding

__all__ = [
    "Blob",
    "BlobText",
    "CheckedSignature",
    "Document",
    "Key",
    "PersonCertificate",
    "Rendition",
    "Signature",
    "SignatureCheck",
    "TrustedItem",
    "ask_for_searchable",
    "check_of",
    "check_signatures",
    "confirm_certificate",
    "document_to_read",
    "erase",
    "extract_now",
    "extract_waiting",
    "keep_blob",
    "keep_signed",
    "keep_stream",
    "key_from_file",
    "key_from_token",
    "new_version",
    "open_blob",
    "open_file",
    "path_of",
    "preview_url",
    "put_signature",
    "recheck",
    "register_block",
    "register_certificate",
    "register_companions",
    "register_use",
    "register_visibility",
    "release",
    "remove_erased",
    "seal_key",
    "search_again",
    "signatures_of",
    "signatures_put_on",
    "stop_searchable",
    "store",
    "text_of",
    "trust",
    "verify",
    "versions_of",
    "visible_to",
]


def open_file(document: Document) -> IO[bytes]:
    """The content, open for reading."""
    return path_of(document.blob_id).open("rb")


def open_blob(blob: Blob) -> bytes:
    """The whole content."""
    return path_of(blob.pk).read_bytes()


def path_of(sha256: str) -> Path:
    """Where a content lies."""
    return files.content_path(settings.DOCUMENT_ROOT, sha256)


def signatures_of(document: Document) -> list[CheckedSignature]:
    """What the last look found of a document's signatures; empty when there are none or nobody looked yet."""
    check = check_of(document)
    return check.rows if check else []


def preview_url(document: Document, page: int = 1) -> str:
    """Address of a page shown as a picture."""
    return reverse("documents:preview", args=[document.pk, page])


def extract_now(blob: Blob) -> BlobText:
    """The text of this content, read at once if it still waits."""
    return read_text(blob.pk) or BlobText.objects.get(pk=blob.pk)


def extract_waiting(progress: Callable[[int, int], None] | None = None) -> int:
    """Read at once everything that waits; tells (done, total) as it goes."""
    queue = waiting()
    for done, sha256 in enumerate(queue, start=1):
        read_text(sha256)
        if progress:
            progress(done, len(queue))
    return len(queue)


def verify(progress: Callable[[int, int], None] | None = None) -> Iterator[Finding]:
    """Every kept content against its checksum."""
    total = Blob.objects.count()
    for done, blob in enumerate(Blob.objects.order_by("pk").iterator(chunk_size=500), start=1):
        yield from _checked(blob)
        if progress:
            progress(done, total)


def _checked(blob: Blob) -> Iterator[Finding]:
    where = f"documente, conținutul {blob.sha256}"
    if blob.erased_at:
        if path_of(blob.sha256).exists():
            yield Finding(where, "fișierul este tot aici, deși s-a hotărât ștergerea lui")
        return
    intact = files.is_intact(settings.DOCUMENT_ROOT, blob.sha256)
    if intact is None:
        yield Finding(where, f"fișierul lipsește ({_names(blob)})")
    elif not intact:
        yield Finding(where, f"fișierul a fost schimbat ({_names(blob)})")
    elif path_of(blob.sha256).stat().st_size != blob.size:
        yield Finding(where, f"mărimea din baza de date nu se potrivește ({_names(blob)})")


def _names(blob: Blob) -> str:
    names = blob.documents.order_by("created_at").values_list("file_name", flat=True)[:3]
    return ", ".join(f"„{name}”" for name in names) or "fără document"


def register_keepers() -> None:
    """What this room keeps about people; files are found and erased with the papers that they belong to."""
    from condica.contacts.api import PersonalKeeper, register_keeper  # noqa: PLC0415 - beside the other keepers

    register_keeper(
        PersonalKeeper(
            key="documents",
            label="Fișiere: scanări, anexe, scrisori",
            how="Odată cu documentul căruia îi aparțin: numele și textul se șterg, iar conținutul se suprascrie și se "
            "scoate, dacă nu îl mai folosește alt document.",
            keeps="Câte fișiere a avut documentul, felul și mărimea lor, amprenta SHA-256.",
            models=(Document, Blob, BlobText, CheckedSignature, SignatureCheck, Rendition),
            erase=lambda item, eraser: None,
            order=40,
        )
    )
