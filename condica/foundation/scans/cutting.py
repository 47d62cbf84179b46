"""Sheets of a stack as files (file tăiate din teanc): lossless, since the picture of a paper may be a proof."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import img2pdf  # type: ignore[import-untyped]
import pikepdf
from PIL import Image

_SCANNED_AT = 200  # dots an inch of a picture that does not say


def cut_pages(source: Path, parts: Mapping[str, Sequence[Sequence[int]]], folder: Path) -> Iterator[str]:
    """For each name, a PDF of (page, turn) pairs in that order; the same pages give the same bytes."""
    with pikepdf.open(source) as whole:
        for name, pages in parts.items():
            made = pikepdf.new()
            for number, turn in pages:
                made.pages.append(whole.pages[number - 1])
                if turn:
                    made.pages[-1].rotate(turn, relative=True)
            made.remove_unreferenced_resources()
            made.save(folder / name, deterministic_id=True)
            yield name


def pictures_as_pdf(source: Path, out: Path) -> None:
    """Every frame of a picture on a page of its size."""
    layout = img2pdf.default_layout_fun if _says_dpi(source) else img2pdf.get_fixed_dpi_layout_fun((_SCANNED_AT,) * 2)
    try:
        content = img2pdf.convert(str(source), layout_fun=layout, rotation=img2pdf.Rotation.ifvalid, nodate=True)
    except (img2pdf.ImageOpenError, img2pdf.AlphaChannelError, NotImplementedError, ValueError, TypeError):
        content = img2pdf.convert(list(_plain_frames(source)), layout_fun=layout, nodate=True)
    out.write_bytes(content)


def _says_dpi(source: Path) -> bool:
    with Image.open(source) as picture:
        return float(picture.info.get("dpi", (0, 0))[0]) >= 50


def _plain_frames(source: Path) -> Iterator[bytes]:
    """Frames as plain pictures, for what a PDF cannot carry as it is (transparency, odd packing)."""
    with Image.open(source) as picture:
        for index in range(getattr(picture, "n_frames", 1)):
            picture.seek(index)
            frame = picture.convert("RGBA")
            flat = Image.alpha_composite(Image.new("RGBA", frame.size, "white"), frame).convert("RGB")
            buffer = io.BytesIO()
            flat.save(buffer, "PNG", dpi=picture.info.get("dpi", (_SCANNED_AT, _SCANNED_AT)))
            yield buffer.getvalue()
