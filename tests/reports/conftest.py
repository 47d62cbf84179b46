"""One small town for all tests of reports: built once in a clone of the test database, looked at by each module."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection, transaction

from condica.config.demo import DemoReport
from condica.config.demo.engine import Engine
from tests.reports.lives import HALFWAY, UNTIL, Lives, printed
from tests.reports.small import Built, make_town


@pytest.fixture(scope="session")
def built_town(clone_database: Callable[[], str], django_db_blocker: Any) -> Built:
    """The town built once, in a clone."""
    name = urlsplit(clone_database()).path.lstrip("/")
    with django_db_blocker.unblock(), _standing_in(name):
        return make_town(name)


@pytest.fixture(scope="module")
def town(built_town: Built, django_db_blocker: Any) -> Iterator[DemoReport]:
    """The town as it was built; what a module's tests change in it is rolled back at its end."""
    with django_db_blocker.unblock(), _standing_in(built_town.name), transaction.atomic():
        yield built_town.report
        transaction.set_rollback(True)


@dataclass(frozen=True)
class BuiltLives:
    """The clone in which they were lived, and what was printed half-way."""

    name: str
    engine: Engine
    printed: dict[str, bytes]
    steps_after: int
    unblocked: Callable[[], Any]

    def look(self) -> Iterator[Engine]:
        """The lives as they were lived; what a module's tests change in them is rolled back at its end."""
        with self.unblocked(), _standing_in(self.name), transaction.atomic():
            yield self.engine
            transaction.set_rollback(True)


@pytest.fixture(scope="session")
def built_lives(clone_database: Callable[[], str], django_db_blocker: Any) -> BuiltLives:
    """Petitions in which much goes wrong, lived once in a clone of their own; printed half-way."""
    name = urlsplit(clone_database()).path.lstrip("/")
    with django_db_blocker.unblock(), _standing_in(name):
        lives = Lives()
        lives.plan()
        lives.live(HALFWAY.as_of)
        told = printed(HALFWAY)
        steps = lives.live(UNTIL)
    return BuiltLives(name, lives.engine, told, steps, django_db_blocker.unblock)


@contextmanager
def _standing_in(name: str) -> Iterator[None]:
    kept = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = kept
