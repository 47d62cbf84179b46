"""The command `condica` (comanda condica): each command stands in its own file and is read only when it is called.

Reading nothing early is what keeps `condica deadline` under half a second: no Django, no database.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

import click

from condica.config.cli.language import speak_romanian
from condica.foundation.refusal import RuleBroken

COMMANDS = {  # name: its module here, and one line for the list
    "up": ("up", "Pornește Condica: baza de date, serverul web și lucrătorul."),
    "demo": ("demo", "Umple o instalare goală cu orașul demonstrativ."),
    "import-mail": ("mail", "Preia mesaje dintr-un folder sau dintr-o căsuță IMAP."),
    "deadline": ("deadline", "Calculează un termen legal și îl explică."),
    "verify": ("verify", "Verifică registrele, jurnalul și documentele."),
    "backup": ("backup", "Salvează toată instalarea într-un singur fișier."),
    "restore": ("restore", "Reface instalarea dintr-un fișier de salvare."),
    "doctor": ("doctor", "Spune ce nu e în regulă cu instalarea și ce e de făcut."),
    "admin": ("admin", "Face un cont de administrator (primul cont al unei instalări)."),
    "token": ("token", "Face o cheie de acces pentru programe (API)."),
    "dburl": ("dburl", "Arată adresa bazei de date, pentru psql."),
    "words": ("words", "Arată cheile de căutare ale unor cuvinte."),
}
INTERRUPTED = 130
UNFORESEEN = 3


class House(click.Group):
    """The group of commands; knows their names and first lines without reading them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the day, not of the alphabet."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Read the file of the command that was asked for."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"condica.config.cli.{COMMANDS[cmd_name][0]}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, from their first lines alone."""
        with formatter.section("Comenzi"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(
    cls=House,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    options_metavar="[OPȚIUNI]",
    subcommand_metavar="COMANDĂ [ARGUMENTE]…",
    epilog="Datele stau în folderul var/ al proiectului sau în cel numit de CONDICA_DATA; baza de date este cea "
    "încorporată sau cea de la DATABASE_URL. Ajutor pentru o comandă: condica COMANDĂ --help.",
)
@click.version_option(package_name="condica", message="Condica %(version)s", help="Arată versiunea.")
def condica() -> None:
    """Condica: sistemul de lucru al direcției de comunicare a unei autorități locale."""


def main(arguments: list[str] | None = None) -> None:
    """Run one command and leave with its code: 0 done, 1 something found wrong, 2 cannot be done as asked."""
    speak_romanian()
    os.umask(0o077)  # what we write about people is read by our account only
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts what it puts aside with SIGINT ignored
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(INTERRUPTED + 13))
    sys.exit(_run(arguments))


def _run(arguments: list[str] | None) -> int:
    try:
        result: Any = condica.main(args=arguments, prog_name="condica", standalone_mode=False)
    except BaseException as end:  # noqa: BLE001 - the last place that can turn it into a sentence
        return next(tell(end) for kind, tell in ENDS if isinstance(end, kind))
    return result if isinstance(result, int) else 0


def _refused(refusal: click.ClickException) -> int:
    refusal.show()
    return 2


def _rule_broken(refusal: RuleBroken) -> int:
    click.echo(f"Eroare: {refusal}", err=True)
    return 2


def _left(leaving: SystemExit) -> int:
    """A refusal raised below the commands carries its sentence instead of a number."""
    if isinstance(leaving.code, str):
        click.echo(f"Eroare: {leaving.code}", err=True)
        return 2
    return leaving.code or 0


def _interrupted(_: BaseException) -> int:
    click.echo("Întrerupt.", err=True)
    return INTERRUPTED


def _unread(_: BrokenPipeError) -> int:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read us has left; nobody to tell
    return INTERRUPTED


def _unforeseen(error: BaseException) -> int:
    """What nobody thought of: a sentence, and the whole story only for who asks."""
    if os.environ.get("CONDICA_DEBUG", "").lower() in {"1", "true"}:
        raise error
    if type(error).__module__.startswith(("psycopg", "django.db")):
        click.echo(f"Eroare: baza de date nu răspunde cum trebuie: {str(error).strip()}", err=True)
        return 2
    click.echo(
        f"Eroare neprevăzută ({type(error).__name__}): {error}\nCu CONDICA_DEBUG=1 înaintea comenzii se văd detaliile.",
        err=True,
    )
    return UNFORESEEN


ENDS: list[tuple[Any, Callable[[Any], int]]] = [
    (click.exceptions.Exit, lambda leaving: int(leaving.exit_code)),
    (click.ClickException, _refused),
    (RuleBroken, _rule_broken),
    (SystemExit, _left),
    ((click.Abort, KeyboardInterrupt), _interrupted),
    (BrokenPipeError, _unread),
    (BaseException, _unforeseen),
]
