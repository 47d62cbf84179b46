"""The text of a file, whatever the file is (extragerea textului din fișiere)."""

from collections.abc import Callable
from pathlib import Path

from condica.foundation.extract import containers, office, pdf
from condica.foundation.extract.ocr import read_image
from condica.foundation.extract.run import Extraction, Limits, Run
from condica.foundation.files import OCTETS, detect_type
from condica.foundation.mime.charsets import decode
from condica.foundation.mime.html import tidy, to_text

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OASIS = "application/vnd.oasis.opendocument."
READERS: dict[str, Callable[[bytes, Run], Extraction]] = {
    "application/pdf": pdf.read_pdf,
    f"{_OFFICE}wordprocessingml.document": office.read_docx,
    f"{_OFFICE}spreadsheetml.sheet": office.read_xlsx,
    f"{_OFFICE}presentationml.presentation": office.read_pptx,
    f"{_OASIS}text": office.read_open_document,
    f"{_OASIS}spreadsheet": office.read_open_document,
    f"{_OASIS}presentation": office.read_open_document,
    "application/vnd.ms-excel": office.read_xls,
    "application/msword": office.read_old_word,
    "application/vnd.ms-outlook": office.read_old_word,
    "application/rtf": office.read_rtf,
    "application/zip": containers.read_zip,
    "application/gzip": containers.read_gzip,
    "message/rfc822": containers.read_message,
    "application/vnd.ms-tnef": containers.read_packet,
    "image/svg+xml": office.read_xml,
    "application/xml": office.read_xml,
}
_SIGNED = (
    "application/pkcs7-signature",
    "application/pkcs7-mime",
    "application/x-pkcs7-signature",
    "application/x-pkcs7-mime",
)
_CLOSED = {
    "application/x-7z-compressed": "Arhiva 7z nu poate fi desfăcută aici.",
    "application/vnd.rar": "Arhiva rar nu poate fi desfăcută aici.",
    "application/vnd.microsoft.portable-executable": "Fișierul este un program; nu a fost deschis.",
    "application/x-executable": "Fișierul este un program; nu a fost deschis.",
}
# What a sender may rightly say of content that shows no sign of its own.
_BELIEVED = ("message/rfc822", "application/rtf", "text/html", "text/plain", "text/csv", *_SIGNED)


def extract(
    source: bytes | Path, mime: str = "", name: str = "", *, ocr: bool = True, limits: Limits | None = None
) -> Extraction:
    """The text of this file. Never raises and runs nothing of what it reads; what went wrong is said in sentences."""
    try:
        content = source if isinstance(source, bytes) else source.read_bytes()
    except OSError as error:
        return Extraction(problems=(f"Fișierul nu poate fi deschis: {error.strerror}.",))
    run = Run(read=_read, limits=limits or Limits(), ocr=ocr)
    kind = detect_type(content, name)
    if kind in (OCTETS, "text/plain") and mime in _BELIEVED:
        kind = mime
    found = _guarded(content, kind, name, run)
    return Extraction(tidy(found.text)[: run.limits.text], found.method, found.pages, found.problems[:50])


def _read(content: bytes, name: str, run: Run) -> Extraction:
    return _guarded(content, detect_type(content, name), name, run)


def _guarded(content: bytes, kind: str, name: str, run: Run) -> Extraction:
    try:
        return _by_kind(content, kind, name, run)
    except Exception as error:  # noqa: BLE001 - the libraries read files of strangers and fail in every way there is
        return Extraction(problems=(f"Textul nu a putut fi scos din fișier ({type(error).__name__}).",))


def _by_kind(content: bytes, kind: str, name: str, run: Run) -> Extraction:
    if kind in _SIGNED:
        return containers.read_envelope(content, run, name)
    reader = READERS.get(kind) or _FAMILIES.get(kind.partition("/")[0])
    if reader and content:
        return reader(content, run)
    problem = _CLOSED.get(kind, "Din acest fel de fișier nu se poate scoate text.")
    return Extraction(problems=(problem if content else "Fișierul este gol.",))


def _text(content: bytes, _run: Run) -> Extraction:
    return Extraction(_decoded(content), "text")


def _html(content: bytes, _run: Run) -> Extraction:
    return Extraction(to_text(_decoded(content)), "text")


def _decoded(content: bytes) -> str:
    return decode(content, "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "")


READERS["text/html"] = _html
_FAMILIES: dict[str, Callable[[bytes, Run], Extraction]] = {"image": read_image, "text": _text}
