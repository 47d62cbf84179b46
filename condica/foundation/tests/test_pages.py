"""Pages of lists (pagini): whole, in order, both ways, without counting and without skipping."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext, isolate_apps

from condica.foundation.pages import keyset

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(db):
    """A table of 57 rows with equal days and missing ones."""
    with isolate_apps("condica.foundation"):

        class Row(models.Model):
            day = models.DateField(null=True)
            number = models.IntegerField()

            class Meta:
                app_label = "foundation"

        with connection.schema_editor() as editor:
            editor.create_model(Row)
        chosen = random.Random(3)
        days = [None, *(date(2026, 11, 1) + timedelta(days=i) for i in range(6))]
        Row.objects.bulk_create(Row(day=chosen.choice(days), number=i) for i in range(57))
        yield Row


ORDERS = [("day", "id"), ("-day", "-id"), ("-number",), ("day", "-number")]


def walk(rows, order, size):
    token, seen = "", []
    while True:
        page = keyset(rows.objects.all(), order, token, size)
        seen.append([row.pk for row in page])
        if not page.next:
            return seen, page
        token = page.next


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("size", [1, 10, 56, 57, 58])
def test_pages_hold_every_row_once_in_order(rows, order, size):
    seen, _ = walk(rows, order, size)
    assert [pk for page in seen for pk in page] == list(rows.objects.order_by(*order).values_list("pk", flat=True))


@pytest.mark.parametrize("order", ORDERS)
def test_going_back_shows_the_same_pages(rows, order):
    seen, page = walk(rows, order, 10)
    for earlier in reversed(seen[:-1]):
        page = keyset(rows.objects.all(), order, page.previous, 10)
        assert [row.pk for row in page] == earlier
        assert page.next
    assert page.previous == ""


def test_a_token_that_makes_no_sense_shows_the_first_page(rows):
    first = [row.pk for row in keyset(rows.objects.all(), ("day", "id"), None, 5)]
    for token in ("x", "€", "bm90IGpzb24", "WzEsMl0", "W2ZhbHNlLCJ4IiwxXQ"):
        assert [row.pk for row in keyset(rows.objects.all(), ("day", "id"), token, 5)] == first


def test_an_empty_list_has_one_empty_page(rows):
    page = keyset(rows.objects.none(), ("id",), None, 5)
    assert (len(page), page.next, page.previous) == (0, "", "")


def test_it_asks_once_and_neither_counts_nor_skips(rows):
    token = keyset(rows.objects.all(), ("day", "id"), None, 5).next
    with CaptureQueriesContext(
        connection,
    ) as asked:
        keyset(rows.objects.all(), ("day", "id"), token, 5)
    assert len(asked) == 1
    sql = asked[0]["sql"].upper()
    assert "COUNT(" not in sql
    assert "OFFSET" not in sql
