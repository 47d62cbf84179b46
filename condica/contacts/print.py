"""A person's data in one file (copia datelor, GDPR art. 15 și 20): JSON for programs, PDF for people, their files."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import IO, Any

from django.core.serializers.json import DjangoJSONEncoder

from condica.contacts import queries
from condica.contacts.models import PersonExport
from condica.contacts.queries.keepers import File, Item, PersonalKeeper
from condica.foundation import dates, files, typesetting
from condica.foundation.romanian import plural

Found = Sequence[tuple[PersonalKeeper, Sequence[Item]]]


def written_copy(export: PersonExport, target: IO[bytes], *, progress: Callable[[int, int], None]) -> None:
    """Write the whole ZIP; tells (done, total) as it goes."""
    contact = export.request.contact
    found = queries.found_about(queries.members(contact))
    total = sum(len(items) for _, items in found) + 2
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "date.json", json.dumps(_data(export, found), ensure_ascii=False, indent=1, cls=DjangoJSONEncoder)
        )
        progress(1, total)
        archive.writestr("rezumat.pdf", summary_pdf(export, found))
        progress(2, total)
        for done, (keeper, item) in enumerate(_items(found), start=3):
            _add_files(archive, list(keeper.files(item)))
            progress(done, total)


def _items(found: Found) -> Iterator[tuple[PersonalKeeper, Item]]:
    return ((keeper, item) for keeper, items in found for item in items)


def _add_files(archive: zipfile.ZipFile, found: Sequence[File]) -> None:
    for file in found:
        name = f"fisiere/{file.name}"
        if name not in archive.namelist():
            archive.writestr(name, file.read())


def _data(export: PersonExport, found: Found) -> dict[str, Any]:
    return {
        "cererea": export.request.paper,
        "facuta_la": export.at,
        "evidente": [
            {
                "cheie": keeper.key,
                "denumire": keeper.label,
                "pozitii": [{"ce": item.label, "se_pastreaza": item.kept, **item.facts} for item in items],
            }
            for keeper, items in found
        ],
    }


def summary_pdf(export: PersonExport, found: Found) -> bytes:
    """The same for a person to read."""
    data = {
        "paper": export.request.paper,
        "day": dates.long_day(dates.bucharest_day(export.at), year=True),
        "parts": [_part(keeper, items) for keeper, items in found],
    }
    return typesetting.render("contacts/copy.typ", data, moment=export.at)


def _part(keeper: PersonalKeeper, items: Sequence[Item]) -> dict[str, Any]:
    return {
        "title": keeper.label,
        "count": plural(len(items), "poziție", "poziții"),
        "items": [{"label": item.label, "kept": item.kept, "facts": list(_facts(item))} for item in items],
    }


def _facts(item: Item) -> Iterator[tuple[str, str]]:
    for name, value in item.facts.items():
        if words := shown(value):
            yield name, words


def shown(value: Any) -> str:
    """A fact in words, at most a few lines of it."""
    if isinstance(value, datetime):
        return dates.moment(value)
    if isinstance(value, date):
        return dates.numeric(value)
    if isinstance(value, dict):
        return "; ".join(f"{name}: {shown(inner)}" for name, inner in value.items() if shown(inner))
    if isinstance(value, list | tuple):
        return "; ".join(filter(None, map(shown, value)))
    return "" if value is None else str(value)[:4000]


def safe_name(*parts: str) -> str:
    """The name of a file inside the ZIP, with its folders."""
    return "/".join(files.safe_name(part) for part in parts)
