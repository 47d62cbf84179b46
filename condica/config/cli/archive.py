"""The backup file (fișierul de salvare): one tar with the database, the documents and a manifest of checksums."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, cast

from condica.config.cli.progress import Progress
from condica.config.cli.ready import Trouble

MANIFEST = "manifest.json"
DATABASE = "database.dump"
FILES = "data/"
LEFT_OUT = (  # made again, not ours to keep, or what must outlive a restored backup
    "postgres", "static", "test", "backups", "restore-", "last_backup.json", "exports", "erasures.jsonl", "heads",
)  # fmt: skip
BLOCK = 1 << 20


@dataclass(slots=True)
class Manifest:
    """What the backup holds and what made it."""

    condica: str
    made_at: str
    postgres: int
    migrations: list[str]
    files: dict[str, dict[str, int | str]] = field(default_factory=dict)


class Hashing(io.RawIOBase):
    """A stream that counts and hashes what is read through it."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source, self._sum, self.size = source, hashlib.sha256(), 0

    def read(self, size: int = -1) -> bytes:
        """Pass a piece on, remembering it."""
        piece = self._source.read(size)
        self._sum.update(piece)
        self.size += len(piece)
        return piece

    def facts(self) -> dict[str, int | str]:
        """What the manifest says of the file."""
        return {"size": self.size, "sha256": self._sum.hexdigest()}


def kept_files(data: Path) -> list[Path]:
    """Every file of the data folder that a restore needs."""
    return sorted(
        path
        for top in data.iterdir()
        if not top.name.startswith(LEFT_OUT)
        for path in ([top] if top.is_file() else top.rglob("*"))
        if path.is_file() and not path.is_symlink()
    )


def write(target: Path, manifest: Manifest, dump: Path, data: Path) -> None:
    """Write the whole file beside its place, then move it there: a cut backup never looks like a good one."""
    part = target.with_name(target.name + ".part")
    files = kept_files(data)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with (
            os.fdopen(descriptor, "wb") as raw,
            _open_tar(raw, packed=_is_packed(target)) as tar,
            Progress("Copiez fișierele", len(files) + 1) as progress,
        ):
            _add(tar, manifest, DATABASE, dump)
            for path in progress.over(files):
                _add(tar, manifest, FILES + path.relative_to(data).as_posix(), path)
            _add_text(tar, MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
        _to_disk(part)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _is_packed(target: Path) -> bool:
    return target.suffix in {".gz", ".tgz"}


def _open_tar(raw: IO[bytes], *, packed: bool) -> tarfile.TarFile:
    if packed:
        return tarfile.open(fileobj=raw, mode="w:gz", compresslevel=3)  # most documents are packed already
    return tarfile.open(fileobj=raw, mode="w")


def _add(tar: tarfile.TarFile, manifest: Manifest, name: str, path: Path) -> None:
    with path.open("rb") as source:
        entry = tarfile.TarInfo(name)
        entry.size, entry.mtime, entry.mode = os.fstat(source.fileno()).st_size, int(path.stat().st_mtime), 0o600
        stream = Hashing(source)
        tar.addfile(entry, cast(IO[bytes], stream))  # it only reads
        manifest.files[name] = stream.facts()


def _add_text(tar: tarfile.TarFile, name: str, text: str) -> None:
    content = text.encode()
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o600
    tar.addfile(entry, io.BytesIO(content))


def _to_disk(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def unpack(source: Path, into: Path) -> Manifest:
    """Unpack into a folder and compare every file with the manifest; the first difference refuses the file."""

    def keep(name: str, pieces: Iterator[bytes]) -> None:
        place = into / _safe(name)
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("wb") as target:
            target.writelines(pieces)

    return _read(source, keep)


def check(source: Path) -> Manifest:
    """Read the whole file and compare it with its manifest, without writing anything."""
    return _read(source, lambda _, pieces: deque(pieces, maxlen=0))


def _read(source: Path, use: Callable[[str, Iterator[bytes]], object]) -> Manifest:
    """Hand each file's pieces on, hashing them on the way; a file cut short or damaged is a sentence."""
    found: dict[str, dict[str, int | str]] = {}
    text = ""
    try:
        for name, stream in _members(source):
            if name == MANIFEST:
                text = stream.read().decode()
                continue
            through = Hashing(stream)
            use(name, _pieces(through))
            found[name] = through.facts()
    except (tarfile.TarError, EOFError, zlib.error, OSError, UnicodeDecodeError) as error:
        raise Trouble(f"„{source}” nu se poate citi până la capăt ({error}); nimic nu s-a schimbat.") from None
    return _compared(text, found)


def _pieces(stream: Hashing) -> Iterator[bytes]:
    while piece := stream.read(BLOCK):
        yield piece


def _members(source: Path) -> Iterator[tuple[str, IO[bytes]]]:
    with tarfile.open(source, "r|*") as tar, Progress("Citesc fișierul de salvare") as progress:
        for entry in progress.over(tar):
            stream = tar.extractfile(entry)
            if stream is None:
                raise Trouble(f"„{source}” are o intrare care nu e fișier ({entry.name}); nu e o salvare Condica.")
            yield entry.name, stream


def _safe(name: str) -> PurePosixPath:
    """A name that stays inside; a backup made by somebody else may try to leave."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise Trouble(f"fișierul de salvare are un nume nepermis: {name}")
    return path


def _compared(text: str, found: dict[str, dict[str, int | str]]) -> Manifest:
    if not text:
        raise Trouble("fișierul nu are manifest: nu e o salvare Condica sau e tăiat.")
    try:
        manifest = Manifest(**json.loads(text))
    except (ValueError, TypeError):
        raise Trouble("manifestul fișierului de salvare nu se poate citi.") from None
    for name in sorted(manifest.files.keys() | found.keys()):
        if manifest.files.get(name) != found.get(name):
            raise Trouble(f"fișierul de salvare e stricat: „{name}” nu se potrivește cu manifestul.")
    return manifest
