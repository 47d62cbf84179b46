"""The room's name and place (poșta electronică) for Django."""

from __future__ import annotations

from django.apps import AppConfig


class MailroomConfig(AppConfig):
    """Mailroom (poșta electronică)."""

    name = "condica.mailroom"
    verbose_name = "Poștă electronică"

    def ready(self) -> None:
        """Tell the frame and the journal where this room's pages are."""
        from condica.mailroom import queries  # noqa: PLC0415 - models exist only now
        from condica.mailroom.actions import keeping  # noqa: PLC0415

        queries.register_places()
        keeping.register_keepers()
