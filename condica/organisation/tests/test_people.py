"""Posts, holders, substitutes (posturi, titulari, înlocuitori)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from condica.accounts import actions as accounts
from condica.accounts.rules import Permission, Role
from condica.accounts.tests.factories import make_user
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.models import Line
from condica.organisation import actions, api
from condica.organisation.models import Holding, Post, Substitution
from condica.organisation.tests.factories import make_member, make_post, make_substitution, make_unit, place

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def admin():
    return make_user("administrator")


def test_a_post_has_one_holder_at_a_time(admin):
    post, one, other = make_post(make_unit()), make_user(), make_user()
    holding = actions.fill_post(post, one, since=date(2026, 1, 1), by=admin)
    with pytest.raises(RuleBroken, match="este ocupat de"):
        actions.fill_post(post, other, since=date(2026, 5, 1), by=admin)
    with pytest.raises(IntegrityError, match="organisation_holding_one"), transaction.atomic():
        Holding.objects.create(post=post, user=other, since=date(2026, 5, 1))
    actions.vacate_post(holding, until=date(2026, 4, 30), by=admin)
    actions.fill_post(post, other, since=date(2026, 5, 1), by=admin)
    line = Line.objects.select_related("personal").filter(verb="organisation.post_filled").last()
    assert line.personal.data == {"holder": str(other)}
    assert "holder" not in line.data


def test_a_held_post_is_not_abolished(admin):
    holding = place(make_user(), make_unit())
    with pytest.raises(RuleBroken, match="este ocupat"):
        actions.abolish_post(holding.post, until=dates.today(), by=admin)
    actions.vacate_post(holding, until=dates.today(), by=admin)
    actions.abolish_post(holding.post, until=dates.today(), by=admin)
    assert Post.objects.get(pk=holding.post_id).until == dates.today()


def test_a_unit_has_one_head_post(admin):
    unit = make_unit()
    actions.create_post(unit, title="șef serviciu", is_head=True, by=admin)
    with pytest.raises(RuleBroken, match="post de conducere"):
        actions.create_post(unit, title="alt șef", is_head=True, by=admin)
    plain = actions.create_post(unit, title="consilier", by=admin)
    with pytest.raises(IntegrityError, match="organisation_post_one_head"), transaction.atomic():
        Post.objects.filter(pk=plain.pk).update(is_head=True)


def test_heads_see_their_subtree_and_clerks_their_unit():
    top = make_unit()
    below, aside = make_unit(parent=top), make_unit()
    head, clerk = make_member(top, "director", is_head=True), make_member(below)
    assert api.units_seen_by(head) == {top.pk, below.pk}
    assert api.units_of(head) == {top.pk}
    assert api.units_seen_by(clerk) == {below.pk}
    assert api.head_of(top) == head
    assert api.head_of(aside) is None
    assert api.users_of(below) == [clerk]
    assert api.is_subordinate(clerk, head)
    assert not api.is_subordinate(head, clerk)
    assert not api.is_subordinate(head, head)


def test_a_substitute_sees_and_leads_instead():
    unit, other = make_unit(), make_unit()
    head, deputy, third = make_member(unit, is_head=True), make_member(other), make_user()
    today = dates.today()
    make_substitution(head, deputy, today, today + 5 * DAY)
    make_substitution(deputy, third, today, today)
    assert api.units_seen_by(deputy) == {unit.pk, other.pk}
    assert api.units_seen_by(third) == {unit.pk, other.pk}
    assert api.head_of(unit) == third
    assert api.head_of(unit, today + DAY) == deputy
    assert api.head_of(unit, today + 6 * DAY) == head
    assert api.units_seen_by(deputy, today + 6 * DAY) == {other.pk}


def test_two_who_stand_in_for_each_other_do_not_turn_in_circles():
    one, other = make_user(), make_user()
    today = dates.today()
    make_substitution(one, other, today, today)
    make_substitution(other, one, today, today)
    assert api.acting_for(one) == other
    assert api.units_seen_by(one) == set()


def test_substitutions_do_not_overlap_and_end(admin):
    one, two, three = make_user(), make_user(), make_user()
    today = dates.today()
    actions.name_substitute(one, two, since=today, until=today + 3 * DAY, by=admin)
    with pytest.raises(RuleBroken, match="ține deja locul"):
        actions.name_substitute(one, three, since=today + 3 * DAY, until=today + 9 * DAY, by=admin)
    with pytest.raises(IntegrityError, match="organisation_substitution_one"), transaction.atomic():
        make_substitution(one, three, today + 3 * DAY, today + 9 * DAY)
    with pytest.raises(RuleBroken, match="nu se poate înlocui pe sine"):
        actions.name_substitute(one, one, since=today, until=today, by=admin)
    with pytest.raises(IntegrityError), transaction.atomic():
        Substitution.objects.create(user=three, substitute=two, since=today)


def test_roles_are_lent_for_the_days_of_the_substitution_only(admin):
    mayor, deputy = make_user("authority_head"), make_user("director")
    accounts.grant_role(mayor, Role.ADMINISTRATOR, by=admin)
    today = dates.today()
    row = actions.name_substitute(mayor, deputy, since=today, until=today + 9 * DAY, by=admin)
    deputy.forget_standing()
    assert deputy.may(Permission.LETTER_SIGN)
    assert Role.ADMINISTRATOR not in deputy.roles
    assert Role.AUTHORITY_HEAD not in deputy.roles_on(today + 10 * DAY)
    actions.end_substitution(row, until=today + 2 * DAY, by=admin)
    deputy.forget_standing()
    assert Role.AUTHORITY_HEAD in deputy.roles_on(today + 2 * DAY)
    assert Role.AUTHORITY_HEAD not in deputy.roles_on(today + 3 * DAY)


def test_only_the_missing_days_of_a_role_are_lent(admin):
    head, deputy = make_user("unit_head"), make_user()
    today = dates.today()
    accounts.grant_role(deputy, Role.UNIT_HEAD, since=today + 3 * DAY, until=today + 4 * DAY, by=admin)
    row = actions.name_substitute(head, deputy, since=today, until=today + 9 * DAY, by=admin)
    assert sorted(row.grants.values_list("since", "until")) == [
        (today, today + 2 * DAY),
        (today + 5 * DAY, today + 9 * DAY),
    ]
