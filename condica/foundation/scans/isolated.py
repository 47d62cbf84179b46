"""Scans in a process of their own (prelucrare separată): bounded in time and memory, heard line by line."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from condica.foundation.extract.isolated import clean_environment

LINE_SECONDS = 240  # without a word for so long, the engine is stuck


class Broken(Exception):  # noqa: N818 - what the file is
    """The file cannot be worked with; the words say why."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a stack as a machine saw it: (text, kind, angle) of each code, whether it is blank."""

    number: int
    codes: tuple[tuple[str, str, int], ...] = ()
    damaged: bool = False
    blank: bool = False
    wide: bool = False
    problem: str = ""


def read_sheets(
    source: Path, *, first: int, thumbs: Path, counted: Callable[[int], None]
) -> Generator[Sheet, None, None]:
    """The pages of a PDF from `first` on, as they are read; `counted` hears how many there are."""
    for news in _told("read", source, str(first), thumbs):
        if "pages" in news:
            counted(int(news["pages"]))
        elif "page" in news:
            codes = tuple((one["text"], one["kind"], int(one["angle"])) for one in news.get("codes", ()))
            flags = {name: bool(news.get(name)) for name in ("damaged", "blank", "wide")}
            yield Sheet(int(news["page"]), codes, problem=news.get("problem", ""), **flags)


def uniform(source: Path, out: Path) -> None:
    """Pictures as a PDF."""
    _whole(_told("uniform", source, out), "done")


def cut(source: Path, parts: Mapping[str, Sequence[tuple[int, int]]], folder: Path) -> list[str]:
    """Pages of a PDF as files in a folder, each name with its (page, turn) pairs."""
    return [news["cut"] for news in _told("cut", source, folder, sent=json.dumps(parts)) if "cut" in news]


def searchable(source: Path, out: Path, words: Path) -> Generator[dict[str, Any], None, None]:
    """Make `out` and `words`; tells {page, pages} and {failed}. Closing the iterator ends the work."""
    done = False
    for news in _told("searchable", source, out, words):
        done = done or "done" in news
        yield news
    if not done:
        raise Broken("Citirea optică s-a oprit neașteptat.")


def _whole(told: Iterator[dict[str, Any]], last: str) -> None:
    if not any(last in news for news in list(told)):
        raise Broken("Fișierul nu a putut fi deschis.")


def _told(work: str, *arguments: Path | str, sent: str = "") -> Generator[dict[str, Any], None, None]:
    """What the other process says, line by line; it is ended when nobody listens any more."""
    command = [sys.executable, "-m", "condica.foundation.scans", work, *map(str, arguments)]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=clean_environment()
    )
    assert process.stdin is not None  # noqa: S101 - asked for above
    assert process.stdout is not None  # noqa: S101
    try:
        process.stdin.write(sent.encode())
        process.stdin.close()
        for line in _watched(process):
            news = _news(line)
            if "broken" in news:
                raise Broken(_why(news))
            yield news
    except BrokenPipeError:
        raise Broken("Fișierul nu a putut fi deschis.") from None
    finally:
        process.kill()
        process.stdout.close()
        process.wait()


def _watched(process: subprocess.Popen[bytes]) -> Iterator[bytes]:
    """Lines, as long as they keep coming."""
    assert process.stdout is not None  # noqa: S101
    while True:
        watch = threading.Timer(LINE_SECONDS, process.kill)
        watch.start()
        try:
            line = process.stdout.readline()
        finally:
            watch.cancel()
        if not line:
            break
        yield line
    if process.wait():
        raise Broken("Prelucrarea s-a oprit neașteptat (prea mare sau prea lungă).")


def _news(line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _why(news: dict[str, Any]) -> str:
    said = str(news.get("said", ""))
    if "assword" in said:
        return "Fișierul este protejat cu parolă."
    return f"Fișierul este deteriorat și nu poate fi citit ({news['broken']})."
