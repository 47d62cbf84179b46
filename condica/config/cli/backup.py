"""`condica backup` (salvarea)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from condica.config.cli import archive
from condica.config.cli.postgres_tools import complain, surroundings, tool
from condica.config.cli.progress import Progress, counted
from condica.config.cli.ready import Trouble, bring_up, server_version
from condica.foundation.romanian import plural

BUCHAREST = ZoneInfo("Europe/Bucharest")


@click.command(options_metavar="[OPȚIUNI]")
@click.argument("target", metavar="[FIȘIER]", type=click.Path(path_type=Path), required=False)
@click.option("--force", is_flag=True, help="Scrie peste un fișier care există.")
def command(*, target: Path | None, force: bool) -> None:
    """Salvează baza de date și documentele într-un singur fișier (.tar sau .tar.gz), verificat după scriere.

    Se poate face în timp ce Condica rulează. Fără FIȘIER, se scrie în folderul backups/ al datelor.
    Fișierul cuprinde date personale și cheia instalării: ține-l la loc sigur, pe alt calculator.
    """
    bring_up()
    from django.conf import settings  # noqa: PLC0415

    data = Path(settings.DATA)
    now = datetime.now(BUCHAREST)
    place = target or data / "backups" / f"condica-{now:%Y-%m-%d-%H%M%S}.tar.gz"
    _check_place(place, data, force=force)
    with tempfile.TemporaryDirectory(prefix="backups-", dir=data) as aside:
        dump = Path(aside) / archive.DATABASE
        manifest = _dump(settings.DATABASE_URL, dump, now)
        archive.write(place, manifest, dump, data)
    archive.check(place)
    (data / "last_backup.json").write_text(json.dumps({"made_at": now.isoformat(), "file": str(place.resolve())}))
    size = counted(max(1, place.stat().st_size // 1000))
    click.echo(f"{place}: {plural(len(manifest.files), 'fișier', 'fișiere')}, {size} kB, verificat.")


def _check_place(place: Path, data: Path, *, force: bool) -> None:
    if not place.name.endswith((".tar", ".tar.gz", ".tgz")):
        raise Trouble(f"numele „{place.name}” trebuie să se termine cu .tar sau .tar.gz.")
    if place.exists() and not force:
        raise Trouble(f"fișierul „{place}” există; dă alt nume sau --force.")
    place.parent.mkdir(parents=True, exist_ok=True)
    if not os.access(place.parent, os.W_OK):
        raise Trouble(f"în folderul „{place.parent}” nu se poate scrie.")
    needed = sum(path.stat().st_size for path in archive.kept_files(data))
    if shutil.disk_usage(place.parent).free < needed:
        raise Trouble(f"pe discul folderului „{place.parent}” nu e loc: trebuie cel puțin {needed // 10**6} MB.")


def _dump(url: str, target: Path, now: datetime) -> archive.Manifest:
    """The database first, then the files: a file that it names is never missing from the backup."""
    from django.db import connection  # noqa: PLC0415
    from django.db.migrations.recorder import MigrationRecorder  # noqa: PLC0415

    major = server_version() // 10_000
    words: list[str | Path] = [
        tool("pg_dump", major),
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        f"--file={target}",
    ]
    with Progress("Salvez baza de date"):
        done = subprocess.run(words, env=surroundings(url), capture_output=True, text=True, check=False)
    if done.returncode:
        raise complain("pg_dump", done.stderr)
    applied = sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())
    return archive.Manifest(version("condica"), now.isoformat(timespec="seconds"), major, applied)
