"""The archival nomenclator (nomenclatorul arhivistic): its lines by date, its confirmation, its spreadsheet."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from condica.accounts.models import User, valid_on
from condica.foundation import dates
from condica.foundation.lazy import Later
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.organisation.models import FileKind, NomenclatorConfirmation, Unit

if TYPE_CHECKING:
    import xlsxwriter
else:
    xlsxwriter = Later("xlsxwriter")


HEAD = ("Indicativ", "Structura", "Denumirea dosarului", "Termen de păstrare", "Observații")
PERMANENT = frozenset({"p", "permanent"})
MOST_LINES = 5000
FACTS = ("unit", "title", "years", "note")


@dataclass(frozen=True, slots=True)
class FileKindLine:
    """A line as it was read: `years` None is permanent."""

    code: str
    title: str
    years: int | None
    unit: Unit | None = None
    note: str = ""


@transaction.atomic
def set_file_kind(line: FileKindLine, *, since: date | None = None, by: User) -> FileKind:
    """Write a line of the nomenclator from a day on (indicativ); one that changes ends, and the new one begins."""
    since = since or dates.today()
    current = FileKind.objects.select_for_update(no_key=True, of=["self"]).filter(code=line.code, until=None).first()
    if current and all(getattr(current, name) == getattr(line, name) for name in FACTS):
        return current
    if current:
        _end(current, since)
    row = FileKind.objects.create(
        code=line.code.strip(), title=line.title.strip(), years=line.years, unit=line.unit, note=line.note, since=since
    )
    verb = Verb.FILE_KIND_CHANGED if current else Verb.FILE_KIND_ADDED
    record(verb, on=row, by=by, data={"keeping": row.keeping})
    return row


def _end(row: FileKind, since: date) -> None:
    """A line of the same day is replaced as if it had never been; an older one keeps its days."""
    if row.since >= since:
        row.delete()
        return
    row.until = since - timedelta(days=1)
    row.save(update_fields=["until"])


@transaction.atomic
def end_file_kind(row: FileKind, *, on: date | None = None, by: User) -> None:
    """Take a line out from a day on (încetează); files opened under it keep its term."""
    on = on or dates.today()
    if row.until is None:
        row.until = max(on - timedelta(days=1), row.since)
        row.save(update_fields=["until"])
        record(Verb.FILE_KIND_ENDED, on=row, by=by, data={"day": dates.numeric(on)})


@transaction.atomic
def confirm_nomenclator(*, number: str, on: date, by: User) -> NomenclatorConfirmation:
    """Write that Arhivele Naționale confirmed the nomenclator (R9): number and day of their act."""
    if on > dates.today():
        raise RuleBroken("confirmed-in-future", "Confirmarea nu poate fi în viitor.", remedy="Verifică data.")
    row = NomenclatorConfirmation.objects.create(number=number.strip(), on=on, by=by)
    record(Verb.NOMENCLATOR_CONFIRMED, on=row, by=by, data={"confirmed": str(row)})
    return row


@transaction.atomic
def import_nomenclator(content: bytes, *, since: date | None = None, by: User) -> list[FileKind]:
    """Take the nomenclator from a spreadsheet; what is wrong in any line refuses the whole file."""
    lines = list(read_lines(content))
    rows = [set_file_kind(line, since=since, by=by) for line in lines]
    on = ("organisation.filekind", 0, "nomenclatorul arhivistic")
    record(Verb.NOMENCLATOR_IMPORTED, on=on, by=by, data={"count": len(rows)})
    return rows


def read_lines(content: bytes) -> Iterable[FileKindLine]:
    """The lines of a spreadsheet with the headings of annex 1."""
    import openpyxl  # noqa: PLC0415 - read once in a few years

    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except Exception:  # noqa: BLE001 - whatever it is, it is no spreadsheet
        raise RuleBroken(
            "nomenclator-not-xlsx", "Fișierul nu este un XLSX care se poate citi.", remedy="Salvează-l ca .xlsx."
        ) from None
    sheet = book.worksheets[0]
    units = {unit.short_name.lower(): unit for unit in Unit.objects.filter(valid_on(dates.today()))}
    for number, cells in enumerate(
        sheet.iter_rows(min_row=2, max_row=MOST_LINES, max_col=5, values_only=True), start=2
    ):
        words = ["" if cell is None else str(cell).strip() for cell in cells] + [""] * (5 - len(cells))
        if any(words):
            yield _line(number, words, units)


def _line(number: int, words: list[str], units: Mapping[str, Unit]) -> FileKindLine:
    code, unit, title, keeping, note = words
    if not code or not title:
        raise _wrong(number, "lipsește indicativul sau denumirea dosarului")
    if unit and unit.lower() not in units:
        raise _wrong(number, f"nu există structura „{unit}”")
    return FileKindLine(code[:20], title[:300], _years(number, keeping), units.get(unit.lower()), note[:200])


def _years(number: int, keeping: str) -> int | None:
    digits = keeping.lower().removesuffix("ani").removesuffix("an").strip().removesuffix(".0")
    if digits in PERMANENT:
        return None
    if not digits.isdecimal() or not 1 <= int(digits) <= 200:
        raise _wrong(number, f"termenul „{keeping}” nu este un număr de ani și nici „permanent”")
    return int(digits)


def _wrong(number: int, said: str) -> RuleBroken:
    return RuleBroken(
        "nomenclator-line", f"Rândul {number} al fișierului: {said}.", remedy="Corectează rândul și încarcă din nou."
    )


def nomenclator_xlsx(rows: Iterable[FileKind]) -> bytes:
    """The nomenclator as a spreadsheet, the same that the import reads."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet, bold = book.add_worksheet("Nomenclator"), book.add_format({"bold": True})
    sheet.write_row(0, 0, HEAD, bold)
    for number, row in enumerate(rows, start=1):
        sheet.write_row(number, 0, _cells(row))
    sheet.set_column(2, 2, 60)
    book.close()
    return file.getvalue()


def _cells(row: FileKind) -> list[Any]:
    unit = row.unit.short_name if row.unit else ""
    return [row.code, unit, row.title, row.years or "permanent", row.note]
