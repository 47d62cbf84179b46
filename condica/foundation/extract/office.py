"""Text of documents and tables of the office programs."""

import io
import re
import zipfile
from typing import TYPE_CHECKING
from xml.parsers import expat

from condica.foundation.extract.run import Extraction, Run
from condica.foundation.lazy import Later, when_called
from condica.foundation.mime.charsets import decode

if TYPE_CHECKING:
    import openpyxl
    import xlrd
    from striprtf.striprtf import rtf_to_text
else:  # each file is read by a process of its own, and few are tables
    openpyxl, xlrd = Later("openpyxl"), Later("xlrd")
    rtf_to_text = when_called("striprtf.striprtf", "rtf_to_text")

_BREAKS = frozenset({"p", "h", "br", "line-break", "row", "tr", "table-row", "sp"})
_TABS = frozenset({"tab", "tc", "table-cell", "c"})
_WORD_PARTS = re.compile(r"^word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\d*\.xml$")
_SLIDES = re.compile(r"^ppt/(slides|notesSlides)/[^/]+\.xml$")
_MEDIA = re.compile(r"^(word|xl|ppt)/media/.*\.(png|jpe?g|tiff?|bmp|gif)$|^Pictures/.*\.(png|jpe?g)$", re.IGNORECASE)
_MAX_PART = 60 * 1024 * 1024
_MAX_CELLS = 400_000
_FEW_LETTERS = 200


def xml_text(content: bytes, *, only: frozenset[str] = frozenset()) -> str:
    """Character data of an XML part, a line a paragraph; entities of its own are refused, none is fetched."""
    pieces: list[str] = []
    inside = 0

    def start(name: str, _attributes: dict[str, str]) -> None:
        nonlocal inside
        local = name.rpartition(" ")[2]
        inside += local in only
        if local in ("tab", "s"):
            pieces.append("\t" if local == "tab" else " ")

    def end(name: str) -> None:
        nonlocal inside
        local = name.rpartition(" ")[2]
        inside -= local in only
        if local in _BREAKS:
            pieces.append("\n")
        elif local in _TABS and local != "tab":
            pieces.append("\t")

    def data(text: str) -> None:
        if inside or not only:
            pieces.append(text)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, data
    parser.EntityDeclHandler = _refuse_entity
    parser.Parse(content, True)
    return "".join(pieces)


def _refuse_entity(*_: object) -> None:
    raise ValueError("an XML part that defines entities of its own")


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > _MAX_PART:
        raise ValueError(f"{name} is too large")
    return archive.read(name)


def _xml_office(content: bytes, run: Run, parts: re.Pattern[str], only: frozenset[str], method: str) -> Extraction:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = sorted((name for name in archive.namelist() if parts.match(name)), key=_document_first)
        text = "\n".join(xml_text(_part(archive, name), only=only) for name in names)
        text, problems = _with_pictures(archive, text, run)
    return Extraction(text.strip(), method, 0, problems)


def _document_first(name: str) -> tuple[bool, str]:
    return "document" not in name, name


def _with_pictures(archive: zipfile.ZipFile, text: str, run: Run) -> tuple[str, tuple[str, ...]]:
    """A document of few words around pictures is a scan pasted into it: the pictures are read too."""
    if not run.ocr or sum(char.isalnum() for char in text) >= _FEW_LETTERS:
        return text, ()
    problems: tuple[str, ...] = ()
    for name in [name for name in archive.namelist() if _MEDIA.match(name)][:20]:
        content = _part(archive, name)
        if run.may_open(len(content)):
            found = run.inside(content, name.rpartition("/")[2])
            text, problems = f"{text}\n{found.text}", problems + found.problems
    return text, problems


def read_xml(content: bytes, _run: Run) -> Extraction:
    """Any XML: its words, a line a paragraph."""
    return Extraction(xml_text(content), "text")


def read_docx(content: bytes, run: Run) -> Extraction:
    """Word since 2007, with its headers, footers, notes and comments."""
    return _xml_office(content, run, _WORD_PARTS, frozenset({"t"}), "docx")


def read_pptx(content: bytes, run: Run) -> Extraction:
    """PowerPoint since 2007, with the speaker's notes."""
    return _xml_office(content, run, _SLIDES, frozenset({"t"}), "pptx")


def read_open_document(content: bytes, run: Run) -> Extraction:
    """LibreOffice's text documents, tables and slides."""
    return _xml_office(content, run, re.compile(r"^(content|styles)\.xml$"), frozenset({"p", "h"}), "opendocument")


def read_xlsx(content: bytes, run: Run) -> Extraction:
    """Cells of all sheets, tab between, the values as they were last calculated."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    lines: list[str] = []
    cells = 0
    for sheet in book.worksheets:
        lines.append(sheet.title)
        for row in sheet.iter_rows(values_only=True):
            cells += len(row)
            if cells > _MAX_CELLS or run.seconds_left() <= 0:
                return Extraction(
                    "\n".join(lines), "xlsx", 0, ("Tabelul este prea mare; a fost citit numai începutul.",)
                )
            if any(value is not None for value in row):
                lines.append("\t".join("" if value is None else str(value) for value in row))
    return Extraction("\n".join(lines), "xlsx")


def read_xls(content: bytes, _run: Run) -> Extraction:
    """Excel before 2007: cells of all sheets, tab between."""
    book = xlrd.open_workbook(file_contents=content, logfile=io.StringIO(), on_demand=True)
    lines = []
    for sheet in book.sheets():
        lines.append(sheet.name)
        rows = (sheet.row_values(index) for index in range(min(sheet.nrows, 50_000)))
        lines.extend("\t".join(_cell(value) for value in row).rstrip() for row in rows)
    return Extraction("\n".join(lines), "xls")


def _cell(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def read_rtf(content: bytes, _run: Run) -> Extraction:
    """Rich text; what is not marked otherwise is in our old charset."""
    text: str = rtf_to_text(content.decode("latin-1"), encoding="cp1250", errors="replace")  # type: ignore[no-untyped-call]
    return Extraction(text.strip(), "rtf")


def read_old_word(content: bytes, _run: Run) -> Extraction:
    """Word 97-2003 and Outlook's .msg without their programs: the runs of readable text, both ways it is written."""
    wide = re.findall(rb"(?:[\x20-\x7e\t\r\n\xa0-\xff]\x00|[\x00-\x7f\xff][\x01\x02\x20]){12,}", content[:20_000_000])
    narrow = re.findall(rb"[\x20-\x7e\t\r\x80-\xff]{24,}", content[:20_000_000])
    words = [piece.decode("utf-16-le", "replace") for piece in wide]
    words += [decode(piece, "windows-1250") for piece in narrow if _is_prose(piece)]
    text = "\n".join(words).replace("\r", "\n").strip()
    problem = "Fișier vechi de Word sau Outlook: textul a fost scos aproximativ."
    return Extraction(text, "doc", 0, (problem,))


def _is_prose(piece: bytes) -> bool:
    letters = sum(chr(byte).isascii() and (chr(byte).isalpha() or byte == 32) for byte in piece)
    return letters > len(piece) * 0.7 and b" " in piece
