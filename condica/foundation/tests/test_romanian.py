"""Romanian text (limba română): letters, plurals, numbers, the order of names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from condica.foundation import romanian


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 zile"), (1, "1 zi"), (2, "2 zile"), (19, "19 zile"), (20, "20 de zile"), (21, "21 de zile"),
        (100, "100 de zile"), (101, "101 zile"), (119, "119 zile"), (120, "120 de zile"), (1284, "1.284 de zile"),
        (1001, "1.001 zile"), (-3, "−3 zile"),
    ],
)  # fmt: skip
def test_plural(count, words):
    assert romanian.plural(count, "zi", "zile") == words


def test_numbers_and_shares():
    assert romanian.number_text(1284) == "1.284"
    assert romanian.number_text(-0.4) == "0"
    assert romanian.number_text(96.55, 1) in {"96,5", "96,6"}
    assert romanian.percent(966, 1000) == "96,6\u00a0%"
    assert romanian.percent(1, 2) == "50\u00a0%"
    assert romanian.percent(1, 0) == "–"


def test_cedilla_becomes_comma():
    assert romanian.comma_below("Şoşeaua Ţepeş, maşină") == "Șoșeaua Țepeș, mașină"
    assert romanian.comma_below("s\u0326i t\u0326ara") == "și țara"


def test_fold_takes_marks_and_case_and_keeps_the_length():
    assert romanian.fold("Șoșeaua ȚEPEȘ, Înălțării Pârâului") == "soseaua tepes, inaltarii paraului"
    assert romanian.fold("Győrffi Ödön") == "gyorffi odon"
    text = "Țărănoaia Ștefănescu-Brâncoveanu"
    assert len(romanian.fold(text)) == len(text)


def test_words_with_a_stop_of_their_own_get_no_second_one():
    assert romanian.quoted("Rezoluția", "Verificați.") == "Rezoluția: „Verificați.”"
    assert romanian.quoted("Rezoluția", "Verificați") == "Rezoluția: „Verificați”."


def test_tie():
    tied = romanian.tie("OG 27/2002, art. 8 alin. (1): str. Morii nr. 11, ora 9, pe 27 noiembrie, 96 %")
    assert tied.split(" ") == [
        "OG\u00a027/2002,", "art.\u00a08", "alin.\u00a0(1):", "str.\u00a0Morii", "nr.\u00a011,", "ora\u00a09,", "pe",
        "27\u00a0noiembrie,", "96\u00a0%",
    ]  # fmt: skip
    assert romanian.tie(tied) == tied


def test_the_order_of_names_is_romanian():
    names = [
        "Abrudan", "Azoiței", "Ăbălaru", "Âmpeanu", "Bălan", "Ienciu", "Izvoreanu", "Înțeleptu", "Pop Ana", "Popa",
        "Sabău", "Szabó", "Șandru", "Tutea", "Țiriac", "Ungureanu",
    ]  # fmt: skip
    assert sorted(set(names), key=romanian.sort_key) == names


def test_cedilla_and_comma_sort_alike():
    assert romanian.sort_key("Şandru") == romanian.sort_key("Șandru")


@given(st.text(max_size=60))
def test_a_sort_key_is_plain_so_that_any_collation_agrees(name):
    key = romanian.sort_key(name)
    assert key.isascii()
    assert all(sign.isdigit() or "a" <= sign <= "z" for sign in key)


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing(text):
    assert romanian.fold(romanian.fold(text)) == romanian.fold(text)
