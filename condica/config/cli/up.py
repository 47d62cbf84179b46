"""`condica up` (pornirea): everything a house needs, as children of one process that stops them all."""

from __future__ import annotations

import os
import socket
import sys
import time
from pathlib import Path

import click

from condica.config.cli import assets, demo
from condica.config.cli.children import Child, watch
from condica.config.cli.ready import Trouble, bring_up
from condica.config.env import Env, read_env

ANSWER_SECONDS = 60


@click.command(options_metavar="[OPȚIUNI]")
@click.option(
    "--host", metavar="ADRESĂ", help="Adresa pe care ascultă serverul web (implicit CONDICA_HOST: 127.0.0.1)."
)
@click.option("--port", metavar="NUMĂR", type=click.IntRange(1, 65535), help="Portul (implicit CONDICA_PORT: 8000).")
@click.option(
    "--only",
    metavar="web|worker",
    type=click.Choice(["web", "worker"]),
    help="Numai serverul web sau numai lucrătorul.",
)
@click.option("--processes", metavar="NUMĂR", type=click.IntRange(1, 64), default=2, help="Procese web (implicit 2).")
@click.option("--demo", "with_demo", is_flag=True, help="Pe o instalare goală, face întâi orașul demonstrativ.")
def command(*, host: str | None, port: int | None, only: str | None, processes: int, with_demo: bool) -> int:
    """Pornește Condica și o ține pornită până la Ctrl-C.

    Aduce baza de date la zi, pregătește fișierele paginilor, apoi pornește serverul web și lucrătorul (mesaje,
    text din documente, termene). Ctrl-C le oprește pe toate, și serverul de bază de date încorporat.
    """
    env = _settings(host, port)
    if only != "worker":
        refuse_busy_port(env.host, env.port)
    try:
        _prepare(with_demo=with_demo)
        children = _children(env, only, processes)
        watch(children, ready=lambda: _tell(env, only))
    except (KeyboardInterrupt, SystemExit) as leaving:
        if isinstance(leaving, SystemExit) and isinstance(leaving.code, str):
            raise
        click.echo("Condica s-a oprit.")
    finally:
        _let_the_server_go(env)
    return 0


def _settings(host: str | None, port: int | None) -> Env:
    """The environment, with what the command line says above it; the children read the same."""
    if host:
        os.environ["CONDICA_HOST"] = host
    if port:
        os.environ["CONDICA_PORT"] = str(port)
    return read_env()


def refuse_busy_port(host: str, port: int) -> None:
    """A port that another program holds is a sentence, before anything starts."""
    try:
        family, kind, proto, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, proto) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except socket.gaierror:
        raise Trouble(f"adresa „{host}” nu există pe acest calculator; alege alta cu --host.") from None
    except OSError as error:
        if isinstance(error, PermissionError):
            raise Trouble(f"portul {port} cere drepturi de administrator; alege altul cu --port.") from None
        raise Trouble(
            f"portul {port} de pe {host} este ocupat de alt program (poate Condica rulează deja); "
            f"oprește-l sau alege alt port: condica up --port {port + 1 if port < 65535 else 8000}"
        ) from None


def _prepare(*, with_demo: bool) -> None:
    bring_up()
    assets.prepare()
    if with_demo and demo.is_empty():
        demo.build()


def _children(env: Env, only: str | None, processes: int) -> list[Child]:
    from django.conf import settings  # noqa: PLC0415

    # The address is given, so that the children need not count as users of the embedded server: this process does.
    surroundings = os.environ | {
        "DATABASE_URL": settings.DATABASE_URL,
        "DJANGO_SETTINGS_MODULE": "condica.config.settings",
        "CONDICA_DATA": str(Path(settings.DATA)),
        "PYTHONUNBUFFERED": "1",
    }
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", env.host, "--port", str(env.port)]
    web += ["--workers", str(processes), "--blocking-threads", "4", "--no-ws", "--log-level", "warning"]
    web += ["--workers-kill-timeout", "10", "--respawn-failed-workers", "condica.config.wsgi:application"]
    worker = [sys.executable, "-m", "condica.config.worker"]
    named = {"web": Child("serverul web", web, surroundings), "worker": Child("lucrătorul", worker, surroundings)}
    return [child for name, child in named.items() if only in {None, name}]


def _tell(env: Env, only: str | None) -> None:
    """The address and who may sign in, once the server answers."""
    if only == "worker":
        click.echo("Lucrătorul a pornit. Ctrl-C îl oprește.")
        return
    _wait_for_answer(env.host, env.port)
    shown = "127.0.0.1" if env.host in {"0.0.0.0", "::"} else env.host  # noqa: S104 - compared, not bound
    click.echo(f"Condica rulează la {env.public_url or f'http://{shown}:{env.port}'}")
    for line in demo.accounts_told():
        click.echo(line)
    click.echo("Ctrl-C oprește tot.")


def _wait_for_answer(host: str, port: int) -> None:
    until = time.monotonic() + ANSWER_SECONDS
    while time.monotonic() < until:
        try:
            with socket.create_connection((host, port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise Trouble(f"serverul web nu a răspuns în {ANSWER_SECONDS} s; mesajele lui stau mai sus.")


def _let_the_server_go(env: Env) -> None:
    """Stopping Condica stops the embedded server too, also when an address was asked for meanwhile."""
    from condica.config.postgres import Cluster  # noqa: PLC0415

    if not env.database_url:
        Cluster(env.data / "postgres").keep(wanted=False)
