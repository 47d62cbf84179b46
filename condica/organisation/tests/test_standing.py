"""A person's standing (starea persoanei) is another one after anything that decides which papers they meet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from condica.accounts import actions as accounts
from condica.accounts.models import User
from condica.accounts.rules import Role
from condica.accounts.tests.factories import make_user
from condica.foundation import dates
from condica.foundation.memo import reading
from condica.organisation import actions, api
from condica.organisation.tests.factories import make_member, make_unit, place

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def standing(user: User, *, led: bool = True) -> object:
    """As the next page finds it."""
    with reading():
        return api.standing_of(User.objects.get(pk=user.pk), led=led).value


@pytest.fixture
def head() -> User:
    return make_member(make_unit(), "unit_head", is_head=True)


def given_a_role(head: User) -> None:
    accounts.grant_role(head, Role.REGISTRAR, by=make_user("administrator"))


def given_a_post(head: User) -> None:
    place(head, make_unit())


def no_longer_leading(head: User) -> None:
    held = head.holdings.get()
    held.post.is_head = False
    held.post.save()


def standing_in(head: User) -> None:
    today = dates.today()
    actions.name_substitute(make_user("clerk"), head, since=today, until=today + DAY, by=make_user("administrator"))


def disabled(head: User) -> None:
    User.objects.filter(pk=head.pk).update(is_active=False)


@pytest.mark.parametrize("led", [True, False])
@pytest.mark.parametrize("change", [given_a_role, given_a_post, no_longer_leading, standing_in, disabled])
def test_a_change_of_what_decides_is_another_standing(head: User, change: Callable[[User], None], led: bool) -> None:
    before = standing(head, led=led)
    assert before == standing(head, led=led)
    change(head)
    assert standing(head, led=led) != before


def test_another_unit_below_is_another_standing_where_units_are_asked_for(head: User) -> None:
    led, plain = standing(head), standing(head, led=False)
    make_unit(parent=head.holdings.get().post.unit)
    assert (standing(head) == led, standing(head, led=False) == plain) == (False, True)


def test_each_day_and_each_person_has_a_standing_of_their_own(head: User) -> None:
    before = standing(head)
    assert standing(make_user("unit_head")) != before
    with dates.frozen(dates.now() + DAY):
        assert standing(head) != before


def test_it_says_what_it_was_made_of(head: User) -> None:
    """What is read meanwhile through the page's memory: a question that reads nothing else may keep its words."""
    today = dates.today()
    with reading():
        wide, narrow = (api.standing_of(head, led=led).read for led in (True, False))
    assert narrow == {("substitutions", today), ("holdings", frozenset({head.pk}), today)}
    assert wide - narrow >= {("units seen", head.pk, today)}
