"""Codes, phones and names (reguli)."""

from __future__ import annotations

import pytest

from condica.contacts.rules import (
    check_cnp,
    check_cui,
    may_be_same_name,
    normal_phone,
    shown_phone,
)
from condica.contacts.tests.factories import GOOD_CNP, GOOD_CUI
from condica.foundation.masks import cnp as mask_cnp
from condica.foundation.masks import phone as mask_phone
from condica.foundation.refusal import RuleBroken


def test_good_codes_are_taken_without_spaces():
    assert check_cnp(f" {GOOD_CNP[:7]} {GOOD_CNP[7:]} ") == GOOD_CNP
    assert check_cui(f"RO {GOOD_CUI}") == GOOD_CUI


@pytest.mark.parametrize(
    ("cnp", "words"),
    [
        ("28001012211", "are 13 cifre, aici sunt 11"),
        ("2800101221a46", "numai cu cifre"),
        ("2801301221146", "ziua 01, luna 13"),
        ("2800230221146", "o dată care nu există"),
        ("2800101991146", "codul niciunui județ"),
        ("2800101221145", "Cifra de control"),
        ("0800101221146", "nu poate începe cu 0"),
    ],
)
def test_a_bad_cnp_says_what_is_wrong(cnp, words):
    with pytest.raises(RuleBroken) as refused:
        check_cnp(cnp)
    assert words in refused.value.message.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("cui", "words"),
    [("18547291", "Cifra de control"), ("12345678901", "între 2 și 10 cifre"), ("12a", "cu cifre"), ("012", "fără 0")],
)
def test_a_bad_cui_says_what_is_wrong(cui, words):
    with pytest.raises(RuleBroken) as refused:
        check_cui(cui)
    assert words in refused.value.message


def test_what_is_private_is_masked():
    assert mask_cnp(GOOD_CNP) == "•••••••••1146"
    assert mask_cnp("") == ""
    assert mask_phone("0722 123 318") == "07•• ••• 318"


@pytest.mark.parametrize("text", ["0722123456", "0722 123 456", "+40 722-123-456", "0040722123456", "(0722) 123 456"])
def test_one_phone_written_in_many_ways_is_one(text):
    assert normal_phone(text) == "+40722123456"


def test_phones_are_shown_as_people_write_them():
    assert shown_phone("+40722123456") == "0722 123 456"
    assert shown_phone("+3612345678").startswith("+36 ")
    for wrong in ("abc", "12", "07221234567890123"):
        with pytest.raises(RuleBroken):
            normal_phone(wrong)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Elena Chirilă", "CHIRILA ELENA", True),
        ("Elena Chirilă", "Elena-Maria Chirila", True),
        ("", "Elena Chirilă", True),
        ("Ion Chirilă", "Elena Chirilă", False),
    ],
)
def test_when_two_names_may_be_one(one, other, same):
    assert may_be_same_name(one, other) is same
