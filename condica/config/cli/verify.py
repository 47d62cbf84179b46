"""`condica verify` (verificarea): what the database and the files themselves prove, read again from the beginning."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import click

from condica.config.cli.progress import Progress, counted
from condica.config.cli.ready import with_database

if TYPE_CHECKING:
    from condica.journal.api import Finding

SHOWN = 200  # a text that a person reads; --json gives them all


def checks() -> dict[str, Callable[[Progress], Iterator[Finding]]]:
    """Each room that keeps a promise, and how it proves it."""
    from condica.casework import api as casework  # noqa: PLC0415 - rooms need Django ready
    from condica.documents import api as documents  # noqa: PLC0415
    from condica.journal import api as journal  # noqa: PLC0415
    from condica.registry import api as registry  # noqa: PLC0415

    return {
        "Jurnalul": lambda _: journal.verify(),
        "Registratura": lambda _: registry.verify(),
        "Lucrările": lambda _: casework.verify(),
        "Documentele": lambda progress: documents.verify(progress.at),
    }


def findings() -> dict[str, list[Finding]]:
    """What is wrong, room by room; an empty list where all is well."""
    found: dict[str, list[Finding]] = {}
    for room, check in checks().items():
        with Progress(f"{room}: verific") as progress:
            found[room] = list(check(progress))
    return found


@click.command(options_metavar="[OPȚIUNI]")
@click.option("--json", "as_json", is_flag=True, help="Rezultatul ca obiect JSON.")
@with_database
def command(*, as_json: bool) -> int:
    """Verifică lanțul jurnalului, numerotarea registrelor, termenele și sumele de control ale documentelor.

    Cod de ieșire 0 când totul e în regulă, 1 când ceva nu se potrivește; fiecare nepotrivire e numită.
    """
    found = findings()
    if as_json:
        click.echo(json.dumps(_as_json(found), ensure_ascii=False))
    else:
        tell(found)
    return int(any(found.values()))


def _as_json(found: dict[str, list[Finding]]) -> dict[str, object]:
    lines = [{"room": room, "where": f.where, "what": f.what} for room, wrong in found.items() for f in wrong]
    return {"ok": not lines, "checked": list(found), "findings": lines}


def tell(found: dict[str, list[Finding]]) -> None:
    """The same, as sentences."""
    for room, wrong in found.items():
        if not wrong:
            click.echo(f"{room}: în regulă.")
            continue
        click.echo(f"{room}: {counted(len(wrong))} {'nepotrivire' if len(wrong) == 1 else 'nepotriviri'}.")
        for finding in wrong[:SHOWN]:
            click.echo(f"  {finding}")
        if len(wrong) > SHOWN:
            click.echo(f"  … și încă {counted(len(wrong) - SHOWN)}; pe toate le arată „condica verify --json”.")
