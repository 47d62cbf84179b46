"""P12, N6: what was already answered is filed, and its first number bears the mention (art. 10 alin. (2))."""

from __future__ import annotations

import pytest

from condica.casework.models import CaseEntry
from condica.foundation.refusal import RuleBroken
from condica.journal.models import Line
from condica.journal.queries import sentence
from condica.petitions import actions
from condica.petitions.rules import Stage
from condica.petitions.tests.factories import answered, fresh, make_petition
from condica.registry.models import Connection


def refused(verb, *args, **words):
    with pytest.raises(RuleBroken) as broken:
        verb(*args, **words)
    return broken.value


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


def test_n6_the_link_to_the_first_number_is_mandatory(town, day):
    """N6: filed under art. 10(2) only with its link; the mention names both numbers."""
    first = answered(town)
    second = make_petition(town)
    actions.file_repeated(second, answered=first, by=town.registrar)
    mention = str(sentence(Line.objects.get(verb="petitions.repeated")))
    assert str(first) in mention
    assert str(second) in mention
    assert CaseEntry.objects.get(case=first.case, entry=second.entry).role == "repeated"
    assert fresh(second).endings.get().cites == "OG 27/2002, art. 10 alin. (2)"


def test_what_an_authority_sent_on_may_be_in_its_own_name(town, day):
    first = answered(town)
    second = make_petition(town, sender_name="Prefectura", sender_email="prefectura@exemplu.ro")
    actions.receive_from(second, authority="Prefectura", by=town.registrar)
    actions.file_repeated(second, answered=first, by=town.registrar)
    assert fresh(second).case.stage == Stage.FILED


def test_undone_the_link_goes_and_the_term_runs(town, day):
    first = answered(town)
    second = make_petition(town)
    actions.file_repeated(second, answered=first, by=town.registrar)
    actions.resume(fresh(second), reason="Are fapte noi.", by=town.registrar)
    assert (fresh(second).repeats, fresh(second).case.stage) == (None, Stage.REGISTERED)
    assert not Connection.objects.filter(undone_at=None).exists()
