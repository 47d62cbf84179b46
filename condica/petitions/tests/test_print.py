"""The receipt of a petition says when the answer comes and what can be done without it."""

from __future__ import annotations

import pytest

from condica.foundation.tests.test_typesetting import check_archival, words_of
from condica.petitions.tests.factories import at, make_paper, make_town
from condica.registry.print import receipt_pdf

pytestmark = pytest.mark.django_db


def test_the_receipt_promises_the_legal_day() -> None:
    town = make_town()
    with at(10, 30):
        entry = make_paper(town.registrar, unit=town.lighting)
    entry.refresh_from_db()
    pdf = receipt_pdf(entry)
    assert len(check_archival(pdf).pages) == 1
    text = " ".join(words_of(pdf).replace("\u00a0", " ").split())
    for words in (
        "Ce urmează",
        "Răspuns până la miercuri, 2 decembrie 2026",
        "Petiția ajunge azi la Iluminat Public",
        "în 5 zile și vă scriem",
        "Vă răspundem cel mai târziu miercuri, 2 decembrie 2026, pe e-mail, la elena.chirila@exemplu.ro.",
        "cu cel mult 15 zile, și vă anunțăm înainte",
        "în cel mult 6 luni (Legea nr. 554/2004)",
        "(OG 27/2002, art. 8 alin. (1))",
    ):
        assert words in text, words
