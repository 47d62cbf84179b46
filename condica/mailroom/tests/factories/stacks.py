"""Stacks of made sheets (teancuri de probă): our own label on pages of text, rasterised, turned, stained, faint.

`made_stack` gives a PDF as a scanner makes it (one JPEG a page) and the truth: for each page the code of the paper that
it belongs to, or nothing where only a person may say. The same seed gives the same stack.
"""

from __future__ import annotations

import io
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import img2pdf  # type: ignore[import-untyped]
import segno
import zxingcpp
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from condica.foundation import codes, typesetting
from condica.organisation import api as organisation

DPI = 200
A4 = (1654, 2339)
_TEXT = (
    "prin prezenta vă rog să dispuneți verificarea stării trotuarului din fața școlii deoarece pietonii sunt nevoiți "
    "să coboare pe carosabil solicit totodată repararea iluminatului public și curățarea rigolelor înfundate după "
    "ploaie anexez fotografii și copia cererii anterioare cu respect locuitorii străzii cartierul primăria consiliul "
    "local hotărâre dispoziție termen răspuns compartiment registratură sesizare petiție informații"
)
WORDS = _TEXT.split()
#: What may be wrong with a paper of a stack. Of all but the first three only a person may say whose it is.
TURNED, FAINT, STAINED = "turned", "faint", "stained"
MISSING, FOREIGN, ADDRESS, EAN, WRONG_DIGIT, TWO, DISAGREE, STRANGER, HIDDEN, OTHER_HOUSE, BARS_ONLY = (
    "missing", "foreign", "address", "ean", "wrong_digit", "two", "disagree", "stranger", "hidden", "other_house",
    "bars_only",
)  # fmt: skip
BAD = (MISSING, FOREIGN, ADDRESS, EAN, WRONG_DIGIT, TWO, DISAGREE, STRANGER, HIDDEN, OTHER_HOUSE, BARS_ONLY)
OTHER_MARK = "Z9Z9"  # another town's sign; ours has no two like it by chance


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of the stack: its code, its leaves, what is wrong with it."""

    code: str
    leaves: int = 1
    bad: str = ""
    other: str = ""  # the second label of `TWO` and `DISAGREE`


@dataclass(frozen=True, slots=True)
class Page:
    """The truth of one page: whose it is ("" where a person says), and what was done to it."""

    number: int
    code: str
    bad: str = ""
    blank: bool = False
    words: str = ""


@dataclass(slots=True)
class Made:
    """A stack and its truth."""

    pdf: bytes
    pages: list[Page] = field(default_factory=list)


def some_papers(given: Sequence[tuple[str, int]], *, bad: float = 0.15, seed: int = 1) -> list[Paper]:
    """Papers (code, leaves) of which so many have something wrong with them, each kind in its turn."""
    chance = random.Random(seed)
    wrong = sorted(chance.sample(range(len(given)), round(len(given) * bad)))
    kinds = dict(zip(wrong, BAD * len(given), strict=False))
    looks = [TURNED, FAINT, STAINED, "", "", "", ""]
    return [
        Paper(code, leaves, kinds.get(at) or chance.choice(looks), other=given[at - 1][0])
        for at, (code, leaves) in enumerate(given)
    ]


def made_stack(
    papers: Iterable[Paper], *, seed: int = 1, both_sides: bool = False, skew: float = 2.5, words: int = 170
) -> Made:
    """The papers one after another as one PDF; with `both_sides`, each leaf is followed by its blank back."""
    chance = random.Random(seed)
    rows = list(papers)
    labels = _labels([code for paper in rows for code in _printed(paper)])
    jpegs: list[bytes] = []
    pages: list[Page] = []
    for paper in rows:
        for leaf in range(paper.leaves):
            said = " ".join(chance.choices(WORDS, k=words))
            picture = _worn(_leaf(paper, leaf, said, labels, chance), paper.bad, chance, skew)
            jpegs.append(_jpeg(picture))
            pages.append(Page(len(pages) + 1, _truth(paper), paper.bad, words=said))
            if both_sides:
                jpegs.append(_jpeg(_worn(Image.new("L", A4, 250), "", chance, skew)))
                pages.append(Page(len(pages) + 1, "", blank=True))
    layout = img2pdf.get_fixed_dpi_layout_fun((DPI, DPI))
    return Made(img2pdf.convert(jpegs, layout_fun=layout, nodate=True), pages)


def _truth(paper: Paper) -> str:
    return "" if paper.bad in BAD else paper.code


def _printed(paper: Paper) -> list[str]:
    """The labels of ours that are stuck on its first leaf."""
    if paper.bad in {MISSING, FOREIGN, ADDRESS, EAN, STRANGER, DISAGREE}:
        return []
    if paper.bad == WRONG_DIGIT:
        return [_wrong(paper.code)]
    if paper.bad == OTHER_HOUSE:
        return [paper.code + OTHER_MARK]
    return [paper.code, paper.other] if paper.bad == TWO else [paper.code]


def _wrong(code: str) -> str:
    return code[:-1] + next(one for one in codes.ALPHABET if codes.unchecked(code[:-1] + one) is None)


def _labels(wanted: Sequence[str]) -> dict[str, Image.Image]:
    """Labels as the printer burns them, from the house's own template, all in one setting."""
    texts = list(dict.fromkeys(wanted))
    if not texts:
        return {}
    mark = organisation.house_mark().mark
    rows: list[dict[str, Any]] = [
        {
            "house": "Primăria de probă", "number": text[-8:-1].lstrip("0") or "1", "number_size": 17,
            "day": "22.11.2026", "time": "10:24", "direction": "intrare", "leaves": "1 filă",
            "code": text.removesuffix(OTHER_MARK), "qr_code": text if text.endswith(OTHER_MARK) else text + mark,
            "qr": f"qr-{place}.svg", "bars": f"bars-{place}.svg",
        }
        for place, text in enumerate(texts)
    ]  # fmt: skip
    images = {row["qr"]: codes.qr_svg(row["qr_code"], error="q").encode() for row in rows}
    images |= {row["bars"]: codes.code128_svg(row["code"]).encode() for row in rows}
    head, _ = typesetting.letterhead(None)
    data = {"letterhead": head, "title": "Etichete", "sheet": False, "skip": 0, "labels": rows}
    at = datetime(2026, 11, 22, tzinfo=ZoneInfo("Europe/Bucharest"))
    pictures = typesetting.render_png("registry/label.typ", data, moment=at, images=images, ppi=DPI)
    return {text: Image.open(io.BytesIO(png)).convert("L") for text, png in zip(texts, pictures, strict=True)}


