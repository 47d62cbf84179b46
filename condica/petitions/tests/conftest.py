"""What the tests of petitions share."""

from __future__ import annotations

import pytest

from condica.petitions.tests.factories import at, make_town


@pytest.fixture
def town(db):
    return make_town()


@pytest.fixture
def day(db):
    """Friday 30 October 2026, when the story's petition came."""
    with at(10, 30, 14, 12) as moment:
        yield moment
