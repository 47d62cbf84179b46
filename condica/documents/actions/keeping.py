"""Keeping files (păstrarea documentelor) and reading their text."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from django.conf import settings
from django.db import transaction

from condica.accounts.models import User
from condica.contacts.api import Eraser
from condica.documents import queries
from condica.documents.actions.signatures import ask_for_check
from condica.documents.models import Blob, BlobText, CheckedSignature, Document, Rendition, SignatureCheck
from condica.documents.rules import carries_signatures
from condica.foundation import dates, files
from condica.foundation.extract import Extraction, Limits, extract_apart
from condica.foundation.refusal import RuleBroken
from condica.foundation.romanian import search_keys
from condica.foundation.search import to_vector
from condica.journal import actions as journal
from condica.journal.rules import Verb

# A lexeme of PostgreSQL holds at most 2046 bytes and a tsvector 1 MB.
_LONGEST_KEY, _MOST_KEYS = 200, 40_000


class _Readable(Protocol):
    def read(self) -> Any: ...


Content = bytes | Path | _Readable | Blob  # a blob: the content is kept already


@transaction.atomic
def store(
    content: Content, *, name: str, title: str = "", kind: str = "attachment", by: User, text: str | None = None,
    read: bool = True,
) -> Document:  # fmt: skip
    """Keep a file: its bytes under their checksum first, then the rows.

    Its text is read later in the background, unless whoever brings the file knows it (`text`), or has it read another
    way (`read=False`).
    """
    read = read and text is None
    blob = content if isinstance(content, Blob) else keep_blob(_bytes(content), name=name, read_text=read)
    if text is not None:
        know_text(blob, text)
    return Document.objects.create(
        title=title[:500],
        file_name=files.safe_name(name),
        original_name=_printable(name)[:500],
        blob=blob,
        kind=kind,
        created_at=dates.now(),
        created_by=by,
    )


@transaction.atomic
def new_version(document: Document, content: Content, *, by: User, name: str = "") -> Document:
    """A newer content of the same file; the older one stays as it was."""
    last = Document.objects.select_for_update(no_key=True).get(pk=document.pk)
    if hasattr(last, "next"):
        raise RuleBroken(
            "document-not-last",
            "Documentul are deja o versiune mai nouă.",
            remedy="Deschide ultima versiune și schimb-o pe aceea.",
        )
    newer = Document.objects.create(
        title=last.title,
        file_name=files.safe_name(name) if name else last.file_name,
        original_name=_printable(name or last.original_name)[:500],
        blob=keep_blob(_bytes(content), name=name or last.file_name),
        version=last.version + 1,
        previous=last,
        kind=last.kind,
        created_at=dates.now(),
        created_by=by,
    )
    journal.record(Verb.DOCUMENT_REPLACED, on=newer, by=by, data={"version": newer.version})
    return newer


@transaction.atomic
def keep_stream(source: BinaryIO, *, name: str = "") -> Blob:
    """A large content (a stack of scans) kept piece by piece, never whole in memory; its text is not asked for."""
    sha256, size = files.keep_stream(settings.DOCUMENT_ROOT, source)
    with files.content_path(settings.DOCUMENT_ROOT, sha256).open("rb") as kept:
        mime = files.detect_type(kept.read(4096), name)
    blob = Blob(sha256=sha256, size=size, mime=mime[:200], stored_at=dates.now())
    Blob.objects.bulk_create([blob], ignore_conflicts=True)
    Blob.objects.filter(pk=sha256).exclude(erased_at=None).update(erased_at=None)
    return Blob.objects.get(pk=sha256)


@transaction.atomic
def keep_blob(content: bytes, *, name: str = "", read_text: bool = True) -> Blob:
    """The content in the store and its row; known content changes nothing."""
    sha256 = files.keep(settings.DOCUMENT_ROOT, content)
    blob = Blob(sha256=sha256, size=len(content), mime=files.detect_type(content, name)[:200], stored_at=dates.now())
    Blob.objects.bulk_create([blob], ignore_conflicts=True)
    if Blob.objects.filter(pk=sha256).exclude(erased_at=None).update(erased_at=None) and read_text:
        BlobText.objects.filter(pk=sha256).delete()  # the same content came again, with another paper
    if read_text:
        _ask_for_text(sha256)
    kept = Blob.objects.get(pk=sha256)
    if carries_signatures(content, kept.mime) and not SignatureCheck.objects.filter(blob=kept).exists():
        ask_for_check(kept)
    return kept


def _ask_for_text(sha256: str) -> None:
    """A row that waits and a job for it, in this same transaction: neither without the other."""
    from condica.documents import jobs  # noqa: PLC0415 - the jobs call this module

    asked = BlobText(blob_id=sha256, asked_at=dates.now())
    before = BlobText.objects.filter(pk=sha256).exists()
    BlobText.objects.bulk_create([asked], ignore_conflicts=True)
    if not before:
        jobs.read_text.defer(sha256=sha256)


def _bytes(content: Content) -> bytes:
    if isinstance(content, Blob):
        return files.content_path(settings.DOCUMENT_ROOT, content.pk).read_bytes()
    if isinstance(content, Path):
        content = content.read_bytes()
    read = content if isinstance(content, bytes) else content.read()
    if len(read) > files.MAX_FILE:
        raise RuleBroken(
            "document-too-large",
            f"Fișierul are peste {files.MAX_FILE // 1024 // 1024} MB.",
            remedy="Împarte-l în mai multe fișiere.",
        )
    return bytes(read)


def _printable(name: str) -> str:
    """The name as it came, for the record; only what a database cannot hold is taken out."""
    return name.replace("\x00", "").encode("utf-8", "replace").decode()


# --- text -------------------------------------------------------------------------------------------------------


def read_text(sha256: str, *, limits: Limits | None = None) -> BlobText | None:
    """Read the text of a content that waits; None when it is read already, or somebody else is at it."""
    with transaction.atomic():
        waiting = (
            BlobText.objects.select_for_update(no_key=True, skip_locked=True, of=("self",))
            .select_related("blob")
            .filter(pk=sha256, state=BlobText.State.WAITING)
            .first()
        )
        if waiting is None:
            return None
        path = files.content_path(settings.DOCUMENT_ROOT, sha256)
        return _written(waiting, extract_apart(path, waiting.blob.mime, _name_of(waiting.blob), limits=limits))


def know_text(blob: Blob, text: str, *, method: str = "given", pages: int = 0) -> None:
    """The text of a content, from whoever knows it."""
    BlobText.objects.bulk_create([BlobText(blob=blob, asked_at=dates.now())], ignore_conflicts=True)
    row = BlobText.objects.select_for_update(no_key=True).get(pk=blob.pk)
    _written(row, Extraction(text, method, pages))


def _name_of(blob: Blob) -> str:
    named = blob.documents.order_by("created_at").values_list("file_name", flat=True).first()
    return named or f"content{files.extension_of(blob.mime)}"


def _written(row: BlobText, found: Extraction) -> BlobText:
    row.text = found.text.replace("\x00", "")
    row.method, row.pages = found.method, found.pages
    row.problem = " ".join(found.problems)[:2000]
    row.state = BlobText.State.FAILED if found.problems and not found.text else BlobText.State.DONE
    row.read_at = dates.now()
    row.save(update_fields=["text", "method", "pages", "problem", "state", "read_at"])
    keys = [key for key in search_keys(row.text) if len(key) <= _LONGEST_KEY][:_MOST_KEYS]
    BlobText.objects.filter(pk=row.pk).update(keys=to_vector(keys))
    return row


@transaction.atomic
def read_again(blob: Blob, *, by: User) -> None:
    """Ask once more for the text, after a failure or with a better reader."""
    from condica.documents import jobs  # noqa: PLC0415

    row = BlobText.objects.select_for_update(no_key=True).get(pk=blob.pk)
    row.state, row.problem, row.asked_at = BlobText.State.WAITING, "", dates.now()
    row.save(update_fields=["state", "problem", "asked_at"])
    jobs.read_text.defer(sha256=blob.pk)
    journal.record(Verb.DOCUMENT_READ_AGAIN, on=("documents.blob", blob.pk, str(blob)), by=by)


# --- erasing ----------------------------------------------------------------------------------------------------------

_USES: list[Callable[[str], bool]] = []


def register_use(used: Callable[[str], bool]) -> None:
    """A room that keeps contents without a document says whether one of them still needs this checksum."""
    if used not in _USES:
        _USES.append(used)


def erase(document: Document, eraser: Eraser) -> None:
    """Erase a file with all its versions (ștergerea fișierului): its names, and a content that nothing else has."""
    for version in queries.versions_of(document):
        if version.erased_at is None:
            eraser.blank(version, values={**eraser.changes(version), "erased_at": eraser.erasure.at})
            release(version.blob, eraser)


def release(blob: Blob, eraser: Eraser) -> None:
    """Throw a content away, unless another document or message still needs it; its checksum stays."""
    living = Document.objects.filter(blob=blob, erased_at=None).exists()
    if blob.erased_at or living or any(used(blob.pk) for used in _USES):
        return
    for text in BlobText.objects.filter(pk=blob.pk):
        eraser.blank(text, values={"text": "", "keys": None, "problem": "", "state": BlobText.State.DONE})
    for row in CheckedSignature.objects.filter(look__blob=blob):
        eraser.blank(row)
    eraser.blank(blob, values={"erased_at": eraser.erasure.at})
    transaction.on_commit(lambda: _unlink(blob.pk))
    for made in Rendition.objects.filter(source=blob).select_related("blob"):
        _forget_rendition(made, eraser)


def _forget_rendition(made: Rendition, eraser: Eraser) -> None:
    """The searchable form goes with the content that it was made of."""
    form = made.blob
    Rendition.objects.filter(pk=made.pk).update(state=Rendition.State.STOPPED, blob=None, done_at=None, problem="")
    if form is not None:
        release(form, eraser)


def remove_erased() -> int:
    """Throw away contents that an erasure named and a restored backup brought back; how many."""
    found = [blob.pk for blob in Blob.objects.exclude(erased_at=None) if _path(blob.pk).exists()]
    for sha256 in found:
        _unlink(sha256)
    return len(found)


def _path(sha256: str) -> Path:
    return files.content_path(settings.DOCUMENT_ROOT, sha256)


def _unlink(sha256: str) -> None:
    """The content, overwritten first for disks that keep what is only unlinked, and the pictures of its pages."""
    place = _path(sha256)
    if place.exists():
        place.chmod(0o600)
        with place.open("r+b") as file:
            file.write(b"\0" * place.stat().st_size)
            os.fsync(file.fileno())
        place.unlink()
    shutil.rmtree(settings.DOCUMENT_ROOT / "previews" / sha256, ignore_errors=True)
