"""What the tests of the desk share: the town of the petitions' story."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from condica.petitions.tests.factories import Town, at, make_town


@pytest.fixture
def town(db: None) -> Town:
    return make_town()


@pytest.fixture
def day(db: None) -> Iterator[object]:
    """Tuesday 24 November 2026, the day of the mock-ups."""
    with at(11, 24, 9, 45) as moment:
        yield moment


@pytest.fixture
def visit(client: Client):
    """Open a page as somebody."""

    def opened(user, address: str, **more):
        client.force_login(user)
        return client.get(address, **more)

    return opened
