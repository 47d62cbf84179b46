"""`condica demo` (orașul demonstrativ)."""

from __future__ import annotations

import click

from condica.config.cli.progress import Progress
from condica.config.cli.ready import Trouble, with_database


@click.command(options_metavar="[OPȚIUNI]")
@with_database
def command() -> None:
    """Umple o instalare goală cu un oraș inventat: oameni, registre, petiții în toate stadiile.

    Se face prin aceleași fapte ca în pagini, deci jurnalul și registrele lui trec de „condica verify”.
    """
    if not is_empty():
        raise Trouble(
            "instalarea are deja date, iar orașul demonstrativ se face numai într-una goală. "
            "Alege alt folder: CONDICA_DATA=/alt/folder condica demo"
        )
    build()
    for line in accounts_told():
        click.echo(line)


def is_empty() -> bool:
    """Whether nothing was written yet: no paper, no person."""
    from condica.accounts.api import User  # noqa: PLC0415
    from condica.registry.models import Number  # noqa: PLC0415

    return not Number.objects.exists() and not User.objects.filter(is_system=False).exists()


def build() -> None:
    """Make the town, showing how far it got."""
    from condica.config.demo import build as build_town  # noqa: PLC0415

    click.echo("Fac orașul demonstrativ (o singură dată, câteva minute)…", err=True)
    with Progress("Orașul demonstrativ") as progress:
        build_town(progress=progress.at)


def accounts_told() -> list[str]:
    """The demo accounts by role, for a demo installation; nothing for a real one."""
    from condica.journal.api import is_demo  # noqa: PLC0415

    if not is_demo():
        return []
    from condica.config.demo import accounts  # noqa: PLC0415
    from condica.config.demo.certificates import told  # noqa: PLC0415

    rows = accounts()
    wide = [max(len(row[column]) for row in rows) for column in range(3)]
    said = (f"  {role:<{wide[0]}}  {name:<{wide[1]}}  {word:<{wide[2]}}  {todo}" for role, name, word, todo in rows)
    return ["Conturi (rolul, numele, parola, ce se poate încerca):", *said, *told()]
