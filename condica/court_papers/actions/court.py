"""Court papers (acte de procedură, C. proc. civ. art. 163): received, handed over or returned, proved to the court."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from condica.accounts.models import User
from condica.contacts.models import Contact
from condica.court_papers.actions.steps import (
    day,
    known_sender,
    locked_paper,
    own_register,
    person_key,
    step_paper,
    tell,
)
from condica.court_papers.models import CourtPaper, CourtStep
from condica.court_papers.rules import court as rules
from condica.court_papers.rules.court import Stage, Why
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.rules import Verb
from condica.law import cpc
from condica.registry import api as registry
from condica.registry.models import Channel, Entry
from condica.registry.models.custody import PlaceKind


@dataclass(frozen=True, slots=True)
class Act:
    """What the agent's minute says of an act (cele din procesul-verbal al agentului): six things and a remark."""

    court: str
    file_number: str
    recipient: str
    recipient_address: str
    agent: str
    posted_at: datetime
    urgent: bool = False
    acts: str = ""
    recipient_contact: Contact | None = None


FACTS = (
    "court", "file_number", "recipient", "recipient_contact", "recipient_address", "agent", "posted_at", "urgent",
    "acts",
)  # fmt: skip


def open_paper(entry: Entry, by: User) -> None:
    """What the registry calls when a paper is a court paper (încadrare): in its own transaction."""
    paper = CourtPaper.objects.filter(pk=entry.pk).first()
    if paper is None:
        _open(entry, by)
    elif paper.stage == Stage.LEFT:
        paper = locked_paper(paper)
        paper.owed_on = day(dates.now())
        step_paper(paper, Stage.NEW, by=by, at=dates.now())
        tell(Verb.COURT_PAPER_OPENED, paper, by)


def _open(entry: Entry, by: User) -> CourtPaper:
    now = dates.now()
    paper = CourtPaper.objects.create(
        entry=entry, court=entry.sender_name, file_number=entry.document_number, owed_on=cpc.proof_by(day(now))
    )
    CourtStep.objects.create(paper=paper, stage=Stage.NEW, cites=cpc.ART_163_DEPOSIT, by=by, at=now)
    registry.set_term(entry, due_on=paper.owed_on, safe_on=paper.owed_on)
    tell(Verb.COURT_PAPER_OPENED, paper, by)
    return paper


@transaction.atomic
def receive(act: Act, *, by: User, received_at: datetime | None = None) -> CourtPaper:
    """Register an act brought by a court's agent (primirea actului) with all that its minute says."""
    sender = known_sender(act.court, by)
    address = sender.addresses.filter(is_current=True).first() if sender else None
    entry = registry.register_incoming(
        register=own_register(rules.KIND, by), by=by, channel=Channel.COUNTER, kind=rules.KIND, sender=sender,
        sender_name=act.court, sender_address=str(address or ""), addressee_name=act.recipient,
        document_number=act.file_number, received_at=received_at,
        subject=f"{act.acts or 'Act de procedură'}, dosar {act.file_number}",
    )  # fmt: skip
    return describe(CourtPaper.objects.get(pk=entry.pk), act, by=by)


@transaction.atomic
def describe(paper: CourtPaper, act: Act, *, by: User) -> CourtPaper:
    """Write what the agent's minute says (completarea actului): the term runs from the notice on the door."""
    paper = locked_paper(paper)
    if paper.stage not in {Stage.NEW, Stage.WAITING}:
        rules.check_arrow(paper.stage, Stage.WAITING)
    rules.check_posted(act.posted_at, paper.entry.received_at)
    for name in FACTS:
        setattr(paper, name, getattr(act, name))
    paper.recipient_key = person_key(act.recipient)
    paper.term, paper.due_on, paper.owed_on = rules.worked_out(day(act.posted_at), urgent=act.urgent)
    step_paper(paper, Stage.WAITING, by=by, at=dates.now())
    said = {"days": 3 if act.urgent else 7, "legal": dates.numeric(paper.due_on), "cites": cpc.ART_163_3}
    tell(Verb.COURT_PAPER_DESCRIBED, paper, by, said)
    return paper


@transaction.atomic
def set_aside(paper: CourtPaper, *, reason: str, by: User) -> CourtPaper:
    """Say that there is nobody to hand it to (nu e de predat): it is addressed to the town hall, or is no such act."""
    paper = locked_paper(paper)
    if paper.stage == Stage.LEFT:
        return paper
    if not reason.strip():
        raise RuleBroken("reason-missing", "Lipsește motivul.", remedy="Scrie de ce nu e de predat aici.")
    paper.owed_on = None
    step_paper(paper, Stage.LEFT, by=by, at=dates.now(), note=reason.strip())
    registry.set_term(paper.entry, due_on=None, safe_on=None)
    tell(Verb.COURT_PAPER_SET_ASIDE, paper, by, personal={"reason": reason.strip()})
    return paper


