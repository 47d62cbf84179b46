"""What reports count (evidența petițiilor) is only added to: each card and each ending stays as it was written."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from condica.petitions import actions
from condica.petitions.models import Description, Ending
from condica.petitions.tests.factories import accepted, fresh, make_petition, redirected


def test_each_change_of_the_card_is_kept(town, day):
    petition = make_petition(town)
    actions.describe(petition, domain="lighting", by=town.registrar)
    actions.describe(petition, domain="roads", by=town.registrar)
    actions.describe(petition, domain="roads", by=town.registrar)
    assert list(Description.objects.values_list("domain", flat=True)) == ["", "lighting", "roads"]


def test_an_undone_ending_is_followed_not_removed(town, day):
    first, second = accepted(town), make_petition(town)
    actions.connect(second, to=first, by=town.registrar)
    actions.disconnect(fresh(second), by=town.registrar)
    assert list(Ending.objects.values_list("kind", flat=True)) == ["joined", "again"]


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
    redirected(town)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits for the commit would stop a TRUNCATE by itself
        with pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute(statement)
