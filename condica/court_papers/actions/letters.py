"""Letters to who sent the paper (scrisori către instanță sau emitent): begun here, and what their leaving means."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from django.db import transaction

from condica.accounts.models import User
from condica.correspondence import api as correspondence
from condica.correspondence.api import Letter
from condica.court_papers.actions import court, display
from condica.court_papers.actions.steps import locked_display, locked_paper, unit_of
from condica.court_papers.models import CourtPaper, Display
from condica.court_papers.rules.court import IDENTITIES, WHYS, Stage, Why
from condica.court_papers.rules.court import check_arrow as check_paper
from condica.court_papers.rules.display import Stage as DisplayStage
from condica.court_papers.rules.display import check_arrow as check_display
from condica.court_papers.rules.words import said_at
from condica.foundation import dates
from condica.law import cpc


def proof_sentences(paper: CourtPaper) -> list[str]:
    """What the court is told of an act (dovada), in sentences; the printed proof says the same."""
    about = f"{paper.acts or 'actul de procedură'} din dosarul nr. {paper.file_number}, pentru {paper.recipient}"
    posted = f", cu înștiințarea afișată la {said_at(paper.posted_at)}" if paper.posted_at else ""
    began = f"Vă comunicăm că {about}{posted}, înregistrat la noi cu nr. {paper.entry.paper_number},"
    if paper.handed_at:
        shown = f"{IDENTITIES[paper.identity_kind]} terminată în {paper.identity_last4}"
        whose = f", împuternicit prin {paper.delegate}" if paper.delegate else ""
        return [f"{began} a fost predat la {said_at(paper.handed_at)} către {paper.handed_to}{whose} ({shown})."]
    note = f" {paper.returned_note}" if paper.returned_note else ""
    return [f"{began} vi se înapoiază: {WHYS[Why(paper.returned_why)]}.{note}", *_waited(paper)]


def _waited(paper: CourtPaper) -> list[str]:
    if paper.due_on is None:
        return []
    return [f"Termenul de ridicare s-a socotit zi cu zi, până {dates.long(paper.due_on, year=True)} inclusiv."]


def display_sentences(one: Display) -> list[str]:
    """What who asked is told of a display: where and when it went up, when it came down, under which minutes."""
    assert one.posted_at is not None  # noqa: S101 - told after it went up
    where = one.places_words + (f" ({one.url})" if one.url else "")
    said = [
        f"Vă comunicăm că „{one.title}” a fost afișat {where} la {said_at(one.posted_at)} "
        f"(proces-verbal de afișare nr. {one.posting_minute})."
    ]
    if one.taken_at:
        why = f" Motivul: {one.taken_reason}." if one.taken_reason else ""
        taken = f"A fost dezafișat la {said_at(one.taken_at)} (proces-verbal de dezafișare nr. {one.taking_minute})"
        said.append(f"{taken}.{why}")
    return said


@transaction.atomic
def write_to_court(paper: CourtPaper, *, by: User) -> Letter:
    """Begin the letter that takes the proof, or the act itself, to the court; once begun, the same one."""
    paper = locked_paper(paper)
    if _lives(paper.letter):
        return paper.letter  # type: ignore[return-value]
    check_paper(paper.stage, Stage.SENT_BACK if paper.returned_at else Stage.PROVED)
    words = "Dovada predării" if paper.handed_at else "Înapoierea"
    paper.letter = correspondence.draft(
        entry=paper.entry, by=by, unit=unit_of(by, paper.entry), body=_body(proof_sentences(paper)),
        subject=f"{words} actului de procedură din dosarul {paper.file_number}", addressee_name=paper.court,
        legal_basis=cpc.ART_163_DEPOSIT, way="comunicat",
    )  # fmt: skip
    paper.save(update_fields=["letter"])
    return paper.letter


@transaction.atomic
def write_answer(one: Display, *, by: User) -> Letter:
    """Begin the letter that sends who asked the two minutes; once begun, the same one."""
    one = locked_display(one)
    if _lives(one.letter):
        return one.letter  # type: ignore[return-value]
    check_display(one.stage, DisplayStage.ANSWERED)
    one.letter = correspondence.draft(
        entry=one.entry, by=by, unit=unit_of(by, one.entry), body=_body(display_sentences(one)),
        subject=f"Procesele-verbale de afișare și dezafișare: {one.title}", addressee_name=one.requester,
        legal_basis=one.cites, way="comunicat",
    )  # fmt: skip
    one.save(update_fields=["letter"])
    return one.letter


def _lives(letter: Letter | None) -> bool:
    return letter is not None and letter.stage != correspondence.Stage.DROPPED


def _body(sentences: Sequence[str]) -> str:
    return "".join(f"<p>{escape(one, quote=False)}</p>" for one in sentences)


@transaction.atomic
def on_letter_left(sender: Any, *, letter: Letter, dispatch: Any, by: User, **_: Any) -> None:
    """A letter begun here is on its way: the court has its proof, who asked has the minutes."""
    at, way = dispatch.at or dates.now(), str(dispatch.way)
    for paper in CourtPaper.objects.filter(letter=letter, sent_at=None):
        court.sent(locked_paper(paper), at=at, way=way, reference=dispatch.reference, by=by)
    for one in Display.objects.filter(letter=letter, answered_at=None):
        display.answered(locked_display(one), at=at, way=way, reference=dispatch.reference, by=by)
