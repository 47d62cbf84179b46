"""The rows of reports (rândurile rapoartelor): a past moment tells the same story for ever."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from condica.foundation import dates
from condica.petitions import actions
from condica.petitions.api import report_rows
from condica.petitions.tests.factories import accepted, at, fresh, make_petition, send, sign, write

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))


def moment(month, day, hour=0):
    return datetime(2026, month, day, hour, tzinfo=dates.BUCHAREST)


def test_a_petition_as_it_stood_at_each_moment(town):
    with at(10, 30):
        petition = accepted(town)
        actions.describe(petition, domain="lighting", by=town.clerk)
    with at(11, 20):
        actions.extend(petition, reason="Se sapă.", told_on=date(2026, 11, 20), by=town.mayor)
        actions.describe(petition, domain="roads", by=town.clerk)
    with at(12, 4):
        send(town, sign(town, write(town, petition, way="nefavorabil")))

    early, middle, late = (
        report_rows(*OCTOBER, as_of=when)[0] for when in (moment(11, 1), moment(12, 1), moment(12, 5))
    )
    assert (early.domain, early.due_on, early.extended, early.ended_as) == ("lighting", date(2026, 12, 2), False, "")
    assert (middle.domain, middle.due_on, middle.extended, middle.ended_as) == ("roads", date(2026, 12, 15), True, "")
    assert (late.ended_as, late.ended_on, late.solution) == ("answered", date(2026, 12, 4), "unfavourable")
    assert (late.unit, late.channel, late.registered_on) == (town.lighting.pk, "email", date(2026, 10, 30))


def test_what_was_not_yet_registered_is_not_counted(town):
    with at(10, 30, 14):
        make_petition(town)
    assert report_rows(*OCTOBER, as_of=moment(10, 30, 13)) == []
    assert len(report_rows(*OCTOBER, as_of=moment(10, 30, 15))) == 1
    assert report_rows(date(2026, 11, 1), date(2026, 11, 30), as_of=moment(12, 1)) == []


def test_an_undone_connection_counts_as_open_again(town, day):
    first, second = accepted(town), make_petition(town)
    actions.connect(second, to=first, by=town.registrar)
    soon = moment(11, 1)
    assert [row.ended_as for row in report_rows(*OCTOBER, as_of=soon)] == ["", "joined"]
    actions.disconnect(fresh(second), by=town.registrar)
    assert [row.ended_as for row in report_rows(*OCTOBER, as_of=soon)] == ["", ""]


def test_the_number_of_queries_does_not_grow(town, day, django_assert_num_queries):
    for _ in range(4):
        make_petition(town)
    with django_assert_num_queries(5):
        assert len(report_rows(*OCTOBER, as_of=moment(11, 1))) == 4


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE petitions_ending SET kind = 'filed'",
        "DELETE FROM petitions_ending",
        "TRUNCATE petitions_ending",
        "UPDATE petitions_description SET domain = 'dogs'",
        "DELETE FROM petitions_description",
        "TRUNCATE petitions_description",
        "DELETE FROM petitions_petition",
    ],
)
def test_the_history_is_only_added_to(town, day, statement):
    actions.redirect(make_petition(town), to="Prefectura", by=town.registrar)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits for the commit would stop a TRUNCATE by itself
        with pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute(statement)
