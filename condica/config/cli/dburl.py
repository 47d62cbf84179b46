"""`condica dburl` (adresa bazei de date)."""

from __future__ import annotations

import click

from condica.config.cli.ready import Trouble, bring_up


@click.command(options_metavar="[OPȚIUNI]")
@click.option("--stop", is_flag=True, help="Nu mai ține pornit serverul încorporat pornit de o adresă cerută înainte.")
def command(*, stop: bool) -> None:
    """Arată adresa bazei de date, bună pentru psql: psql "$(condica dburl)".

    Serverul încorporat rămâne pornit după ce adresa a fost cerută, până la „condica dburl --stop” sau până la
    oprirea lui „condica up”.
    """
    from condica.config.env import read_env  # noqa: PLC0415
    from condica.config.postgres import Cluster  # noqa: PLC0415

    env = read_env()
    cluster = Cluster(env.data / "postgres")
    if stop:
        if env.database_url:
            raise Trouble("DATABASE_URL este dat: nu Condica pornește și oprește acel server.")
        cluster.keep(wanted=False)
        if cluster.is_running():
            cluster.join()  # and, being perhaps the last one, stop it when leaving
        return
    bring_up()
    if not env.database_url:
        cluster.keep()
    click.echo(env.database_url or cluster.url("condica"))
