"""`manage.py migrate`, as Django has it, with our quicker state (see `foundation.schema`)."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate

from condica.foundation.garbage import seldom
from condica.foundation.schema import Executor


class Command(migrate.Command):
    """Apply migrations."""

    def handle(self, *args: Any, **options: Any) -> None:
        given = vars(migrate)["MigrationExecutor"]
        vars(migrate)["MigrationExecutor"] = Executor  # Django names the class in the command's module
        try:
            with seldom():
                super().handle(*args, **options)
        finally:
            vars(migrate)["MigrationExecutor"] = given
