"""The door of court papers and displays (ușa actelor și afișărilor): what is told to the rooms below at start-up."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.casework.api import register_reminders
from condica.correspondence import api as correspondence
from condica.court_papers import actions, queries
from condica.court_papers.actions import keeping
from condica.court_papers.models import CourtPaper, Display
from condica.court_papers.queries import Duty, duties
from condica.court_papers.queries.reminding import owed_reminders
from condica.court_papers.rules import court, display
from condica.foundation import dates, navigation
from condica.journal import queries as journal
from condica.journal.models import Line
from condica.registry import queries as registry
from condica.registry.models import Entry
from condica.registry.rules import PaperKind, register_kind

__all__ = ["CourtPaper", "Display", "Duty", "duties", "found_acts", "found_displays", "register", "term_of"]

ACT_WORDS = ("citatie", "instanta", "judecator", "dosar", "tribunal", "procedura")
DISPLAY_WORDS = ("afis", "dezafis", "publicitate")


def register() -> None:
    """Two kinds of paper for the counter, their pages, their letters, their people, one entry in the menu."""
    register_kind(
        PaperKind(
            court.KIND, "Act de procedură", 6, words=ACT_WORDS, hint=court.hint, opens=actions.open_paper,
            leaves=actions.leave_paper,
        )
    )  # fmt: skip
    register_kind(
        PaperKind(
            display.KIND, "Cerere de afișare", 6, words=DISPLAY_WORDS, opens=actions.open_request,
            leaves=actions.leave_request,
        )
    )  # fmt: skip
    registry.register_workplace(_workplace)
    correspondence.letter_left.connect(actions.on_letter_left, dispatch_uid="court_papers.letter_left")
    journal.register_link("court_papers.courtpaper", _to_act)
    journal.register_link("court_papers.display", _to_display)
    keeping.register_keepers()
    register_reminders(owed_reminders)
    item = navigation.NavItem(
        "court_papers", "Acte și afișări", "gavel", "court_papers:papers", Permission.ENTRY_REGISTER, 22
    )  # fmt: skip
    navigation.register(item)


def _workplace(entry: Entry, user: User) -> str | None:
    """The page on which a paper of these kinds is worked on."""
    if entry.kind == court.KIND:
        found = CourtPaper.objects.filter(pk=entry.pk).exclude(stage=court.Stage.LEFT).first()
        return found.get_absolute_url() if found else None
    if entry.kind == display.KIND:
        one = Display.objects.filter(entry=entry).exclude(stage=display.Stage.DROPPED).order_by("pk").first()
        return one.get_absolute_url() if one else None
    return None


def _to_act(line: Line) -> str:
    return reverse("registry:by_id", args=[line.object_id])


def _to_display(line: Line) -> str:
    return reverse("court_papers:display", args=[line.object_id])


def term_of(entry: Entry) -> dict[str, Any] | None:
    """The stored term of an act, or of what is owed first of a display, which explains itself."""
    act = CourtPaper.objects.filter(pk=entry.pk).exclude(stage=court.Stage.LEFT).first()
    if act is not None:
        return act.term
    board = Display.objects.filter(entry=entry, term__isnull=False).exclude(stage=display.Stage.DROPPED)
    return board.order_by("owed_on", "pk").values_list("term", flat=True).first()


def found_acts(user: User, words: str, limit: int) -> list[CourtPaper]:
    """Acts found by the one search: number of the file, court, recipient."""
    return list(queries.papers(user, "toate", dates.today(), words).order_by("-pk")[:limit])


def found_displays(user: User, words: str, limit: int) -> list[Display]:
    """Displays found by the one search: the document, who asked."""
    return list(queries.displays(user, "toate", dates.today(), words).order_by("-pk")[:limit])
