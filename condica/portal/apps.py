"""The portal at start-up (portalul cetățeanului): what the rooms below must know of it."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Portal: a petition sent, a request followed, an answer fetched."""

    name = "condica.portal"
    verbose_name = "Portal"

    def ready(self) -> None:
        """Files in quarantine are opened by nobody; the desk finds them under administration."""
        from condica.portal import queries  # noqa: PLC0415 - models exist only now
        from condica.portal.actions import keeping  # noqa: PLC0415

        queries.register_places()
        keeping.register_keepers()
