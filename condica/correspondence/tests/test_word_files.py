"""A draft goes out as a Word file and comes back as a version; a changed letter is never overwritten."""

from __future__ import annotations

import io

import docx
import pytest
from django.db import DatabaseError, transaction

from condica.correspondence import actions
from condica.correspondence import print as paper
from condica.correspondence.models import Letter, Upload
from condica.correspondence.tests.factories import Town, make_approved, make_letter, make_letterhead, make_town
from condica.documents import api as documents
from condica.foundation.refusal import Refused, RuleBroken
from condica.journal.models import Line
from condica.journal.queries import sentence

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    make_letterhead()
    return make_town()


def rewritten(letter: Letter, *, old: str = "vineri, 4 decembrie 2026", new: str = "luni, 7 decembrie 2026") -> bytes:
    """The letter's own file, with a word changed as a person would in a word processor."""
    document = docx.Document(io.BytesIO(paper.letter_word(letter)))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace(old, new)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_out_and_back_is_a_new_version(town: Town) -> None:
    letter = make_letter(town)
    letter = actions.edit(letter, f"{letter.body}<ul><li>unu</li><li>doi</li></ul>", by=town.clerk)
    brought = actions.bring_back(letter, rewritten(letter), name="raspuns.docx", by=town.clerk)
    assert brought.taken
    after = Letter.objects.get(pk=letter.pk)
    assert after.body == letter.body.replace("vineri, 4 decembrie 2026", "luni, 7 decembrie 2026")
    assert [version.number for version in after.versions.all()] == [3, 2, 1]
    assert brought.upload.version == after.versions.first()
    actions.edit(after, "<p>Scris după aceea</p>", by=town.clerk)  # what was brought stays a version of its own
    assert Upload.objects.get().version.body == brought.body  # type: ignore[union-attr]
    line = Line.objects.get(verb="correspondence.brought")
    assert "a adus textul din Word (versiunea 3)" in sentence(line)


def test_the_file_carries_what_the_letter_is(town: Town) -> None:
    letter = make_letter(town)
    document = docx.Document(io.BytesIO(paper.letter_word(letter)))
    header = "\n".join(paragraph.text for paragraph in document.sections[0].first_page_header.paragraphs)
    for words in ("Primăria Municipiului Valea Mureșului", "Elena Chirilă", f"Referitor la: {letter.subject}"):
        assert words in header
    assert "se încarcă înapoi" in document.sections[0].footer.paragraphs[0].text


def test_a_letter_changed_meanwhile_is_not_overwritten_and_both_texts_stay(town: Town) -> None:
    letter = make_letter(town)
    mine = rewritten(letter)
    actions.edit(letter, "<p>al șefului</p>", by=town.head)
    brought = actions.bring_back(letter, mine, name="raspuns.docx", by=town.clerk)
    letter.refresh_from_db()
    assert (brought.taken, letter.body) == (False, "<p>al șefului</p>")
    assert "luni, 7 decembrie 2026" in brought.body
    assert brought.upload.version is None
    with documents.open_file(brought.upload.document) as kept:
        assert kept.read() == mine


def test_without_its_mark_the_revision_of_the_page_tells(town: Town) -> None:
    letter = make_letter(town)
    document = docx.Document()
    document.add_paragraph("Scris în altă parte, copiat.")
    out = io.BytesIO()
    document.save(out)
    late = actions.bring_back(letter, out.getvalue(), name="a.docx", by=town.clerk, revision=0)
    assert not late.taken
    assert actions.bring_back(letter, out.getvalue(), name="a.docx", by=town.clerk, revision=1).taken
    letter.refresh_from_db()
    assert letter.body == "<p>Scris în altă parte, copiat.</p>"


def test_a_file_of_another_letter_is_refused(town: Town) -> None:
    with pytest.raises(RuleBroken, match="al altei scrisori"):
        actions.bring_back(make_letter(town), rewritten(make_letter(town)), name="a.docx", by=town.clerk)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("a.docm", b"PK", "word-type"), ("a.odt", b"PK", "word-type"), ("a.docx", b"MZ program", "word-refused")],
)
def test_what_is_no_word_file_is_refused(town: Town, name: str, content: bytes, code: str) -> None:
    letter = make_letter(town)
    with pytest.raises(RuleBroken) as refusal:
        actions.bring_back(letter, content, name=name, by=town.clerk)
    assert refusal.value.code == code
    assert not Upload.objects.exists()


def test_an_empty_file_is_refused(town: Town) -> None:
    out = io.BytesIO()
    docx.Document().save(out)
    with pytest.raises(RuleBroken, match="nu are text"):
        actions.bring_back(make_letter(town), out.getvalue(), name="a.docx", by=town.clerk)


def test_what_was_lost_is_written_beside_the_file(town: Town) -> None:
    letter = make_letter(town)
    document = docx.Document(io.BytesIO(paper.letter_word(letter)))
    table = document.add_table(1, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "unite"
    out = io.BytesIO()
    document.save(out)
    brought = actions.bring_back(letter, out.getvalue(), name="a.docx", by=town.clerk)
    assert brought.upload.lost == "celulele unite ale tabelelor"


def test_who_and_when(town: Town) -> None:
    letter = make_letter(town)
    with pytest.raises(Refused):
        actions.bring_back(letter, rewritten(letter), name="a.docx", by=make_town().clerk)
    approved = make_approved(town)
    with pytest.raises(RuleBroken, match="nu se mai schimbă"):
        actions.bring_back(approved, rewritten(approved), name="a.docx", by=town.clerk)


def test_the_database_keeps_the_file(town: Town) -> None:
    letter = make_letter(town)
    upload = actions.bring_back(letter, rewritten(letter), name="a.docx", by=town.clerk).upload
    with pytest.raises(DatabaseError), transaction.atomic():
        Upload.objects.filter(pk=upload.pk).update(lost="x")
    with pytest.raises(DatabaseError), transaction.atomic():
        upload.delete()
