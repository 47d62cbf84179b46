"""Text of PDF files: their own text layer, else what can be read on the page's picture."""

import threading
from typing import Any

import pypdfium2

from condica.foundation.extract.ocr import read_picture
from condica.foundation.extract.run import Extraction, Run

# PDFium is one engine per process and not made for several threads at once.
ENGINE = threading.Lock()
_DPI = 300
_FEW_LETTERS = 25


def read_pdf(content: bytes, run: Run) -> Extraction:
    """All pages in order; a page with (almost) no text of its own is read optically."""
    with ENGINE:
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            return Extraction("", "none", 0, (_why(error),))
        try:
            return _pages(document, run)
        finally:
            document.close()


def _why(error: pypdfium2.PdfiumError) -> str:
    if "assword" in str(error):
        return "Fișierul PDF este protejat cu parolă."
    return "Fișierul PDF este deteriorat și nu poate fi citit."


def _pages(document: pypdfium2.PdfDocument, run: Run) -> Extraction:
    texts: list[str] = []
    problems: list[str] = []
    optical = 0
    count = len(document)
    for index in range(min(count, run.limits.pages)):
        if run.seconds_left() <= 0:
            problems.append(f"Citirea s-a oprit la pagina {index + 1}: a durat prea mult.")
            break
        text, was_optical, problem = _page(document, index, run)
        texts.append(text)
        optical += was_optical
        problems += [problem] if problem else []
    if count > run.limits.pages:
        problems.append(f"Au fost citite numai primele {run.limits.pages} din {count} de pagini.")
    inner = _embedded(document, run)
    method = "pdf" if not optical else "ocr" if optical == len(texts) else "pdf+ocr"
    return Extraction("\n\n".join([*texts, *inner]).strip(), method, count, tuple(dict.fromkeys(problems)))


def _page(document: pypdfium2.PdfDocument, index: int, run: Run) -> tuple[str, bool, str]:
    try:
        page = document[index]
        own = page.get_textpage().get_text_range().replace("\r\n", "\n")
        if not _needs_eyes(own, page) or not run.ocr:
            return own, False, ""
        picture = render(page, dpi=_DPI)
    except pypdfium2.PdfiumError:
        return "", False, f"Pagina {index + 1} nu poate fi citită."
    text, problem = read_picture(picture, run)
    return f"{own}\n{text}".strip(), True, problem


def _needs_eyes(own: str, page: Any) -> bool:
    if sum(char.isalnum() for char in own) >= _FEW_LETTERS:
        return "\ufffd" * 5 in own
    return any(True for _ in page.get_objects(max_depth=3))


def render(page: Any, *, dpi: int, longest: int = 5000) -> Any:
    """The page as a picture; a poster does not become a picture of a gigabyte."""
    width, height = page.get_size()
    scale = min(dpi / 72, longest / max(width, height, 1))
    return page.render(scale=scale).to_pil()


def _embedded(document: pypdfium2.PdfDocument, run: Run) -> list[str]:
    """Files carried inside a PDF (portfolios, e-invoices)."""
    texts = []
    try:
        for index in range(min(document.count_attachments(), 50)):
            attached = document.get_attachment(index)
            content, name = bytes(attached.get_data()), attached.get_name()
            if run.may_open(len(content)):
                texts.append(f"{name}\n{run.inside(content, name).text}")
    except pypdfium2.PdfiumError:
        return texts
    return texts
