"""What the database itself holds of OG 27/2002, whatever a program does: each refusal without any of our verbs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from condica.casework.models import ClockEvent
from condica.foundation import dates
from condica.petitions import actions
from condica.petitions.models import CourtRuling, Ending, Extension, Petition
from condica.petitions.tests.factories import accepted, answered, at, extended, fresh, make_petition, redirected


def refuses(write):
    with pytest.raises((IntegrityError, DatabaseError)) as broken, transaction.atomic():
        write()
    return str(broken.value)


def again(event, **fields):
    """The same clock event once more, as a careless program would write it."""
    copied = {field.attname: getattr(event, field.attname) for field in ClockEvent._meta.fields if field.name != "id"}
    return ClockEvent(**(copied | {"at": dates.now()} | fields))


def test_p10_extended_once(town):
    with at(10, 30):
        petition = accepted(town)
    with at(11, 24):
        extended(town, petition)
        event = petition.case.clock.get(kind="extended")
        assert "o singură dată" in refuses(again(event).save)


def test_p10_extended_before_the_term_ends(town, day):
    petition = accepted(town)
    event = petition.case.clock.first()
    late = petition.case.due_on + timedelta(days=1)
    assert "împlinit" in refuses(again(event, kind="extended", on=late).save)


@pytest.mark.parametrize(
    "fields",
    [
        {"days": 16},
        {"days": 0},
        {"days": 31, "energy": True},
        {"decided_on": date(2026, 12, 3)},
        {"counted_at": "2026-11-24T10:00+02:00", "told_on": date(2026, 12, 3)},
        {"counted_at": "2026-11-24T10:00+02:00"},
    ],
)
def test_p10_days_and_days_of_the_month(town, day, fields):
    words = {
        "petition": accepted(town), "days": 15, "reason": "Se sapă.", "decided_by": town.mayor,
        "decided_on": date(2026, 11, 24), "before": date(2026, 12, 2), "legal": date(2026, 12, 15),
    }  # fmt: skip
    assert "petitions_ext" in refuses(Extension(**(words | fields)).save)


def test_an_extension_that_counted_stays(town, day):
    petition = extended(town, accepted(town))
    assert "nu se mai schimbă" in refuses(lambda: Extension.objects.filter(petition=petition).update(days=14))


def test_a_petition_ends_once(town, day):
    petition = answered(town)
    made = {"petition": petition, "on": date(2026, 10, 30), "at": dates.now(), "by": town.registrar}
    assert "o singură dată" in refuses(Ending(kind="filed", **made).save)
    other = make_petition(town)
    assert "o singură dată" in refuses(Ending(kind="again", **(made | {"petition": other})).save)


@pytest.mark.parametrize(
    ("kind", "cites"),
    [("joined", ""), ("withdrawn", ""), ("moved", ""), ("filed", "OG 27/2002, art. 10 alin. (2)")],
)
def test_each_end_has_its_own_ground(town, day, kind, cites):
    """P12: filed as repeated only with the link to the first number; the same for the others."""
    made = Ending(
        petition=make_petition(town), kind=kind, cites=cites, on=date(2026, 10, 30), at=dates.now(), by=town.registrar
    )
    assert "fără legătura ei" in refuses(made.save)


def test_p11_not_joined_to_itself(town, day):
    petition = make_petition(town)
    for link in ("joined_to", "repeats"):
        update = {link: petition}
        assert "itself" in refuses(lambda update=update: Petition.objects.filter(pk=petition.pk).update(**update))


def test_p2_a_collective_petition_has_a_representative(town, day):
    petition = make_petition(town)
    assert "represented" in refuses(lambda: Petition.objects.filter(pk=petition.pk).update(signatories=3))


def test_p6_what_left_stays(town, day):
    petition = redirected(town)
    assert "rămâne cum e" in refuses(lambda: petition.redirections.update(due_on=date(2027, 1, 1)))
    assert "rămâne cum e" in refuses(lambda: petition.notices.update(left_on=None))


@pytest.mark.parametrize("table", ["extension", "notice", "redirection", "courtruling"])
def test_nothing_is_removed(town, day, table):
    petition = extended(town, accepted(town))
    redirected(town)
    ruling = {"court": "Tribunalul", "number": "1", "dated": date(2026, 10, 29), "counts_from": date(2026, 10, 30)}
    actions.obey_court(petition, by=town.registrar, **ruling)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for statement in (f"DELETE FROM petitions_{table}", f"TRUNCATE petitions_{table}"):
            refuses(lambda statement=statement: cursor.execute(statement))
    assert fresh(petition).rulings.count() == CourtRuling.objects.count() == 1
