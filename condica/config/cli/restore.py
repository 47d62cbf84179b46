"""`condica restore` (refacerea)."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import click

from condica.config.cli import archive
from condica.config.cli.postgres_tools import complain, surroundings, tool
from condica.config.cli.progress import Progress
from condica.config.cli.ready import Trouble, bring_up, bring_up_to_date, server_version
from condica.config.cli.verify import findings, tell
from condica.foundation.romanian import plural

BEGIN = b"DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n"
TOP_LINES = 30
TOO_NEW = (b"SET transaction_timeout",)  # said by newer programs, not known by an older server, and not needed


@click.command(options_metavar="[OPȚIUNI]")
@click.argument("source", metavar="FIȘIER", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--force", is_flag=True, help="Șterge ce este în instalare și pune în loc ce e în fișier.")
@click.option(
    "--erasures", metavar="FIȘIER", type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Lista ștergerilor (erasures.jsonl) a instalării vechi, când refacerea e pe alt calculator.",
)  # fmt: skip
def command(*, source: Path, force: bool, erasures: Path | None) -> int:
    """Reface instalarea dintr-un fișier de salvare, apoi o verifică.

    Datele personale șterse după ce s-a făcut salvarea se șterg din nou, după lista din folderul de date.

    Instalarea trebuie să fie goală; --force o înlocuiește pe cea care este. Fișierul e verificat întâi: unul
    stricat nu schimbă nimic.
    """
    bring_up(migrate=False)
    from django.conf import settings  # noqa: PLC0415

    data = Path(settings.DATA)
    if not _is_void():  # the tables of a new place come from the file; making them first was half of the work
        bring_up_to_date()
        _refuse_used(force=force)
    with tempfile.TemporaryDirectory(prefix="restore-", dir=data) as aside:
        manifest = archive.unpack(source, Path(aside))
        _refuse_newer(manifest)
        _restore_database(settings.DATABASE_URL, Path(aside) / archive.DATABASE, manifest)
        _restore_files(Path(aside) / archive.FILES, data)
    bring_up_to_date()
    _erase_again(erasures)
    found = findings()
    tell(found)
    click.echo(
        f"Instalarea a fost refăcută din {source.name} ({plural(len(manifest.files) - 1, 'fișier', 'fișiere')})."
    )
    return int(any(found.values()))


def _erase_again(path: Path | None) -> None:
    """People erased since the backup are erased once more: a backup must not bring them back (GDPR, art. 17)."""
    from condica.accounts.api import system_user  # noqa: PLC0415
    from condica.contacts.actions import erasure_list  # noqa: PLC0415
    from condica.documents import api as documents  # noqa: PLC0415

    lines = erasure_list.missing(path)
    for line in lines:
        erasure_list.apply_again(line, by=system_user())
    if path is not None:
        for line in lines:
            erasure_list.write_down(line)
    documents.remove_erased()
    if lines:
        click.echo(f"Ștergeri de date personale repetate: {len(lines)}.")


def _is_void() -> bool:
    from django.db import connection  # noqa: PLC0415

    return not connection.introspection.table_names()


def _refuse_used(*, force: bool) -> None:
    """Nothing is replaced by mistake, nor under the hands of somebody at work."""
    from django.db import connection  # noqa: PLC0415

    from condica.config.cli.demo import is_empty  # noqa: PLC0415

    if not force and not is_empty():
        raise Trouble("instalarea nu e goală; cu --force, ce este în ea se șterge și se pune în loc ce e în fișier.")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        if (cursor.fetchone() or [0])[0]:
            raise Trouble("baza de date este folosită acum; oprește Condica (și alte programe legate la ea) întâi.")


def _refuse_newer(manifest: archive.Manifest) -> None:
    from django.db import connection  # noqa: PLC0415
    from django.db.migrations.loader import MigrationLoader  # noqa: PLC0415

    known = {f"{app}.{name}" for app, name in MigrationLoader(connection).disk_migrations}
    unknown = [name for name in manifest.migrations if name not in known]
    if unknown:
        raise Trouble(
            f"salvarea e făcută de Condica {manifest.condica}, mai nouă decât aceasta ({unknown[0]}); "
            "instalează întâi acea versiune."
        )


def _restore_database(url: str, dump: Path, manifest: archive.Manifest) -> None:
    """All in one transaction: either the whole database is the saved one, or nothing changed."""
    from django.db import connection  # noqa: PLC0415

    major = max(manifest.postgres, server_version() // 10_000)
    connection.close()
    reader: list[str | Path] = [tool("pg_restore", major), "--no-owner", "--no-privileges", "--file=-", dump]
    writer: list[str | Path] = [
        tool("psql", major),
        "--no-psqlrc",
        "--quiet",
        "--single-transaction",
        "--set=ON_ERROR_STOP=1",
    ]
    with (
        Progress("Refac baza de date"),
        tempfile.TemporaryFile() as said,
        subprocess.Popen(reader, stdout=subprocess.PIPE, stderr=said) as read,
        subprocess.Popen(
            writer, env=surroundings(url), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said
        ) as write,
    ):
        assert read.stdout is not None  # noqa: S101 - pipes, as asked above
        assert write.stdin is not None  # noqa: S101
        try:
            write.stdin.write(BEGIN)
            write.stdin.writelines(_without_too_new(read.stdout))
        except BrokenPipeError:
            pass  # psql stopped; why, it said itself
        if read.wait():
            write.kill()  # a dump cut short must not be committed as if it were whole
        write.stdin.close()
        if write.wait() or read.returncode:
            said.seek(0)
            raise complain("refacerea bazei de date", said.read().decode(errors="replace"))


def _without_too_new(lines: IO[bytes]) -> Iterator[bytes]:
    """Leave the newer programs' settings out; they stand at the top, before any line of data."""
    for number, line in enumerate(lines):
        if number > TOP_LINES or not line.startswith(TOO_NEW):
            yield line


def _restore_files(saved: Path, data: Path) -> None:
    """Put each saved folder in the place of the present one; the old one goes only after that."""
    for top in sorted(saved.iterdir()) if saved.exists() else []:
        place, old = data / top.name, data / f"restore-old-{top.name}"
        if place.exists():
            place.rename(old)
        top.rename(place)
        if old.is_dir():
            shutil.rmtree(old)
        else:
            old.unlink(missing_ok=True)
