"""Folders that scanners write into: nothing is lost or doubled, whatever dies and whenever."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from condica.accounts.models import User
from condica.accounts.tests.factories import make_user
from condica.documents import actions as documents
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.mailroom import actions
from condica.mailroom.actions import scanners
from condica.mailroom.models import Scanner, Stack

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4 un teanc oarecare"


@pytest.fixture
def by() -> User:
    return make_user("administrator")


@pytest.fixture
def scanner(by: User, tmp_path: Path, settings: object) -> Scanner:
    settings.SCAN_ROOTS = [tmp_path / "scanari"]  # type: ignore[attr-defined]
    return actions.save_scanner(name="Ghișeul 1", folder="ghiseu-1", by=by)


def folder_of(scanner: Scanner) -> Path:
    return scanners.folder_of(scanner.folder)


def look(scanner: Scanner, by: User, later: int = 0) -> list[Stack]:
    scanner.refresh_from_db()
    return actions.look_into(scanner, by=by, now=dates.now() + timedelta(seconds=later))


def test_a_file_is_taken_when_it_has_stopped_growing_and_is_then_moved_aside(scanner: Scanner, by: User) -> None:
    file = folder_of(scanner) / "scan.pdf"
    file.write_bytes(PDF[:10])
    assert look(scanner, by) == []
    file.write_bytes(PDF)
    assert look(scanner, by, 60) == []
    (stack,) = look(scanner, by, 120)
    assert not file.exists()
    stack.refresh_from_db()
    assert Path(stack.kept_path).read_bytes() == PDF
    assert stack.scanner == scanner


def test_hidden_half_and_empty_files_are_left_alone(scanner: Scanner, by: User, tmp_path: Path) -> None:
    for name in (".ascuns.pdf", "scan.pdf.part", "~scan.pdf"):
        (folder_of(scanner) / name).write_bytes(PDF)
    (folder_of(scanner) / "gol.pdf").touch()
    (folder_of(scanner) / "legat.pdf").symlink_to(tmp_path)
    assert [look(scanner, by, seconds) for seconds in (0, 60, 120)] == [[], [], []]


def test_killed_before_the_stack_is_written_or_before_the_file_is_moved_nothing_is_lost_or_doubled(
    scanner: Scanner, by: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = folder_of(scanner) / "scan.pdf"
    file.write_bytes(PDF)
    look(scanner, by)
    for step in ("take_stack", "_set_aside"):

        def killed(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
            patched.setattr(scanners, step, killed)
            look(scanner, by, 60)
        assert file.exists()
    assert look(scanner, by, 120) == []  # known by now: only moved
    assert not file.exists()
    assert Stack.objects.count() == 1


def test_kept_files_go_after_their_days_only_while_their_content_is_stored(scanner: Scanner, by: User) -> None:
    (folder_of(scanner) / "scan.pdf").write_bytes(PDF)
    look(scanner, by)
    (stack,) = look(scanner, by, 60)
    assert actions.clear_kept(scanner) == 0
    Scanner.objects.update(kept_days=0)
    scanner.refresh_from_db()
    stored = scanners.documents.path_of(stack.blob_id)
    away = stored.rename(stored.with_suffix(".away"))
    assert actions.clear_kept(scanner) == 0
    away.rename(stored)
    stack.refresh_from_db()
    assert actions.clear_kept(scanner) == 1
    assert not Path(stack.kept_path).exists()


def test_a_folder_outside_the_allowed_places_is_refused(scanner: Scanner, by: User, tmp_path: Path) -> None:
    (tmp_path / "scanari" / "afara").symlink_to("/etc")
    for folder in ("/etc", "../..", "afara"):
        with pytest.raises(RuleBroken):
            actions.save_scanner(name=folder, folder=folder, by=by)
    os.rmdir(folder_of(scanner))  # noqa: PTH106 - as somebody would
    assert look(scanner, by) == []
    scanner.refresh_from_db()
    assert "nu se poate citi" in scanner.problem


def test_the_administrator_sets_scanners(scanner: Scanner) -> None:
    client = Client()
    client.force_login(make_user("registrar"))
    assert client.get(reverse("mailroom:scanners")).status_code == 404
    client.force_login(make_user("administrator"))
    assert "ghiseu-1" in client.get(reverse("mailroom:scanners")).text
    given = {"name": "Arhiva", "folder": "/etc", "kept_days": 30, "is_active": "on", "for_archive": "on"}
    assert client.post(reverse("mailroom:new_scanner"), given).status_code == 422
    assert client.post(reverse("mailroom:new_scanner"), given | {"folder": "arhiva"}).status_code == 302
    address = reverse("mailroom:scanner", args=[scanner.pk])
    assert client.post(address, given | {"name": "Ghișeul 2", "folder": "ghiseu-2"}).status_code == 302
    assert set(Scanner.objects.values_list("name", flat=True)) == {"Arhiva", "Ghișeul 2"}


def test_a_large_content_is_stored_piece_by_piece(by: User, tmp_path: Path) -> None:
    large = tmp_path / "mare.pdf"
    large.write_bytes(b"%PDF-1.4" + b"x" * 3_000_000)
    with large.open("rb") as source:
        blob = documents.keep_stream(source, name="mare.pdf")
    assert (blob.size, blob.mime) == (3_000_008, "application/pdf")
