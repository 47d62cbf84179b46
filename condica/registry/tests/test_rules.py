"""The registry's pure decisions: the chip of a term, guesses, codes (regulile registraturii)."""

from __future__ import annotations

from datetime import date

import pytest

from condica.registry.rules import ALPHABET, guess_kind, new_tracking_code, term_state

DUE, SAFE = date(2026, 12, 2), date(2026, 11, 27)


@pytest.mark.parametrize(
    ("today", "state", "words", "shown"),
    [
        (date(2026, 11, 20), "calm", "7 zile", "vin. 27 nov."),
        (date(2026, 11, 22), "near", "5 zile", "vin. 27 nov."),
        (date(2026, 11, 24), "near", "3 zile", "vin. 27 nov."),
        (date(2026, 11, 26), "near", "mâine", "vin. 27 nov."),
        (date(2026, 11, 27), "today", "azi", "vin. 27 nov."),
        (date(2026, 11, 28), "past", "legal: 4 zile", "mie. 2 dec."),
        (date(2026, 12, 1), "past", "legal: mâine", "mie. 2 dec."),
        (date(2026, 12, 2), "past", "legal: azi", "mie. 2 dec."),
        (date(2026, 12, 3), "late", "întârziat 1 zi", "mie. 2 dec."),
        (date(2026, 12, 22), "late", "întârziat 20 de zile", "mie. 2 dec."),
    ],
)
def test_an_open_term_speaks_of_the_safe_day_until_it_passes(today: date, state: str, words: str, shown: str) -> None:
    made = term_state(today=today, due_on=DUE, safe_on=SAFE)
    assert (made.state, made.words, made.date.replace("\u00a0", " ")) == (state, words, shown)


def test_an_extended_term_says_so() -> None:
    made = term_state(today=date(2026, 11, 18), due_on=DUE, safe_on=SAFE, extended=True)
    assert (made.state, made.words) == ("calm", "prelungit, 9 zile")


@pytest.mark.parametrize(
    ("settled_as", "on", "note", "state", "words"),
    [
        ("answered", DUE, "", "done", "trimis în termen"),
        ("answered", date(2026, 12, 3), "", "donelate", "trimis târziu"),
        ("joined", DUE, "38214", "joined", "conexat la 38214"),
        ("moved", DUE, "", "moved", "redirecționat"),
        ("filed", DUE, "art. 7", "closed", "clasat, art. 7"),
        ("closed", DUE, "", "closed", "închis"),
    ],
)
def test_a_settled_term_says_how(settled_as: str, on: date, note: str, state: str, words: str) -> None:
    made = term_state(today=date(2027, 1, 1), due_on=DUE, safe_on=SAFE, settled_as=settled_as, settled_on=on, note=note)
    assert (made.state, made.words) == (state, words)


def test_no_term_and_no_kind_are_two_things() -> None:
    assert term_state(today=DUE, due_on=None, safe_on=None).words == "fără termen"
    assert term_state(today=DUE, due_on=None, safe_on=None, needs_kind=True).words == "de încadrat"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Petiție privind groapa din str. Viilor", "petition"),
        ("Revenire la sesizarea din mai", "petition"),
        ("Cerere Legea 544/2001", "information_request"),
        ("Factura nr. 2218", "invoice"),
        ("Înscriere în audiență la primar", "audience_request"),
        ("Cerere certificat de urbanism", "request"),
    ],
)
def test_a_kind_is_guessed_from_words(text: str, kind: str) -> None:
    found = guess_kind(text)
    assert found
    assert found.kind.key == kind
    assert found.words


def test_nothing_is_guessed_from_nothing() -> None:
    assert guess_kind("Bună ziua, vă trimit pozele") is None


def test_tracking_codes_are_random_and_easily_read() -> None:
    codes = {new_tracking_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(set(code) <= {*ALPHABET, "-"} and len(code) == 14 for code in codes)
