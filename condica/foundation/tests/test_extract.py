"""Text out of files, also of broken and hostile ones."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from PIL import Image, ImageDraw, ImageFont

from condica.foundation.extract import Limits, extract, extract_apart, ocr
from condica.foundation.mime import parse


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_tables() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Debitori", 12, None, "întreținere"])
    buffer = io.BytesIO()
    book.save(buffer)
    assert "Debitori\t12\t\tîntreținere" in extract(buffer.getvalue(), name="a.xlsx").text


def test_open_document() -> None:
    content = b"<d xmlns:text='t'><text:h>Cerere</text:h><text:p>Subsemnatul<text:tab/>Pop</text:p></d>"
    odt = zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content})
    assert extract(odt).text == "Cerere\nSubsemnatul\tPop"


def test_rich_text() -> None:
    assert extract(rb"{\rtf1\ansi\ansicpg1250 Cerere pentru \'bacoal\'e3}").text == "Cerere pentru şcoală"


def test_archives_in_archives_with_old_names() -> None:
    inner = zipped({"țară.txt": b"un text ascuns"})
    found = extract(zipped({"a/b.zip": inner}))
    assert "un text ascuns" in found.text
    assert "țară.txt" in found.text


def test_an_archive_bomb_is_left_alone() -> None:
    found = extract(zipped({f"{n}.txt": b"0" * 20_000_000 for n in range(3)}))
    assert any("prea mult" in problem for problem in found.problems)


def test_archives_without_end_stop_at_the_limit() -> None:
    content = b"fund"
    for level in range(20):
        content = zipped({f"{level}.zip": content})
    found = extract(content, limits=Limits(depth=4))
    assert any("prea mult" in problem for problem in found.problems)


def test_entities_of_a_document_are_refused() -> None:
    bomb = b'<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><d><t>&b;</t></d>'
    found = extract(zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": bomb}))
    assert found.text == ""
    assert found.problems


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.4 broken", b"PK\x03\x04", b"\xff\xd8\xff\xe0", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
     b"{\\rtf1" + b"{" * 5000, b"\x78\x9f\x3e\x22\x00", b"\x1f\x8b\x08", b"GIF89a", b"II*\x00"],
)  # fmt: skip
def test_broken_files_give_sentences(content: bytes) -> None:
    found = extract(content)
    assert found.problems or not found.text


def test_damaged_real_files_never_raise(shared: Path) -> None:
    for name in ("ro-03", "ro-11", "ro-15", "ro-32", "ro-35"):
        for file in parse((shared / f"samples/mail-ro/{name}.eml").read_bytes()).attachments:
            for cut in (10, 100, len(file.content) // 2, len(file.content) - 20):
                extract(file.content[:cut], file.declared_type, file.name, ocr=False)


def test_a_picture_is_turned_before_it_is_read() -> None:
    picture = Image.new("RGB", (1200, 300), "white")
    ImageDraw.Draw(picture).text((40, 80), "STRADA PODGORIEI", fill="black", font=ImageFont.load_default(100))
    turned = picture.rotate(90, expand=True)
    exif = Image.Exif()
    exif[0x0112] = 6
    buffer = io.BytesIO()
    turned.save(buffer, "JPEG", exif=exif)
    assert "PODGORIEI" in extract(buffer.getvalue()).text


def test_without_tesseract_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr.shutil, "which", lambda _: None)
    buffer = io.BytesIO()
    Image.new("RGB", (50, 50)).save(buffer, "PNG")
    assert extract(buffer.getvalue()).problems == (ocr.MISSING,)


def test_apart_gives_the_same_and_survives_a_crash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Bună ziua", encoding="utf-8")
    assert extract_apart(file, name="a.txt").text == "Bună ziua"
    monkeypatch.setattr("sys.executable", "/bin/false")
    assert "neașteptat" in extract_apart(file).problems[0]
