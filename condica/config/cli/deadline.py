"""`condica deadline` (calculul unui termen): neither Django nor a database is read."""

from __future__ import annotations

import click

from condica.config.cli.ready import Trouble


@click.command(options_metavar="[OPȚIUNI]")
@click.argument("rule", metavar="[REGULĂ]", required=False)
@click.argument("day", metavar="[AAAA-LL-ZZ]", required=False)
@click.option("--json", "as_json", is_flag=True, help="Răspunsul ca obiect JSON.")
@click.option("--list", "as_list", is_flag=True, help="Lista regulilor.")
def command(*, rule: str | None, day: str | None, as_json: bool, as_list: bool) -> None:
    """Calculează termenul unei reguli dintr-o zi și spune cum s-a socotit și pe ce temei.

    De pildă: condica deadline og27-answer 2026-10-30
    """
    from condica.law.calendar import OutsideCalendar  # noqa: PLC0415
    from condica.law.deadline import BadArguments, answer  # noqa: PLC0415
    from condica.law.provision import UnknownRule  # noqa: PLC0415

    words = ["--list"] * as_list + ["--json"] * as_json + [word for word in (rule, day) if word is not None]
    try:
        click.echo(answer(words))
    except (BadArguments, UnknownRule, OutsideCalendar) as problem:
        raise Trouble(str(problem)) from None
