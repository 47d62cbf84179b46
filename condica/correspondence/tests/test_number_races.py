"""Numbers of the post under many hands (numere S10): none is drawn twice, whoever comes first."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from condica.accounts.api import system_user
from condica.correspondence import actions
from condica.correspondence.models import NumberRange
from condica.correspondence.rules import s10

HANDS, EACH = 4, 10


@pytest.mark.usefixtures("own_database")
def test_four_desks_draw_forty_numbers(django_db_blocker: pytest.FixtureRequest) -> None:
    """Four connections at once, one of each three transactions taken back: what is kept has no number twice."""
    drawn: list[str] = []

    def draw() -> None:
        try:
            for place in range(EACH):
                with transaction.atomic():
                    found = actions.draw_number()
                    assert found is not None
                    if place % 3 == 2:
                        transaction.set_rollback(True)
                    else:
                        drawn.append(found[1])
        finally:
            connection.close()

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        actions.add_range(first=s10("RR", 1000), last=s10("RR", 1099), source="PV de probă", by=system_user())
        hands = [threading.Thread(target=draw) for _ in range(HANDS)]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join(30)
        assert sorted(drawn) == [s10("RR", 1000 + place) for place in range(HANDS * 7)]
        assert NumberRange.objects.get().next == 1000 + HANDS * 7
