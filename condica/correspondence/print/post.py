"""What the post room prints (tipăriturile expedierii): lists, labels, envelopes, receipts, slips, spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from condica.correspondence import rules
from condica.correspondence.models import Contract, Dispatch, Enclosure, Envelope, PostList, valid_on
from condica.correspondence.queries.enclosures import inside
from condica.correspondence.rules import Kind
from condica.foundation import codes, dates, typesetting
from condica.foundation.lazy import Later
from condica.foundation.romanian import number_text, plural, tie
from condica.organisation import api as organisation

if TYPE_CHECKING:
    import xlsxwriter
else:
    xlsxwriter = Later("xlsxwriter")


LABELS_A_SHEET = 21  # 3 × 7 of 70 × 42,3 mm on A4
MADE_UP = "Tarife născocite, numai pentru demonstrație."
COLUMNS = (
    "Nr. crt.", "Nr. scrisoare", "Destinatar", "Adresa", "Fel", "Nr. recomandată / AWB", "Greutate (g)", "Cost (lei)",
    "Data expedierii", "Data întoarcerii",
)  # fmt: skip


def papers_in(envelope: Envelope) -> str:
    """The numbers of the letters in an envelope, and the issued papers: `38214/30.10.2026, 38215/30.10.2026`."""
    numbers = [one.letter.entry.paper_number for one in dispatches_of(envelope) if one.letter.entry]
    return ", ".join([*numbers, *(str(one.issued) for one in enclosures_of(envelope))])


def enclosures_of(envelope: Envelope) -> list[Enclosure]:
    """The issued papers in it, as they were fetched with it or asked now."""
    if "enclosures" in getattr(envelope, "_prefetched_objects_cache", {}):
        return list(envelope.enclosures.all())
    return list(inside().filter(envelope=envelope))


def dispatches_of(envelope: Envelope) -> list[Dispatch]:
    """Its orders, as they were fetched with it or asked now."""
    held = getattr(envelope, "_prefetched_objects_cache", {})
    if "dispatches" in held:
        return sorted(envelope.dispatches.all(), key=lambda one: one.pk)
    return list(envelope.dispatches.select_related("letter__entry__register", "letter__unit").order_by("pk"))


def list_lines(row: PostList, envelopes: Sequence[Envelope]) -> list[tuple[Any, ...]]:
    """The lines of a list, as paper and files have them (law: R7; the columns of a „borderou de expediere”)."""
    left = dates.bucharest_day(row.handed_at) if row.handed_at else None
    return [
        (
            place, papers_in(one), one.addressee, " ".join(one.address.split()), one.kind_words, one.number_words,
            one.grams, one.cost if one.cost is not None else Decimal(0), left, one.returned_on,
        )
        for place, one in enumerate(envelopes, start=1)
    ]  # fmt: skip


def lei(value: Decimal | None) -> str:
    """`12,50`."""
    return number_text(float(value or 0), 2)


def _day(value: date | None) -> str:
    return dates.numeric(value) if value else ""


def list_pdf(row: PostList, envelopes: Sequence[Envelope]) -> bytes:
    """The list (borderou) on paper: PDF/A, its pages numbered, a sum carried at the foot of each."""
    head, images = typesetting.letterhead(organisation.letterhead(row.day))
    rows = [
        [
            str(place), papers, who, where, number or "–", str(grams), lei(cost),
            _day(left) or _day(row.day), _day(returned),
        ]
        for place, papers, who, where, _, number, grams, cost, left, returned in list_lines(row, envelopes)
    ]  # fmt: skip
    pieces, grams = len(envelopes), sum(one.grams for one in envelopes)
    data = {
        "letterhead": head,
        "title": f"Borderou de expediere nr. {row.number}/{row.year}",
        "state": "" if row.handed_at else row.get_state_display(),
        "day": tie(dates.long(row.day, year=True)),
        "kind": _kinds_of(envelopes) or Kind(row.kind).label,
        "carrier": tie(_carrier(row)),
        "rows": rows,
        "pieces": plural(pieces, "plic", "plicuri"),
        "grams": f"{number_text(grams, 0)} g",
        "cost": f"{lei(sum((one.cost or Decimal(0) for one in envelopes), Decimal(0)))} lei",
        "made_by": str(row.made_by),
        "stamp": tie(row.stamp),
        "note": MADE_UP if _made_up(row, envelopes) else "",
        "hand": row.kind == Kind.HAND,
    }
    moment = row.handed_at or row.made_at
    return typesetting.render("correspondence/post-list.typ", data, moment=moment, images=images)


def _kinds_of(envelopes: Sequence[Envelope]) -> str:
    named = {rules.kind_words(one.kind, priority=one.priority): None for one in envelopes}
    return "; ".join(named)


def _carrier(row: PostList) -> str:
    if row.kind == Kind.HAND:
        return f"prin agent: {row.carrier}"
    return ", ".join(filter(None, [row.carrier, f"contract nr. {row.contract.number}" if row.contract else ""]))


def _made_up(row: PostList, envelopes: Sequence[Envelope]) -> bool:
    return bool(row.contract and row.contract.made_up) or any(one.tariff and one.tariff.made_up for one in envelopes)


def list_csv(row: PostList, envelopes: Sequence[Envelope]) -> str:
    """The list for other programs (the post's own among them): semicolons, a byte order mark, days as 2026-03-14."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in list_lines(row, envelopes):
        writer.writerow(map(_plain, line))
    return "\ufeff" + file.getvalue()


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and text[:1] in "=+-@\t\r" and text else text


def list_xlsx(row: PostList, envelopes: Sequence[Envelope]) -> bytes:
    """The list as a spreadsheet, its totals as sums with their values."""
    book = _Book(f"Borderou nr. {row.number}/{row.year}", row.handed_at or row.made_at)
    lines = list_lines(row, envelopes)
    leaf = book.leaf("Borderou", [f"Borderou de expediere nr. {row.number}/{row.year}", _carrier(row)], COLUMNS)
    for place, line in enumerate(lines, start=HEAD + 1):
        book.line(leaf, place, line)
    totals: dict[int, Decimal | int] = {
        6: sum(one.grams for one in envelopes),
        7: sum((one.cost or Decimal(0) for one in envelopes), Decimal(0)),
    }
    book.totals(leaf, HEAD + 1, len(lines), totals)
    return book.done()


@dataclass(frozen=True, slots=True)
class CostTable:
    """A table of costs (pe luni, pe compartimente): a heading, names of columns, rows of figures and their sums."""

    title: str
    heads: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Decimal | int]]]

    @property
    def totals(self) -> list[Decimal | int]:
        """The sums under the columns."""
        return [_sum(column) for column in zip(*(figures for _, figures in self.rows), strict=True)]

    @property
    def shown(self) -> list[tuple[str, list[str]]]:
        """The rows as they are read, the sums last."""
        lines = [*self.rows, ("Total", self.totals)] if self.rows else []
        return [(name, [_words(value) for value in figures]) for name, figures in lines]


