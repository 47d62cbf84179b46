"""`condica admin` (primul administrator)."""

from __future__ import annotations

import click

from condica.config.cli.ready import Trouble, with_database


@click.command(options_metavar="[OPȚIUNI]")
@click.argument("username", metavar="CONT")
@click.option("--name", metavar="NUME", help="Numele omului (implicit, numele contului).")
@with_database
def command(*, username: str, name: str | None) -> None:
    """Face un cont de administrator și îi arată parola provizorie, de schimbat la prima intrare.

    Celelalte conturi se fac apoi din pagini, de administrator. Pentru un cont care există, dă o parolă nouă.
    """
    from django.core.exceptions import ValidationError  # noqa: PLC0415

    from condica.accounts import actions  # noqa: PLC0415
    from condica.accounts.api import Role, User, system_user  # noqa: PLC0415

    by = system_user()
    user = User.objects.filter(username=username).first()
    try:
        user = user or actions.create_user(username=username, full_name=name or username, by=by)
    except ValidationError as error:
        raise Trouble(" ".join(error.messages)) from None
    if Role.ADMINISTRATOR not in user.roles:
        actions.grant_role(user, Role.ADMINISTRATOR, by=by)
    click.echo(f"Cont: {username}\nParolă provizorie: {actions.set_provisional_password(user, by=by)}")
