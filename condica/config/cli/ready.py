"""What a command needs before it works (pregătirea): the database up and migrated, Django ready."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import click

from condica.foundation.garbage import none_at_start

P = ParamSpec("P")
R = TypeVar("R")
OLDEST_POSTGRES = 150_000
ONE_AT_A_TIME = 20_270_002  # the advisory lock under which the tables are brought up to date


class Trouble(click.ClickException):
    """What was asked cannot be done; the sentence says why and what helps."""

    exit_code = 2


def with_database(work: Callable[P, R]) -> Callable[P, R]:
    """The command works on the database: bring it up, up to date, before the command begins."""

    @wraps(work)
    def prepared(*args: P.args, **kwargs: P.kwargs) -> R:
        bring_up()
        return work(*args, **kwargs)

    return prepared


def bring_up(*, migrate: bool = True) -> None:
    """Start Django (and with it the embedded server); then make the tables what this version needs."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "condica.config.settings")
    import django  # noqa: PLC0415 - commands without a database must not pay for it

    with none_at_start():
        django.setup()
    check_server()
    if migrate:
        bring_up_to_date()


def check_server() -> None:
    """The database answers and is new enough; else a sentence."""
    from django.db import OperationalError, connection  # noqa: PLC0415

    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise Trouble(f"baza de date nu răspunde: {str(error).strip()}. Verifică DATABASE_URL.") from None
    if server_version() < OLDEST_POSTGRES:
        raise Trouble(f"serverul este PostgreSQL {server_version() // 10_000}; Condica cere cel puțin 15.")


def bring_up_to_date() -> bool:
    """Apply what migrations are missing, one process at a time; say whether there was anything to do."""
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    if not _something_is_missing():
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        try:
            call_command("migrate", verbosity=0, interactive=False)
            call_command("createcachetable", verbosity=0)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])
    return True


def _something_is_missing() -> bool:
    from django.db import connection  # noqa: PLC0415

    return bool(pending_migrations()) or "condica_cache" not in connection.introspection.table_names()


def pending_migrations() -> list[str]:
    """The migrations of this version that the database does not have yet."""
    from django.db import connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def is_worker_alive() -> bool:
    """Whether some worker said in the last minute that it lives."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM procrastinate_workers WHERE last_heartbeat > now() - interval '60 s')"
        )
        return bool((cursor.fetchone() or [False])[0])


def server_version() -> int:
    """The server's version as a number: 150018 is 15.18."""
    from django.db import connection  # noqa: PLC0415

    connection.ensure_connection()
    return int(connection.connection.info.server_version)
