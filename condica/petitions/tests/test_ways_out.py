"""The other ways out of a petition (celelalte ieșiri): redirected, filed, connected."""

from __future__ import annotations

from datetime import date

import pytest

from condica.casework import api as casework
from condica.casework.models import CaseEntry
from condica.foundation.refusal import RuleBroken
from condica.journal.models import Line
from condica.petitions import actions
from condica.petitions.rules import Stage
from condica.petitions.tests.factories import accepted, answered, at, fresh, make_petition, sign, write
from condica.registry.models import Connection

ANONYMOUS = {"sender_name": "", "sender_email": ""}


def refused(verb, *args, **words):
    with pytest.raises(RuleBroken) as broken:
        verb(*args, **words)
    return broken.value


def test_redirecting(town, day):
    petition = make_petition(town)
    actions.redirect(petition, to="Compania de Apă", by=town.registrar)
    actions.redirect(petition, to="Compania de Apă", by=town.registrar)
    petition = fresh(petition)
    assert (petition.case.stage, petition.redirected_to) == (Stage.REDIRECTED, "Compania de Apă")
    assert petition.case.closed_at is not None
    assert petition.entry.settled_as == "moved"
    assert casework.clock(petition.case).stopped
    assert Line.objects.filter(verb="petitions.redirected").count() == 1


def test_redirecting_late_is_still_done(town):
    with at(10, 30):
        petition = make_petition(town)
    with at(11, 20):
        actions.redirect(petition, to="Prefectura", by=town.registrar)
    assert fresh(petition).entry.settled_on == date(2026, 11, 20)


def test_redirecting_needs_to_say_where(town, day):
    assert refused(actions.redirect, make_petition(town), to=" ", by=town.registrar).code == "authority-missing"


def test_an_anonymous_petition_is_filed(town, day):
    petition = make_petition(town, **ANONYMOUS)
    actions.file_anonymous(petition, reason="", by=town.registrar)
    petition = fresh(petition)
    assert (petition.case.stage, petition.applicant) == (Stage.FILED, "anonymous")
    assert casework.term_state(petition.case).words == "clasat, art. 7"


def test_a_name_with_an_address_is_not_anonymous(town, day):
    broken = refused(actions.file_anonymous, make_petition(town), reason="nesemnată", by=town.registrar)
    assert (broken.code, broken.cites) == ("not-anonymous", ("OG 27/2002, art. 7",))


def test_a_repeated_petition_is_filed_with_a_mention_at_the_first_number(town, day):
    first = answered(town)
    second = make_petition(town)
    actions.file_repeated(second, answered=first, by=town.registrar)
    actions.file_repeated(second, answered=first, by=town.registrar)
    second = fresh(second)
    assert (second.case.stage, second.repeats) == (Stage.FILED, first)
    assert Line.objects.get(verb="petitions.repeated").entry_id == first.entry.pk
    assert Connection.objects.filter(first=first.entry, second=second.entry).count() == 1


def test_what_was_not_answered_is_not_repeated(town, day):
    first, second = make_petition(town), make_petition(town)
    assert refused(actions.file_repeated, second, answered=first, by=town.registrar).code == "repeated-unanswered"


def test_another_petitioner_repeats_nothing(town, day):
    first = answered(town)
    second = make_petition(town, sender_name="Ion Marin", sender_email="ion@exemplu.ro")
    broken = refused(actions.file_repeated, second, answered=first, by=town.registrar)
    assert (broken.code, broken.cites) == ("other-petitioner", ("OG 27/2002, art. 10 alin. (2)",))


def test_connecting_keeps_the_first_petition_and_its_term(town):
    with at(10, 30):
        first = accepted(town)
    with at(11, 24):
        second = make_petition(town, subject="Revenire: iluminat public stins")
        actions.connect(second, to=first, by=town.registrar)
        actions.connect(first, to=second, by=town.registrar)
    first, second = fresh(first), fresh(second)
    assert (second.case.stage, second.joined_to) == (Stage.JOINED, first)
    assert (first.case.stage, first.case.due_on) == (Stage.ACCEPTED, date(2026, 12, 2))
    assert casework.term_state(second.case).words == f"conexat la {first.entry.value}"
    assert casework.case_of(second.entry) == second.case
    assert [row.entry for row in casework.papers(first.case)] == [second.entry]
    assert Line.objects.filter(verb="petitions.connected").count() == 1


def test_connecting_two_petitioners_is_refused(town, day):
    first = make_petition(town)
    second = make_petition(town, sender_name="Ion Marin", sender_email="ion@exemplu.ro")
    broken = refused(actions.connect, second, to=first, by=town.registrar)
    assert (broken.code, broken.cites) == ("other-petitioner", ("OG 27/2002, art. 10 alin. (1)",))


def test_one_petitioner_under_two_spellings(town, day):
    first = make_petition(town, sender_name="Ştefania Ţăran", sender_email="")
    second = make_petition(town, sender_name="ȘTEFANIA ȚĂRAN", sender_email="")
    assert actions.connect(second, to=first, by=town.registrar).joined_to == first


def test_a_petition_is_not_connected_to_itself(town, day):
    petition = make_petition(town)
    assert refused(actions.connect, petition, to=petition, by=town.registrar).code == "connect-itself"


def test_disconnecting_gives_the_petition_its_way_and_term_back(town, day):
    first, second = accepted(town), make_petition(town)
    actions.connect(second, to=first, by=town.registrar)
    actions.disconnect(fresh(second), by=town.registrar)
    actions.disconnect(fresh(second), by=town.registrar)
    second = fresh(second)
    assert (second.case.stage, second.joined_to, second.case.closed_at) == (Stage.REGISTERED, None, None)
    assert (second.entry.settled_as, second.case.due_on) == ("", date(2026, 12, 2))
    assert not casework.clock(second.case).stopped
    assert not Connection.objects.filter(undone_at__isnull=True).exists()
    assert CaseEntry.objects.filter(out_at__isnull=False).count() == 1


@pytest.mark.parametrize("verb", ["redirect", "anonymous", "connect"])
def test_no_other_way_out_once_the_answer_is_signed(town, day, verb):
    petition, other = accepted(town), make_petition(town)
    sign(town, write(town, petition))
    verbs = {
        "redirect": lambda: actions.redirect(petition, to="Prefectura", by=town.registrar),
        "anonymous": lambda: actions.file_anonymous(petition, reason="", by=town.registrar),
        "connect": lambda: actions.connect(other, to=petition, by=town.registrar),
    }
    assert refused(verbs[verb]).code == "petition-too-late"
