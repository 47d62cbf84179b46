"""Codes on paper: what is drawn is read back by another program; what is misread is noticed."""

from __future__ import annotations

import io
import string

import pytest
import typst
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from condica.foundation import codes

TEXTS = st.text(alphabet=string.digits + string.ascii_uppercase, min_size=1, max_size=20)


def picture(svg: str, width: int, height: int) -> Image.Image:
    source = (
        f"#set page(width: {width}mm, height: {height}mm, margin: 6mm)\n"
        '#image("a.svg", width: 100%, height: 100%, fit: "stretch")'
    )
    drawn = typst.compile({"main.typ": source.encode(), "a.svg": svg.encode()}, format="png", ppi=203.0)  # type: ignore[arg-type]
    return Image.open(io.BytesIO(drawn))


@given(TEXTS)
def test_a_checked_text_is_taken_back(text: str) -> None:
    assert codes.unchecked(codes.checked(text)) == text


@given(TEXTS, st.data())
def test_one_wrong_character_is_noticed(text: str, data: st.DataObject) -> None:
    good = codes.checked(text)
    place = data.draw(st.integers(0, len(good) - 2))
    other = data.draw(st.sampled_from(sorted(set(string.digits + string.ascii_uppercase) - {good[place]})))
    assert codes.unchecked(good[:place] + other + good[place + 1 :]) is None


@given(TEXTS, st.data())
def test_two_swapped_neighbours_are_noticed(text: str, data: st.DataObject) -> None:
    good = codes.checked(text)
    place = data.draw(st.integers(0, len(good) - 2))
    swapped = good[:place] + good[place + 1] + good[place] + good[place + 2 :]
    if swapped != good:
        assert codes.unchecked(swapped) is None


def test_known_check_characters() -> None:
    """The examples printed with the standard (ISO 7064, MOD 37-2; as in blood donation numbers)."""
    assert codes.check_character("A999914123456") == "N"
    assert codes.check_character("G123498654321") == "H"


@pytest.mark.parametrize("text", ["", "ș", "R2026-000001", "R 2026", "?"])
def test_what_is_no_code_is_no_code(text: str) -> None:
    assert codes.unchecked(text) is None


def test_bar_code_is_read_back() -> None:
    text = codes.checked("R2026041388")
    found = zxingcpp.read_barcodes(picture(codes.code128_svg(text), 62, 20))
    assert [(b.text, b.format) for b in found] == [(text, zxingcpp.BarcodeFormat.Code128)]


def test_qr_code_is_read_back() -> None:
    text = "Nr. 41388/24.11.2026, cod de urmărire 7KQ4-M2XD-93TB"
    found = zxingcpp.read_barcodes(picture(codes.qr_svg(text), 40, 40))
    assert [b.text for b in found] == [text]
