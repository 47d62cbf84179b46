"""`condica import-mail` (preluarea mesajelor)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from condica.config.cli.progress import Progress
from condica.config.cli.ready import Trouble, is_worker_alive, with_database
from condica.foundation.romanian import plural

if TYPE_CHECKING:
    from condica.foundation.imap import Server
    from condica.mailroom.rules import Counts

HERE = ("localhost", "127.", "::1")


@click.command(options_metavar="[OPȚIUNI]")
@click.argument("source", metavar="[SURSĂ]", required=False)
@click.option("--server", metavar="NUME", help="Serverul IMAP.")
@click.option("--port", metavar="NUMĂR", type=click.IntRange(1, 65535), help="Portul (implicit 993 sau 143).")
@click.option("--user", metavar="CONT", help="Contul căsuței.")
@click.option(
    "--password", metavar="PAROLĂ", envvar="CONDICA_IMAP_PASSWORD", help="Parola (sau CONDICA_IMAP_PASSWORD)."
)
@click.option("--folder", "folders", metavar="DOSAR", multiple=True, help="Dosarul (implicit INBOX); se poate repeta.")
@click.option(
    "--ssl/--no-ssl", "encrypted", default=None, help="Cu sau fără TLS (implicit cu, afară de acest calculator)."
)
@click.option("--starttls", is_flag=True, help="TLS pornit după conectare.")
@click.option("--json", "as_json", is_flag=True, help="Ultimul rând: numerele, ca obiect JSON.")
@with_database
def command(
    *,
    source: str | None,
    server: str | None,
    port: int | None,
    user: str | None,
    password: str | None,
    folders: Sequence[str],
    encrypted: bool | None,
    starttls: bool,
    as_json: bool,
) -> None:
    """Preia mesaje dintr-un folder (.eml, Maildir, .mbox) sau dintr-o căsuță IMAP.

    SURSĂ este un folder, un fișier sau o adresă imaps://cont:parolă@server/Dosar. Nimic nu se pierde și nimic nu se
    preia de două ori: la o nouă rulare, ce s-a preluat se numără ca deja cunoscut.
    """
    if source and "://" not in source:
        counts = _from_folder(Path(source))
    else:
        place, named = _of_address(source) if source else (None, ())
        chosen = place or _server(server, port, user, password, encrypted=encrypted, starttls=starttls)
        counts = _from_server(chosen, [*(folders or named or ("INBOX",))])
    _read_texts()
    _tell(counts, as_json=as_json)


def _from_folder(path: Path) -> Counts:
    from condica.accounts.api import system_user  # noqa: PLC0415
    from condica.mailroom.api import import_folder  # noqa: PLC0415

    if not path.exists():
        raise Trouble(f"„{path}” nu există.")
    with Progress("Preiau mesajele") as progress:
        return import_folder(path, by=system_user(), progress=progress.at)


def _of_address(url: str) -> tuple[Server, Sequence[str]]:
    from condica.mailroom.api import ImapProblem, server_of  # noqa: PLC0415

    try:
        return server_of(url)
    except (ImapProblem, ValueError) as problem:
        raise Trouble(str(problem)) from None


def _server(
    host: str | None,
    port: int | None,
    user: str | None,
    password: str | None,
    *,
    encrypted: bool | None,
    starttls: bool,
) -> Server:
    from condica.mailroom.api import Server  # noqa: PLC0415

    if not host or not user:
        raise Trouble("spune de unde: un folder, sau --server și --user. Ajutor: condica import-mail --help")
    secret = password if password is not None else click.prompt("Parola", hide_input=True)
    if encrypted is None:
        encrypted = port == 993 or (port != 143 and not host.startswith(HERE))
    security = "starttls" if starttls else "tls" if encrypted else "none"
    return Server(host, user, secret, port or 0, security)


def _from_server(server: Server, folders: Sequence[str]) -> Counts:
    from condica.accounts.api import system_user  # noqa: PLC0415
    from condica.mailroom.api import ImapProblem, import_imap  # noqa: PLC0415

    try:
        with Progress("Preiau mesajele") as progress:
            return import_imap(server, folders, by=system_user(), progress=progress.at)
    except ImapProblem as problem:
        raise Trouble(str(problem)) from None


def _read_texts() -> None:
    """What was taken must be found by search: without a worker, its text is read now."""
    from condica.documents.api import extract_waiting  # noqa: PLC0415

    if not is_worker_alive():
        with Progress("Citesc textul documentelor") as progress:
            extract_waiting(progress.at)


def _tell(counts: Counts, *, as_json: bool) -> None:
    click.echo(
        f"{plural(counts.seen, 'mesaj văzut', 'mesaje văzute')}: {counts.registered} înregistrate, "
        f"{counts.automatic} automate, {counts.queued} lăsate unui om, {counts.known} deja cunoscute."
    )
    if as_json:
        click.echo(json.dumps(counts.as_dict()))
