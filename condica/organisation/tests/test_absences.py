"""Absences (absențe): with a substitute or without, one at a time, recorded by who leads."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from condica.accounts.rules import Role
from condica.accounts.tests.factories import make_user
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.models import Line
from condica.organisation import actions, api
from condica.organisation.models import Absence, Substitution
from condica.organisation.tests.factories import make_member, make_unit

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def head(unit):
    return make_member(unit, Role.UNIT_HEAD, is_head=True)


@pytest.fixture
def clerk(unit):
    return make_member(unit, Role.CLERK)


@pytest.fixture
def other(unit):
    return make_member(unit, Role.CLERK)


def away(user, by, substitute=None):
    return actions.record_absence(user, since=dates.today(), until=dates.today() + WEEK, substitute=substitute, by=by)


def test_an_absence_with_a_substitute(clerk, other, head):
    row = away(clerk, head, other)
    assert (row.substitution.substitute, row.substitution.until) == (other, row.until)
    assert api.acting_for(clerk) == other
    assert api.absence_of(clerk).substitute == other
    assert api.stands_for(other) == {clerk.pk, other.pk}
    assert Line.objects.filter(verb="organisation.absence_recorded").count() == 1


def test_an_absence_without_one_is_known(clerk, head):
    away(clerk, head)
    assert api.away()[clerk.pk].substitute is None
    assert api.away(dates.today() + 2 * WEEK) == {}


def test_a_substitution_alone_is_an_absence_too(clerk, other, head):
    actions.name_substitute(clerk, other, since=dates.today(), until=dates.today(), by=head)
    assert api.absence_of(clerk).substitute == other


def test_one_at_a_time(clerk, head):
    away(clerk, head)
    with pytest.raises(RuleBroken) as broken:
        away(clerk, head)
    assert broken.value.code == "absence-overlaps"
    with pytest.raises(IntegrityError), transaction.atomic():
        Absence.objects.create(user=clerk, since=dates.today(), until=dates.today())


def test_who_is_back_takes_the_place_again(clerk, other, head):
    row = away(clerk, head, other)
    actions.end_absence(row, until=dates.today(), by=head)
    actions.end_absence(row, until=dates.today(), by=head)
    assert Substitution.objects.get().until == dates.today()
    assert Line.objects.filter(verb="organisation.absence_ended").count() == 1


def test_a_head_records_the_absences_of_own_people_only(client: Client, head, clerk, other):
    client.force_login(head)
    stranger = make_member(make_unit(), Role.CLERK)
    data = {"since": dates.today(), "until": dates.today() + WEEK, "user": stranger.pk}
    assert client.post("/organizare/absente/noua/", data).status_code == 200
    assert not Absence.objects.exists()
    assert (
        client.post("/organizare/absente/noua/", data | {"user": clerk.pk, "substitute": other.pk}).status_code == 302
    )
    page = client.get("/organizare/inlocuiri/").content.decode()
    assert f"îi ține locul {other}" in page
    row = Absence.objects.get()
    assert client.post(f"/organizare/absente/{row.pk}/incheiere/").status_code == 302
    away(stranger, head)
    assert client.post(f"/organizare/absente/{stranger.absences.get().pk}/incheiere/").status_code == 404


def test_why_somebody_is_away_is_read_by_who_leads_only(client: Client, head, clerk):
    actions.record_absence(clerk, since=dates.today(), until=dates.today(), reason="concediu medical", by=head)
    client.force_login(head)
    assert "concediu medical" in client.get("/organizare/inlocuiri/").content.decode()
    client.force_login(clerk)
    page = client.get("/organizare/inlocuiri/").content.decode()
    assert str(clerk) in page
    assert "concediu medical" not in page


def test_roles_are_lent_by_the_administrator_only(client: Client, head, clerk, other):
    client.force_login(head)
    assert "with_roles" not in client.get("/organizare/absente/noua/").content.decode()
    client.force_login(make_user(Role.ADMINISTRATOR))
    assert "with_roles" in client.get("/organizare/absente/noua/").content.decode()


def test_who_leads_nobody_records_nothing(client: Client, clerk):
    client.force_login(clerk)
    assert "Absență nouă" not in client.get("/organizare/inlocuiri/").content.decode()
    assert client.get("/organizare/absente/noua/").status_code == 404
