"""Measurements (măsurători): Condica beside the raw database, side by side in one run; ratios, not promises."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any


def own_database() -> None:
    """A database of its own on the embedded server, migrated and thrown away at the end; call it before any import."""
    folder = tempfile.mkdtemp(prefix="condica-bench-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    Path(folder).chmod(0o755)
    os.environ["CONDICA_DATA"] = folder
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "condica.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def keep(name: str, figures: Any) -> None:
    """Write the figures to `var/`, beside those of other runs."""
    target = Path(__file__).resolve().parents[1] / "var" / name
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(figures, indent=1, ensure_ascii=False))
