"""Two at once (concurență): what one alone may do, two together may not."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import DatabaseError, connection, transaction

from condica.organisation.models import Unit
from condica.organisation.tests.factories import make_unit


@pytest.fixture
def two_units(django_db_setup, django_db_blocker):
    """Units that other connections see too: written for good, and taken away by hand."""
    with django_db_blocker.unblock():
        units = [make_unit(), make_unit()]
        yield units
        Unit.objects.filter(pk__in=[unit.pk for unit in units]).update(parent=None)
        Unit.objects.filter(pk__in=[unit.pk for unit in units]).delete()


def test_two_moves_at_once_do_not_close_a_ring(two_units):
    one, other = two_units
    errors: list[str] = []

    def second_move() -> None:
        try:
            Unit.objects.filter(pk=other.pk).update(parent=one)
        except DatabaseError as error:
            errors.append(str(error))
        finally:
            connection.close()

    with transaction.atomic():
        Unit.objects.filter(pk=one.pk).update(parent=other)
        thread = threading.Thread(target=second_move)
        thread.start()
        time.sleep(0.5)
        assert thread.is_alive()  # it waits for the first move
    thread.join(10)
    assert len(errors) == 1
    assert "ea insasi" in errors[0]
    assert Unit.objects.get(pk=other.pk).trail == [other.pk]
