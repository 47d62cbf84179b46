"""Who may see and do what with these papers (drepturi): whoever sees the paper in the register sees its act."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.contacts import api as contacts
from condica.court_papers.models import CourtPaper, Display
from condica.foundation.refusal import Refused
from condica.registry import access as registry


def papers_of(user: User) -> QuerySet[CourtPaper]:
    """The acts whose papers this person sees."""
    rows = CourtPaper.objects.select_related(
        "entry__register", "entry__number", "handed_by", "returned_by", "letter",
        "recipient_contact",
    )  # fmt: skip
    return rows.filter(entry__in=registry.visible_to(user).order_by().values("pk"))


def displays_of(user: User) -> QuerySet[Display]:
    """The displays whose requests this person sees."""
    rows = Display.objects.select_related(
        "entry__register", "entry__number", "posted_by", "taken_by", "posting_minute__register",
        "taking_minute__register", "letter",
    )  # fmt: skip
    return rows.filter(entry__in=registry.visible_to(user).order_by().values("pk"))


def paper_to_read(user: User, register: str, year: int, number: int) -> CourtPaper:
    """The act, or 404: absent and forbidden look alike."""
    found = papers_of(user).filter(entry__register__key=register, entry__year=year, entry__value=number).first()
    if found is None:
        raise Http404("Nu există acest act sau nu ai drept să îl vezi.")
    return found


def paper_to_move(user: User, register: str, year: int, number: int) -> CourtPaper:
    """The act for the registry, which hands over and returns."""
    paper = paper_to_read(user, register, year, number)
    _require(user)
    return paper


def same_recipient(user: User, paper: CourtPaper) -> QuerySet[CourtPaper]:
    """The other acts that wait for the same person (several acts, one visit)."""
    if not paper.recipient_key:
        return papers_of(user).none()
    same = Q(recipient_key=paper.recipient_key)
    if paper.recipient_contact:
        same |= Q(recipient_contact__in=contacts.members(paper.recipient_contact))
    waiting = papers_of(user).filter(same, stage="waiting")
    return waiting.exclude(pk=paper.pk).order_by("due_on", "pk")


def display_to_read(user: User, pk: int) -> Display:
    """The display, or 404."""
    found = displays_of(user).filter(pk=pk).first()
    if found is None:
        raise Http404("Nu există această afișare sau nu ai drept să o vezi.")
    return found


def display_to_move(user: User, pk: int) -> Display:
    """The display for the registry, which puts up and takes down."""
    one = display_to_read(user, pk)
    _require(user)
    return one


def _require(user: User) -> None:
    if not user.may(Permission.ENTRY_REGISTER):
        raise Refused("court-papers", "Actele și afișările le ține registratura.", remedy="Cere registraturii.")
