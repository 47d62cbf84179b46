"""The tree of units (structuri)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from condica.accounts.tests.factories import make_user
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.models import Line
from condica.organisation import actions, api, queries
from condica.organisation.models import Post, Unit
from condica.organisation.rules import UnitKind
from condica.organisation.tests.factories import LONG_AGO, make_member, make_post, make_unit, place

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return make_user("administrator")


@pytest.fixture
def tree():
    top = make_unit("Primăria", kind=UnitKind.AUTHORITY)
    directorate = make_unit("Direcția Comunicare", parent=top, kind=UnitKind.DIRECTORATE)
    service = make_unit("Relații cu Publicul", parent=directorate)
    roads = make_unit("Drumuri", parent=top)
    return top, directorate, service, roads


def test_a_unit_knows_all_above_and_below_it(tree, admin):
    top, directorate, service, roads = tree
    assert service.trail == [top.pk, directorate.pk, service.pk]
    assert service.path == "Primăria › Direcția Comunicare › Relații cu Publicul"
    assert set(directorate.descendants()) == {directorate, service}
    actions.move_unit(directorate, parent=roads, by=admin)
    service.refresh_from_db()
    assert service.trail == [top.pk, roads.pk, directorate.pk, service.pk]
    actions.move_unit(directorate, parent=None, by=admin)
    service.refresh_from_db()
    assert service.trail == [directorate.pk, service.pk]
    assert Line.objects.filter(verb="organisation.unit_moved").count() == 2


def test_a_ring_is_refused_by_the_action_and_by_the_database(tree, admin):
    top, _, service, _ = tree
    with pytest.raises(RuleBroken, match="nu o poate avea în subordine"):
        actions.move_unit(top, parent=service, by=admin)
    with pytest.raises(IntegrityError, match="ea insasi"), transaction.atomic():
        Unit.objects.filter(pk=top.pk).update(parent=service)
    with pytest.raises(IntegrityError, match="ea insasi"), transaction.atomic():
        Unit.objects.filter(pk=top.pk).update(parent=top)


def test_the_trail_cannot_be_written_by_hand(tree):
    service = tree[2]
    Unit.objects.filter(pk=service.pk).update(trail=[service.pk])
    assert Unit.objects.get(pk=service.pk).trail == service.trail


def test_the_chart_counts_subtrees_in_three_queries(tree):
    top, directorate, service, roads = tree
    boss = make_member(service, "unit_head", is_head=True)
    make_member(service)
    make_post(service)
    make_post(directorate, "director", is_head=True)
    make_post(roads, until=date(2001, 1, 1))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        lines = {line.unit.pk: line for line in queries.chart(dates.today())}
    assert len(asked) == 3
    assert (lines[service.pk].own.total, lines[service.pk].own.filled, lines[service.pk].own.vacant) == (3, 2, 1)
    assert (lines[directorate.pk].all.total, lines[directorate.pk].all.vacant) == (4, 2)
    assert (lines[top.pk].all.total, lines[top.pk].own.total) == (4, 0)
    assert lines[roads.pk].all.total == 0
    assert lines[service.pk].head == boss
    assert lines[directorate.pk].head is None
    assert [line.unit for line in queries.chart(dates.today())] == [top, directorate, service, roads]


def test_a_unit_is_dissolved_only_when_empty(tree, admin):
    _, directorate, service, _ = tree
    day = dates.today() + timedelta(days=30)
    with pytest.raises(RuleBroken, match="mai are structuri sau posturi"):
        actions.dissolve_unit(directorate, until=day, by=admin)
    actions.dissolve_unit(service, until=day, by=admin)
    actions.dissolve_unit(directorate, until=day, by=admin)
    assert api.units(day + timedelta(days=1)) != api.units(day)


def test_the_database_keeps_posts_inside_their_unit(tree):
    service = tree[2]
    post = make_post(service)
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.filter(pk=service.pk).update(until=dates.today())
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(since=LONG_AGO - timedelta(days=1))
    place(make_user(), service)
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(unit=service, holdings__isnull=False).update(until=dates.today())


def test_a_unit_is_founded_and_corrected_with_a_journal_line(tree, admin):
    unit = actions.create_unit(
        name="Serviciul Arhivă", short_name="Arhivă", code="ARH", kind="service", parent=tree[0], by=admin
    )
    with pytest.raises(RuleBroken, match="al altei structuri"):
        actions.create_unit(name="Alta", short_name="", code="ARH", kind="service", by=admin)
    for _ in range(2):
        actions.change_unit(
            unit, name="Serviciul Arhivă", short_name="Arhiva", code="ARH", kind="service", sort_order=3, by=admin
        )
    assert Line.objects.get(verb="organisation.unit_changed").data == {"fields": ["denumirea scurtă", "ordinea"]}
    assert dict(api.unit_choices())[unit.pk] == "\u2003Serviciul Arhivă"
