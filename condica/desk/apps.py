"""The desk's room as Django knows it (masa de lucru)."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Masa de lucru: what each employee sees first, and the one search for everything."""

    name = "condica.desk"
    verbose_name = "Masa de lucru"

    def ready(self) -> None:
        """Tell the frame where the desk's pages are, and the search where to look."""
        from condica.desk import access, api, queries  # noqa: PLC0415 - models exist only now

        api.register_frame()
        api.register_keepers()
        access.register_papers()
        queries.register_sources()
