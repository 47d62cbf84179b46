"""Words behind the pictures (OCR la PDF/A), by ocrmypdf; also its plug-in: progress by page, a failed page kept."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ocrmypdf
from ocrmypdf import hookimpl
from ocrmypdf.builtin_plugins.tesseract_ocr import TesseractOcrEngine
from ocrmypdf.exceptions import SubprocessOutputError

LANGUAGES = ["ron"]
PAGE_SECONDS = 90
_tell: list[Callable[..., None]] = []


def make_searchable(source: Path, out: Path, words: Path, tell: Callable[..., None]) -> None:
    """PDF/A-2b with a text layer, its pages turned upright; the pictures themselves stay as they were.

    A file whose own text or fonts no PDF/A may carry is drawn anew, page by page: the original is kept beside it.
    """
    _tell[:] = [tell]
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    ocrmypdf.configure_logging(ocrmypdf.Verbosity.quiet, progress_bar_friendly=False)
    try:
        _make(source, out, words, mode="skip")
    except ocrmypdf.exceptions.ExitCodeException:
        _make(source, out, words, mode="force")


def _make(source: Path, out: Path, words: Path, *, mode: str) -> None:
    ocrmypdf.ocr(
        source,
        out,
        language=LANGUAGES,
        output_type="pdfa-2",
        pdfa_backend="internal",  # Debian 12's Ghostscript harms pages that already have text
        sidecar=words,
        jobs=1,
        use_threads=True,
        rotate_pages=True,
        rotate_pages_threshold=4,
        optimize=0,
        tesseract_timeout=PAGE_SECONDS,
        tesseract_non_ocr_timeout=PAGE_SECONDS,
        continue_on_soft_render_error=True,
        invalidate_digital_signatures=True,  # the original keeps its signature; this is a copy for reading
        plugins=[__name__],
        progress_bar=True,
        mode=mode,
    )


class Forgiving(TesseractOcrEngine):
    """Tesseract, for which a page that it cannot read is a page without words."""

    @staticmethod
    def generate_hocr(input_file: Path, output_hocr: Path, output_text: Path, options: Any) -> None:
        """The words of one page; when the program fails, the page keeps its picture."""
        try:
            TesseractOcrEngine.generate_hocr(input_file, output_hocr, output_text, options)  # type: ignore[no-untyped-call]
        except (SubprocessOutputError, OSError):
            output_hocr.write_text("", encoding="utf-8")
            output_text.write_text("", encoding="utf-8")
            _tell[0](failed=int(input_file.name.split("_")[0]))


class Progress:
    """Pages done, told as they are done."""

    def __init__(self, *, total: float | None = None, desc: str | None = None, **_: Any) -> None:
        self.total, self.is_pages, self.done = total or 0, desc == "OCR", 0.0

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def update(self, n: float = 1, *, completed: float | None = None) -> None:
        """A step further: each page is two halves, its picture and its words."""
        self.done = completed if completed is not None else self.done + n
        if self.is_pages:
            _tell[0](page=int(self.done), pages=int(self.total))


@hookimpl
def get_ocr_engine(options: Any) -> Forgiving:
    """The engine that forgives."""
    return Forgiving()


@hookimpl
def get_progressbar_class() -> type[Progress]:
    """The bar that tells."""
    return Progress