def _leaf(paper: Paper, leaf: int, words: str, labels: dict[str, Image.Image], chance: random.Random) -> Image.Image:
    page = Image.new("L", A4, 250)
    _write(ImageDraw.Draw(page), words)
    if leaf == 0:
        places = [(1050, 120), (120, 1900)]
        for text, place in zip(_printed(paper), places, strict=False):
            page.paste(labels[text], place)
        foreign = _foreign(paper, chance)
        if foreign is not None:
            page.paste(foreign, (1100, 140))
        if paper.bad == BARS_ONLY:  # a stamp over the QR alone
            ImageDraw.Draw(page).rectangle((1390, 105, 1600, 265), fill=90)
        if paper.bad == HIDDEN:  # something spilt over the whole label
            ImageDraw.Draw(page).ellipse((1010, 90, 1600, 390), fill=70)
    return page


def _write(draw: ImageDraw.ImageDraw, words: str) -> None:
    font, line, y = _font(34), "", 460
    for word in words.split():
        if draw.textlength(f"{line} {word}", font=font) > 1330:
            draw.text((160, y), line, fill=25, font=font)
            line, y = word, y + 58
        else:
            line = f"{line} {word}".strip()
    draw.text((160, y), line, fill=25, font=font)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.truetype(str(typesetting.HERE / "fonts" / "Inter_400Regular.ttf"), size)


def _foreign(paper: Paper, chance: random.Random) -> Image.Image | None:
    """A code that is none of ours."""
    number = chance.randrange(10**8, 10**9)
    if paper.bad == FOREIGN:
        return _qr(f"IF-CJ {number}/2026")
    if paper.bad == ADDRESS:
        return _qr(f"https://alta-autoritate.example.org/verificare/{number}")
    if paper.bad == EAN:
        return _bars(f"594{number}", zxingcpp.BarcodeFormat.EAN13)
    if paper.bad == STRANGER:  # well made, but no such number
        return _qr(codes.checked(f"R2026{number % 10**5 + 900_000:06d}"))
    if paper.bad == DISAGREE:
        page = Image.new("L", (440, 400), 250)
        page.paste(_qr(paper.code), (0, 0))
        page.paste(_bars(paper.other, zxingcpp.BarcodeFormat.Code128), (0, 230))
        return page
    return None


def _qr(text: str) -> Image.Image:
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", scale=6, border=4)
    return Image.open(out).convert("L").resize((210, 210))


def _bars(text: str, kind: zxingcpp.BarcodeFormat) -> Image.Image:
    """Bars of three dots a module with their quiet zones."""
    digits = text[:12] if kind == zxingcpp.BarcodeFormat.EAN13 else text
    drawn = zxingcpp.create_barcode(digits, kind)
    small = Image.fromarray(drawn.to_image(scale=1, add_quiet_zones=True))
    return small.convert("L").resize((small.width * 3, 110), Image.Resampling.NEAREST)


def _worn(page: Image.Image, bad: str, chance: random.Random, skew: float) -> Image.Image:
    """As paper comes out of a scanner: askew, grainy, and sometimes upside-down, faint or stained."""
    page = page.rotate(chance.uniform(-skew, skew), Image.Resampling.BICUBIC, fillcolor=250)
    if bad == TURNED:
        page = page.rotate(chance.choice((90, 180, 270)), expand=True)
    if bad == FAINT:
        page = page.point([235 - (250 - shade) * 2 // 5 for shade in range(256)])
    if bad == STAINED:
        stain = Image.new("L", page.size, 255)
        ImageDraw.Draw(stain).ellipse((900, 60, 1500, 520), fill=170)
        page = ImageChops.multiply(page, stain.filter(ImageFilter.GaussianBlur(25)))
    return ImageChops.add(page, _grain(page.size, chance), offset=-128)


def _grain(size: tuple[int, int], chance: random.Random) -> Image.Image:
    """A piece of the one great grain: making it anew for every sheet took as long as all the rest."""
    whole = _great_grain()
    width, height = size
    left, top = (int(chance.random() * (side - length)) for side, length in zip(whole.size, size, strict=True))
    return whole.crop((left, top, left + width, top + height))


@cache
def _great_grain() -> Image.Image:
    side = max(A4) + 400
    return Image.effect_noise((side, side), 18).point([shade // 2 + 64 for shade in range(256)])


def _jpeg(page: Image.Image) -> bytes:
    out = io.BytesIO()
    page.save(out, "JPEG", quality=55, dpi=(DPI, DPI))
    return out.getvalue()
