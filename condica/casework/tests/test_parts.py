"""Other units' parts (puncte de vedere): asked with a term, taken, given in versions, sent back, withdrawn; kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client

from condica.casework import api as casework
from condica.casework.models import JointUnit, OpinionVersion
from condica.casework.rules import CaseKind, Event, Question, register_kind
from condica.casework.tests.factories import NEXT, STAGES
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.models import Line
from condica.journal.queries import sentence
from condica.law.calendar import add_working
from condica.organisation import actions as organisation
from condica.organisation.tests.factories import make_member, make_unit

TEXT = "Verificați în teren și propuneți răspuns."


def code(verb, *args, **words):
    with pytest.raises(RuleBroken) as broken:
        verb(*args, **words)
    return broken.value.code


def told(verb):
    return str(sentence(Line.objects.select_related("personal").get(verb=verb)))


@pytest.fixture
def task(case, unit, other, head):
    return casework.assign(case, text=TEXT, lead=unit, joint=[other], question=Question("Ce ați văzut?"), by=head)


@pytest.fixture
def part(task):
    return JointUnit.objects.get()


def test_a_joint_unit_gets_its_own_part_with_what_is_asked_and_a_term(case, part, other, head):
    assert (part.case, part.unit, part.asked, part.asked_by, part.state) == (
        case,
        other,
        "Ce ați văzut?",
        head,
        "asked",
    )
    assert part.due_on == add_working(case.internal_on, -5)


def test_the_term_is_the_houses_own_choice(case, unit, other, head):
    organisation.choose("opinion_days_before", 2, by=head)
    casework.assign(case, text=TEXT, lead=unit, joint=[other], by=head)
    assert JointUnit.objects.get().due_on == add_working(case.internal_on, -2)


def test_a_term_said_is_kept_and_never_after_the_answers_own(case, task, clerk):
    police, day = make_unit("Poliția Animalelor"), dates.today() + timedelta(days=3)
    assert casework.ask_opinion(case, unit=police, text="Ce ați văzut?", due_on=day, by=clerk).due_on == day
    late, third = case.due_on + timedelta(days=1), make_unit("Serviciul Drumuri")
    assert code(casework.ask_opinion, case, unit=third, text="Ce?", due_on=late, by=clerk) == "part-day-after"


def test_the_unit_that_solves_is_not_asked(case, task, unit, clerk):
    assert code(casework.ask_opinion, case, unit=unit, text="Ce ați văzut?", by=clerk) == "opinion-own"


def test_somebody_of_the_unit_takes_the_part(part, stranger, followed):
    casework.accept_part(part, by=stranger)
    casework.accept_part(part, by=stranger)
    part.refresh_from_db()
    assert (part.state, part.assignee) == ("accepted", stranger)
    assert followed[-1].event is Event.CONTRIBUTING
    assert followed[-1].people == (stranger,)
    assert Line.objects.filter(verb="casework.part_accepted").count() == 1


def test_a_part_taken_is_not_taken_twice(part, stranger, other):
    casework.accept_part(part, by=stranger)
    assert code(casework.accept_part, part, by=make_member(other, "clerk")) == "part-taken"


def test_the_unit_gives_its_part_to_one_of_its_people(part, other, stranger, clerk):
    boss = make_member(other, "unit_head", is_head=True)
    casework.give_part(part, to=stranger, by=boss)
    assert list(casework.opinions_asked(stranger)) == [part]
    assert stranger.full_name in told("casework.part_assigned")
    assert code(casework.give_part, part, to=clerk, by=boss) == "part-other-unit"


def test_whoever_the_procedure_keeps_out_writes_no_part(part, stranger):
    def refuse(happening):
        if happening.event is Event.CONTRIBUTING:
            raise RuleBroken("concerns-solver", "Petiția nu poate fi rezolvată de persoana vizată.")

    register_kind(CaseKind("test", "lucrare de probă", STAGES, NEXT, follow=refuse))
    assert code(casework.accept_part, part, by=stranger) == "concerns-solver"
    assert code(casework.give_opinion, part, text="Sunt stinși.", by=stranger) == "concerns-solver"


def test_an_opinion_worded_again_keeps_its_versions(case, part, stranger):
    casework.give_opinion(part, text="Șase stâlpi sunt stinși.", by=stranger)
    casework.give_opinion(part, text="Cinci stâlpi sunt stinși.", by=stranger)
    assert list(part.versions.values_list("number", "text")) == [
        (2, "Cinci stâlpi sunt stinși."),
        (1, "Șase stâlpi sunt stinși."),
    ]
    assert [(one.text, one.version) for one in casework.opinions(case)] == [("Cinci stâlpi sunt stinși.", 2)]
    assert "versiunea 2" in told("casework.opinion_changed")


def test_a_part_sent_back_says_why_and_can_be_asked_again(case, part, other, stranger, clerk):
    assert code(casework.return_part, part, reason=" ", by=stranger) == "reason-missing"
    casework.return_part(part, reason="Nu ține de noi.", by=stranger)
    casework.return_part(part, reason="Nu ține de noi.", by=stranger)
    assert "„Nu ține de noi.”" in told("casework.part_returned")
    assert code(casework.give_opinion, part, text="Sunt stinși.", by=stranger) == "part-not-open"
    again = casework.ask_opinion(case, unit=other, text="Totuși, ce ați văzut?", by=clerk)
    assert again != part
    assert [one.who for one in casework.open_parts(case)] == ["Poliția Locală"]


def test_a_case_does_not_close_with_an_open_part(case, part, clerk):
    with pytest.raises(RuleBroken) as broken:
        casework.close(case, outcome="gata", settled_as="closed")
    assert broken.value.code == "open-parts"
    assert "Poliția Locală" in broken.value.message
    casework.withdraw_part(part, reason="Am aflat de la alții.", by=clerk)
    casework.close(case, outcome="gata", settled_as="closed")
    assert casework.case_of(case.entry).closed_at is not None


def test_a_way_out_withdraws_what_is_still_owed_with_its_reason(case, part, head):
    register_kind(CaseKind("test", "lucrare de probă", STAGES, NEXT, ways_out=frozenset({"over"})))
    fresh = casework.locked(case)
    for stage in ("taken", "over"):
        casework.move(fresh, stage, by=head, note="trimisă la DSP")
    casework.close(fresh, outcome="over", settled_as="moved")
    part.refresh_from_db()
    assert (part.state, part.reason, part.ended_by) == ("withdrawn", "trimisă la DSP", head)


def test_reassigning_keeps_what_was_given(*, case, part, unit, other, stranger, head):
    casework.give_opinion(part, text="Șase stâlpi sunt stinși.", by=stranger)
    newer = casework.assign(case, text="Reia cercetarea.", lead=unit, joint=[other], by=head)
    assert [one.text for one in casework.opinions(case)] == ["Șase stâlpi sunt stinși."]
    assert newer.joint_units.get() == part
    assert JointUnit.objects.count() == 1


def test_reassigning_withdraws_what_it_no_longer_asks(case, part, unit, head):
    casework.assign(case, text="Numai iluminatul.", lead=unit, by=head)
    part.refresh_from_db()
    assert (part.state, casework.open_parts(case)) == ("withdrawn", [])
    assert "rezoluția nouă" in told("casework.part_withdrawn")


def test_the_same_resolution_with_one_more_unit_asks_that_unit(case, part, unit, other, head):
    third = make_unit("Serviciul Drumuri")
    newer = casework.assign(case, text=TEXT, lead=unit, joint=[other, third], by=head)
    assert newer != part.task
    assert {one.unit for one in newer.joint_units.all()} == {other, third}
    assert casework.assign(case, text=TEXT, lead=unit, joint=[third, other], by=head) == newer


def test_the_database_holds_what_was_asked_and_given(part, stranger):
    casework.give_opinion(part, text="Sunt stinși.", by=stranger)
    wrong = [
        lambda: JointUnit.objects.filter(pk=part.pk).update(asked="Altceva?"),
        lambda: JointUnit.objects.filter(pk=part.pk).update(opinion="Fără versiune."),
        lambda: OpinionVersion.objects.update(text="Rescris."),
        lambda: OpinionVersion.objects.all().delete(),
    ]
    for change in wrong:
        with pytest.raises(Exception, match=r"Condica|condica"), transaction.atomic():
            change()


def test_the_pages_of_a_part(client: Client, part, stranger, other, clerk):
    boss = make_member(other, "unit_head", is_head=True)
    client.force_login(boss)
    case_page = client.get(part.case.get_absolute_url()).content.decode()
    assert f"/lucrari/puncte-de-vedere/{part.pk}/da/" in case_page
    base = f"/lucrari/puncte-de-vedere/{part.pk}/"
    assert client.post(f"{base}da/", {"to": stranger.pk}).status_code == 302
    client.force_login(stranger)
    assert "Ce ați văzut?" in client.get(base).content.decode()
    assert client.post(f"{base}primeste/").status_code == 302
    assert client.post(base, {"text": "Sunt stinși."}).status_code == 302
    assert client.post(f"{base}restituie/", {"reason": "Nu e a noastră."}).status_code == 422
    client.force_login(clerk)
    assert "Sunt stinși." in client.get(part.case.get_absolute_url()).content.decode()


def test_only_who_waits_for_it_withdraws(client: Client, part, clerk, stranger, other):
    address = f"/lucrari/puncte-de-vedere/{part.pk}/retrage/"
    client.force_login(make_member(other, "unit_head", is_head=True))
    assert client.post(address, {"reason": "Nu vrem."}).status_code == 403
    client.force_login(stranger)
    assert client.post(address, {"reason": "Nu mai trebuie."}).status_code == 403
    client.force_login(clerk)
    assert client.post(address, {"reason": "Nu mai trebuie."}).status_code == 302
    assert JointUnit.objects.get().state == "withdrawn"
