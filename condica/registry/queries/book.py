"""The register as a book (registrul, cele 13 rubrici ale art. 9): its lines, as they are printed and exported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from condica.foundation import dates
from condica.law.l182 import Secrecy
from condica.registry.models import Correction, Entry, Envelope, Number, Register
from condica.registry.queries.lists import start_of
from condica.registry.queries.notes import remarks_of

T = TypeVar("T")

COLUMNS = (
    "Număr", "Data înregistrării", "Nr. și data emitentului", "File", "Anexe", "Emitent", "Conținut pe scurt",
    "Compartiment", "Data expedierii", "Modul rezolvării", "Destinatar", "Conexat la", "Indicativ dosar",
)  # fmt: skip
#: The special register (L182/2002): what stands on an envelope, who brought it, who gave it and who took it.
ENVELOPE_COLUMNS = (
    "Număr", "Data înregistrării", "Nr. și data de pe plic", "Clasa", "Sigilii și stare", "Expeditor", "Adus de",
    "Delegație", "Predat de", "Primit de",
)  # fmt: skip
#: In which column a corrected word stands.
PLACES = {
    "document_number": 2, "document_date": 2, "leaves": 3, "annexes": 4, "sender_name": 5, "sender_address": 5,
    "sender_email": 5, "subject": 6, "addressee_name": 10, "file_code": 12,
}  # fmt: skip
BESIDE = ("exits", "corrections", "connected_to__first__register")


def columns(register: Register) -> tuple[str, ...]:
    """The heads of a register's book."""
    return ENVELOPE_COLUMNS if register.holds_envelopes else COLUMNS


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the book: its cells, the words struck under them, and whether the whole number is struck out."""

    day: date
    number: int
    cells: tuple[str, ...]
    old: dict[int, list[str]] = field(default_factory=dict)
    struck: bool = False
    note: str = ""  # why it is struck, or what a number without a paper is for

    @property
    def shown(self) -> list[tuple[str, list[str]]]:
        """Each cell with what is struck under it."""
        return [(cell, self.old.get(place, [])) for place, cell in enumerate(self.cells)]


@dataclass(frozen=True, slots=True)
class Closing:
    """The line under a day or a year (rând de închidere): how many numbers, from which to which, how many struck."""

    words: str


def with_book(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """The papers with all that stands in their lines, read beside them in bounded queries."""
    one = ("cancellation", "envelope__handed_by", "envelope__handed_to")
    return entries.select_related(*one).prefetch_related(*BESIDE)


def line_of(entry: Entry, remarks: Sequence[str] = ()) -> Line:
    """A paper as a line of its register's book."""
    if not entry.register.holds_envelopes:
        return paper_line(entry, remarks)
    return Line(_day(entry), entry.value, _envelope_cells(entry), struck=entry.cancelled, note=_why(entry))


def paper_line(entry: Entry, remarks: Sequence[str] = ()) -> Line:
    """A paper as a line of a list that several registers share."""
    old = _struck_words(entry.corrections.all())
    return Line(_day(entry), entry.value, paper_cells(entry, remarks), old, struck=entry.cancelled, note=_why(entry))


def lines_of(entries: Iterable[Entry], *, shared: bool = False) -> Iterator[Line]:
    """Papers as lines with their remarks, asked for many at once; `shared`: in the columns of the general register."""
    as_line = paper_line if shared else line_of
    for some in _some(entries):
        remarks = remarks_of(some)
        yield from (as_line(entry, remarks.get(entry.pk, ())) for entry in some)


def _some(rows: Iterable[T], size: int = 1000) -> Iterator[list[T]]:
    left = iter(rows)
    while some := list(islice(left, size)):
        yield some


def _day(entry: Entry) -> date:
    return dates.bucharest_day(entry.registered_at)


def _why(entry: Entry) -> str:
    return f"ANULAT: {entry.cancellation.reason}" if entry.cancelled else ""


def flat(line: Line) -> tuple[str, ...]:
    """The same line where nothing can be struck: the mention stands before the words."""
    if not line.note:
        return line.cells
    place = 6 if len(line.cells) == len(COLUMNS) else 5
    cells = list(line.cells)
    cells[place] = " – ".join(filter(None, (line.note, cells[place])))
    return tuple(cells)


def paper_cells(entry: Entry, remarks: Sequence[str] = ()) -> tuple[str, ...]:
    """The 13 elements of Instrucțiuni 217/1996 art. 9; several exits stand one under another, then what came back."""
    exits = sorted(entry.exits.all(), key=lambda row: row.ordinal)
    settled = str(entry.get_settled_as_display()) if entry.settled_as else ""
    return (
        f"{entry.register.prefix}{entry.value}",
        f"{dates.local(entry.registered_at):%d.%m.%Y %H:%M}",
        _issuer(entry),
        "" if entry.leaves is None else str(entry.leaves),
        "" if entry.annexes is None else str(entry.annexes),
        entry.sender_name,
        entry.subject,
        entry.unit.name if entry.unit else "",
        "\n".join(f"{dates.local(row.moment):%d.%m.%Y}" for row in exits),
        "\n".join(filter(None, ["\n".join(row.way for row in exits) or settled, *remarks])),
        "\n".join(row.addressee for row in exits) or entry.addressee_name,
        ", ".join(str(link.first) for link in entry.connected_to.all() if link.undone_at is None),
        entry.file_code,
    )


