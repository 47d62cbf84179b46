"""Roles with dates (acordarea rolurilor)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from condica.accounts import actions
from condica.accounts.models import Grant
from condica.accounts.rules import Permission, Role
from condica.accounts.tests.factories import grant, make_user
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.models import Line

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_role_holds_between_its_days_only():
    user, admin = make_user(), make_user("administrator")
    today = dates.today()
    actions.grant_role(user, Role.REGISTRAR, since=today, until=today + 10 * DAY, by=admin)
    assert user.roles == {Role.REGISTRAR}
    assert user.roles_on(today - DAY) == frozenset()
    assert user.roles_on(today + 10 * DAY) == {Role.REGISTRAR}
    assert user.roles_on(today + 11 * DAY) == frozenset()
    assert user.may(Permission.ENTRY_REGISTER)
    assert not user.may(Permission.LETTER_SIGN)
    assert Line.objects.get(verb="accounts.role_granted").data["role"] == "registrator"


def test_a_withdrawn_role_ends_at_once_and_stays_in_the_table():
    admin = make_user("administrator")
    user = make_user("clerk")
    row = user.grants.get()
    actions.withdraw_role(row, by=admin)
    actions.withdraw_role(row, by=admin)
    user.forget_standing()
    assert user.roles == frozenset()
    assert Grant.objects.get(pk=row.pk).withdrawn_at is not None
    assert Line.objects.filter(verb="accounts.role_withdrawn").count() == 1
    actions.grant_role(user, Role.CLERK, by=admin)
    assert user.roles == {Role.CLERK}


def test_overlap_is_refused_by_the_action_and_by_the_database():
    admin, user = make_user("administrator"), make_user()
    actions.grant_role(user, Role.CLERK, since=date(2026, 1, 1), until=date(2026, 6, 30), by=admin)
    with pytest.raises(RuleBroken, match="are deja rolul"):
        actions.grant_role(user, Role.CLERK, since=date(2026, 6, 30), by=admin)
    with pytest.raises(IntegrityError, match="accounts_grant_no_overlap"), transaction.atomic():
        Grant.objects.create(user=user, role=Role.CLERK, since=date(2026, 6, 30))
    actions.grant_role(user, Role.CLERK, since=date(2026, 7, 1), by=admin)
    Grant.objects.create(user=user, role=Role.ARCHIVIST, since=date(2026, 6, 30))
    Grant.objects.create(user=admin, role=Role.CLERK, since=date(2026, 6, 30))


def test_the_database_refuses_reversed_dates_removal_and_rewriting():
    row = grant(make_user(), "clerk")
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.filter(pk=row.pk).update(until=date(1999, 1, 1))
    for change in ({"since": date(2001, 1, 1)}, {"role": "registrar"}):
        with pytest.raises(IntegrityError, match="rescrie"), transaction.atomic():
            Grant.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(IntegrityError, match="nu se sterg"), transaction.atomic():
        Grant.objects.filter(pk=row.pk).delete()


def test_the_last_administrator_stays():
    admin = make_user("administrator")
    with pytest.raises(RuleBroken, match="singurul administrator"):
        actions.withdraw_role(admin.grants.get(), by=admin)
    other = make_user("administrator")
    actions.withdraw_role(admin.grants.get(), by=other)
    with pytest.raises(RuleBroken, match="singurul administrator"):
        actions.disable_user(other, by=admin)


def test_an_end_is_set_for_today_or_later():
    admin, user = make_user("administrator"), make_user("clerk")
    row = user.grants.get()
    with pytest.raises(RuleBroken, match="în trecut"):
        actions.end_role(row, until=dates.today() - DAY, by=admin)
    actions.end_role(row, until=dates.today(), by=admin)
    user.forget_standing()
    assert user.roles == {Role.CLERK}
    assert user.roles_on(dates.today() + DAY) == frozenset()


def test_a_disabled_account_may_nothing():
    user = make_user("authority_head")
    user.is_active = False
    assert not any(user.may(permission) for permission in Permission)
