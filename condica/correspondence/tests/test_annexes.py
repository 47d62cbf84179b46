"""Annexes: listed at the letter's end, sent with the e-mail, counted in the envelope, final with the approval."""

from __future__ import annotations

import io

import pikepdf
import pytest
from django.db import DatabaseError, transaction

from condica.correspondence import access, actions, rules
from condica.correspondence import print as paper
from condica.correspondence.actions.dispatching import email_of
from condica.correspondence.models import Annex, Letter
from condica.correspondence.tests.factories import (
    Town,
    make_approved,
    make_letter,
    make_letterhead,
    make_paper,
    make_town,
)
from condica.correspondence.tests.test_print import text_of
from condica.documents import api as documents
from condica.documents.models import Document
from condica.foundation.refusal import Refused, RuleBroken
from condica.journal.models import Line
from condica.journal.queries import sentence

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    make_letterhead()
    return make_town()


def make_pdf(town: Town, name: str = "proces-verbal.pdf", pages: int = 2) -> Document:
    pdf, out = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        pdf.add_blank_page()
    pdf.save(out)
    return documents.store(out.getvalue() + name.encode(), name=name, by=town.clerk)


def test_it_is_listed_sent_and_counted(town: Town) -> None:
    letter = make_letter(town)
    first = actions.add_annex(letter, make_pdf(town), title="Proces-verbal de constatare", by=town.clerk)
    actions.add_annex(letter, make_pdf(town, "plan.pdf", 1), by=town.clerk)
    assert (first.sheets, actions.add_annex(letter, first.document, by=town.clerk)) == (2, first)
    letter = actions.sign(actions.approve(letter, by=town.head), by=town.mayor)
    with documents.open_file(letter.pdf) as file:  # type: ignore[arg-type]
        text = text_of(file.read())
    assert "Anexe:" in text
    assert "Proces-verbal de constatare (2 file)" in text
    assert "plan.pdf (1 filă)" in text
    sent = actions.dispatch(letter, "post", by=town.registrar)
    message = email_of(sent)
    assert [attached[0] for attached in message.attachments] == [
        f"{paper.file_name(letter)}.pdf", "anexa-1-proces-verbal.pdf", "anexa-2-plan.pdf",
    ]  # fmt: skip
    assert "cu 2 anexe" in message.body
    actions.confirm_handed(sent, by=town.registrar)
    sent.refresh_from_db()
    assert (paper.sheets_words(letter), paper.sheets_of(letter)) == ("1 + 3 file", 4)
    told = [sentence(line) for line in Line.objects.filter(verb="correspondence.annexed").order_by("pk")]
    assert "a pus anexa „Proces-verbal de constatare” (2 file)" in told[0]


def test_one_is_taken_out_and_its_row_stays(town: Town) -> None:
    letter = make_letter(town)
    annex = actions.add_annex(letter, make_pdf(town), by=town.clerk)
    assert "Anexă: proces-verbal.pdf (2 file)" in text_of(paper.letter_pdf(letter))
    assert actions.remove_annex(annex, by=town.clerk).out_at is not None
    actions.remove_annex(annex, by=town.clerk)
    assert "Anex" not in text_of(paper.letter_pdf(Letter.objects.get(pk=letter.pk)))
    assert Line.objects.filter(verb="correspondence.annex_removed").count() == 1


def test_who_sees_the_letter_sees_its_annexes(town: Town) -> None:
    letter = make_letter(town)
    kept = actions.add_annex(letter, make_pdf(town), by=town.clerk).document
    assert kept in documents.visible_to(town.head)
    assert kept not in documents.visible_to(make_town().clerk)
    with pytest.raises(Refused):
        actions.add_annex(letter, make_pdf(town, "x.pdf"), by=make_town().clerk)


def test_what_does_not_go_out(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    letter = make_letter(town)
    for name, content in (("act.exe", b"MZ12"), ("tabel.xlsm", b"PK")):
        with pytest.raises(RuleBroken) as refusal:
            actions.add_annex(letter, documents.store(content, name=name, by=town.clerk), by=town.clerk)
        assert refusal.value.code == "annex-dangerous"
    monkeypatch.setattr(rules.letters, "MOST_ANNEXED", 1_000_000)
    actions.add_annex(letter, documents.store(b"a" * 600_000, name="a.txt", by=town.clerk), by=town.clerk)
    with pytest.raises(RuleBroken, match="cel mult 1 MB; mai încap 0,4 MB"):
        actions.add_annex(letter, documents.store(b"b" * 600_000, name="b.txt", by=town.clerk), by=town.clerk)


def test_from_the_approval_on_they_stay(town: Town) -> None:
    letter = make_letter(town)
    annex = actions.add_annex(letter, make_pdf(town), by=town.clerk)
    letter = actions.approve(letter, by=town.head)
    with pytest.raises(RuleBroken, match="nu se mai schimbă"):
        actions.add_annex(letter, make_pdf(town, "x.pdf"), by=town.clerk)
    with pytest.raises(RuleBroken, match="nu se mai schimbă"):
        actions.remove_annex(annex, by=town.clerk)


def test_the_database_keeps_them(town: Town) -> None:
    """Written past every rule of the program."""
    letter = make_letter(town)
    annex = actions.add_annex(letter, make_pdf(town), by=town.clerk)
    for change in ({"title": "altul"}, {"sheets": 0}, {"title": ""}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Annex.objects.filter(pk=annex.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        annex.delete()
    late = make_approved(town)
    with pytest.raises(DatabaseError, match="are semnături"), transaction.atomic():
        Annex.objects.create(letter=late, document=annex.document, title="x", by=town.clerk, at=annex.at)


def test_a_visa_given_before_falls_with_a_new_annex(town: Town) -> None:
    letter = make_letter(town)
    visa = actions.ask_visa(letter, title="viză", user=town.head, by=town.clerk)
    actions.send_to_visas(letter, by=town.clerk)
    actions.give_visa(visa, by=town.head)
    actions.add_annex(letter, make_pdf(town), by=town.clerk)
    assert [one.state for one in letter.visas.order_by("pk")] == ["void", "waiting"]
    assert letter in access.visible_to(town.head)


def test_all_files_of_a_paper_go_with_the_letter_that_sends_it_on(town: Town) -> None:
    safe = [documents.store(f"fila {n}".encode(), name=f"{n}.txt", by=town.registrar) for n in (1, 2)]
    program = documents.store(b"MZ12", name="act.exe", by=town.registrar)
    entry = make_paper(town, documents=[*safe, program])
    letter = actions.draft(entry=entry, template="redirectionare-autoritate", by=town.clerk, values={"file": "2 file"})
    put = actions.annex_papers(letter, by=town.clerk)
    assert [annex.document for annex in put] == safe
    letter.refresh_from_db()
    assert rules.blanks(letter.body) == ["de trimis altfel: act.exe"]