def leave_paper(entry: Entry, by: User) -> None:
    """What the registry calls when the paper is found to be of another kind (reîncadrare)."""
    paper = CourtPaper.objects.filter(pk=entry.pk).first()
    if paper is not None:
        set_aside(paper, reason="documentul e de alt fel", by=by)


@transaction.atomic
def hand_over(
    papers: Sequence[CourtPaper], *, to: str, identity_kind: str, identity_last4: str, delegate: str = "", by: User
) -> list[CourtPaper]:
    """Hand acts to whoever came for them (predarea): identity noted, all in one minute; the proof is owed today."""
    last4 = rules.check_identity(identity_kind, identity_last4, to)
    taken = [locked_paper(paper) for paper in sorted(papers, key=lambda one: one.pk)]
    now = dates.now()
    for paper in taken:
        _check_free(paper)
        rules.check_arrow(paper.stage, Stage.HANDED)
        assert paper.posted_on is not None  # noqa: S101 - a waiting act has its notice
        assert paper.due_on is not None  # noqa: S101 - and its term
        rules.check_day(paper.posted_on, paper.due_on, day(now))
        paper.handed_at, paper.handed_by, paper.handed_to, paper.delegate = now, by, to.strip(), delegate.strip()
        paper.identity_kind, paper.identity_last4, paper.owed_on = identity_kind, last4, cpc.proof_by(day(now))
        step_paper(paper, Stage.HANDED, by=by, at=now)
        registry.moved(paper.entry, place=PlaceKind.CITIZEN, by=by)
        tell(Verb.COURT_PAPER_HANDED, paper, by, {"identity": rules.IDENTITIES[identity_kind]})
    return taken


def _check_free(paper: CourtPaper) -> None:
    """An act already handed over or returned says when and by whom: two clerks may serve one queue."""
    if paper.handed_at is not None:
        raise RuleBroken(
            "already-handed", f"Actul {paper} a fost predat {dates.moment(paper.handed_at)} de {paper.handed_by}.",
            cites=(cpc.ART_163_3,), remedy="Deschide actul: acolo se vede cine l-a primit.",
        )  # fmt: skip
    if paper.returned_at is not None:
        raise RuleBroken(
            "already-returned", f"Actul {paper} e de înapoiat instanței din {dates.moment(paper.returned_at)}.",
            cites=(cpc.ART_163_DEPOSIT,), remedy="Destinatarul îl găsește la dosar, la instanță.",
        )  # fmt: skip


@transaction.atomic
def give_back(paper: CourtPaper, *, why: str, note: str = "", by: User) -> CourtPaper:
    """Decide that an act goes back to the court (înapoierea): not collected, refused, not ours, a mistake."""
    paper, reason, now = locked_paper(paper), Why(why), dates.now()
    if paper.returned_why == reason:
        return paper
    _check_free(paper)
    rules.check_arrow(paper.stage, Stage.RETURNED)
    rules.check_return(reason, paper.due_on, day(now))
    paper.returned_at, paper.returned_by, paper.returned_why, paper.returned_note = now, by, reason, note.strip()
    if reason is not Why.UNCOLLECTED or paper.owed_on is None:
        paper.owed_on = cpc.proof_by(day(now))
    step_paper(paper, Stage.RETURNED, by=by, at=now, note=note.strip())
    tell(Verb.COURT_PAPER_RETURNED, paper, by, {"why": rules.WHYS[reason], "cites": cpc.ART_163_DEPOSIT})
    return paper


@transaction.atomic
def record_sent(paper: CourtPaper, *, way: str, reference: str = "", by: User) -> CourtPaper:
    """Write that the proof, or the act itself, left for the court without a letter of ours (trimiterea dovezii)."""
    paper = locked_paper(paper)
    if paper.sent_at is not None:
        return paper
    rules.check_arrow(paper.stage, _after(paper))
    words = "dovada predării" if paper.handed_at else "act înapoiat"
    registry.record_exit(paper.entry, addressee=paper.court, channel=way, way=words, by=by)
    return sent(paper, at=dates.now(), way=way, reference=reference, by=by)


def sent(paper: CourtPaper, *, at: datetime, way: str, reference: str, by: User) -> CourtPaper:
    """The end of an act: the court has its proof, or the act itself, on its way."""
    paper.sent_at, paper.sent_way, paper.sent_reference = at, way, reference.strip()
    to = _after(paper)
    step_paper(paper, to, by=by, at=at)
    registry.settle(paper.entry, settled_as="answered", on=day(at))
    if to is Stage.SENT_BACK:
        registry.moved(paper.entry, place=PlaceKind.COURT, words=paper.court, by=by)
    tell(Verb.COURT_PAPER_SENT, paper, by, {"what_left": rules.STAGES[to], "way": rules.WAYS.get(way, way)})
    return paper


def _after(paper: CourtPaper) -> Stage:
    return Stage.SENT_BACK if paper.returned_at else Stage.PROVED


def facts_of(paper: CourtPaper) -> dict[str, Any]:
    """What a form begins with when an act is written down again."""
    return {name: getattr(paper, name) for name in FACTS}
