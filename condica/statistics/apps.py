"""The room of statistics as Django knows it (rapoarte)."""

from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    """Rapoarte: counts, charts and the reports that the law asks for; it only reads."""

    name = "condica.statistics"
    verbose_name = "Rapoarte"

    def ready(self) -> None:
        """Register the reports and the menu's entry."""
        from condica.statistics import api  # noqa: PLC0415 - models exist only now

        api.register_reports()
        api.register_menu()
