"""A year closed by its minute, and the book printed (încheierea anului, registrul tipărit)."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from contextlib import closing as closing_of
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2 as pdfium
import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from condica.accounts.models import User
from condica.documents import api as documents
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.foundation.signatures.making import Authority
from condica.foundation.tests.test_typesetting import check_archival, words_of
from condica.journal.models import Line
from condica.registry import api as registry
from condica.registry import jobs
from condica.registry.actions import closing, printing
from condica.registry.models import Block, BookPrint, Entry, Register, YearClosing
from condica.registry.print.book import Volume, book_pdf
from condica.registry.queries.book import Closing, closed_by_days, lines_of_day
from condica.registry.queries.book import Line as BookLine
from condica.registry.tests.factories import make_entry, make_registrar

pytestmark = pytest.mark.django_db
LAST_YEAR = datetime(2035, 12, 31, 11, tzinfo=dates.BUCHAREST)
NEW_YEAR = datetime(2036, 1, 3, 9, tzinfo=dates.BUCHAREST)


@pytest.fixture
def clerk() -> User:
    return make_registrar()


@pytest.fixture
def general() -> Register:
    return Register.objects.get(is_default=True)


@pytest.fixture
def papers(clerk: User) -> Iterator[list[Entry]]:
    """Four papers of 2035, one cancelled, one corrected, one answered, one open; the clock stands in January."""
    with dates.frozen(LAST_YEAR):
        made = [make_entry(by=clerk, subject=f"Document {n}", sender_name=f"Om {n}") for n in range(1, 4)]
        made.append(
            registry.register_outgoing(by=clerk, channel="post", subject="Din oficiu", addressee_name="Prefect")
        )
        registry.cancel(made[1], reason="înregistrat de două ori", by=clerk)
        registry.correct(made[0], reason="auzit greșit", subject="Iluminat stins", by=clerk)
        registry.record_exit(made[0], addressee="Om 1", channel="post", way="răspuns", by=clerk)
        registry.set_term(made[2], due_on=date(2036, 1, 30), safe_on=date(2036, 1, 28))
    with dates.frozen(NEW_YEAR):
        yield made


def test_a_year_is_closed_by_a_minute_that_says_what_the_database_says(
    papers: list[Entry], general: Register, clerk: User
) -> None:
    made = closing.close_year(general, 2035, minute_number="7", by=clerk)
    assert closing.close_year(general, 2035, minute_number="8", by=clerk) == made
    assert (made.last_number, made.open_papers) == (4, 1)
    assert bytes(made.head) == bytes(papers[3].number.hash)
    assert (made.counts["direction"], made.counts["cancelled"]) == ({"in": 3, "out": 1}, 1)
    pdf = documents.open_blob(made.document.blob)
    check_archival(pdf)
    words = words_of(pdf).replace("\u00a0", " ")
    assert "nr. 7 din 03.01.2036" in words
    assert "cu numărul 4" in words
    assert str(papers[2]) in words, "what is left open is listed"
    assert bytes(made.head).hex() in words.replace("\n", "").replace(" ", "")
    assert Line.objects.get(verb="registry.year_closed").data["last"] == 4
    assert list(registry.verify()) == []


def test_a_year_is_closed_only_after_it_ended_in_bucharest_and_in_order(
    papers: list[Entry], general: Register, clerk: User
) -> None:
    """Art. 9: the year ends on 31 December; 22:30 UTC of that day is already January here."""
    last_minute = dates.frozen(datetime.fromisoformat("2035-12-31T21:59:00+00:00"))
    with last_minute, pytest.raises(RuleBroken, match="nu s-a sfârșit"):
        closing.close_year(general, 2035, minute_number="7", by=clerk)
    make_entry(by=clerk)
    with dates.frozen(datetime(2037, 1, 2, 8, tzinfo=dates.BUCHAREST)):
        with pytest.raises(RuleBroken, match="Anul 2035 al registrului"):
            closing.close_year(general, 2036, minute_number="1", by=clerk)
        closing.close_year(general, 2035, minute_number="1", by=clerk)
        closing.close_year(general, 2036, minute_number="2", by=clerk)


def test_a_closed_year_refuses_numbers_cancellations_and_another_minute(
    papers: list[Entry], general: Register, clerk: User
) -> None:
    made = closing.close_year(general, 2035, minute_number="7", by=clerk)
    refused = pytest.raises(DatabaseError, match="anul 2035 al registrului este încheiat")
    with dates.frozen(LAST_YEAR.replace(hour=12)), refused, transaction.atomic():
        make_entry(by=clerk)
    with pytest.raises(RuleBroken, match="încheiat"):
        registry.cancel(papers[2], reason="târziu", by=clerk)
    with pytest.raises(DatabaseError, match="interzis"), transaction.atomic():
        YearClosing.objects.filter(pk=made.pk).update(minute_number="9")
    registry.record_exit(papers[2], addressee="Om 3", channel="post", way="răspuns", by=clerk)
    assert make_entry(by=clerk).value == 1, "the new year goes on"
    lie = YearClosing(register=general, year=2034, minute_number="x", last_number=3, head=b"", counts={}, open_papers=0,
                      by=clerk, at=dates.now(), document=made.document)  # fmt: skip
    with pytest.raises(DatabaseError, match="ultimul număr"), transaction.atomic():
        lie.save()


def test_blocks_that_were_not_reconciled_hold_the_year_open(
    papers: list[Entry], general: Register, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    block = Block(register=general, year=2035, first=5, last=9)
    monkeypatch.setattr(closing, "open_blocks", lambda register, year: [block])
    with pytest.raises(RuleBroken, match="5–9/2035 nu au fost reconciliate"):
        closing.close_year(general, 2035, minute_number="7", by=clerk)


def test_verify_compares_the_minute_with_the_register(papers: list[Entry], general: Register, clerk: User) -> None:
    made = closing.close_year(general, 2035, minute_number="7", by=clerk)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE registry_yearclosing DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE registry_yearclosing SET last_number = 3, counts = jsonb_set(counts, '{cancelled}', '0')"
        )
        cursor.execute("ALTER TABLE registry_yearclosing ENABLE ALWAYS TRIGGER registry_yearclosing_change")
    words = "\n".join(map(str, registry.verify()))
    assert "ultimul număr: procesul-verbal spune 3, în bază sunt 4" in words
    assert "numerele anulate: procesul-verbal spune 0, în bază sunt 1" in words
    assert made.document_id


# --- the book --------------------------------------------------------------------------------------------------------


@pytest.fixture
def in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs.print_book, "defer", jobs.print_book)


def test_a_year_is_printed_in_parts_with_pages_counted_on(
    papers: list[Entry], general: Register, clerk: User, in_place: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "LINES", 2)
    made = printing.order_book(general, 2035, by=clerk)
    made.refresh_from_db()
    first, second = made.parts.all()
    assert made.ready_at
    assert (first.first_number, first.last_number, second.first_number, second.last_number) == (1, 2, 3, 4)
    assert (first.first_page, second.first_page) == (1, first.last_page + 1)
    pdfs = [documents.open_blob(part.document.blob) for part in (first, second)]
    check_archival(pdfs[0])
    words = [words_of(pdf).replace("\u00a0", " ") for pdf in pdfs]
    assert "Emitent" in words[0]
    assert "ANULAT: înregistrat de două ori" in words[0]
    assert "Document 1" in words[0], "what stood there before the correction"
    assert "Iluminat stins" in words[0]
    assert "Încheiat ziua" not in words[0], "the day goes on in the next part"
    assert "Încheiat ziua de 31.12.2035: 4 numere, de la 1 la 4, din care 1 anulate." in words[1]
    assert "Încheiat anul 2035: 4 numere, de la 1 la 4, din care 1 anulate." in words[1]
    assert f"pagina {second.first_page}" in words[1]
    assert Line.objects.get(verb="registry.book_printed").data["parts"] == 2


def test_a_part_too_thick_is_divided_and_a_stopped_print_keeps_its_parts(
    papers: list[Entry], general: Register, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs.print_book, "defer", lambda printing: None)
    monkeypatch.setattr(printing, "pages_of", lambda pdf: 1 if printing.MOST_PAGES == 300 else 2)
    made = printing.order_book(general, 2035, by=clerk)
    assert printing.order_book(general, 2035, by=clerk) == made
    monkeypatch.setattr(printing, "MOST_PAGES", 1)
    printing.print_book(made, by=clerk)
    assert [part.last_number for part in made.parts.all()] == [1, 2, 3, 4], "halved until one line a part"
    other = printing.order_book(general, 2035, by=clerk)
    printing.stop_book(other, by=clerk)
    printing.print_book(other, by=clerk)
    other.refresh_from_db()
    assert (other.done, other.is_running) == (0, False)
    with pytest.raises(DatabaseError, match="rămâne cum a fost tipărit"), transaction.atomic():
        BookPrint.objects.filter(pk=made.pk).update(done=0)


def test_the_houses_seal_stands_on_minutes_and_days(
    papers: list[Entry], clerk: User, settings: Any, tmp_path: Path, client: Client
) -> None:
    general = Register.objects.get(is_default=True)
    issuer = Authority("Emitent de probă", LAST_YEAR.replace(year=2030), NEW_YEAR.replace(year=2040))
    documents.trust(issuer.root.der, by=clerk)
    settings.SEAL_FILE, settings.SEAL_PASSPHRASE_FILE = str(tmp_path / "seal.p12"), str(tmp_path / "pass")
    Path(settings.SEAL_FILE).write_bytes(issuer.issue("Primăria DEMO").pkcs12("secret"))
    Path(settings.SEAL_PASSPHRASE_FILE).write_text("secret\n")
    made = closing.close_year(general, 2035, minute_number="7", by=clerk)
    (signature,) = made.document.signatures.all()
    assert (signature.means, signature.name) == ("seal", "Primăria DEMO")
    client.force_login(clerk)
    pdf = client.get(reverse("registry:day_pdf", args=["general", 2035, 12, 31])).content
    assert b"/ByteRange" in pdf


def test_the_day_closes_with_its_total(papers: list[Entry], general: Register) -> None:
    rows = list(closed_by_days(lines_of_day(general, date(2035, 12, 31))))
    assert isinstance(rows[-1], Closing)
    assert [row.struck for row in rows[:-1]] == [False, True, False, False]
    assert rows[0].old == {6: ["Document 1"]}
    assert rows[0].cells[8:11] == ("31.12.2035", "răspuns", "Om 1")


def test_a_line_stands_whole_on_a_page_unless_it_is_longer_than_half_of_one(general: Register) -> None:
    def line(number: int, words: int) -> BookLine:
        cells = [f"nr{number}.", *[""] * 5, f"{'cuvânt ' * words}gata{number}.", *[""] * 6]
        return BookLine(date(2035, 1, 2), number, tuple(cells))

    rows = [line(number, 20 + number * 7 % 60) for number in range(1, 41)]
    pages = pages_of_words(book_pdf(Volume(general, "proba", NEW_YEAR), rows))
    assert len(pages) > 2
    for page in pages:
        assert re.findall(r"nr(\d+)\.", page) == re.findall(r"gata(\d+)\.", page)
    long = pages_of_words(book_pdf(Volume(general, "proba", NEW_YEAR), [line(1, 1500)]))
    assert "nr1." in long[0]
    assert "gata1." in long[-1]


def pages_of_words(pdf: bytes) -> list[str]:
    with closing_of(pdfium.PdfDocument(pdf)) as document:
        return [page.get_textpage().get_text_range() for page in document]


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_the_same_lines_leave_as_files_without_formulas(
    papers: list[Entry], clerk: User, client: Client, form: str
) -> None:
    make_entry(by=clerk, subject="=cmd|' /C calc'!A0", sender_name="+40 721")
    client.force_login(clerk)
    answer = client.post(reverse("registry:export"), {"forma": form})
    content = b"".join(answer.streaming_content)
    rows = read_back(content, form)
    assert len(rows) == 5
    assert [row[0] for row in rows] == ["1", "2", "3", "4", "1"]
    assert rows[-1][6].removeprefix("'").startswith("=cmd")
    assert content.count(b"<f>") == 0
    if form == "csv":
        assert rows[-1][5:7] == ["'+40 721", "'=cmd|' /C calc'!A0"]
    assert client.post(reverse("registry:export"), {"forma": "exe"}).status_code == 404


def read_back(content: bytes, form: str) -> list[list[str]]:
    if form == "json":
        return [[str(cell) for cell in row.values()] for row in json.loads(content)]
    if form == "xlsx":
        leaf = openpyxl.load_workbook(io.BytesIO(content)).active
        return [[str(cell.value or "") for cell in row] for row in leaf.iter_rows(min_row=2)]
    return [line.split(";") for line in content.decode("utf-8-sig").splitlines()[1:]]


def test_the_pages_of_a_year(
    papers: list[Entry], general: Register, clerk: User, client: Client, in_place: None
) -> None:
    client.force_login(clerk)
    page = client.get(general.get_absolute_url()).content.decode()
    assert "Încheie 2035" in page
    address = reverse("registry:close_year", args=["general", 2035])
    assert str(papers[2]) in client.get(address).content.decode()
    assert client.post(address, {"minute_number": ""}).status_code == 422
    assert client.post(address, {"minute_number": "7"}).status_code == 302
    assert "încheiat cu procesul-verbal nr. 7" in client.get(general.get_absolute_url()).content.decode()
    minute = YearClosing.objects.get().document
    assert client.get(reverse("documents:file", args=[minute.pk])).status_code == 200
    answer = client.post(reverse("registry:order_book", args=["general", 2035]))
    book = client.get(answer.headers["Location"]).content.decode()
    assert "Volumul 1" in book
    assert "<html" not in client.get(answer.headers["Location"], headers={"HX-Request": "true"}).content.decode()
    assert client.post(reverse("registry:stop_book", args=[BookPrint.objects.get().pk])).status_code == 302
