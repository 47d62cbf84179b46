"""`condica words` (cheile de căutare ale cuvintelor)."""

from __future__ import annotations

import json

import click


@click.command(options_metavar="[OPȚIUNI]")
@click.argument("words", metavar="CUVÂNT…", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Un obiect JSON: fiecare cuvânt cu lista cheilor lui.")
def command(words: tuple[str, ...], *, as_json: bool) -> None:
    """Arată cheile sub care sunt găsite niște cuvinte: aceleași pentru text și pentru întrebare."""
    from condica.foundation.romanian import search_keys  # noqa: PLC0415

    keys = {word: list(search_keys(word)) for word in words}
    if as_json:
        click.echo(json.dumps(keys, ensure_ascii=False))
        return
    for word, found in keys.items():
        click.echo(f"{word}: {' '.join(found)}")
