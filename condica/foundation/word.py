"""Word files (DOCX): our few forms written so that a word processor edits them, and read back as clean markup.

Only the text is in the file's body; the letterhead, the addressee and the number stand in the header of its first page,
so what comes back in the body is the text and nothing else. Reading is mammoth's work on a file checked first: no
macros, no entities, nothing that unpacks to a giant; what our forms cannot hold is named, never dropped in silence.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import docx
import mammoth
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from lxml import etree

from condica.foundation import richtext

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAIN = f"{TYPE}.main+xml"
MOST_PARTS, MOST_UNPACKED = 2000, 80_000_000
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS = 4


class NotWord(ValueError):  # noqa: N818 - it says what the file is not
    """A file that is not taken: the sentence says why, in words a person understands."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a Word file said: its text as clean markup, what could not be kept, and the mark it was sent out with."""

    markup: str
    lost: tuple[str, ...]
    mark: str


# ── Out ──


def write(markup: str, *, head: Sequence[tuple[str, str]], foot: str, title: str, mark: str) -> bytes:
    """The text as a Word file; `head` are lines of the first page's header with their style: strong, soft, right."""
    document = docx.Document()
    _frame(document, head, foot)
    lists = _Lists(document)
    for node in richtext.tree(markup):
        _block(document, lists, node)
    document.core_properties.title, document.core_properties.keywords = title, mark
    document.core_properties.author, document.core_properties.language = "", "ro-RO"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _frame(document: Document, head: Sequence[tuple[str, str]], foot: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(20), Mm(22)
    section.different_first_page_header_footer = True
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Liberation Serif", Pt(11.5)
    _language(document)
    for place, (words, style) in enumerate(head):
        header = section.first_page_header
        paragraph = header.paragraphs[0] if place == 0 else header.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        run = paragraph.add_run(words)
        run.bold = style == "strong"
        run.font.size = Pt(9) if style == "soft" else Pt(11.5)
        if style == "right":
            paragraph.paragraph_format.left_indent = Mm(88)
    for footer in (section.first_page_footer, section.footer):
        footer.paragraphs[0].add_run(foot).font.size = Pt(8)


def _language(document: Document) -> None:
    style = document.styles.element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    if style is not None:
        lang = style.find(qn("w:lang"))
        lang = style.makeelement(qn("w:lang"), {}) if lang is None else lang
        lang.set(qn("w:val"), "ro-RO")
        style.append(lang)


STYLES = {"h2": "Heading 1", "h3": "Heading 2", "blockquote": "Quote", "p": "Normal"}


def _block(document: Document, lists: _Lists, node: Any) -> None:
    name, inside = node
    if name in {"ul", "ol"}:
        lists.write(name, inside, 0)
    elif name == "table":
        _table(document, inside)
    elif name == "blockquote" and any(_is(child, "p") for child in inside):
        for child in inside:
            _runs(document.add_paragraph(style="Quote"), child[1] if _is(child, "p") else [child])
    else:
        _runs(document.add_paragraph(style=STYLES.get(name, "Normal")), inside)


def _is(node: Any, *names: str) -> bool:
    return isinstance(node, list) and node[0] in names


def _runs(paragraph: Paragraph, nodes: Iterable[Any], **look: bool) -> None:
    for node in nodes:
        if isinstance(node, str):
            run = paragraph.add_run(node)
            run.bold, run.italic, run.underline = look.get("strong"), look.get("em"), look.get("u")
        elif node[0] == "br":
            paragraph.add_run().add_break(WD_BREAK.LINE)
        else:
            _runs(paragraph, node[1], **(look | ({node[0]: True} if node[0] in {"strong", "em", "u"} else {})))


def _table(document: Document, nodes: list[Any]) -> None:
    rows = [[cell for cell in row[1] if _is(cell, "td", "th")] for row in _rows(nodes)]
    if not rows:
        return
    width = max(len(row) for row in rows)
    table = document.add_table(len(rows), width, style="Table Grid")
    for place, row in enumerate(rows):
        if row and all(cell[0] == "th" for cell in row):
            table.rows[place]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for column, cell in enumerate(row):
            pieces = [child[1] if _is(child, "p") else [child] for child in cell[1]] or [[]]
            inline = [part for piece in pieces for part in piece]
            _runs(table.cell(place, column).paragraphs[0], inline)


def _rows(nodes: list[Any]) -> list[Any]:
    found = []
    for node in nodes:
        if _is(node, "tr"):
            found.append(node)
        elif isinstance(node, list):
            found += _rows(node[1])
    return found


class _Lists:
    """Lists numbered by Word itself, each beginning at one."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.numbering = document.part.numbering_part.element
        self.kinds = {name: self._define(name) for name in ("ul", "ol")}

    def _define(self, name: str) -> int:
        known = [int(one.get(qn("w:abstractNumId"))) for one in self.numbering.findall(qn("w:abstractNum"))]
        number = max(known, default=0) + 1
        levels = "".join(self._level(name, level) for level in range(LEVELS))
        made = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>'
            f"{levels}</w:abstractNum>"
        )
        self.numbering.insert(0, made)
        return number

    @staticmethod
    def _level(name: str, level: int) -> str:
        look = ("bullet", "–") if name == "ul" else ("decimal", f"%{level + 1}.")
        return (
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{look[0]}"/><w:lvlText w:val="{look[1]}"/>'
            f'<w:pPr><w:ind w:left="{360 * (level + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
        )

    def _begin(self, name: str) -> int:
        made = self.numbering.add_num(self.kinds[name])
        for level in range(LEVELS):
            made.add_lvlOverride(ilvl=level).add_startOverride(1)
        return int(made.numId)

    def write(self, name: str, items: list[Any], level: int) -> None:
        """One list, with those inside it a level deeper."""
        number = self._begin(name)
        for item in items:
            if not _is(item, "li"):
                continue
            paragraph = self.document.add_paragraph()
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = min(level, LEVELS - 1), number
            _runs(paragraph, [part for node in item[1] if not _is(node, "ul", "ol") for part in _flat(node)])
            for node in item[1]:
                if _is(node, "ul", "ol"):
                    self.write(node[0], node[1], level + 1)


def _flat(node: Any) -> list[Any]:
    return cast("list[Any]", node[1]) if _is(node, "p") else [node]


# ── In ──

MAP = """
p[style-name='Title'] => h2:fresh
p[style-name='Subtitle'] => h3:fresh
p[style-name='heading 1'] => h2:fresh
p[style-name='Heading 1'] => h2:fresh
p[style-name='heading 2'] => h3:fresh
p[style-name='Heading 2'] => h3:fresh
p[style-name='heading 3'] => h3:fresh
p[style-name='Heading 3'] => h3:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Quotations'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
u => u
comment-reference =>
"""
#: What our forms cannot hold, by where Word writes it.
LOST: Sequence[tuple[str, str]] = (
    (".//{*}drawing|.//{*}pict|.//{*}object", "imaginile și obiectele"),
    (".//w:footnoteReference|.//w:endnoteReference", "notele de subsol"),
    (".//w:commentReference", "comentariile"),
    (".//w:txbxContent", "casetele de text"),
    (".//{*}oMath", "formulele"),
    (".//w:gridSpan|.//w:vMerge", "celulele unite ale tabelelor"),
    (".//w:hyperlink", "legăturile (textul lor rămâne)"),
    (".//w:highlight", "evidențierea cu culoare"),
)


def read(content: bytes) -> Read:
    """The text of a Word file; refuses what is none, what carries macros, and what is made to harm."""
    with _opened(content) as archive:
        tree = _checked(archive)
        mark = _mark(archive)
    lost = [words for places, words in LOST if any(_found(tree, place) for place in places.split("|"))]
    tracked = _found(tree, ".//w:ins") or _found(tree, ".//w:del")
    lost += ["urmărirea modificărilor (s-au luat ca primite)"] if tracked else []
    found = mammoth.convert_to_html(
        io.BytesIO(content), style_map=MAP, convert_image=_no_picture, ignore_empty_paragraphs=True
    )
    return Read(richtext.clean(_joined(found.value)), tuple(lost), mark)


def _no_picture(image: Any) -> list[Any]:
    return []


def _joined(markup: str) -> str:
    """Word's habits undone: words bold twice, a paragraph inside a list's item or a cell."""
    markup = re.sub(r"</(strong|em|u)><\1>", "", markup)
    markup = re.sub(r"<(li|td|th)><p>(.*?)</p></\1>", r"<\1>\2</\1>", markup, flags=re.DOTALL)
    return re.sub(r"<blockquote><p>(.*?)</p></blockquote>", r"<blockquote>\1</blockquote>", markup, flags=re.DOTALL)


def _opened(content: bytes) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise NotWord("Fișierul nu este un document Word (.docx) întreg.") from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise NotWord("Documentul Word este prea mare ca să fie citit.")
    return archive


def _checked(archive: zipfile.ZipFile) -> Any:
    """The main part as a tree, once nothing in the file can act by itself."""
    names = {part.filename for part in archive.infolist()}
    if not {"[Content_Types].xml", "word/document.xml"} <= names:
        raise NotWord("Fișierul nu este un document Word (.docx).")
    types = _part(archive, "[Content_Types].xml")
    if b"macroEnabled" in types or any("vbaProject" in name or "/activeX/" in name for name in names):
        raise NotWord("Documentul are macrocomenzi; din motive de siguranță nu se primește.")
    if MAIN.encode() not in types:
        raise NotWord("Fișierul este de alt fel (șablon sau alt tip Office), nu un document Word (.docx).")
    for name in names:
        if name.endswith((".xml", ".rels")) and re.search(rb"<!(DOCTYPE|ENTITY)", _part(archive, name)):
            raise NotWord("Documentul are o parte nepermisă (DOCTYPE); nu se primește.")
    tree = _parsed(_part(archive, "word/document.xml"))
    if any(re.search(r"\bDDE(AUTO)?\b", node.text or "") for node in tree.iter(f"{W}instrText")):
        raise NotWord("Documentul pornește alte programe (câmp DDE); nu se primește.")
    return tree


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        return archive.read(name)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError):
        raise NotWord("Documentul Word este stricat sau are parolă.") from None


def _parsed(content: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise NotWord("Documentul Word este stricat.") from None


def _found(tree: Any, place: str) -> bool:
    return tree.find(place, {"w": W.strip("{}")}) is not None


def _mark(archive: zipfile.ZipFile) -> str:
    if "docProps/core.xml" not in archive.namelist():
        return ""
    words = _parsed(_part(archive, "docProps/core.xml")).find("{*}keywords")
    return (words.text or "").strip() if words is not None else ""
