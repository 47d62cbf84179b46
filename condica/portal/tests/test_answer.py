"""The answer, by a code sent to the petitioner's own e-mail; and one question at the end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import InternalError, transaction
from django.db.utils import IntegrityError
from django.urls import reverse

from condica.accounts.api import system_user
from condica.accounts.tests.factories import make_user
from condica.casework import api as casework
from condica.correspondence.models import Letter
from condica.documents import api as documents
from condica.foundation import dates
from condica.journal.models import Line
from condica.mailroom.actions import deliver
from condica.mailroom.models import Outgoing
from condica.petitions.models import Petition
from condica.portal.models import Feedback, OneTimeCode
from condica.portal.tests.factories import PDF, REPLY, Visitor
from condica.registry.models import Entry

pytestmark = pytest.mark.django_db


WAY = ("assigned", "accepted", "drafted", "approved", "signed", "answered")


def answered(entry: Entry, *, way: str = "favorabil", stages: tuple[str, ...] = WAY) -> Letter:
    """A signed letter that left, and the petition gone along."""
    first, second = make_user("unit_head"), make_user("authority_head")
    now = dates.now()
    pdf = documents.store(PDF, name="raspuns.pdf", by=system_user(), text="")
    letter = Letter.objects.create(
        entry=entry, subject="Răspuns", addressee_name="Ana Pop", body="<p>Am reparat.</p>", legal_basis="OG 27/2002",
        way=way, stage="dispatched", drafted_by=first, created_at=now, changed_at=now, signatory_unit=first,
        signed_unit_at=now, signatory_head=second, signed_at=now, pdf=pdf, dispatched_at=now,
    )  # fmt: skip
    case = Petition.objects.get(case__entry=entry).case
    for stage in stages:
        casework.move(case, stage, by=system_user())
    return letter


def code_sent(entry: Entry) -> str:
    mail = Outgoing.objects.filter(kind="code", entry=entry).latest("pk")
    return mail.subject.rpartition(" ")[2]


def test_the_answer_opens_with_the_code_and_every_step_is_journalled(visitor: Visitor) -> None:
    entry = visitor.sends()
    letter = answered(entry)
    visitor.follows(entry)
    file = reverse("portal:answer_file", args=[letter.pdf_id])
    assert visitor.client.get(file).headers["Location"] == reverse("portal:answer")
    assert "a…p@example.com" in visitor.get("answer").text
    visitor.post("ask_code")
    assert visitor.post("answer", code="000000" if code_sent(entry) != "000000" else "1").status_code == 422
    assert visitor.post("answer", code=f" {code_sent(entry)} ").status_code == 302
    assert visitor.client.get(file).content == PDF
    verbs = list(Line.objects.filter(kind="registry.entry", verb__startswith="portal.").values_list("verb", flat=True))
    for verb in ("portal.code_sent", "portal.code_wrong", "portal.answer_opened"):
        assert verbs.count(verb) == 1


def test_a_code_is_good_for_ten_minutes_five_tries_and_once(visitor: Visitor) -> None:
    entry = visitor.sends()
    answered(entry)
    visitor.follows(entry)
    visitor.post("ask_code")
    code = code_sent(entry)
    wrong = "000001" if code != "000001" else "000002"
    for _ in range(5):
        visitor.post("answer", code=wrong)
    assert visitor.post("answer", code=code).status_code == 422
    visitor.post("ask_code")
    with dates.frozen(dates.now() + timedelta(minutes=11)):
        assert visitor.post("answer", code=code_sent(entry)).status_code == 422
    visitor.post("ask_code")
    assert visitor.post("answer", code=code_sent(entry)).status_code == 302
    assert visitor.post("answer", code=code_sent(entry)).status_code == 422


def test_few_codes_an_hour_are_sent(visitor: Visitor) -> None:
    entry = visitor.sends()
    answered(entry)
    visitor.follows(entry)
    for _ in range(3):
        assert visitor.post("ask_code").status_code == 302
    assert visitor.post("ask_code").status_code == 422
    assert OneTimeCode.objects.count() == 3


def test_no_code_is_kept_readable(visitor: Visitor) -> None:
    entry = visitor.sends()
    answered(entry)
    visitor.follows(entry)
    visitor.post("ask_code")
    assert code_sent(entry) not in OneTimeCode.objects.get().digest
    mail = Outgoing.objects.get(kind="code")
    deliver(mail)
    mail.refresh_from_db()
    assert (mail.state, mail.body) == ("sent", "")


def test_another_request_is_not_opened_by_the_code_of_this_one(visitor: Visitor) -> None:
    first = visitor.sends()
    letter = answered(first)
    visitor.follows(first)
    visitor.post("ask_code")
    visitor.post("answer", code=code_sent(first))
    visitor.post("another")
    second = visitor.sends(what={"subject": "Alta", "text": "Alta.", "place": ""})
    visitor.follows(second)
    assert visitor.client.get(reverse("portal:answer_file", args=[letter.pdf_id])).status_code == 302


def test_who_gave_no_address_collects_it_at_the_counter(visitor: Visitor) -> None:
    entry = visitor.sends(reply={**REPLY, "way": "counter", "email": ""})
    answered(entry)
    visitor.follows(entry)
    assert "Vă așteaptă la ghișeu" in visitor.get("answer").text
    assert visitor.post("ask_code").status_code == 422


def test_before_the_answer_left_there_is_nothing_to_open(visitor: Visitor) -> None:
    visitor.follows(visitor.sends())
    assert "nu a plecat încă" in visitor.get("answer").text
    assert visitor.post("ask_code").status_code == 302
    assert OneTimeCode.objects.count() == 0


def test_a_notice_on_the_way_is_no_answer(visitor: Visitor) -> None:
    entry = visitor.sends()
    answered(entry, way="prelungit", stages=())
    page = visitor.follows(entry).text
    assert "Răspunsul a plecat" not in page
    assert "Vă răspundem cel mai târziu" in page


def test_one_question_once(visitor: Visitor) -> None:
    entry = visitor.sends()
    visitor.follows(entry)
    assert "O singură întrebare" not in visitor.get("status").text
    assert visitor.post("feedback", useful="yes").status_code == 302
    assert Feedback.objects.count() == 0
    answered(entry)
    assert "O singură întrebare" in visitor.get("status").text
    assert visitor.post("feedback", words="x").status_code == 422
    visitor.post("feedback", useful="partly", words="Mai repede.")
    visitor.post("feedback", useful="no")
    kept = Feedback.objects.get()
    assert (kept.useful, kept.words, kept.language) == ("partly", "Mai repede.", "ro")
    assert "Ne-ați spus deja" in visitor.get("status").text
    assert Line.objects.filter(verb="portal.feedback_given").count() == 1


def test_the_database_keeps_what_was_said(visitor: Visitor) -> None:
    entry = visitor.sends()
    answered(entry)
    visitor.follows(entry)
    visitor.post("feedback", useful="no", words="Nu.")
    kept = Feedback.objects.get()
    for change in ({"useful": "yes"}, {"words": "Da."}):
        with pytest.raises((InternalError, IntegrityError)), transaction.atomic():
            Feedback.objects.update(**change)
    with pytest.raises((InternalError, IntegrityError)), transaction.atomic():
        kept.delete()
    Feedback.objects.update(words="[șters potrivit GDPR, art. 17]")  # what a person wrote can be erased