def _sum(column: Sequence[Decimal | int]) -> Decimal | int:
    whole = [value for value in column if isinstance(value, int)]
    return sum(whole) if len(whole) == len(column) else sum(column, Decimal(0))


def _words(value: Decimal | int) -> str:
    return number_text(float(value), 2 if isinstance(value, Decimal) else 0) if value else "–"


def cost_xlsx(title: str, tables: Sequence[CostTable], as_of: datetime) -> bytes:
    """What dispatch cost, by month, kind and unit: one leaf a table, totals as sums."""
    book = _Book(title, as_of)
    for table in tables:
        leaf = book.leaf(table.title[:31], [title, table.title], table.heads)
        for place, (name, figures) in enumerate(table.rows, start=HEAD + 1):
            book.line(leaf, place, (name, *figures))
        sums = dict(enumerate(table.totals, start=1))
        book.totals(leaf, HEAD + 1, len(table.rows), sums)
    return book.done()


HEAD = 3


class _Book:
    """A workbook being written: titles, headings, typed cells, sums."""

    def __init__(self, title: str, moment: datetime) -> None:
        self.file = io.BytesIO()
        self.book = xlsxwriter.Workbook(
            self.file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        self.book.set_properties({"title": title, "created": dates.local(moment).replace(tzinfo=None)})
        self.bold = self.book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
        self.sum = {
            "money": self.book.add_format({"bold": True, "top": 1, "num_format": "#,##0.00"}),
            "count": self.book.add_format({"bold": True, "top": 1, "num_format": "#,##0"}),
        }
        self.money = self.book.add_format({"num_format": "#,##0.00"})
        self.day = self.book.add_format({"num_format": "dd.mm.yyyy"})

    def leaf(self, name: str, titles: Sequence[str], heads: Sequence[str]) -> Any:
        """A leaf with its titles and headings, ready to print."""
        leaf = self.book.add_worksheet(name.replace("/", "-"))
        for place, words in enumerate(titles):
            leaf.write(place, 0, words)
        for column, words in enumerate(heads):
            leaf.write(HEAD, column, words, self.bold)
            leaf.set_column(column, column, 34 if words in {"Destinatar", "Adresa", "Compartiment"} else 15)
        leaf.set_landscape()
        leaf.set_paper(9)
        leaf.fit_to_pages(1, 0)
        leaf.repeat_rows(HEAD)
        leaf.set_footer("&Rpagina &P din &N")
        return leaf

    def line(self, leaf: Any, place: int, cells: Sequence[Any]) -> None:
        """A line of typed cells."""
        for column, value in enumerate(cells):
            if isinstance(value, Decimal):
                leaf.write_number(place, column, float(value), self.money)
            elif isinstance(value, date):
                leaf.write_datetime(place, column, datetime(value.year, value.month, value.day), self.day)  # noqa: DTZ001 - the format knows no zones
            elif isinstance(value, int):
                leaf.write_number(place, column, value)
            else:
                leaf.write_string(place, column, str(value or ""))

    def totals(self, leaf: Any, first: int, count: int, sums: dict[int, Any]) -> None:
        """The sums under their columns, as formulas that already have their values."""
        leaf.write(first + count, 0, "Total", self.bold)
        for column, value in sums.items():
            letter = chr(ord("A") + column)
            form = self.sum["money" if isinstance(value, Decimal) else "count"]
            area = f"=SUM({letter}{first + 1}:{letter}{first + count})" if count else "=0"
            leaf.write_formula(first + count, column, area, form, float(value))

    def done(self) -> bytes:
        """The file."""
        self.book.close()
        return self.file.getvalue()


# --- labels, envelopes, receipts --------------------------------------------------------------------------------------


def labels_pdf(envelopes: Sequence[Envelope], *, skip: int = 0) -> bytes:
    """Address labels on A4 sheets (etichete), from the place `skip` on; the number as a bar code."""
    return _envelopes("correspondence/labels.typ", envelopes, title="Etichete", skip=skip % LABELS_A_SHEET)


def envelopes_pdf(envelopes: Sequence[Envelope], *, size: str = "C5") -> bytes:
    """The envelopes themselves (plicuri C5 sau DL), one a page."""
    return _envelopes("correspondence/envelopes.typ", envelopes, title="Plicuri", size=size if size == "DL" else "C5")


def receipts_pdf(envelopes: Sequence[Envelope]) -> bytes:
    """The data of the receipts (confirmări de primire, AR), four a sheet, to be kept with their envelopes."""
    return _envelopes("correspondence/receipts.typ", envelopes, title="Confirmări de primire")


def slips_pdf(envelopes: Sequence[Envelope]) -> bytes:
    """The slips of our agent (dovezi de predare): who took it, in what quality, when, signature."""
    return _envelopes("correspondence/slips.typ", envelopes, title="Dovezi de predare")


def _envelopes(template: str, envelopes: Sequence[Envelope], **data: Any) -> bytes:
    moment = envelopes[-1].handed_at or envelopes[-1].made_at
    head = organisation.letterhead(dates.bucharest_day(moment))
    letterhead, images = typesetting.letterhead(head)
    contract = Contract.objects.filter(valid_on(dates.bucharest_day(moment))).first()
    one_each = [_envelope(one, place, contract) for place, one in enumerate(envelopes)]
    images |= {
        label["bars"]: codes.code128_svg(one.number or "").encode()
        for label, one in zip(one_each, envelopes, strict=True)
        if one.number
    }
    sender = {"name": letterhead["name"], "address": head.address if head else ""}
    words = {"letterhead": letterhead, "sender": sender, "envelopes": one_each, **data}
    return typesetting.render(template, words, moment=moment, images=images)


def _envelope(envelope: Envelope, place: int, contract: Contract | None) -> dict[str, Any]:
    by_post = Kind(envelope.kind).way is rules.Way.POST
    return {
        "addressee": envelope.addressee,
        "address": [line.strip() for line in envelope.address.splitlines() if line.strip()],
        "kind": rules.kind_words(envelope.kind, priority=envelope.priority),
        "sign": envelope.kind_words,
        "number": envelope.number_words,
        "code": envelope.number or "",
        "bars": f"bars-{place}.svg",
        "papers": papers_in(envelope),
        "franking": contract.franking if contract and by_post else "",
        "registered": Kind(envelope.kind).registered,
        "receipt": envelope.kind == Kind.RECEIPT,
        "sheets": plural(envelope.sheets, "filă", "file"),
        "agent": envelope.post_list.carrier if envelope.post_list else "",
    }
