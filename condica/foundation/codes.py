"""Codes on paper (coduri de bare): drawn as SVG, with a check character of our own in what they say."""

from __future__ import annotations

import io
import re

import segno
import zxingcpp

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*"


def check_character(text: str) -> str:
    """ISO 7064 MOD 37-2 (cifra de control): catches every wrong character and every swap of two neighbours."""
    total = 0
    for character in text:
        total = (total + ALPHABET[:36].index(character)) * 2 % 37
    return ALPHABET[(1 - total) % 37]


def checked(text: str) -> str:
    """The text with its check character at the end."""
    return text + check_character(text)


def unchecked(text: str) -> str | None:
    """The text without its check character, or None when it was misread."""
    text = text.strip().upper()
    good = re.fullmatch(r"[0-9A-Z]+[0-9A-Z*]", text) and check_character(text[:-1]) == text[-1]
    return text[:-1] if good else None


def qr_svg(text: str, *, error: str = "m") -> str:
    """A QR code without its quiet zone: the paper around it is the zone, at least four modules wide."""
    out = io.BytesIO()
    segno.make(text, error=error, micro=False).save(
        out, kind="svg", border=0, xmldecl=False, svgclass=None, lineclass=None, omitsize=True
    )
    return out.getvalue().decode().strip()


def code128_svg(text: str) -> str:
    """A Code 128 bar code, 20 modules high, without its quiet zone (ten modules at each side)."""
    drawn = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128).to_svg(add_quiet_zones=False)
    width = re.search(r'width="(\d+)"', drawn)
    bars = re.findall(r"M(\d+) 0h(\d+)v\d+", drawn)
    if not width or not bars:
        raise ValueError(f"codul de bare pentru {text!r} nu s-a putut desena")
    path = "".join(f"M{x} 0h{w}v20h-{w}z" for x, w in bars)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width[1]} 20" preserveAspectRatio="none" '
        f'shape-rendering="crispEdges"><path d="{path}"/></svg>'
    )
