"""Typesetting: the PDF is archival and accessible, says what it was given, and is the same bytes each time."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from condica.foundation import richtext, typesetting

AT = datetime(2026, 11, 26, 12, 8, 30, 123456, tzinfo=UTC)
TEMPLATE = """#import "condica.typ": *
#show: paper.with(title: d.title, author: "Primăria")
= #d.title
#rich(d.body)
"""


@pytest.fixture
def template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A template of a room of this test's own."""
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "page.typ").write_text(TEMPLATE)
    (tmp_path / "room" / "broken.typ").write_text(TEMPLATE + "#d.nothing")
    monkeypatch.setattr(typesetting, "get_app_template_dirs", lambda _: (tmp_path,))
    typesetting._source.cache_clear()
    yield "room/page.typ"
    typesetting._source.cache_clear()


def data(body: str = "<p>Text</p>", title: str = "Titlu") -> dict[str, Any]:
    return {"title": title, "letterhead": {"name": "", "county": "", "contact": []}, "body": richtext.tree(body)}


def words_of(pdf: bytes) -> str:
    return subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()


def check_archival(pdf: bytes) -> pikepdf.Pdf:
    """What PDF/A-2a and PDF/UA-1 promise and a reader can see: claims, tags, language, colours, embedded fonts."""
    opened = pikepdf.open(io.BytesIO(pdf))
    root = opened.Root
    with opened.open_metadata() as found:
        assert (found["pdfaid:part"], found["pdfaid:conformance"]) == ("2", "A")
        assert found["pdfuaid:part"] == "1"
        assert found["dc:title"]
    assert root.Lang == "ro-RO"
    assert root.MarkInfo.Marked
    assert root.ViewerPreferences.DisplayDocTitle
    assert root.StructTreeRoot.ParentTree is not None
    assert root.OutputIntents[0].S == "/GTS_PDFA1"
    assert not opened.is_encrypted
    fonts = [f for f in opened.objects if isinstance(f, pikepdf.Dictionary) and f.get("/Type") == "/FontDescriptor"]
    assert fonts
    assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)
    return opened


def roles(opened: pikepdf.Pdf) -> set[str]:
    """The kinds of structure elements."""
    found = [o for o in opened.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/StructElem"]
    return {str(element.S).lstrip("/") for element in found}


def test_it_is_archival_and_tagged(template: str) -> None:
    body = (
        "<p>Ă Â Î Ș Ț</p><h2>Parte</h2><h3>Bucată</h3><ul><li>unu<ul><li>doi</li></ul></li></ul><ol><li>trei</li></ol>"
        "<blockquote>citat</blockquote><table><tr><th>a</th><th>b</th></tr><tr><td>1</td></tr></table>"
        "<p><strong>gros</strong> <em>cursiv</em> <u>subliniat</u><br>rând</p>"
    )
    opened = check_archival(typesetting.render(template, data(body), moment=AT))
    assert {"H1", "H2", "H3", "P", "L", "LI", "Table", "TR", "TH", "TD", "BlockQuote"} <= roles(opened)
    assert str(opened.docinfo["/CreationDate"]).startswith("D:20261126120830")


def test_the_words_are_read_back_with_comma_below(template: str) -> None:
    pdf = typesetting.render(template, data("<p>Șeful și Țara își țin făgăduința, „așa” – 25 ținte…</p>"), moment=AT)
    assert "Șeful și Țara își țin făgăduința, „așa” – 25 ținte…" in words_of(pdf)


def test_data_is_never_markup(template: str) -> None:
    nasty = '#panic("x") $x$ *gros* _cursiv_ @ref <et> `cod` \\ // [x] = titlu "ghilimele" &amp; #sys.version'
    pdf = typesetting.render(template, data(f"<p>{nasty}</p>", title=nasty), moment=AT)
    assert words_of(pdf).count('#panic("x") $x$ *gros* _cursiv_ @ref') == 2


def test_the_same_paper_is_the_same_bytes(template: str) -> None:
    one, two = (typesetting.render(template, data(), moment=AT) for _ in range(2))
    assert one == two
    assert one != typesetting.render(template, data(), moment=AT.replace(year=2027))


def test_set_by_a_process_of_its_own_it_is_the_same_bytes(template: str) -> None:
    assert typesetting.render_apart(template, data(), moment=AT) == typesetting.render(template, data(), moment=AT)
    with pytest.raises(typesetting.TemplateBroken, match=r"room/page.typ(.|\n)*title"):
        typesetting.render_apart(template, {}, moment=AT)


def test_no_font_of_the_machine_is_used(template: str) -> None:
    assert typesetting.fonts().families() == ["Inter", "Source Serif 4"]


def test_a_long_text_is_copied_as_it_was_written(template: str) -> None:
    """No sign of ours stands inside the words, so that they are found by search and read aloud right."""
    long = "responsabilitățile administrației necorespunzătoare constituționalității " * 12
    text = words_of(typesetting.render(template, data(f"<p>{long}</p>"), moment=AT))
    assert " ".join(text.split()).removeprefix("Titlu ") == long.strip()


def test_a_picture_of_it(template: str) -> None:
    (page,) = typesetting.render_png(template, data(), moment=AT, ppi=72)
    assert Image.open(io.BytesIO(page)).size == (595, 842)


def test_a_broken_template_says_where() -> None:
    with pytest.raises(typesetting.TemplateBroken, match=r"Nu există șablonul de tipar room/none\.typ"):
        typesetting.render("room/none.typ", data(), moment=AT)


def test_a_missing_word_of_the_data_is_named(template: str) -> None:
    with pytest.raises(typesetting.TemplateBroken, match="nothing"):
        typesetting.render("room/broken.typ", data(), moment=AT)


def test_a_picture_without_words_is_refused(template: str, tmp_path: Path) -> None:
    """PDF/UA: nobody can forget the description of a picture."""
    (tmp_path / "room" / "blind.typ").write_text(TEMPLATE + '#image("images/a.svg")')
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h5v5z"/></svg>'
    with pytest.raises(typesetting.TemplateBroken, match="alt"):
        typesetting.render("room/blind.typ", data(), moment=AT, images={"a.svg": svg})
