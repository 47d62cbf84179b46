"""Folders that scanners write into (dosare urmărite): looked at by the clock; a file is taken once it stops growing.

The file is moved aside only after its content lies in the store and its stack is written: a process killed in between
meets it again, knows it by its checksum, and only moves it.
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from condica.accounts.models import User
from condica.documents import api as documents
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.mailroom.actions.stacks import take_stack
from condica.mailroom.models import Scanner, Stack

CHANGEABLE = ("name", "desk", "folder", "both_sides", "for_archive", "kept_days", "is_active")
STILL = timedelta(seconds=20)  # unchanged for so long between two looks, a file is whole
KEPT = "preluate"
_HALF = (".tmp", ".part", ".filepart", ".crdownload")


def folder_of(name: str) -> Path:
    """The folder under one of the places that the server's settings allow; refused anywhere else."""
    roots = [Path(root).resolve() for root in settings.SCAN_ROOTS]
    wanted = Path(name) if Path(name).is_absolute() else roots[0] / name
    folder = wanted.resolve()
    if not any(folder == root or root in folder.parents for root in roots):
        raise RuleBroken(
            "scan-folder",
            f"Dosarul „{name}” nu este printre cele îngăduite scanerelor.",
            remedy=f"Alege unul din {roots[0]}, sau adaugă-l pe server la CONDICA_SCAN_FOLDERS.",
        )
    return folder


@transaction.atomic
def save_scanner(scanner: Scanner | None = None, *, by: User, **words: Any) -> Scanner:
    """Add a scanner, or change its settings (scaner)."""
    folder = folder_of(words["folder"])
    if folder.is_relative_to(Path(settings.SCAN_ROOTS[0]).resolve()):
        folder.mkdir(parents=True, exist_ok=True)
    verb = Verb.SCANNER_CHANGED if scanner else Verb.SCANNER_OPENED
    scanner = scanner or Scanner()
    for name in CHANGEABLE:
        if name in words:
            setattr(scanner, name, words[name])
    scanner.problem = ""
    scanner.save()
    record(verb, on=scanner, by=by)
    return scanner


def look_into(scanner: Scanner, *, by: User, now: datetime | None = None) -> list[Stack]:
    """Take what is whole in a scanner's folder; what still grows waits for the next look."""
    now = now or dates.now()
    try:
        folder = folder_of(scanner.folder)
        found = sorted(path for path in folder.iterdir() if _is_scan(path))
    except RuleBroken as refusal:
        return _trouble(scanner, str(refusal), now)
    except OSError as error:
        return _trouble(scanner, f"Dosarul nu se poate citi: {error.strerror}.", now)
    before, seen, stacks = scanner.seen, {}, []
    for path in found:
        size, changed = _measure(path)
        known = before.get(path.name)
        if size and known and known[:2] == [size, changed] and now - datetime.fromisoformat(known[2]) >= STILL:
            stacks += _taken(scanner, path, by)
        else:
            since = known[2] if known and known[:2] == [size, changed] else now.isoformat()
            seen[path.name] = [size, changed, since]
    Scanner.objects.filter(pk=scanner.pk).update(seen=seen, looked_at=now, problem="")
    return stacks


def _is_scan(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and path.name[0] not in ".~" and path.suffix.lower() not in _HALF


def _measure(path: Path) -> tuple[int, int]:
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns


def _trouble(scanner: Scanner, problem: str, now: datetime) -> list[Stack]:
    Scanner.objects.filter(pk=scanner.pk).update(problem=problem, looked_at=now)
    return []


def _taken(scanner: Scanner, path: Path, by: User) -> list[Stack]:
    """Its content into the store, its stack, and only then the file aside."""
    before = _measure(path)
    with path.open("rb") as source:
        blob = documents.keep_stream(source, name=path.name)
    if _measure(path) != before:
        return []  # it was written while it was read: the next look sees it whole
    stack, is_new = take_stack(
        blob, name=path.name, scanner=scanner, desk=scanner.desk, both_sides=scanner.both_sides,
        for_archive=scanner.for_archive, by=by,
    )  # fmt: skip
    _set_aside(path, stack)
    return [stack] if is_new else []


def _set_aside(path: Path, stack: Stack) -> None:
    kept = path.parent / KEPT
    kept.mkdir(exist_ok=True)
    target = kept / f"{dates.bucharest_day(stack.taken_at):%Y%m%d}-{stack.blob_id[:8]}-{path.name}"
    path.rename(target)
    Stack.objects.filter(pk=stack.pk).update(kept_path=str(target))


def clear_kept(scanner: Scanner) -> int:
    """Take away files set aside long ago whose content is whole in the store; how many."""
    before = dates.now() - timedelta(days=scanner.kept_days)
    old = scanner.stacks.filter(taken_at__lt=before).exclude(kept_path="").select_related("blob")[:1000]
    return sum(_cleared(stack) for stack in old)


def _cleared(stack: Stack) -> bool:
    stored = documents.path_of(stack.blob_id)
    if not stored.exists() or stored.stat().st_size != stack.blob.size:
        return False
    forget_kept(stack)
    return True


def forget_kept(stack: Stack) -> None:
    """The scanner's own file goes; its content stays in the store, or goes by an erasure of its own."""
    if stack.kept_path:
        Path(stack.kept_path).unlink(missing_ok=True)
        _sync(Path(stack.kept_path).parent)
        Stack.objects.filter(pk=stack.pk).update(kept_path="")


def _sync(folder: Path) -> None:
    if folder.is_dir():
        descriptor = os.open(folder, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)
