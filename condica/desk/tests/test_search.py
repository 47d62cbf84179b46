"""One search for numbers, names, subjects and the text of files, with or without diacritics."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from condica.contacts.tests.factories import make_contact
from condica.desk.rules import excerpt
from condica.documents import api as documents
from condica.petitions.tests.factories import give, make_paper, make_petition
from condica.registry import api as registry

pytestmark = pytest.mark.django_db


def found(answer) -> list[tuple[str, list[str]]]:
    return [(one.source.key, [hit.title for hit in one.hits]) for one in answer.context["found"]]


def test_a_number_that_exists_once_opens_at_once(town, visit) -> None:
    paper = make_paper(town.registrar)
    answer = visit(town.registrar, f"/cautare/?q={paper.value}/{paper.year}")
    assert answer.status_code == 302
    assert answer.url == paper.get_absolute_url()


def test_a_tracking_code_opens_its_paper(town, visit) -> None:
    paper = make_paper(town.registrar)
    assert visit(town.registrar, f"/cautare/?q={paper.tracking_code.lower()}").url == paper.get_absolute_url()


@pytest.mark.parametrize("words", ["iluminatul", "străzii Morii", "strazii morii", "STINS"])
def test_words_are_found_in_all_their_forms_without_diacritics(town, visit, words: str) -> None:
    make_paper(town.registrar)
    answer = visit(town.registrar, f"/cautare/?q={words}")
    assert found(answer) == [("papers", ["Iluminat public stins pe strada Morii"])]
    assert "<mark>" in answer.content.decode()


def test_the_text_of_a_file_is_found_and_its_piece_shown(town, visit) -> None:
    paper = make_paper(town.registrar, subject="Sesizare")
    text = "Bună ziua. " * 30 + "Lângă pod a căzut o salcie peste gardul grădiniței." + " Cu stimă." * 30
    file = documents.store(text.encode(), name="scrisoare.txt", by=town.registrar)
    registry.attach(paper, file, by=town.registrar)
    documents.extract_now(file.blob)
    page = visit(town.registrar, "/cautare/?q=gradinita").content.decode()
    assert "peste gardul <mark>grădiniței</mark>" in page


def test_a_name_finds_the_person_and_the_papers(town, visit) -> None:
    make_contact("Elena Chirilă", by=town.registrar)
    make_paper(town.registrar)
    keys = [key for key, _ in found(visit(town.registrar, "/cautare/?q=chirila"))]
    assert keys == ["papers", "contacts"]


def test_papers_of_other_units_stay_out_of_sight(town, visit) -> None:
    petition = make_petition(town)
    assert found(visit(town.clerk, "/cautare/?q=iluminat")) == []
    give(town, petition)
    assert [key for key, _ in found(visit(town.clerk, "/cautare/?q=iluminat"))] == ["papers"]


def test_nothing_found_says_where_it_was_searched(town, visit) -> None:
    page = visit(town.registrar, "/cautare/?q=zebră").content.decode()
    assert "Niciun rezultat pentru" in page
    assert "textul fișierelor" in page


def test_what_was_searched_is_never_markup(town, visit) -> None:
    page = visit(town.registrar, "/cautare/?q=<script>x</script>").content.decode()
    assert "<script>x" not in page


def test_more_hits_ask_no_more_questions(town, visit) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as count:
            visit(town.registrar, "/cautare/?q=iluminat")
        return len(count)

    make_paper(town.registrar)
    few = asked()
    for _ in range(8):
        make_paper(town.registrar)
    assert asked() <= few


def test_an_excerpt_begins_near_the_word() -> None:
    text = "a " * 200 + "petiția domnului" + " b" * 200
    piece = excerpt(text, "petiții")
    assert piece.startswith("…")
    assert "petiția domnului" in piece
    assert len(piece) < 300
    assert excerpt(text, "altceva") == ""
