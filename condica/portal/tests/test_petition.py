"""A petition sent from the portal: step by step, kept, sent once, at any hour."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from condica.documents import api as documents
from condica.foundation import dates
from condica.journal.models import Line
from condica.mailroom.models import Outgoing
from condica.petitions.models import Petition
from condica.portal import actions
from condica.portal.models import Draft, DraftFile, Submission
from condica.portal.tests.factories import PDF, REPLY, WHAT, WHO, Visitor, a_pdf
from condica.registry.models import Entry

pytestmark = pytest.mark.django_db


def test_a_petition_gets_its_number_its_case_and_its_confirmation(visitor: Visitor) -> None:
    entry = visitor.sends()
    assert (entry.channel, entry.kind, entry.sender_name) == ("portal", "petition", "Ana Pop")
    petition = Petition.objects.get(case__entry=entry)
    assert petition.case.due_on is not None
    page = visitor.get("sent").text
    assert entry.paper_number in page
    assert entry.tracking_code in page
    mail = Outgoing.objects.get(entry=entry)
    assert (mail.address, mail.kind, mail.with_receipt) == ("ana.pop@example.com", "confirmation", True)
    assert entry.tracking_code in mail.body
    assert Line.objects.filter(verb="portal.submitted", entry_id=entry.pk).count() == 1


def test_what_was_written_is_on_paper_for_whoever_works_on_it(visitor: Visitor) -> None:
    entry = visitor.sends()
    first = entry.attachments.select_related("document__blob").order_by("ordinal")[0].document
    assert first.blob.mime == "application/pdf"
    text = documents.extract_now(first.blob).text
    for words in ("Trotuar surpat", "reparați", "Ana Pop", "str. Viilor nr. 12", "pe e-mail"):
        assert words in text


def test_two_clicks_and_a_page_read_again_give_one_number(visitor: Visitor) -> None:
    visitor.sends()
    again = visitor.post("step", "verificare", notice="on")
    assert again.headers["Location"] == reverse("portal:sent")
    assert visitor.get("step", "ce").headers["Location"] == reverse("portal:sent")
    assert Entry.objects.count() == 1
    draft = Draft.objects.get()
    assert actions.send(draft, network="10.0.0.1", by=None).pk == Entry.objects.get().pk  # type: ignore[arg-type]


def test_another_petition_can_be_begun_after_one_was_sent(visitor: Visitor) -> None:
    visitor.sends()
    visitor.post("another")
    assert visitor.sends(what={**WHAT, "subject": "Alt subiect"}).subject == "Alt subiect"
    assert Entry.objects.count() == 2


def test_the_same_petition_twice_a_day_is_told_its_number(visitor: Visitor) -> None:
    first = visitor.sends()
    visitor.post("another")
    visitor.fill(what={**WHAT, "text": f"  {WHAT['text'].upper()} "})
    refused = visitor.step("verificare", notice="on")
    assert refused.status_code == 422
    assert first.paper_number in refused.text
    with dates.frozen(dates.now() + timedelta(days=2)):
        assert visitor.step("verificare", notice="on").status_code == 302


def test_nothing_typed_is_lost_at_a_mistake(visitor: Visitor) -> None:
    page = visitor.step("ce", subject="", text="Un text lung, scris cu răbdare.", place="")
    assert page.status_code == 422
    assert "Scrieți în câteva cuvinte" in page.text
    assert "<title>Eroare:" in page.text
    assert "Un text lung, scris cu răbdare." in visitor.get("step", "ce").text


@pytest.mark.parametrize("button", ["inapoi", "mai-tarziu", "limba"])
def test_going_elsewhere_keeps_what_is_half_written(visitor: Visitor, button: str) -> None:
    visitor.step("ce", **WHAT)
    visitor.step("fisiere")
    gone = visitor.step("cine", name="Ana", address="", **{button: "hu" if button == "limba" else "1"})
    assert gone.status_code == 302
    assert 'value="Ana"' in visitor.get("step", "cine").text


def test_a_later_page_leads_back_to_the_one_that_wants_an_answer(visitor: Visitor) -> None:
    assert visitor.get("step", "verificare").headers["Location"] == reverse("portal:step", args=["ce"]) + "?lipsa=1"
    visitor.step("ce", **WHAT)
    visitor.step("fisiere")
    visitor.post("step", "cine", name="", inapoi="1")
    back = visitor.get("step", "verificare")
    assert back.headers["Location"].startswith(reverse("portal:step", args=["cine"]))
    assert "Scrieți numele" in visitor.get("step", "cine", lipsa="1").text


def test_a_change_from_the_summary_returns_to_it(visitor: Visitor) -> None:
    visitor.fill()
    assert "str. Viilor nr. 12" in visitor.get("step", "verificare").text
    there = visitor.step("cine", **{**WHO, "address": "str. Nouă nr. 1"}, schimba="1")
    assert there.headers["Location"] == reverse("portal:step", args=["verificare"])
    assert "str. Nouă nr. 1" in visitor.get("step", "verificare").text


def test_it_is_not_sent_without_the_notice(visitor: Visitor) -> None:
    visitor.fill()
    assert visitor.step("verificare").status_code == 422
    assert Entry.objects.count() == 0


def test_a_collective_petition_says_how_many_sign(visitor: Visitor) -> None:
    group = {**WHO, "who": "group", "signatories": "14"}
    entry = visitor.sends(who=group)
    assert Submission.objects.get(entry=entry).signatories == 14
    petition = Petition.objects.get(case__entry=entry)
    assert (petition.signatories, petition.representative, petition.collective) == (14, "Ana Pop", True)
    visitor.post("another")
    visitor.step("ce", **{**WHAT, "subject": "x"})
    assert visitor.step("cine", **{**group, "signatories": "1"}).status_code == 422


def test_an_organisation_is_the_sender(visitor: Visitor) -> None:
    entry = visitor.sends(who={**WHO, "who": "organisation", "organisation": "Asociația Florilor"})
    assert entry.sender_name == "Asociația Florilor"


def test_an_answer_by_post_needs_no_address_of_email(visitor: Visitor) -> None:
    entry = visitor.sends(reply={"way": "post", "email": "", "phone": ""})
    assert entry.sender_email == ""
    assert not Outgoing.objects.exists()
    assert "nu ne-ați dat o adresă" in visitor.get("sent").text


@pytest.mark.parametrize(
    ("email", "words"),
    [("", "la care trimitem"), ("ana.example.com", "Lipsește semnul @"), ("ana@", "scrisă întreagă")],
)
def test_an_address_of_email_is_refused_with_the_reason(visitor: Visitor, email: str, words: str) -> None:
    visitor.step("ce", **WHAT)
    visitor.step("cine", **WHO)
    assert words in visitor.step("raspuns", **{**REPLY, "email": email}).text


def test_drafts_are_forgotten_when_asked_and_after_a_week(visitor: Visitor) -> None:
    visitor.step("ce", **WHAT)
    visitor.step("fisiere", fisiere=a_pdf())
    kept = DraftFile.objects.get().content
    assert kept.storage.exists(kept.name)
    visitor.post("drop")
    assert Draft.objects.count() == 0
    assert not kept.storage.exists(kept.name)
    visitor.step("ce", **WHAT)
    with dates.frozen(dates.now() + timedelta(days=8)):
        assert actions.clean() == 1
    assert Draft.objects.count() == 0


def test_a_sent_draft_keeps_nothing_but_its_number(visitor: Visitor, django_capture_on_commit_callbacks: Any) -> None:
    visitor.fill()
    visitor.step("fisiere", fisiere=a_pdf())
    with django_capture_on_commit_callbacks(execute=True):
        visitor.step("verificare", notice="on")
    draft = Draft.objects.get()
    assert draft.words == {}
    assert DraftFile.objects.count() == 0


def test_files_come_with_it(visitor: Visitor) -> None:
    visitor.fill()
    visitor.step("fisiere", fisiere=[a_pdf("../../dovadă nouă.pdf"), a_pdf("doi.pdf", PDF + b"doi")])
    assert "dovadă nouă.pdf" in visitor.get("step", "verificare").text.replace("_", " ")
    visitor.step("verificare", notice="on")
    entry = Entry.objects.get()
    assert entry.annexes == 2
    assert entry.attachments.count() == 3
    assert "/" not in entry.attachments.order_by("ordinal")[1].document.file_name


def test_a_file_chosen_twice_is_one_and_can_be_taken_out(visitor: Visitor) -> None:
    visitor.step("ce", **WHAT)
    for _ in range(2):
        visitor.step("fisiere", fisiere=a_pdf(), adauga="1")
    file = DraftFile.objects.get()
    visitor.step("fisiere", sterge=str(file.pk))
    assert DraftFile.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("program.pdf", b"MZ\x90\x00" + b"\0" * 100, "nu e de un fel"),
        ("poza.jpg.exe", b"\xff\xd8\xff\xe0aaaa", "nu e de un fel"),
        ("gol.pdf", b"", "este gol"),
        ("arhiva.zip", b"PK\x05\x06" + b"\0" * 18, "nu e de un fel"),
        ("mare.pdf", PDF + b"x" * 1_100_000, "peste 1 MB"),
    ],
)
def test_a_file_that_cannot_be_taken_is_named_with_the_reason(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes, words: str
) -> None:
    limits = {"portal_files": 2, "portal_file_mb": 1, "portal_total_mb": 2, "portal_uploads_day": 50}
    monkeypatch.setattr("condica.organisation.api.setting", lambda key, on=None: limits.get(key, 100))
    visitor.step("ce", **WHAT)
    page = visitor.step("fisiere", fisiere=SimpleUploadedFile(name, content))
    assert page.status_code == 422
    assert words in page.text
    assert DraftFile.objects.count() == 0


def test_the_number_and_sum_of_files_have_a_limit(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    limits = {"portal_files": 2, "portal_file_mb": 2, "portal_total_mb": 2, "portal_uploads_day": 50}
    monkeypatch.setattr("condica.organisation.api.setting", lambda key, on=None: limits.get(key, 100))
    visitor.step("ce", **WHAT)
    one, two, three = (a_pdf(f"{n}.pdf", PDF + str(n).encode()) for n in range(3))
    assert "cel mult 2 fișiere" in visitor.step("fisiere", fisiere=[one, two, three]).text
    DraftFile.objects.all().delete()
    large = [a_pdf(f"{n}.pdf", PDF + str(n).encode() * 1_500_000) for n in range(2)]
    assert "peste 2 MB" in visitor.step("fisiere", fisiere=large).text


def test_it_works_at_night_when_no_mail_leaves(visitor: Visitor, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    entry = visitor.sends()
    assert Outgoing.objects.get(entry=entry).state == "waiting"


def test_another_browser_sees_nothing_of_a_draft(visitor: Visitor) -> None:
    visitor.step("ce", **WHAT)
    other = Visitor(Client())
    assert WHAT["subject"] not in other.get("step", "ce").text
    assert other.get("sent").status_code == 302
    assert other.get("sent_receipt").status_code == 302


def test_the_receipt_is_a_pdf(visitor: Visitor) -> None:
    visitor.sends()
    answer = visitor.get("sent_receipt")
    assert answer.content.startswith(b"%PDF")
    assert answer.headers["Content-Type"] == "application/pdf"


def test_a_step_that_does_not_exist_is_a_page_in_words(visitor: Visitor) -> None:
    answer = visitor.client.get("/portal/petitie/altceva/")
    assert answer.status_code == 404
    assert "Pagina nu există" in answer.text
