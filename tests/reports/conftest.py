"""One small town for all tests of reports: built once in a clone of the test database, looked at by each module."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection, transaction

from condica.config.demo import DemoReport
from tests.reports.small import make_town


@pytest.fixture(scope="session")
def built_town(clone_database: Callable[[], str], django_db_blocker: Any) -> tuple[str, DemoReport]:
    """The clone's name and what was built in it."""
    name = urlsplit(clone_database()).path.lstrip("/")
    with django_db_blocker.unblock(), _standing_in(name):
        return name, make_town()


@pytest.fixture(scope="module")
def town(built_town: tuple[str, DemoReport], django_db_blocker: Any) -> Iterator[DemoReport]:
    """The town as it was built; what a module's tests change in it is rolled back at its end."""
    name, report = built_town
    with django_db_blocker.unblock(), _standing_in(name), transaction.atomic():
        yield report
        transaction.set_rollback(True)


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
