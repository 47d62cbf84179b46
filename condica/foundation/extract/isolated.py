"""Read a file for its text in a process of its own, so that a file which breaks an engine breaks only that."""

import json
import os
import subprocess
import sys
from pathlib import Path

from condica.foundation.extract.run import Extraction, Limits

MEMORY = 3 * 1024 * 1024 * 1024


def extract_apart(
    path: Path, mime: str = "", name: str = "", *, ocr: bool = True, limits: Limits | None = None
) -> Extraction:
    """As `extract`, with a hard end in time and memory."""
    limits = limits or Limits()
    command = [
        sys.executable,
        "-m",
        "condica.foundation.extract",
        str(path),
        mime,
        name,
        "1" if ocr else "0",
        str(limits.seconds),
    ]
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=limits.seconds + 30, check=False, env=clean_environment()
        )
    except subprocess.TimeoutExpired:
        return Extraction(problems=("Citirea fișierului a fost oprită: a durat prea mult.",))
    except OSError as error:
        return Extraction(problems=(f"Citirea fișierului nu a putut porni: {error.strerror}.",))
    return _answer(done)


def clean_environment() -> dict[str, str]:
    """Nothing of ours goes along (no database address, no secret): a stranger's file is read there."""
    kept = ("PATH", "LANG", "LC_ALL", "TMPDIR", "TESSDATA_PREFIX", "VIRTUAL_ENV", "HOME")
    paths = os.pathsep.join(str(Path(path)) for path in sys.path if path)
    return {key: os.environ[key] for key in kept if key in os.environ} | {"PYTHONPATH": paths, "PYTHONUTF8": "1"}


def _answer(done: subprocess.CompletedProcess[bytes]) -> Extraction:
    try:
        answer = json.loads(done.stdout)
        return Extraction(answer["text"], answer["method"], answer["pages"], tuple(answer["problems"]))
    except (ValueError, KeyError, TypeError):
        return Extraction(problems=(f"Citirea fișierului s-a oprit neașteptat (cod {done.returncode}).",))
