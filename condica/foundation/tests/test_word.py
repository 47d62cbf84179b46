"""Word files out and back: every form survives, what cannot is named, what could harm is refused."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from condica.foundation import richtext, word
from condica.foundation.files import detect_type

TEXT = (
    "<h2>Situația</h2><p>Text <strong>gros</strong>, <em>cursiv</em>, <u>subliniat</u>, <strong><em>amândouă</em>"
    "</strong>.<br>Rând nou, „ghilimele” – ș, ț.</p><ol><li>unu<ul><li>a</li><li>b</li></ul></li><li>doi</li></ol>"
    "<p>între</p><ol><li>iar unu</li></ol><ul><li>x</li></ul><h3>Mai jos</h3><blockquote>citat</blockquote><table>"
    "<thead><tr><th>Stâlp</th><th>Stare</th></tr></thead><tbody><tr><td>12</td><td><strong>defect</strong></td></tr>"
    "</tbody></table><p>Cu stimă,</p>"
)


def written(markup: str = TEXT, mark: str = "condica 12 3") -> bytes:
    head = [("Primăria Valea Mureșului", "strong"), ("la nr. 5/02.11.2026", "soft"), ("Elena Chirilă", "right")]
    return word.write(markup, head=head, foot="Proiect", title="Răspuns", mark=mark)


def test_every_form_survives_the_way_out_and_back() -> None:
    read = word.read(written())
    assert read == word.Read(richtext.clean(TEXT), (), "condica 12 3")


def test_the_header_is_no_part_of_the_text() -> None:
    content = written()
    assert detect_type(content) == word.TYPE
    document = docx.Document(io.BytesIO(content))
    header = "\n".join(paragraph.text for paragraph in document.sections[0].first_page_header.paragraphs)
    assert header == "Primăria Valea Mureșului\nla nr. 5/02.11.2026\nElena Chirilă"
    assert "Elena Chirilă" not in word.read(content).markup


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs")), min_size=1, max_size=9)
inline = st.lists(
    st.tuples(words, st.sampled_from(["", "strong", "em", "u"])).map(
        lambda pair: f"<{pair[1]}>{pair[0]}</{pair[1]}>" if pair[1] else pair[0]
    ),
    min_size=1, max_size=4,
).map(" ".join)  # fmt: skip
blocks = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["p", "h2", "h3", "blockquote"]), inline).map(lambda x: f"<{x[0]}>{x[1]}</{x[0]}>"),
        st.lists(inline, min_size=1, max_size=3).map(lambda x: f"<ul><li>{'</li><li>'.join(x)}</li></ul><p>.</p>"),
        st.lists(inline, min_size=1, max_size=3).map(lambda x: f"<ol><li>{'</li><li>'.join(x)}</li></ol><p>.</p>"),
    ),
    min_size=1, max_size=6,
).map("".join)  # fmt: skip


@settings(max_examples=8, deadline=None)
@given(blocks)
def test_no_word_is_lost(markup: str) -> None:
    before, after = richtext.to_plain(richtext.clean(markup)), richtext.to_plain(word.read(written(markup)).markup)
    assert after.split() == before.split()


def test_what_a_person_writes_in_word_with_its_own_lists_and_styles() -> None:
    document = docx.Document()
    document.add_heading("Titlu", 0)
    document.add_paragraph("unu", style="List Number")
    document.add_paragraph("doi", style="List Number")
    document.add_paragraph("punct", style="List Bullet")
    document.add_paragraph().add_run("Ştiinţă").bold = True
    out = io.BytesIO()
    document.save(out)
    assert word.read(out.getvalue()).markup == (
        "<h2>Titlu</h2><ol><li>unu</li><li>doi</li></ol><ul><li>punct</li></ul><p><strong>Ştiinţă</strong></p>"
    )


def test_what_cannot_be_kept_is_named() -> None:
    document = docx.Document()
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    picture.seek(0)
    document.add_paragraph("Vezi poza.").add_run().add_picture(picture, width=Mm(10))
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "unite"
    out = io.BytesIO()
    document.save(out)
    read = word.read(out.getvalue())
    assert read.lost == ("imaginile și obiectele", "celulele unite ale tabelelor")
    assert "Vezi poza." in read.markup
    assert "<img" not in read.markup


def changed(name: str, change: Callable[[bytes], bytes], *, extra: str = "") -> bytes:
    """The same file with one part rewritten, or one more part in it."""
    source, out = zipfile.ZipFile(io.BytesIO(written())), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in source.namelist():
            content = source.read(part)
            archive.writestr(part, change(content) if part == name else content)
        if extra:
            archive.writestr(extra, b"x")
    return out.getvalue()


RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN, TYPES = "word/document.xml", "[Content_Types].xml"
BILLION = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "nu este un document Word"),
        (b"PK\x03\x04 rupt", "nu este un document Word"),
        (b"%PDF-1.7", "nu este un document Word"),
        (changed("", bytes, extra="word/vbaProject.bin"), "macrocomenzi"),
        (
            changed(TYPES, lambda x: x.replace(b"wordprocessingml.document.main", b"document.macroEnabled.main")),
            "macro",
        ),
        (changed(TYPES, lambda x: x.replace(b"document.main+xml", b"template.main+xml")), "șablon"),
        (changed(MAIN, lambda x: BILLION + x.split(b"?>", 1)[1]), "DOCTYPE"),
        (changed(MAIN, lambda x: x[:-40]), "stricat"),
        (
            changed(MAIN, lambda x: x.replace(b"<w:t>", b"<w:instrText>DDEAUTO c:\\\\cmd</w:instrText><w:t>", 1)),
            "DDE",
        ),
        (changed("", bytes, extra="word/activeX/activeX1.xml"), "macrocomenzi"),
    ],
)
def test_what_could_harm_is_refused_in_words(content: bytes, said: str) -> None:
    with pytest.raises(word.NotWord, match=said):
        word.read(content)


def test_a_picture_from_elsewhere_is_not_fetched(tmp_path: Path) -> None:
    """CVE-2025-11849: a linked picture made an old reader put any file of the machine into the text."""
    secret = tmp_path / "secret.txt"
    secret.write_text("parola casei")
    document = docx.Document()
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    picture.seek(0)
    document.add_paragraph("Vezi.").add_run().add_picture(picture)
    linked = document.part.relate_to(secret.as_uri(), f"{RELATIONS}/image", is_external=True)
    for blip in document.element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}blip"):
        blip.attrib.clear()
        blip.set(f"{{{RELATIONS}}}link", linked)
    out = io.BytesIO()
    document.save(out)
    read = word.read(out.getvalue())
    assert read.markup == "<p>Vezi.</p>"
    assert read.lost == ("imaginile și obiectele",)


def test_a_bomb_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(TYPES, b"x")
        archive.writestr(MAIN, b"0" * (word.MOST_UNPACKED + 1))
    assert len(out.getvalue()) < 1_000_000
    with pytest.raises(word.NotWord, match="prea mare"):
        word.read(out.getvalue())


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice nu e instalat")
def test_through_libreoffice(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(written())
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "b"),
         str(tmp_path / "a.docx")],
        check=True, timeout=120,
    )  # fmt: skip
    assert word.read((tmp_path / "b" / "a.docx").read_bytes()).markup == richtext.clean(TEXT)
