"""Casework at start-up (lucrări): who sees what, how a case is addressed."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Lucrări: cases, resolutions and the clock's ledger."""

    name = "condica.casework"
    verbose_name = "Lucrări"

    def ready(self) -> None:
        """Tell the rooms below who sees what, and how a case is addressed."""
        from condica.casework import access, actions, api, queries  # noqa: PLC0415 - models exist only now
        from condica.casework.queries import handovers  # noqa: PLC0415
        from condica.correspondence import api as correspondence  # noqa: PLC0415
        from condica.registry import api as registry  # noqa: PLC0415

        access.register_papers()
        access.register_documents()
        queries.register_links()
        actions.listen()
        correspondence.register_insertions(api.offer_insertions)
        registry.on_continuation(actions.join_continuation)
        registry.register_handovers(handovers.handed_electronically)
        api.register_keepers()
        api.register_ordinary()
