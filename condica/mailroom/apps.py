"""The room's name and place (poșta electronică, scanările) for Django."""

from __future__ import annotations

from django.apps import AppConfig


class MailroomConfig(AppConfig):
    """Mailroom (poșta electronică)."""

    name = "condica.mailroom"
    verbose_name = "Poștă electronică"

    def ready(self) -> None:
        """Tell the frame and the journal where this room's pages are."""
        from condica.mailroom import access, queries  # noqa: PLC0415 - models exist only now
        from condica.mailroom.actions import keeping, telling  # noqa: PLC0415

        queries.register_places()
        access.register_documents()
        keeping.register_keepers()
        telling.register_teller()
