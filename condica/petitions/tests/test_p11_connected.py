"""P11: several on the same matter are joined; one answer names them all (art. 10 alin. (1))."""

from __future__ import annotations

from datetime import date

import pytest

from condica.casework import api as casework
from condica.casework.models import CaseEntry
from condica.correspondence import api as correspondence
from condica.foundation.refusal import RuleBroken
from condica.journal.models import Line
from condica.organisation import actions as house
from condica.petitions import actions
from condica.petitions.rules import Stage
from condica.petitions.tests.factories import accepted, at, fresh, leave, make_petition, send, sign, write
from condica.registry.models import Connection, Exit


def refused(verb, *args, **words):
    with pytest.raises(RuleBroken) as broken:
        verb(*args, **words)
    return broken.value


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


def naming(*petitions):
    return f"<p>Răspundem la petițiile {' și '.join(str(one) for one in petitions)}: s-a reparat.</p>"


def test_an_answer_that_does_not_name_all_is_not_approved(town, day):
    first, second, third = accepted(town), make_petition(town), make_petition(town)
    for later in (second, third):
        actions.connect(later, to=first, by=town.registrar)
    letter = write(town, first, body=naming(first, second))
    broken = refused(correspondence.approve, letter, by=town.head)
    assert (broken.code, broken.cites) == ("answer-names-not-all", ("OG 27/2002, art. 10 alin. (1)",))
    assert str(third) in broken.message
    assert str(second) not in broken.message
    correspondence.edit(letter, naming(first, second, third), by=town.clerk)
    assert correspondence.approve(letter, by=town.head).stage == "approved"


def test_when_the_one_answer_leaves_every_number_has_it_in_the_out_column(town, day):
    first, second, third = accepted(town), make_petition(town), make_petition(town)
    actions.connect(third, to=second, by=town.registrar)
    actions.connect(second, to=first, by=town.registrar)  # joined with what was joined to it
    send(town, sign(town, write(town, first, body=naming(first, second, third))))
    exits = Exit.objects.filter(entry__in=[p.entry.pk for p in (first, second, third)])
    assert exits.count() == 3
    assert len(set(exits.values_list("document", flat=True))) == 1
    assert set(exits.values_list("way", flat=True)) == {"favorabil"}
    for joined in (second, third):
        assert fresh(joined).case.stage == Stage.CLOSED
        assert [ending.kind for ending in joined.endings.all()] == ["joined"]
    actions.disconnect(fresh(third), by=town.registrar)  # too late: nothing moves
    assert fresh(third).joined_to == second


def test_a_redirected_petition_takes_the_joined_ones_along(town, day):
    first, second = make_petition(town), make_petition(town)
    actions.connect(second, to=first, by=town.registrar)
    actions.redirect(first, to="Compania de Apă", by=town.registrar)
    leave(town, first, "authority")
    assert fresh(second).case.stage == Stage.CLOSED
    assert Exit.objects.get(entry=second.entry).way == "redirecționat"


def test_whose_term_counts_is_the_authoritys_dated_reading(town):
    house.choose("petition_joined_term", 1, since=date(2026, 1, 1), by=town.mayor)
    with at(10, 30):
        first = accepted(town)
    with at(11, 24):
        second = make_petition(town)
        actions.connect(second, to=first, by=town.registrar)
    case = fresh(first).case
    assert case.due_on == second.case.due_on > date(2026, 12, 2)
    assert casework.clock(case).total == 30
    assert "al ultimei petiții înregistrate (alegerea autorității din" in casework.term_of(case).explanation[-1]
    with at(11, 25):
        actions.disconnect(fresh(second), by=town.registrar)
    assert fresh(first).case.due_on == date(2026, 12, 2)
    assert fresh(second).case.due_on == second.case.due_on


def test_a_joined_petition_gets_no_letter_of_its_own(town, day):
    first, second = accepted(town), accepted(town)
    letter = write(town, second)
    actions.connect(second, to=first, by=town.registrar)
    assert refused(correspondence.approve, letter, by=town.head).code == "petition-not-answered"
    assert refused(write, town, second).code == "petition-not-answered"
