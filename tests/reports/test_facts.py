"""Single petitions in the half-yearly report (OG 27/2002, art. 14): each as it stood on the day asked."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from condica.petitions import actions
from condica.petitions.tests.factories import Town, accepted, at, fresh, leave, make_petition, make_town
from condica.registry.api import decide_kind
from condica.statistics.queries.facts import facts_of
from condica.statistics.rules import Period, Question
from condica.statistics.rules.petitions import Fact

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
END = datetime(2027, 1, 1, tzinfo=UTC)


@pytest.fixture
def house(db: None) -> Town:
    return make_town()


def facts(as_of: datetime = END) -> dict[int, Fact]:
    return {fact.entry: fact for fact in facts_of(Question(OCTOBER, as_of))}


def test_asked_later_about_an_earlier_day_it_is_as_it_was_that_day(house: Town) -> None:
    """P16: art. 14."""
    with at(10, 30):
        petition = accepted(house)
    with at(11, 3) as described:
        actions.describe(petition, domain="lighting", by=house.clerk)
    then, now = facts(described)[petition.entry.pk], facts()[petition.entry.pk]
    assert (then.domain, now.domain, then.ended_as) == ("", "lighting", "")


def test_those_of_many_are_counted_with_their_signatures(house: Town) -> None:
    with at(10, 30):
        petition = make_petition(house)
        actions.describe(petition, signatories=34, representative="Ana Pop", by=house.registrar)
    fact = facts()[petition.entry.pk]
    assert (fact.collective, fact.signatories, fact.who) == (True, 34, "collective")


def test_what_proved_to_be_no_petition_is_not_counted_and_is_again_when_it_is_one(house: Town) -> None:
    with at(10, 30):
        petition = accepted(house)
        decide_kind(petition.entry, "request", by=house.registrar)
    assert facts() == {}
    with at(11, 4):
        decide_kind(fresh(petition).entry, "petition", by=house.registrar)
    assert set(facts()) == {petition.entry.pk}


def test_sent_on_after_the_five_days_it_is_counted_late(house: Town) -> None:
    with at(10, 30):
        late, in_time = make_petition(house), make_petition(house)
        actions.redirect(in_time, to="Compania de Apă", by=house.registrar)
        leave(house, in_time, "authority")
    with at(11, 20):
        actions.redirect(late, to="Compania de Apă", by=house.registrar)
        leave(house, late, "authority")
    told = facts()
    assert {told[one.entry.pk].ended_as for one in (late, in_time)} == {"moved"}
    assert (told[late.entry.pk].sent_on, told[in_time.entry.pk].sent_on) == ("late", "on_time")
