"""What one scanned page says to a machine (coduri, pagină goală, sens); runs in the process of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import zxingcpp
from PIL import Image, ImageFilter, ImageOps

Image.MAX_IMAGE_PIXELS = 200_000_000
DPI, FINE_DPI = 200, 300
#: Kinds of codes that stand on papers; those that a line of text may imitate (ITF, Codabar) are not asked for.
_F = zxingcpp.BarcodeFormat
FORMATS = zxingcpp.BarcodeFormats(
    [_F.QRCode, _F.Code128, _F.DataMatrix, _F.Aztec, _F.PDF417, _F.EAN13, _F.EAN8, _F.Code39]
)
_OURS = zxingcpp.BarcodeFormats([_F.QRCode, _F.Code128])
_MARGIN = 0.03  # what a scanner's lid and a punched edge darken
_FAINT = 55  # how much darker than its paper a spot is to count as ink
_LEAST_INK = 0.00025  # of the page; a signature alone is four times that
THUMB = 320


def look(page: Callable[[int], Image.Image]) -> dict[str, Any]:
    """The codes of a page, how much ink it bears; `page` draws it at so many dots an inch."""
    grey = page(DPI).convert("L")
    codes = next(filter(None, _tries(page, grey)), [])
    damaged = [] if codes else _damaged(grey)
    return {
        "codes": codes,
        "damaged": bool(damaged),
        "ink": round(ink(grey), 6),
        "blank": not codes and not damaged and ink(grey) < _LEAST_INK,
        "wide": grey.width > grey.height,
        "thumb": grey,
    }


def _tries(page: Callable[[int], Image.Image], grey: Image.Image) -> Iterator[list[dict[str, Any]]]:
    """As it is; what is faint made dark; what is stained seen finer. A page without any ink is not tried again."""
    yield _codes(grey)
    if ink(grey) < _LEAST_INK:
        return
    yield _codes(ImageOps.autocontrast(grey, cutoff=(2, 40)))
    fine = page(FINE_DPI).convert("L")
    yield _codes(fine.filter(ImageFilter.MedianFilter(3)))
    yield _codes(fine, binarizer=zxingcpp.Binarizer.GlobalHistogram)


def _codes(picture: Image.Image, **how: Any) -> list[dict[str, Any]]:
    found = zxingcpp.read_barcodes(picture, formats=FORMATS, try_invert=False, **how)
    return [
        {"text": one.text[:300], "kind": str(one.format), "angle": round(one.orientation / 90) * 90 % 360}
        for one in found
        if one.valid and one.text
    ]


def _damaged(grey: Image.Image) -> list[Any]:
    """Codes seen but not read: a label under a stain. Such a page is nobody's until a person looks at it."""
    found = zxingcpp.read_barcodes(grey, formats=_OURS, try_invert=False, return_errors=True)
    return [one for one in found if not one.valid]


def ink(grey: Image.Image) -> float:
    """The part of a page that is darker than its paper."""
    small = grey.reduce(4)
    x, y = round(small.width * _MARGIN), round(small.height * _MARGIN)
    counts = small.crop((x, y, small.width - x, small.height - y)).histogram()
    total, seen, paper = sum(counts), 0, 255
    for paper, count in enumerate(counts):  # noqa: B007 - the median shade is the paper's
        seen += count
        if seen * 2 >= total:
            break
    return sum(counts[: max(0, paper - _FAINT)]) / max(1, total)
