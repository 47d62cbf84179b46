"""The door of statistics (ușa rapoartelor): a room tells here which reports and registers it can make."""

from __future__ import annotations

from condica.accounts.rules import Permission
from condica.foundation import navigation
from condica.statistics import queries
from condica.statistics.queries import book
from condica.statistics.rules import Book, Report, books, register_book, register_report, reports

__all__ = ["Book", "Report", "books", "register_book", "register_report", "reports"]


def register_reports() -> None:
    """The reports and the registers of the rooms below, which cannot know this one."""
    register_report(
        Report(
            key="petitii",
            title="Raportul semestrial al petițiilor",
            basis="OG 27/2002, art. 14",
            words="Câte petiții au sosit, despre ce, cine le-a rezolvat, câte la timp și cât a durat.",
            build=queries.half_yearly,
            members=queries.members,
            lines=queries.lines,
            free_words=frozenset({"Conținut pe scurt"}),
            order=10,
        )
    )
    register_book(
        Book(
            key="petitii",
            title="Registrul petițiilor",
            basis="OG 27/2002, art. 6",
            words="Fiecare petiție pe un rând, de la înregistrare la răspuns, pentru orice perioadă; se tipărește.",
            columns=book.COLUMNS,
            papers=book.papers,
            lines=book.lines,
            totals=book.totals,
            order=10,
        )
    )


def register_menu() -> None:
    """Rapoarte, in the rail."""
    item = navigation.NavItem("reports", "Rapoarte", "chart-bar", "statistics:index", Permission.REPORT_SEE, order=60)
    navigation.register(item)
