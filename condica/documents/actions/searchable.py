"""Scans made searchable (citirea optică, PDF/A): asked for, made in the background by page, stopped, asked again."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from condica.accounts.models import User
from condica.documents.actions.keeping import keep_blob, know_text
from condica.documents.models import Blob, Rendition
from condica.foundation import dates, files, scans
from condica.journal import actions as journal
from condica.journal.rules import Verb

MOST_ATTEMPTS = 3
OPEN = (Rendition.State.WAITING, Rendition.State.RUNNING)


def ask_for_searchable(blob: Blob) -> None:
    """A row that waits and its job, in this same transaction; known content is not read twice."""
    from condica.documents import jobs  # noqa: PLC0415 - the jobs call this module

    before = Rendition.objects.filter(pk=blob.pk).exists()
    Rendition.objects.bulk_create([Rendition(source=blob, asked_at=dates.now())], ignore_conflicts=True)
    if not before:
        jobs.make_searchable.defer(sha256=blob.pk)


def make_searchable(sha256: str) -> Rendition | None:
    """Read one scan optically; None when it is not asked for any more. A failure is tried again, then said."""
    row = _begun(sha256)
    if row is None:
        return None
    with tempfile.TemporaryDirectory(prefix="condica-ocr-") as folder:
        out, words = Path(folder) / "out.pdf", Path(folder) / "words.txt"
        try:
            without = _followed(row, out, words)
        except scans.Broken as problem:
            return _failed(row, str(problem))
        return None if without is None else _done(row, out.read_bytes(), words.read_text("utf-8", "replace"), without)


def _begun(sha256: str) -> Rendition | None:
    with transaction.atomic():
        row = Rendition.objects.select_for_update(no_key=True, of=("self",)).filter(pk=sha256, state__in=OPEN).first()
        if row is not None:
            row.state, row.attempts, row.pages_done = Rendition.State.RUNNING, row.attempts + 1, 0
            row.save(update_fields=["state", "attempts", "pages_done"])
        return row


def _followed(row: Rendition, out: Path, words: Path) -> list[int] | None:
    """The pages without words; None when somebody stopped the work meanwhile."""
    without: list[int] = []
    source = files.content_path(settings.DOCUMENT_ROOT, row.pk)
    with closing(scans.searchable(source, out, words)) as told:
        for news in _steps(told):
            if "failed" in news:
                without.append(int(news["failed"]))
            elif not _moved(row, news):
                return None
    return without


def _steps(told: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """What is worth a write: a page more, a page that failed."""
    last = -1
    for news in told:
        if "failed" in news or news.get("page", last) > last:
            last = max(last, int(news.get("page", last)))
            yield news


def _moved(row: Rendition, news: dict[str, Any]) -> bool:
    still = Rendition.objects.filter(pk=row.pk, state=Rendition.State.RUNNING)
    return bool(still.update(pages_done=news["page"], pages=news["pages"]))


@transaction.atomic
def _failed(row: Rendition, problem: str) -> Rendition:
    """Tried again while it may help; afterwards the picture stays and the row says why it has no words."""
    row = Rendition.objects.select_for_update(no_key=True, of=("self",)).get(pk=row.pk)
    if row.state == Rendition.State.RUNNING:
        again = row.attempts < MOST_ATTEMPTS
        row.state = Rendition.State.WAITING if again else Rendition.State.FAILED
        row.problem = problem
        row.save(update_fields=["state", "problem"])
    return row


@transaction.atomic
def _done(row: Rendition, content: bytes, words: str, without: list[int]) -> Rendition:
    row = Rendition.objects.select_for_update(no_key=True, of=("self",)).get(pk=row.pk)
    if row.state != Rendition.State.RUNNING:
        return row
    row.blob = keep_blob(content, name="scanare.pdf", read_text=False)
    row.state, row.problem, row.done_at = Rendition.State.DONE, "", dates.now()
    row.pages_without_words, row.pages_done = sorted(without), row.pages
    row.save()
    pages = max(row.pages, words.count("\f") + 1)
    know_text(row.source, words.replace("[skipped page]", "").replace("\f", "\n\n"), method="ocr", pages=pages)
    return row


@transaction.atomic
def stop_searchable(row: Rendition, *, by: User) -> None:
    """Stop the optical reading of a scan (oprește); its pictures stay, and it can be asked for again."""
    row = Rendition.objects.select_for_update(no_key=True, of=("self",)).get(pk=row.pk)
    if row.state in OPEN:
        row.state = Rendition.State.STOPPED
        row.save(update_fields=["state"])
        journal.record(Verb.DOCUMENT_OCR_STOPPED, on=("documents.blob", row.pk, str(row.source)), by=by)


@transaction.atomic
def search_again(row: Rendition, *, by: User) -> None:
    """Ask once more for the optical reading, after a stop or a failure."""
    from condica.documents import jobs  # noqa: PLC0415

    row = Rendition.objects.select_for_update(no_key=True, of=("self",)).get(pk=row.pk)
    if row.state in {Rendition.State.STOPPED, Rendition.State.FAILED}:
        row.state, row.problem, row.attempts, row.asked_at = Rendition.State.WAITING, "", 0, dates.now()
        row.save(update_fields=["state", "problem", "attempts", "asked_at"])
        jobs.make_searchable.defer(sha256=row.pk)
        journal.record(Verb.DOCUMENT_READ_AGAIN, on=("documents.blob", row.pk, str(row.source)), by=by)
