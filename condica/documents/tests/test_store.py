"""Files are kept once, whole, and do not change."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from condica.accounts.api import system_user
from condica.accounts.tests.factories import make_user
from condica.documents import actions, api
from condica.documents.models import Blob, Document
from condica.documents.tests.factories import make_document
from condica.foundation.refusal import RuleBroken
from condica.journal.models import Line

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store_of_its_own(settings: object, tmp_path: Path) -> None:
    settings.DOCUMENT_ROOT = tmp_path  # type: ignore[attr-defined]


@pytest.mark.parametrize("wrap", [lambda b, _: b, lambda b, _: BytesIO(b), lambda b, path: _file(path, b)])
def test_bytes_files_and_paths_are_kept_alike(wrap: object, tmp_path: Path) -> None:
    document = actions.store(wrap(b"abc", tmp_path), name="../a\u202eb.txt", by=system_user())  # type: ignore[operator]
    assert document.file_name == "ab.txt"
    assert document.original_name == "../a\u202eb.txt"
    assert api.open_file(document).read() == b"abc"


def _file(path: Path, content: bytes) -> Path:
    (path / "x").write_bytes(content)
    return path / "x"


def test_the_same_content_is_kept_once() -> None:
    by = system_user()
    first, second = make_document(b"abc", by=by), make_document(b"abc", name="alt.txt", by=by)
    assert first.blob == second.blob
    assert Blob.objects.count() == 1


def test_a_newer_version_stands_beside_the_older() -> None:
    by = make_user("clerk")
    first = make_document(b"unu", by=by)
    second = api.new_version(first, b"doi", by=by)
    third = api.new_version(second, b"trei", by=by, name="c.txt")
    assert [one.version for one in api.versions_of(second)] == [1, 2, 3]
    assert third.previous == second
    assert api.open_file(first).read() == b"unu"
    assert Line.objects.filter(verb="documents.replaced").count() == 2
    with pytest.raises(RuleBroken, match="versiune mai nouă"):
        api.new_version(first, b"altceva", by=by)


@pytest.mark.parametrize(
    "harm",
    [
        lambda one: Document.objects.filter(pk=one.pk).update(version=7),
        lambda one: Document.objects.filter(pk=one.pk).delete(),
        lambda one: Blob.objects.filter(pk=one.blob_id).update(size=1),
        lambda one: Blob.objects.filter(pk=one.blob_id).delete(),
    ],
)
def test_the_database_keeps_what_was_filed(harm: object) -> None:
    document = make_document(by=system_user())
    with pytest.raises(DatabaseError), transaction.atomic():
        harm(document)  # type: ignore[operator]


def test_verify_names_what_was_changed_or_is_gone() -> None:
    by = system_user()
    good, bad, gone = (make_document(name=f"{name}.txt", by=by) for name in ("bun", "schimbat", "lipsă"))
    path = api.path_of(bad.blob_id)
    path.chmod(0o600)
    path.write_bytes(b"altceva")
    api.path_of(gone.blob_id).unlink()
    found = {finding.where.split()[-1]: finding.what for finding in api.verify()}
    assert set(found) == {bad.blob_id, gone.blob_id}
    assert "schimbat" in found[bad.blob_id]
    assert "lipsește" in found[gone.blob_id]
    assert good.blob_id not in found
