"""The text of files is read in the background and then found."""

from __future__ import annotations

import csv
import re
from datetime import timedelta
from pathlib import Path

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from condica.accounts.api import system_user
from condica.accounts.tests.factories import make_user
from condica.documents import actions, api, jobs
from condica.documents.models import BlobText
from condica.documents.tests.factories import make_document
from condica.foundation import dates
from condica.foundation.mime import parse
from condica.foundation.romanian import fold

pytestmark = pytest.mark.django_db


def test_a_kept_file_asks_for_its_reading_in_the_same_transaction() -> None:
    document = make_document(by=system_user())
    row = BlobText.objects.get(blob=document.blob)
    assert row.state == BlobText.State.WAITING
    job = ProcrastinateJob.objects.get(task_name="condica.documents.jobs.read_text")
    assert job.args == {"sha256": document.blob_id}
    jobs.read_text(document.blob_id)
    row.refresh_from_db()
    assert (row.state, row.method) == (BlobText.State.DONE, "text")
    assert "iluminatul" in row.text
    assert BlobText.objects.filter(keys__has="iluminat").exists()


def test_the_same_content_is_asked_for_once() -> None:
    by = system_user()
    for _ in range(2):
        make_document(b"acelasi text", by=by)
    assert ProcrastinateJob.objects.filter(task_name="condica.documents.jobs.read_text").count() == 1


def test_what_cannot_be_read_says_so_and_can_be_asked_again() -> None:
    document = make_document(b"%PDF-1.4 stricat", name="a.pdf", by=system_user())
    row = api.extract_now(document.blob)
    assert row.state == BlobText.State.FAILED
    assert "deteriorat" in row.problem
    actions.read_again(document.blob, by=make_user("administrator"))
    row.refresh_from_db()
    assert row.state == BlobText.State.WAITING


def test_what_was_forgotten_is_read_by_the_clock() -> None:
    document = make_document(by=system_user())
    BlobText.objects.update(asked_at=dates.now() - timedelta(hours=1))
    jobs.read_forgotten(0)
    assert BlobText.objects.get(blob=document.blob).state == BlobText.State.DONE


def test_a_text_of_nulls_and_endless_words_is_still_kept() -> None:
    document = make_document(("x" * 5000 + " cuvânt\x00 " + "y " * 10).encode(), by=system_user())
    row = api.extract_now(document.blob)
    assert row.state == BlobText.State.DONE
    assert BlobText.objects.filter(pk=row.pk, keys__has="cuvant").exists()


def bare(text: str) -> str:
    """Without case, diacritics and white space: how the labels ask to compare."""
    return re.sub(r"\s+", "", fold(text))


def test_every_labelled_phrase_is_found_by_search_also_without_diacritics(shared: Path) -> None:
    by = system_user()
    with (shared / "samples/mail-ro/labels.csv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["attachment_text"]]
    wanted = []
    for row in rows:
        letter = parse((shared / "samples/mail-ro" / row["file"]).read_bytes())
        for file, phrase in zip(letter.attachments, row["attachment_text"].split("|"), strict=False):
            if phrase:
                wanted.append((row["file"], phrase, make_document(file.content, name=file.name, by=by)))
    assert api.extract_waiting() > 25
    for name, phrase, document in wanted:
        text = BlobText.objects.get(pk=document.blob_id).text
        assert bare(phrase) in bare(text), (name, phrase)
        for words in (phrase, fold(phrase)):
            assert BlobText.objects.filter(pk=document.blob_id, keys__has=words).exists(), (name, words)
