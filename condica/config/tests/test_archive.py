"""The backup file: what goes in comes out, and whatever was changed on the way is refused."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path

import pytest

from condica.config.cli import archive
from condica.config.cli.archive import Manifest
from condica.config.cli.ready import Trouble

EMPTY = {"condica": "", "made_at": "", "postgres": 18, "migrations": []}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    for name, content in {
        "documents/ab/abc": b"hotarare" * 5000,
        "secret_key": b"cheie",
        "postgres/base/1": b"not ours to copy",
        "postgres.lock": b"",
        "static/x.css": b"made again",
        "backups/old.tar": b"old",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture
def saved(tmp_path: Path, data: Path) -> Path:
    dump = tmp_path / "dump"
    dump.write_bytes(b"PGDMP" * 999)
    target = tmp_path / "copie.tar"
    archive.write(target, Manifest("0.1.0", "2026-11-22T08:00:00+02:00", 18, ["journal.0001_initial"]), dump, data)
    return target


def test_what_goes_in_comes_out(saved: Path, data: Path, tmp_path: Path) -> None:
    manifest = archive.unpack(saved, tmp_path / "out")
    assert sorted(manifest.files) == ["data/documents/ab/abc", "data/secret_key", "database.dump"]
    assert (tmp_path / "out/data/documents/ab/abc").read_bytes() == (data / "documents/ab/abc").read_bytes()
    assert archive.check(saved) == manifest
    assert saved.stat().st_mode & 0o077 == 0


def test_packed_too(tmp_path: Path, data: Path) -> None:
    target = tmp_path / "copie.tar.gz"
    archive.write(target, Manifest("0.1.0", "", 18, []), data / "secret_key", data)
    assert target.read_bytes()[:2] == b"\x1f\x8b"
    assert "data/secret_key" in archive.check(target).files


def test_every_changed_byte_of_a_file_is_seen(saved: Path) -> None:
    whole = saved.read_bytes()
    for place in (whole.index(b"hotarare") + 777, whole.index(b"PGDMP") + 1, whole.index(b"cheie")):
        saved.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(Trouble, match="nu se potrivește cu manifestul"):
            archive.check(saved)


@pytest.mark.parametrize("part", [0.0, 0.1, 0.5, 0.9])
def test_a_file_cut_short_is_refused(saved: Path, part: float) -> None:
    whole = saved.read_bytes()
    saved.write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(Trouble):
        archive.check(saved)


def made(path: Path, files: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w") as tar:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    return path


@pytest.mark.parametrize("name", ["../outside", "/etc/outside", "data/../../outside"])
def test_a_name_that_leaves_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Trouble, match="nume nepermis"):
        archive.unpack(made(tmp_path / "rea.tar", {name: b"x"}), tmp_path / "out")
    assert not (tmp_path / "outside").exists()


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({"data/x": b"1"}, "nu are manifest"),
        ({"manifest.json": b"{"}, "nu se poate citi"),
        ({"manifest.json": b"{}"}, "nu se poate citi"),
        ({"manifest.json": json.dumps(EMPTY | {"files": {"data/x": {}}}).encode()}, "data/x"),
    ],
)
def test_a_file_that_is_no_backup_is_refused(tmp_path: Path, files: dict[str, bytes], sentence: str) -> None:
    with pytest.raises(Trouble, match=sentence):
        archive.check(made(tmp_path / "alta.tar", files))


def test_a_failed_backup_leaves_nothing_that_looks_like_one(tmp_path: Path, data: Path) -> None:
    target = tmp_path / "copie.tar"
    with pytest.raises(FileNotFoundError):
        archive.write(target, Manifest("0.1.0", "", 18, []), tmp_path / "no-dump", data)
    assert not target.exists()
    assert not target.with_name("copie.tar.part").exists()
