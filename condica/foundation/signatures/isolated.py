"""Checking in a process of its own (proces separat): a stranger's file ends neither the worker nor its memory."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

from condica.foundation.extract.isolated import clean_environment
from condica.foundation.signatures.report import Checked, Found
from condica.foundation.signatures.trust import Trust

SECONDS = 60
MOMENTS = frozenset({"since", "until", "signed_at", "stamped_at"})


def check_apart(
    path: Path, mime: str, trust: Trust, now: datetime, *, beside: Path | None = None, seconds: float = SECONDS
) -> Found:
    """The signatures of a file, with a hard end in time and memory; asks nobody over the network."""
    asked = {
        "path": str(path),
        "mime": mime,
        "beside": str(beside or ""),
        "issuers": [base64.b64encode(one).decode() for one in trust.issuers],
        "lists": [base64.b64encode(one).decode() for one in trust.lists],
        "now": now.isoformat(),
    }
    command = [sys.executable, "-m", "condica.foundation.signatures"]
    try:
        done = subprocess.run(
            command, input=json.dumps(asked).encode(), capture_output=True, timeout=seconds, check=False,
            env=clean_environment(),
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return Found(problem="Verificarea semnăturilor a fost oprită: a durat prea mult.")
    except OSError as error:
        return Found(problem=f"Verificarea semnăturilor nu a putut porni: {error.strerror}.")
    return _answer(done)


def _answer(done: subprocess.CompletedProcess[bytes]) -> Found:
    try:
        answer = json.loads(done.stdout)
        return Found([_checked(row) for row in answer["signatures"]], answer["problem"])
    except (ValueError, KeyError, TypeError):
        return Found(problem=f"Verificarea semnăturilor s-a oprit neașteptat (cod {done.returncode}).")


def _checked(row: dict[str, Any]) -> Checked:
    known = {one.name for one in fields(Checked)}
    values: dict[str, Any] = {
        key: datetime.fromisoformat(value) if key in MOMENTS and value else value
        for key, value in row.items()
        if key in known
    }
    return Checked(**values)
