"""The letter on paper: what a reader, a screen reader and an archive find in it."""

from __future__ import annotations

import time

import pytest

from condica.correspondence import actions, queries
from condica.correspondence import print as paper
from condica.correspondence.models import LetterTemplate
from condica.correspondence.tests.factories import (
    Town,
    make_approved,
    make_letter,
    make_letterhead,
    make_paper,
    make_signed,
    make_town,
)
from condica.documents import api as documents
from condica.foundation import dates
from condica.foundation.tests.test_typesetting import check_archival, roles, words_of
from condica.registry import api as registry

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    make_letterhead()
    return make_town()


def text_of(pdf: bytes) -> str:
    return words_of(pdf).replace("\u00a0", " ")


def test_the_signed_letter(town: Town) -> None:
    entry, other = make_paper(town), make_paper(town)
    registry.connect(entry, other, by=town.registrar)
    letter = make_signed(town, entry)
    assert letter.pdf is not None
    with documents.open_file(letter.pdf) as file:
        pdf = file.read()
    opened = check_archival(pdf)
    assert {"H1", "P", "Figure"} <= roles(opened)
    text = text_of(pdf)
    today = dates.numeric(dates.today())
    for words in (
        f"Nr. {entry.value}/{today}", f"la nr. {entry.paper_number},", f"conexat cu {other.paper_number}",
        "Primăria Municipiului Valea Mureșului", "Elena Chirilă", "strada Morii nr. 11", "elena.chirila@exemplu.ro",
        f"Referitor la: {letter.subject}", "Stimată doamnă Chirilă,", "Temei legal: art. 8 alin. (1) din Ordonanța",
        "Primar,", "Victor Morariu", "Șef serviciu, Serviciul Iluminat Public,", "Sorin Fărcaș", "Semnat în Condica",
        "Întocmit: Ioana Hossu. Trimis pe e-mail.", "pagina 1 din 1",
    ):  # fmt: skip
        assert words in text, words
    assert "Proiect" not in text
    assert text.index("Temei legal") < text.index("Cu stimă")
    assert (
        letter.pdf.file_name == f"raspuns-{entry.value}-{dates.numeric(dates.bucharest_day(entry.registered_at))}.pdf"
    )
    assert paper.letter_pdf(letter) == pdf  # made again, it is the same


def test_a_draft_says_that_it_is_one(town: Town) -> None:
    text = text_of(paper.letter_pdf(make_letter(town)))
    assert "Proiect, nesemnat." in text
    assert "/…" in text
    assert "Semnat în Condica" not in text


def test_one_signature_is_not_two(town: Town) -> None:
    assert text_of(paper.letter_pdf(make_approved(town))).count("Semnat în Condica") == 1


def test_the_basis_is_not_said_twice(town: Town) -> None:
    letter = make_letter(
        town, body="<p>În temeiul art. 5 din Legea nr. 1/2000, da.</p>", legal_basis="art. 5 din Legea nr. 1/2000"
    )
    assert "Temei legal:" not in text_of(paper.letter_pdf(letter))


def test_a_long_letter_with_every_form(town: Town) -> None:
    piece = (
        "<h2>Situația</h2><p>Text <u>lung</u>.</p><ol><li>unu<ul><li>a</li></ul></li><li>doi</li></ol><blockquote>citat"
        "</blockquote><table><tr><th>Stâlp</th><th>Stare</th></tr><tr><td>12</td><td>defect</td></tr></table>"
    )
    letter = make_letter(town, body=piece * 8 + "<p>Cu stimă,</p>")
    pdf = paper.letter_pdf(letter)
    opened = check_archival(pdf)
    assert len(opened.pages) > 1
    assert {"Table", "TH", "L", "LI", "BlockQuote", "H2"} <= roles(opened)
    assert f"pagina 2 din {len(opened.pages)}" in text_of(pdf)
    assert len(paper.letter_pages(letter)) == len(opened.pages)


def test_nothing_typed_is_markup(town: Town) -> None:
    entry = make_paper(town, subject="#let x = 1 *gros* $a$ @b", sender_name="Ion #panic() <Pop>")
    letter = make_letter(town, entry, body="<p>#panic() *x* $y$ \\ @z &lt;p&gt;</p>")
    text = text_of(paper.letter_pdf(letter))
    assert "Referitor la: #let x = 1 *gros* $a$ @b" in text
    assert "Ion #panic() <Pop>" in text
    assert "#panic() *x* $y$ \\ @z <p>" in text


def test_every_seeded_model_prints(town: Town) -> None:
    for template in LetterTemplate.objects.all():
        letter = actions.draft(
            entry=make_paper(town), template=template, by=town.clerk, unit=town.unit, addressee_name="Elena Chirilă"
        )
        check_archival(paper.letter_pdf(letter))


def test_a_letter_is_set_quickly(town: Town) -> None:
    letter = make_letter(town)
    paper.letter_pdf(letter)
    begun = time.perf_counter()
    paper.letter_pdf(letter)
    assert time.perf_counter() - begun < 1


def test_a_signed_letter_is_shown_as_it_was_signed(town: Town) -> None:
    """Papers connected afterwards do not creep into what two people signed."""
    entry = make_paper(town)
    letter = make_signed(town, entry)
    before = queries.pages_of(letter)
    registry.connect(entry, make_paper(town), by=town.registrar)
    queries._drawn.cache_clear()
    assert queries.pages_of(letter) == before
    assert paper.letter_pages(letter) != list(before)
