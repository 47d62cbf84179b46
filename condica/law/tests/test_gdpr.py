"""The month of art. 12 alin. (3) GDPR (termenul cererii)."""

from __future__ import annotations

from datetime import date

import pytest

from condica.law.gdpr import answer_by, extended_by


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 11, 3), date(2026, 12, 3)),
        (date(2026, 10, 30), date(2026, 12, 2)),  # 30 Nov and 1 Dec are holidays
        (date(2026, 1, 31), date(2026, 3, 2)),  # no 31 February: 28, a Saturday
        (date(2026, 11, 5), date(2026, 12, 7)),  # a Saturday
    ],
)
def test_the_answer_is_due_on_the_same_day_of_the_next_month(received, due):
    assert answer_by(received) == due


def test_the_extension_counts_three_months_from_the_receipt():
    assert extended_by(date(2026, 11, 3)) == date(2027, 2, 3)
