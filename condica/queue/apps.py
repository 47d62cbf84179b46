"""The room of the queue as Django knows it (bonuri de ordine)."""

from django.apps import AppConfig


class QueueConfig(AppConfig):
    """Bonuri de ordine: tickets, desks that call, a screen with numbers, waiting measured."""

    name = "condica.queue"
    verbose_name = "Bonuri de ordine"

    def ready(self) -> None:
        """Tell the menu, the administration and the journal about this room."""
        from condica.queue import api  # noqa: PLC0415 - models exist only now

        api.register_pages()
