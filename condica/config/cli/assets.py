"""The files of the pages (fișierele paginilor): collected and packed once, and again only when one changed."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

from condica.config.cli.ready import Trouble
from condica.config.env import ROOT

BUILT = ROOT / "condica" / "foundation" / "static" / "condica" / "condica.css"

UNUSED = ["django_htmx"]  # its copies of htmx: the pages have theirs inside desk.js


def prepare() -> None:
    """Build the front end when a fresh clone has none, then collect what changed."""
    if not BUILT.exists():
        _build()
    collect_changed()


def _build() -> None:
    builder = ROOT / "tools" / "build_assets.py"
    if not builder.exists() or not (ROOT / "node_modules").exists():
        raise Trouble("fișierele paginilor lipsesc; rulează „make assets” în folderul proiectului.")
    done = subprocess.run([sys.executable, builder], capture_output=True, text=True, check=False)
    if done.returncode:
        raise Trouble(f"fișierele paginilor nu s-au putut face: {done.stderr.strip()[-500:]}")


def collect_changed() -> bool:
    """Collect when a source file is new or changed since the last time; say whether it was done."""
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    stamp = Path(settings.STATIC_ROOT) / "stamp"
    now = _fingerprint()
    if stamp.exists() and stamp.read_text() == now:
        return False
    call_command("collectstatic", verbosity=0, interactive=False, ignore_patterns=UNUSED)
    stamp.write_text(now)
    return True


def _fingerprint() -> str:
    """Names, sizes and times of all source files."""
    from django.contrib.staticfiles.finders import get_finders  # noqa: PLC0415

    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
