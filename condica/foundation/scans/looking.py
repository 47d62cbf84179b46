"""What one scanned page says to a machine (coduri, pagină goală, sens); runs in the process of its own."""

from __future__ import annotations

import math
from collections.abc import Callable
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
_SMALLEST, _LARGEST = 60, 500  # dots of a code's side: 7 mm to 6 cm


def look(page: Callable[[int], Image.Image]) -> dict[str, Any]:
    """The codes of a page, how much ink it bears; `page` draws it at so many dots an inch."""
    grey = page(DPI).convert("L")
    bears = ink(grey)
    codes, errors = _codes(grey), []
    if not codes and bears >= _LEAST_INK:
        codes = _codes(ImageOps.autocontrast(grey, cutoff=(2, 40)))  # what is faint, made dark
        errors = [] if codes else _errors(grey)
        if errors:  # something like a code: what is stained, seen finer
            codes = _codes(page(FINE_DPI).convert("L").filter(ImageFilter.MedianFilter(3)))
    damaged = not codes and any(map(_is_code, errors))
    return {
        "codes": codes,
        "damaged": damaged,
        "ink": round(bears, 6),
        "blank": not codes and not damaged and bears < _LEAST_INK,
        "wide": grey.width > grey.height,
        "thumb": grey,
    }


def _codes(picture: Image.Image, **how: Any) -> list[dict[str, Any]]:
    found = zxingcpp.read_barcodes(picture, formats=FORMATS, try_invert=False, **how)
    return [
        {"text": one.text[:300], "kind": str(one.format), "angle": round(one.orientation / 90) * 90 % 360}
        for one in found
        if one.valid and one.text
    ]


def _errors(grey: Image.Image) -> list[Any]:
    """Codes seen but not read."""
    found = zxingcpp.read_barcodes(grey, formats=_OURS, try_invert=False, return_errors=True)
    return [one for one in found if not one.valid]


def _is_code(seen: Any) -> bool:
    """A label under a stain: nobody's until a person looks. Letters make squares too, but crooked ones."""
    if seen.format == _F.Code128:
        return True
    place = seen.position
    corners = [place.top_left, place.top_right, place.bottom_right, place.bottom_left]
    sides = [math.dist((a.x, a.y), (b.x, b.y)) for a, b in zip(corners, [*corners[1:], corners[0]], strict=True)]
    across = [math.dist((a.x, a.y), (b.x, b.y)) for a, b in ((corners[0], corners[2]), (corners[1], corners[3]))]
    is_square = min(sides) > 0.85 * max(sides) and min(across) > 0.85 * max(across)
    return is_square and _SMALLEST <= max(sides) <= _LARGEST


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
