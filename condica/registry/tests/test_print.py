"""The receipt and the label: archival, read back by another program, quick, the same each time."""

from __future__ import annotations

import io
import time
from datetime import date

import pypdfium2
import pytest
import zxingcpp
from django.conf import settings
from PIL import Image

from condica.foundation.tests.test_typesetting import check_archival, words_of
from condica.organisation.models import Letterhead
from condica.organisation.tests.factories import make_desk
from condica.registry import api
from condica.registry import print as paper
from condica.registry.models import Entry
from condica.registry.rules import register_sign
from condica.registry.tests.factories import make_entry, make_registrar

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> Entry:
    Letterhead.objects.create(
        name="Primăria Municipiului Valea Mureșului", county="Mureș", address="Piața Primăriei nr. 1",
        since="2000-01-01", phone="0265 555 100", email="a@valeamuresului.ro", website="www.valeamuresului.ro",
        tax_code="0000000",
    )  # fmt: skip
    return make_entry(
        by=make_registrar(full_name="Mihaela Suciu"), desk=make_desk(name="ghișeul 2"), leaves=2, annexes=1,
        sender_address="strada Morii nr. 11, Valea Mureșului",
        subject="Revenire: iluminat public stins *pe* strada #Morii",
    )  # fmt: skip


def codes_in(page: bytes) -> dict[str, str]:
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(page)))
    return {str(code.format): code.text for code in found}


def test_the_receipt_says_what_the_register_says(entry: Entry) -> None:
    api.set_term(entry, due_on=date(2026, 12, 28), safe_on=date(2026, 12, 24))
    entry.refresh_from_db()
    pdf = paper.receipt_pdf(entry)
    opened = check_archival(pdf)
    assert len(opened.pages) == 1
    text = words_of(pdf).replace("\u00a0", " ")
    for words in (
        "Bon de înregistrare", f"{entry.value}\n", "la ghișeul 2", "Elena Chirilă, strada Morii nr. 11",
        "iluminat public stins *pe* strada #Morii", "2 file, 1 anexă", "luni, 28 decembrie 2026", "Mihaela Suciu",
        entry.tracking_code, "Primăria Municipiului Valea Mureșului", "România · județul Mureș",
        paper.paper_code(entry),
    ):  # fmt: skip
        assert words in text


def test_the_receipts_codes_are_read_back(entry: Entry) -> None:
    (drawn,) = pypdfium2.PdfDocument(paper.receipt_pdf(entry))
    picture = io.BytesIO()
    drawn.render(scale=300 / 72).to_pil().save(picture, "PNG")
    asked = f"nr={entry.value}/{entry.year}&cod={entry.tracking_code}"
    said = f"{settings.PUBLIC_URL}/portal/urmarire/?{asked}"
    assert codes_in(picture.getvalue()) == {"Code 128": paper.paper_code(entry), "QR Code": said}


def test_the_label_is_read_back_at_the_printers_resolution(entry: Entry) -> None:
    code = paper.paper_code(entry)
    picture = paper.label_png(entry)
    assert Image.open(io.BytesIO(picture)).size == (496, 232)  # 62 × 29 mm at 203 dots an inch
    assert codes_in(picture) == {"Code 128": code, "QR Code": paper.label_code(entry)}
    assert len(paper.label_code(entry)) == 16, "one letter more would make the QR's squares smaller"
    assert paper.read_code(paper.label_code(entry)) == paper.read_code(code)
    assert paper.read_code(code) == ("R", entry.year, entry.value)
    assert paper.read_code(code.lower()) == ("R", entry.year, entry.value)


def test_the_label_says_number_moment_and_leaves(entry: Entry) -> None:
    pdf = paper.label_pdf(entry)
    opened = check_archival(pdf)
    width, height = (float(side) / 72 * 25.4 for side in opened.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (62, 29)
    text = words_of(pdf).replace("\u00a0", " ")
    assert f"{entry.value}\n" in text
    assert f"{entry.registered_at.astimezone().strftime('%d.%m.%Y')}, ora" in text
    assert "2 file, 1 anexă" in text
    assert entry.tracking_code not in text  # its code leads inside only


def test_a_sheet_of_labels_begins_where_the_last_one_ended(entry: Entry) -> None:
    entries = [entry, *(make_entry() for _ in range(3))]
    sheet = paper.labels_pdf(entries, sheet=True, skip=26)
    opened = check_archival(sheet)
    assert len(opened.pages) == 2
    assert words_of(sheet).count("ora") == 4
    assert len(check_archival(paper.labels_pdf(entries)).pages) == 4


@pytest.mark.parametrize("wrong", ["", "R2026000001", "R2026000002X", "X", "https://exemplu.ro", "R20260001*"])
def test_a_misread_code_is_nobodys(wrong: str, entry: Entry) -> None:
    assert paper.read_code(wrong) is None


def test_registers_have_their_own_sign() -> None:
    assert [register_sign(prefix) for prefix in ("", "P-", "pc", "12")] == ["R", "P", "PC", "R"]


def test_printed_again_it_is_the_same(entry: Entry) -> None:
    assert paper.receipt_pdf(entry) == paper.receipt_pdf(entry)
    assert paper.label_pdf(entry) == paper.label_pdf(entry)


def test_both_are_printed_in_well_under_a_second(entry: Entry) -> None:
    paper.receipt_pdf(entry)  # fonts are read once in a process
    begun = time.perf_counter()
    paper.receipt_pdf(entry)
    paper.label_pdf(entry)
    assert time.perf_counter() - begun < 1


def test_a_room_above_tells_what_follows(entry: Entry) -> None:
    paper.register_promise(
        "special_kind", lambda _: paper.Promise("Notă art. 8.", ["Pasul <strong>unu</strong>."], "fel")
    )
    entry.kind = "special_kind"
    try:
        text = words_of(paper.receipt_pdf(entry)).replace("\u00a0", " ")
    finally:
        del paper.papers._PROMISES["special_kind"]
    assert "Pasul unu." in text
    assert "Notă art. 8." in text


def test_without_letterhead_it_still_prints() -> None:
    check_archival(paper.receipt_pdf(make_entry()))
