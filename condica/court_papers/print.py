"""On paper (tipărituri): the proof or the return to the court, the two minutes of a display, the two registers."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from condica.accounts.models import User
from condica.court_papers import queries
from condica.court_papers.actions.letters import proof_sentences
from condica.court_papers.models import CourtPaper, Display
from condica.court_papers.rules.court import IDENTITIES, STAGES, WAYS, WHYS, Why
from condica.court_papers.rules.words import said_at
from condica.foundation import dates, typesetting
from condica.foundation.lazy import Later
from condica.foundation.romanian import plural, tie
from condica.law import cpc
from condica.organisation import api as organisation

if TYPE_CHECKING:
    import xlsxwriter
else:
    xlsxwriter = Later("xlsxwriter")


Cells = Sequence[str]
Head = tuple[str, str]  # what an act is called, and its number


@dataclass(frozen=True, slots=True)
class Book:
    """A register to print (registru): its title, its columns with their widths, its lines."""

    title: str
    basis: str
    columns: Sequence[tuple[str, float]]
    lines: Sequence[Cells]
    one: str
    many: str


PAPER_COLUMNS: Final = (
    ("Nr. și data", 1.2), ("Instanța", 1.5), ("Dosarul", 1.2), ("Destinatarul", 1.7), ("Agentul", 1.1),
    ("Înștiințarea afișată la", 1.1), ("Expiră", 1.0), ("Predat (identitatea) sau înapoiat", 2.2),
    ("Trimis instanței", 1.2),
)  # fmt: skip
DISPLAY_COLUMNS: Final = (
    ("Nr. și data cererii", 1.2), ("Documentul", 2.1), ("Emitentul", 1.4), ("Temeiul", 1.3), ("Locul", 1.4),
    ("Afișat la, de", 1.3), ("Durata", 1.1), ("Dezafișat la, de", 1.3), ("PV afișare", 1.0), ("PV dezafișare", 1.0),
    ("Răspuns", 0.9),
)  # fmt: skip


def proof_pdf(paper: CourtPaper) -> bytes:
    """The proof of handing over (dovada predării), or the sheet with which an act goes back (adresa de înapoiere)."""
    at = paper.handed_at or paper.returned_at
    assert at is not None  # noqa: S101 - printed after it was handed over or returned
    taker = [paper.handed_to] if paper.handed_at else []
    by = str(paper.handed_by or paper.returned_by)
    title = "Dovada predării actului de procedură" if paper.handed_at else "Înapoierea actului de procedură"
    signers = [("A predat" if paper.handed_at else "A întocmit", by), *(("A primit", one) for one in taker)]
    said = [f"Către: {paper.court}", *proof_sentences(paper)]
    notes = [f"Temei: {cpc.ART_163_DEPOSIT}; {cpc.ART_163_4}."]
    return _act((title, f"nr. {paper.entry.paper_number}"), said, notes, signers=signers, at=at)


def posting_pdf(one: Display) -> bytes:
    """The minute of putting up (proces-verbal de afișare, A9)."""
    assert one.posted_at is not None  # noqa: S101 - printed after it went up
    asked = f"cerută prin nr. {one.entry.paper_number}" + (f" de {one.requester}" if one.requester else "")
    said = [
        f"Încheiat azi, {said_at(one.posted_at)}, cu ocazia afișării {one.places_words}"
        f"{f' ({one.url})' if one.url else ''} a documentului „{one.title}”, {asked}.",
        f"Documentul rămâne afișat {_lasting(one)}.",
    ]
    head = ("Proces-verbal de afișare", f"nr. {one.posting_minute}")
    return _minute(one, head, said, at=one.posted_at, by=str(one.posted_by))


def taking_pdf(one: Display) -> bytes:
    """The minute of taking down (proces-verbal de dezafișare, A9)."""
    assert one.posted_at is not None  # noqa: S101 - printed after it came down
    assert one.taken_at is not None  # noqa: S101
    said = [
        f"Încheiat azi, {said_at(one.taken_at)}, cu ocazia dezafișării documentului „{one.title}”, "
        f"afișat {one.places_words} la {said_at(one.posted_at)}, potrivit procesului-verbal de afișare "
        f"nr. {one.posting_minute}.",
    ]
    if one.taken_reason:
        said.append(f"Motivul dezafișării: {one.taken_reason}.")
    head = ("Proces-verbal de dezafișare", f"nr. {one.taking_minute}")
    return _minute(one, head, said, at=one.taken_at, by=str(one.taken_by))


def _lasting(one: Display) -> str:
    if one.last_on is None:
        return "până la cererea de dezafișare"
    return f"{one.lasting_words}, adică până {dates.long(one.last_on, year=True)} inclusiv"


def _minute(one: Display, head: Head, said: Sequence[str], *, at: datetime, by: str) -> bytes:
    signers = [("A întocmit", by), *([("Martor", one.witness)] if one.witness else [])]
    return _act(head, said, [f"Temei: {one.cites}."] if one.cites else [], signers=signers, at=at)


def _act(
    head: Head, said: Sequence[str], notes: Sequence[str], *, signers: Sequence[tuple[str, str]], at: datetime
) -> bytes:
    words, images = typesetting.letterhead(organisation.letterhead(dates.bucharest_day(at)))
    data = {
        "letterhead": words, "title": head[0], "number": head[1], "said": [tie(one) for one in said],
        "notes": [tie(one) for one in notes], "signers": list(signers),
    }  # fmt: skip
    return typesetting.render("court_papers/act.typ", data, moment=at, images=images)


def papers_book(user: User, since: date, until: date) -> Book:
    """The register of court papers (registrul actelor de procedură, A4)."""
    lines = [_paper_line(paper, user) for paper in queries.papers_between(user, since, until)]
    return Book(
        "Registrul actelor de procedură", cpc.ART_163_DEPOSIT, PAPER_COLUMNS, lines, "act de procedură",
        "acte de procedură",
    )  # fmt: skip


def _paper_line(paper: CourtPaper, user: User) -> Cells:
    name = queries.shown_name(paper.recipient, user)
    due = f"{dates.numeric(paper.due_on)} ({3 if paper.urgent else 7} zile)" if paper.due_on else ""
    return (
        paper.entry.paper_number, paper.court, paper.file_number, name, queries.shown_name(paper.agent, user),
        _moment(paper.posted_at), due, _became(paper, user),
        f"{_moment(paper.sent_at)} {WAYS.get(paper.sent_way, '')} {paper.sent_reference}".strip(),
    )  # fmt: skip


def _became(paper: CourtPaper, user: User) -> str:
    if paper.handed_at:
        to = queries.shown_name(paper.handed_to, user)
        shown = f"{IDENTITIES.get(paper.identity_kind, '')} …{paper.identity_last4}"
        return f"predat {_moment(paper.handed_at)}, {to} ({shown})"
    if paper.returned_at:
        return f"înapoiat {_moment(paper.returned_at)}: {WHYS[Why(paper.returned_why)]}"
    return STAGES[paper.stage]  # type: ignore[index]


def displays_book(user: User, since: date, until: date) -> Book:
    """The register of displays (registrul de afișare, A9)."""
    lines = [_display_line(one, user) for one in queries.displays_between(user, since, until)]
    return Book(
        "Registrul afișărilor", "practica registraturii; temeiul fiecărei afișări", DISPLAY_COLUMNS, lines, "document",
        "documente",
    )  # fmt: skip


def _display_line(one: Display, user: User) -> Cells:
    posted = f"{_moment(one.posted_at)}, {one.posted_by}" if one.posted_at else str(one.get_stage_display())
    taken = f"{_moment(one.taken_at)}, {one.taken_by}" if one.taken_at else _planned(one)
    place = one.places_words + (f" {one.url}" if one.url else "")
    return (
        one.entry.paper_number, one.title, one.requester, one.cites or one.ground.label, place, posted,
        one.lasting_words, taken, str(one.posting_minute or ""), str(one.taking_minute or ""),
        _moment(one.answered_at) or ("" if one.reply_wanted else "nu se cere"),
    )  # fmt: skip


def _planned(one: Display) -> str:
    return f"de scos {dates.numeric(one.planned_on)}" if one.planned_on and one.posted_at else ""


def _moment(at: datetime | None) -> str:
    return f"{dates.local(at):%d.%m.%Y %H:%M}" if at else ""


def book_pdf(book: Book, subtitle: str, now: datetime) -> bytes:
    """A register as PDF/A, in landscape, numbered pages, its head on each."""
    words, images = typesetting.letterhead(organisation.letterhead(dates.bucharest_day(now)))
    data = {
        "letterhead": words, "title": book.title, "subtitle": subtitle, "basis": book.basis,
        "head": [name for name, _ in book.columns], "widths": [width for _, width in book.columns],
        "rows": [list(line) for line in book.lines],
        "total": f"Total: {plural(len(book.lines), book.one, book.many)}.",
        "signers": [["Întocmit", ""], ["Conducătorul compartimentului", ""]],
    }  # fmt: skip
    return typesetting.render("court_papers/book.typ", data, moment=now, images=images)


def book_xlsx(book: Book, subtitle: str, now: datetime) -> bytes:
    """A register as a spreadsheet, every cell a word: nothing runs as a formula."""
    file = io.BytesIO()
    made = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    made.set_properties({"title": book.title, "created": dates.local(now).replace(tzinfo=None)})
    leaf = made.add_worksheet(book.title[:31])
    bold, wrap = made.add_format({"bold": True}), made.add_format({"text_wrap": True, "valign": "top"})
    leaf.write_string(0, 0, f"{book.title}, {subtitle}", bold)
    for place, (name, width) in enumerate(book.columns):
        leaf.write_string(2, place, name, bold)
        leaf.set_column(place, place, width * 14)
    for row, line in enumerate(book.lines, start=3):
        for place, cell in enumerate(line):
            leaf.write_string(row, place, cell, wrap)
    leaf.set_landscape()
    leaf.set_paper(9)
    leaf.fit_to_pages(1, 0)
    leaf.repeat_rows(2)
    made.close()
    return file.getvalue()
