"""The door of statistics (ușa rapoartelor): a room tells here which reports it can make."""

from __future__ import annotations

from condica.accounts.rules import Permission
from condica.foundation import navigation
from condica.statistics import queries
from condica.statistics.rules import Report, register_report, reports

__all__ = ["Report", "register_report", "reports"]


def register_reports() -> None:
    """The reports of the rooms below, which cannot know this one."""
    register_report(
        Report(
            key="petitii",
            title="Raportul semestrial al petițiilor",
            basis="OG 27/2002, art. 14",
            words="Câte petiții au sosit, despre ce, cine le-a rezolvat, câte la timp și cât a durat.",
            build=queries.half_yearly,
            members=queries.members,
            listing=queries.listing,
            order=10,
        )
    )


def register_menu() -> None:
    """Rapoarte, in the rail."""
    item = navigation.NavItem("reports", "Rapoarte", "chart-bar", "statistics:index", Permission.REPORT_SEE, order=60)
    navigation.register(item)