def _issuer(entry: Entry) -> str:
    day = f"{entry.document_date:%d.%m.%Y}" if entry.document_date else ""
    return " / ".join(filter(None, (entry.document_number, day)))


def _envelope_cells(entry: Entry) -> tuple[str, ...]:
    envelope = entry.envelope
    seals = ": ".join(filter(None, (Envelope.Seals(envelope.seals).label, envelope.state)))
    return (
        f"{entry.register.prefix}{entry.value}",
        f"{dates.local(entry.registered_at):%d.%m.%Y %H:%M}",
        _issuer(entry),
        Secrecy(envelope.secrecy).label,
        seals,
        entry.sender_name,
        envelope.brought_by,
        envelope.delegation,
        _signed(envelope.handed_by, envelope.handed_at),
        _signed(envelope.handed_to, envelope.taken_at),
    )


def _signed(who: Any, at: Any) -> str:
    return f"{who}, {dates.local(at):%d.%m.%Y %H:%M}" if who and at else ""


def _struck_words(corrections: Iterable[Correction]) -> dict[int, list[str]]:
    """What stood in each column before it was corrected, the first writing first."""
    found: dict[int, list[str]] = {}
    for fix in sorted(corrections, key=lambda row: row.pk):
        if fix.old and fix.field in PLACES:
            found.setdefault(PLACES[fix.field], []).append(_shown(fix))
    return found


def _shown(fix: Correction) -> str:
    is_day = fix.field == "document_date" and fix.old[:4].isdigit()
    return dates.numeric(date.fromisoformat(fix.old)) if is_day else fix.old


# --- whole days and years --------------------------------------------------------------------------------------------


def numbers_of(register: Register, year: int, first: int = 1, last: int | None = None) -> QuerySet[Number]:
    """The numbers of a year, also those that stand for no paper; nothing of the register is left out."""
    found = Number.objects.filter(register=register, year=year, number__gte=first)
    if last is not None:
        found = found.filter(number__lte=last)
    beside = [f"entry__{name}" for name in BESIDE]
    rows = found.select_related(
        "register", "entry__register", "entry__unit", "entry__cancellation", "entry__envelope__handed_by",
        "entry__envelope__handed_to", "reserved__block__desk", "reserved__filling",
    )  # fmt: skip
    return rows.prefetch_related(*beside).order_by("number")


def lines_of_numbers(numbers: Iterable[Number]) -> Iterator[Line]:
    """Numbers as lines of the book, with what it says of their papers besides the columns."""
    for some in _some(numbers):
        entries = [number.entry for number in some if getattr(number, "entry", None) is not None]
        remarks = remarks_of(entries)
        yield from (line_of_number(number, remarks.get(number.pk, ())) for number in some)


def line_of_number(number: Number, remarks: Sequence[str] = ()) -> Line:
    """A number as a line of the book: its paper's, or what it was kept for."""
    entry = getattr(number, "entry", None)
    if entry is not None:
        return line_of(entry, remarks)
    day = dates.bucharest_day(number.moment)
    head = (f"{number.register.prefix}{number.number}", f"{dates.local(number.moment):%d.%m.%Y %H:%M}")
    blank = ("",) * (len(columns(number.register)) - len(head))
    reserved = getattr(number, "reserved", None)
    filling = getattr(reserved, "filling", None)
    if filling is not None:
        return Line(day, number.number, head + blank, struck=True, note=f"ANULAT: {filling.get_reason_display()}")
    desk = f" pentru ghișeul „{reserved.block.desk}”" if reserved is not None else ""
    return Line(day, number.number, head + blank, note=f"REZERVAT{desk}")


def closed_by_days(
    lines: Iterable[Line], *, before: Sequence[Line] = (), whole: bool = True
) -> Iterator[Line | Closing]:
    """The lines with the closing line of each day after its last one.

    `before` are the first day's lines that stand in an earlier part; `whole`: the last day ends here.
    """
    day = list(before)
    for line in lines:
        if day and day[-1].day != line.day:
            yield day_closing(day)
            day = []
        day.append(line)
        yield line
    if day and whole:
        yield day_closing(day)


def day_closing(lines: list[Line]) -> Closing:
    """`Încheiat ziua de 21.11.2026: 214 numere, de la 41175 la 41388, din care 3 anulate.`"""
    struck = sum(line.struck for line in lines)
    return Closing(f"Încheiat ziua de {dates.numeric(lines[0].day)}: {_said(len(lines), lines[0], lines[-1], struck)}")


def _said(count: int, first: Line, last: Line, struck: int) -> str:
    numbers = f"{count} {'număr' if count == 1 else 'numere'}, de la {first.number} la {last.number}"
    return f"{numbers}, {'niciunul anulat' if not struck else f'din care {struck} anulate'}."


def lines_of_day(register: Register, day: date, before: int | None = None) -> list[Line]:
    """A day's lines, all of them or those before a number."""
    moments = Q(moment__gte=start_of(day), moment__lt=start_of(day + timedelta(days=1)))
    found = numbers_of(register, day.year, last=before - 1 if before else None).filter(moments)
    return list(lines_of_numbers(found))


def struck_of(register: Register, year: int, last: int) -> int:
    """How many numbers of a year are struck out: cancelled papers, and reserved numbers that nobody used."""
    struck = Q(entry__cancelled=True) | Q(reserved__filling__outcome="annulled")
    return Number.objects.filter(struck, register=register, year=year, number__lte=last).count()
