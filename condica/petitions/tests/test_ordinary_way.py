"""The ordinary way of a petition (drumul obișnuit), from the number to the closed file."""

from __future__ import annotations

from datetime import date

import pytest

from condica.casework import api as casework
from condica.correspondence import api as correspondence
from condica.foundation.refusal import RuleBroken
from condica.journal.models import Line
from condica.journal.queries import sentence
from condica.petitions import actions
from condica.petitions.models import Petition
from condica.petitions.rules import Stage
from condica.petitions.tests.factories import (
    accepted,
    answered,
    at,
    fresh,
    give,
    give_opinions,
    make_paper,
    make_petition,
    send,
    sign,
    write,
)
from condica.registry.api import decide_kind


def stages(petition):
    return list(petition.case.stages.values_list("stage", flat=True))


def test_the_number_starts_the_clock(town, day):
    petition = make_petition(town)
    case = petition.case
    assert (case.due_on, case.safe_on, case.stage) == (date(2026, 12, 2), date(2026, 11, 27), Stage.REGISTERED)
    assert (case.entry.due_on, case.entry.safe_on) == (case.due_on, case.safe_on)
    assert casework.term_of(case).explanation[0].startswith("Începe vineri, 30 octombrie, când petiția a fost")
    assert casework.clock(case).total == 30


def test_a_paper_recognised_later_counts_from_its_registration(town):
    with at(10, 30):
        entry = make_paper(town.registrar, kind="")
    with at(11, 4):
        decide_kind(entry, "petition", by=town.registrar)
    assert Petition.objects.get(case__entry=entry).case.due_on == date(2026, 12, 2)


def test_opening_twice_opens_once(town, day):
    petition = make_petition(town)
    assert actions.open_petition(petition.entry, by=town.clerk) == petition
    assert petition.case.clock.count() == 1


def test_a_paper_received_before_it_was_registered_is_safe_from_the_earlier_day(town):
    with at(10, 31, 23) as received:
        pass
    with at(11, 2):
        petition = make_petition(town, received_at=received)
    assert (petition.case.due_on, petition.case.safe_on) == (date(2026, 12, 3), date(2026, 11, 27))


def test_the_whole_way(town):
    with at(10, 30):
        petition = make_petition(town)
    with at(11, 2):
        task = give(town, petition)
    with at(11, 3):
        casework.accept(task, by=town.clerk)
    with at(11, 20):
        give_opinions(town, petition)
        letter = write(town, petition)
        sign(town, letter)
    with at(11, 24):
        send(town, letter)
    with at(11, 25):
        actions.close(petition, file_code="IP-12", by=town.registrar)
    petition = fresh(petition)
    assert stages(petition) == [
        "registered",
        "assigned",
        "accepted",
        "drafted",
        "approved",
        "signed",
        "answered",
        "closed",
    ]
    assert all(petition.case.stages.values_list("cites", flat=True))
    assert (petition.solution, petition.case.outcome) == ("favourable", "favourable")
    assert (petition.entry.settled_as, petition.entry.settled_on) == ("answered", date(2026, 11, 24))
    assert petition.entry.file_code == "IP-12"
    assert casework.term_state(petition.case).words == "trimis în termen"
    assert petition.case.clock.last().kind == "stopped"


def test_an_answer_after_the_legal_day_is_late_and_says_so(town):
    with at(10, 30):
        petition = accepted(town)
        letter = sign(town, write(town, petition))
    with at(12, 4):
        send(town, letter)
    petition = fresh(petition)
    line = Line.objects.get(verb="petitions.answered")
    assert "cu 2 zile întârziere" in sentence(line)
    assert casework.term_state(petition.case).words == "trimis târziu"


def test_nobody_drafts_an_answer_to_a_petition_not_assigned(town, day):
    petition = make_petition(town)
    with pytest.raises(RuleBroken) as broken:
        write(town, petition)
    assert broken.value.code == "petition-not-assigned"
    assert broken.value.cites == ("OG 27/2002, art. 12",)


def test_a_notice_on_the_way_is_no_answer(town, day):
    petition = make_petition(town)
    letter = write(town, petition, way="completări cerute")
    send(town, sign(town, letter))
    assert fresh(petition).case.stage == Stage.REGISTERED


def test_a_letter_returned_to_its_author_takes_the_petition_back(town, day):
    petition = accepted(town)
    letter = write(town, petition)
    correspondence.approve(letter, by=town.head)
    correspondence.return_to_author(letter, reason="lipsește termenul lucrării", by=town.mayor)
    assert fresh(petition).case.stage == Stage.DRAFTED


def test_a_dropped_draft_leaves_the_petition_in_work(town, day):
    petition = accepted(town)
    correspondence.drop(write(town, petition), reason="se scrie alta", by=town.clerk)
    assert fresh(petition).case.stage == Stage.ACCEPTED


def test_a_new_resolution_while_the_answer_is_drafted_does_not_lose_the_letter(town, day):
    petition = accepted(town)
    letter = write(town, petition)
    give(town, fresh(petition), text="Preia Poliția Locală.", lead=town.lighting, assignee=town.head)
    send(town, sign(town, letter))
    assert fresh(petition).case.stage == Stage.ANSWERED


def test_closing_waits_for_the_answer(town, day):
    with pytest.raises(RuleBroken) as broken:
        actions.close(accepted(town), by=town.registrar)
    assert broken.value.code == "close-unanswered"


def test_closing_twice_closes_once(town, day):
    petition = answered(town)
    actions.close(petition, by=town.registrar)
    actions.close(petition, by=town.registrar)
    assert Line.objects.filter(verb="petitions.closed").count() == 1


def test_each_verb_leaves_one_sentence(town, day):
    petition = answered(town)
    verbs = [line.verb for line in casework.timeline(petition.case)]
    assert verbs[0] == "petitions.answered"
    assert (
        verbs.count("petitions.opened")
        == verbs.count("casework.task_given")
        == verbs.count("casework.task_accepted")
        == 1
    )
    told = [str(line.sentence) for line in casework.timeline(petition.case)]
    assert not [text for text in told if "{" in text or "—" in text]
