"""What every test may ask for (fixturi comune)."""

from __future__ import annotations

import fcntl
import gc
import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import hypothesis
import pytest
from pytest_django import fixtures as django_fixtures

from condica.foundation import garbage

gc.disable()  # until all tests are read: a seventh of the processor went into looking for garbage among them

# The plugin makes only the databases that its own marks name; `own_database` asks for the same one without a mark.
django_fixtures._get_databases_for_setup = lambda items: ({"default"}, set())

# Time is measured in bench/, never asserted here: a busy machine must not fail a property.
hypothesis.settings.register_profile("house", hypothesis.settings(), deadline=None)
hypothesis.settings.load_profile("house")


#: What costs seconds to start: the tests that use it go to one worker, so that it is started once.
STARTED_ONCE = {"mail_server": "mail"}
LONGEST_NAME = 60  # letters of a value that may stand in the name of a test


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that share a server share a worker."""
    for item in items:
        for name in STARTED_ONCE.keys() & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.xdist_group(STARTED_ONCE[name]))


def pytest_collection_finish() -> None:
    """The house and its tests stay in memory to the end."""
    garbage.settle()


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Contents are not told in names of tests: a packed file bears its second, so two workers would differ."""
    return argname if isinstance(val, str | bytes) and len(val) > LONGEST_NAME else None


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of samples and vectors beside the checkout; tests read it, nothing of it is copied in."""
    path = Path(os.environ.get("CONDICA_SHARED", Path(__file__).resolve().parent.parent / "shared"))
    if not path.is_dir():
        pytest.fail(f"Lipsește folderul {path} cu probele de test; pune-l lângă proiect sau dă CONDICA_SHARED.")
    return path


class Migrated:
    """The migrated database that the first worker makes and the others copy."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.lock = (folder / "migrated.lock").open("a")
        self.told = folder / "migrated.txt"
        self.mine = False

    def ask(self) -> str:
        """Its name; nothing for the first who asks: the others wait until that one has said `made`."""
        fcntl.flock(self.lock, fcntl.LOCK_EX)
        self.mine = not self.told.exists()
        if self.mine:
            return ""
        name = self.told.read_text()
        fcntl.flock(self.lock, fcntl.LOCK_UN)
        return name

    def made(self, base: str) -> None:
        """Keep a copy of the first worker's database."""
        if self.mine:
            _administer(f'DROP DATABASE IF EXISTS "{base}_migrated" WITH (FORCE)')
            _administer(f'CREATE DATABASE "{base}_migrated" TEMPLATE "{base}"')
            self.told.write_text(f"{base}_migrated")
            fcntl.flock(self.lock, fcntl.LOCK_UN)

    def over(self) -> None:
        """Drop it; whoever comes later migrates again."""
        if self.mine and self.told.exists():
            fcntl.flock(self.lock, fcntl.LOCK_EX)
            name = self.told.read_text()
            self.told.unlink()
            fcntl.flock(self.lock, fcntl.LOCK_UN)
            _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def migrated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Migrated | None]:
    """Shared by the workers of a run that makes its databases anew."""
    anew = request.config.getoption("create_db") or not request.config.getoption("reuse_db")
    if "PYTEST_XDIST_WORKER" not in os.environ or not anew:
        yield None
        return
    one = Migrated(tmp_path_factory.getbasetemp().parent / "database")
    yield one
    one.over()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None, migrated: Migrated | None) -> None:
    """A worker's database is made from the migrated one, when there is one."""
    from django.db import connection

    name = migrated.ask() if migrated else ""
    if name:
        connection.settings_dict["TEST"]["TEMPLATE"] = name


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any, migrated: Migrated | None) -> None:
    """The test database is a demonstration: its clock may be set (see condica_now in the journal's guards)."""
    from django.db import connection, connections

    from condica.journal.models import Installation

    with django_db_blocker.unblock():
        if migrated:
            connections.close_all()
            migrated.made(connection.settings_dict["NAME"])
        Installation.objects.filter(pk=1).update(demo=True)


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A private, committed clone of the migrated test database; yields its address (for other processes).

    The suite's transactional tests would TRUNCATE, which the guards refuse: whoever needs several connections, a
    live server or another process takes this clone, thrown away afterwards.
    """
    from django.db import connection, connections

    base = connection.settings_dict["NAME"]
    name = f"{base}_{uuid.uuid4().hex[:8]}"
    with django_db_blocker.unblock():
        connections.close_all()
        _administer(f'CREATE DATABASE "{name}" TEMPLATE "{base}"')
        connection.settings_dict["NAME"] = name
        try:
            yield _address(name)
        finally:
            connections.close_all()
            connection.settings_dict["NAME"] = base
            _administer(f'DROP DATABASE "{name}" WITH (FORCE)')


class Clones:
    """Private copies of the migrated test database, for other processes: this one stays where it is."""

    def __init__(self, blocker: Any) -> None:
        self.blocker, self.made = blocker, list[str]()

    def __call__(self, *, kept: bool = False) -> str:
        """A new copy's address; `kept` ones outlive this process (whoever is the last to use them drops them)."""
        from django.db import connection, connections

        base = connection.settings_dict["NAME"]
        name = f"{base}_{uuid.uuid4().hex[:8]}"
        with self.blocker.unblock():
            connections.close_all()
        _administer(f'CREATE DATABASE "{name}" TEMPLATE "{base}"')
        if not kept:
            self.made.append(name)
        return _address(name)

    def drop(self, address: str) -> None:
        """Throw a copy away, whoever made it."""
        _administer(f'DROP DATABASE IF EXISTS "{urlsplit(address).path.lstrip("/")}" WITH (FORCE)')


@pytest.fixture(scope="session")
def clone_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[Clones]:
    """Makes private clones of the migrated test database for a whole session; dropped at the end unless kept."""
    clones = Clones(django_db_blocker)
    yield clones
    for name in clones.made:
        _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _address(name: str) -> str:
    from django.conf import settings

    before, _, query = str(settings.DATABASE_URL).partition("?")
    return f"{before.rsplit('/', 1)[0]}/{name}" + (f"?{query}" if query else "")


def _administer(statement: str) -> None:
    import psycopg

    with psycopg.connect(_address("postgres"), autocommit=True) as connection:
        connection.execute(statement)
