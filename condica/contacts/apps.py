"""The room's name and place (contacte) for Django."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ContactsConfig(AppConfig):
    """Contacts (contacte)."""

    name = "condica.contacts"
    verbose_name = "Contacte"

    def ready(self) -> None:
        """Tell the frame where our pages are."""
        from condica.contacts import api  # noqa: PLC0415 - models exist only now

        api.register_pages()
        api.register_keepers()
        post_migrate.connect(open_guards, sender=self)


def open_guards(using: str, **_: Any) -> None:
    """Guards written by any room's migration let an erasure through, and nothing else (docs/decisions/016)."""
    from django.db import connections  # noqa: PLC0415 - Django is still starting

    with connections[using].cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_proc WHERE proname = 'condica_open_guards'")
        if cursor.fetchone():
            cursor.execute("SELECT condica_open_guards()")
