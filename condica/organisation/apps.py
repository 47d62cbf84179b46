"""The room's name and place (organizarea) for Django."""

from __future__ import annotations

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """Organisation (organizarea)."""

    name = "condica.organisation"
    verbose_name = "Organizare"

    def ready(self) -> None:
        """Tell the frame and the administrator's contents page where our pages are."""
        from condica.organisation import access, api  # noqa: PLC0415 - models exist only now

        api.register_pages()
        access.register_frame()
