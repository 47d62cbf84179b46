"""Following a request: by number and code, in plain words, of petitions and of any other paper."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from condica.accounts.api import system_user
from condica.accounts.tests.factories import make_user
from condica.casework import api as casework
from condica.casework.models import Case, CaseEntry
from condica.foundation import dates
from condica.law import og27
from condica.petitions import api as petitions
from condica.petitions.models import Petition
from condica.portal.models import Attempt
from condica.portal.tests.factories import Visitor, a_pdf
from condica.registry import api as registry
from condica.registry.models import Entry

pytestmark = pytest.mark.django_db
WRONG = "Numărul și codul nu se potrivesc"


def fresh(case: Case) -> Case:
    return Case.objects.select_related("entry__number", "unit").get(pk=case.pk)


def a_letter() -> Entry:
    return registry.register_incoming(
        channel="post", kind="invoice", subject="Factura 12", sender_name="Apă SA", by=system_user()
    )


@pytest.mark.parametrize("written", ["{0}/{1}", "{0} / {1}", "nr. {0}/22.11.{1}"])
def test_number_and_code_as_people_copy_them(visitor: Visitor, written: str) -> None:
    entry = visitor.sends()
    code = entry.tracking_code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    answer = visitor.post("lookup", number=written.format(entry.value, entry.year), code=code)
    assert answer.headers["Location"] == reverse("portal:status")


def test_the_page_says_the_term_the_steps_and_the_rights(visitor: Visitor) -> None:
    entry = visitor.sends()
    case = Petition.objects.get(case__entry=entry).case
    page = visitor.follows(entry).text
    assert "Am primit-o și i-am dat un număr" in page
    assert dates.long(case.due_on, year=True) in page
    assert "aici suntem" in page
    assert "Legea 554/2004, art. 2 alin. (1) lit. h)" in page.replace("\u00a0", " ")
    assert "Adăugați un document" in page


def test_every_step_reached_is_shown_as_done(visitor: Visitor) -> None:
    entry = visitor.sends()
    case = Petition.objects.get(case__entry=entry).case
    assert [step.current for step in petitions.public_steps(case)] == [True, False, False, False, False]
    for stage, done in (("assigned", 2), ("accepted", 3), ("drafted", 4), ("approved", 4), ("signed", 4)):
        casework.move(case, stage, by=system_user())
        steps = petitions.public_steps(fresh(case))
        assert [step.done for step in steps] == [True] * done + [False] * (5 - done)
        assert steps[done - 1].current
    casework.move(case, "answered", by=system_user())
    assert not any(step.current for step in petitions.public_steps(fresh(case)))
    assert petitions.rights_after(fresh(case)).sentences[0].startswith("Dacă răspunsul vă vatămă un drept")


def test_after_a_term_that_passed_the_court_has_six_months(visitor: Visitor) -> None:
    case = Petition.objects.get(case__entry=visitor.sends()).case
    rights = petitions.rights_after(case, case.due_on + timedelta(days=1))
    assert rights.passed
    assert rights.court_until == og27.silence(case.due_on).court_until
    assert not petitions.rights_after(case, case.due_on).passed


def test_no_employee_is_named(visitor: Visitor) -> None:
    entry = visitor.sends()
    clerk = make_user("clerk", full_name="Ovidiu Buda")
    case = Petition.objects.get(case__entry=entry).case
    case.owner = clerk
    case.save(update_fields=["owner"])
    assert "Ovidiu" not in visitor.follows(entry).text


def test_a_term_that_passed_is_said_with_what_can_be_done(visitor: Visitor) -> None:
    entry = visitor.sends()
    with dates.frozen(dates.now() + timedelta(days=60)):
        page = visitor.follows(entry).text
    assert "Termenul a trecut" in page
    assert "<details open>" in page


def test_wrong_and_absent_get_the_same_answer_and_are_counted(visitor: Visitor) -> None:
    entry = visitor.sends()
    visitor.post("leave")
    wrong = visitor.post("lookup", number=f"{entry.value}/{entry.year}", code="AAAA-BBBB-CCCC")
    absent = visitor.post("lookup", number=f"999999/{entry.year}", code="AAAA-BBBB-CCCC")
    assert (wrong.status_code, absent.status_code) == (422, 422)
    assert WRONG in wrong.text
    assert WRONG in absent.text
    assert Attempt.objects.filter(kind="lookup").count() == 2
    assert visitor.get("status").status_code == 302


def test_after_many_wrong_codes_a_network_waits_and_is_told_where_to_turn(visitor: Visitor) -> None:
    entry = visitor.sends()
    for _ in range(30):
        visitor.post("lookup", number=f"{entry.value}/{entry.year}", code="AAAA-BBBB-CCCC")
    refused = visitor.post("lookup", number=f"{entry.value}/{entry.year}", code=entry.tracking_code)
    assert refused.status_code == 422
    assert "foarte multe încercări" in refused.text
    assert "registratura@example.org" in refused.text
    with dates.frozen(dates.now() + timedelta(hours=2)):
        assert visitor.follows(entry).status_code == 200


def test_another_network_is_not_held_for_it(visitor: Visitor) -> None:
    entry = visitor.sends()
    for _ in range(30):
        visitor.post("lookup", number=f"{entry.value}/{entry.year}", code="AAAA-BBBB-CCCC")
    other = Visitor(Client(REMOTE_ADDR="10.9.8.7"))
    assert other.follows(entry).status_code == 200


def test_outgoing_and_struck_out_numbers_are_not_followed(visitor: Visitor) -> None:
    entry = a_letter()
    registry.cancel(entry, reason="dublură", by=system_user())
    answer = visitor.post("lookup", number=f"{entry.value}/{entry.year}", code=entry.tracking_code)
    assert WRONG in answer.text


def test_a_paper_that_is_no_petition_has_two_steps(visitor: Visitor) -> None:
    entry = a_letter()
    page = visitor.follows(entry).text
    assert "Am primit documentul" in page
    assert "OG 27/2002" not in page
    registry.record_exit(entry, addressee="Apă SA", channel="post", way="răspuns", by=system_user())
    assert "V-am răspuns" in visitor.follows(entry).text


def test_closing_the_page_on_a_shared_computer(visitor: Visitor) -> None:
    entry = visitor.sends()
    visitor.follows(entry)
    visitor.post("leave")
    assert visitor.get("status").headers["Location"] == reverse("portal:lookup")
    assert visitor.get("sent").status_code == 302


def test_the_receipt_can_be_had_again(visitor: Visitor) -> None:
    visitor.follows(visitor.sends())
    assert visitor.get("receipt").content.startswith(b"%PDF")


def test_papers_added_get_a_number_and_join_the_case(visitor: Visitor) -> None:
    entry = visitor.sends()
    visitor.follows(entry)
    page = visitor.get("addition").text
    key = page.split('name="cheie" value="')[1].split('"')[0]
    for _ in range(2):  # a second click
        answer = visitor.post("addition", words="Lista semnăturilor.", cheie=key, fisiere=a_pdf())
        assert answer.headers["Location"] == reverse("portal:status")
    added = Entry.objects.get(subject__startswith="Completare la nr.")
    assert CaseEntry.objects.get(entry=added).case.entry_id == entry.pk
    assert (added.kind, added.annexes, added.attachments.count()) == ("addition", 1, 2)
    assert f"completarea nr. {added.paper_number}" in visitor.get("status").text


def test_a_bad_file_in_an_addition_keeps_the_words(visitor: Visitor) -> None:
    visitor.follows(visitor.sends())
    page = visitor.post("addition", words="Un text.", cheie="k" * 20, fisiere=a_pdf("x.exe", b"MZ\x90\0"))
    assert page.status_code == 422
    assert "Un text." in page.text
    assert Entry.objects.count() == 1


def test_nothing_is_added_to_a_request_that_ended(visitor: Visitor) -> None:
    entry = visitor.sends()
    case = Petition.objects.get(case__entry=entry).case
    case.closed_at = dates.now()
    case.save(update_fields=["closed_at"])
    visitor.follows(entry)
    assert visitor.post("addition", words="x", cheie="k").headers["Location"] == reverse("portal:status")
    assert Entry.objects.count() == 1


@pytest.mark.parametrize("page", ["status", "receipt", "addition", "answer"])
def test_without_number_and_code_the_way_is_shown(visitor: Visitor, page: str) -> None:
    assert visitor.get(page).headers["Location"] == reverse("portal:lookup")
