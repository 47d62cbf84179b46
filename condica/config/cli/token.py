"""`condica token` (cheie de acces pentru programe)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from condica.config.cli.ready import Trouble, with_database

if TYPE_CHECKING:
    from condica.accounts.rules import Role


@click.command(options_metavar="[OPȚIUNI]")
@click.argument("name", metavar="NUME")
@click.option("--role", metavar="ROL", required=True, help="Rolul cheii: registrar, clerk, unit_head, director…")
@with_database
def command(*, name: str, role: str) -> None:
    """Face o cheie de acces (API) cu un rol și o arată o singură dată.

    Se folosește în antetul „Authorization: Bearer CHEIE”. Cheia nu se păstrează; la pierdere se face alta.
    """
    from condica.accounts.api import make_token, system_user  # noqa: PLC0415

    click.echo(make_token(name, role_called(role), by=system_user()))


def role_called(word: str) -> Role:
    """The role of this word, or the list of roles as a refusal."""
    from condica.accounts.rules import Role  # noqa: PLC0415

    try:
        return Role(word.strip().lower().replace("-", "_"))
    except ValueError:
        known = ", ".join(f"{role.value} ({role.label})" for role in Role)
        raise Trouble(f"rolul „{word}” nu există. Rolurile sunt: {known}.") from None
