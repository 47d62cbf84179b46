"""What every verb of this room does first and last (pașii comuni): lock, step, the register's term, a journal line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from condica.accounts.models import User
from condica.contacts import api as contacts
from condica.contacts.models import Contact
from condica.court_papers.models import CourtPaper, CourtStep, Display, DisplayStep
from condica.court_papers.rules import court, display
from condica.foundation import dates, romanian
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.law import cpc
from condica.organisation import api as organisation
from condica.organisation.models import Unit
from condica.registry import api as registry
from condica.registry.access import registers_to_write
from condica.registry.models import Entry, Register

#: How the keys of the registers that a house opens for these papers are told apart (registrul actelor de procedură…).
REGISTERS: Mapping[str, str] = {court.KIND: "procedur", display.KIND: "afis"}


def own_register(kind: str, by: User) -> str:
    """The parallel register that the house opened for these papers, if this person writes in it; else the general."""
    may = registers_to_write(by).filter(nature=Register.Nature.PAPERS, key__contains=REGISTERS[kind])
    found = may.order_by("pk").first()
    return found.key if found else Register.objects.get(is_default=True).key


def locked_paper(paper: CourtPaper) -> CourtPaper:
    """The act, held until the end of the transaction."""
    rows = CourtPaper.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("entry__register", "entry__number", "letter").get(pk=paper.pk)


def locked_display(one: Display) -> Display:
    """The display, held until the end of the transaction."""
    rows = Display.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("entry__register", "entry__number", "letter").get(pk=one.pk)


def step_paper(paper: CourtPaper, to: court.Stage, *, by: User, at: datetime, note: str = "") -> None:
    """Move an act along: its row, its history, the term that the register shows."""
    cites = court.check_arrow(paper.stage, to) if paper.stage != to else cpc.ART_163_DEPOSIT
    paper.stage = to
    paper.save()
    CourtStep.objects.create(paper=paper, stage=to, cites=cites, note=note, by=by, at=at)
    owed = paper.owed_on if to in court.OPEN else paper.entry.due_on
    registry.set_term(paper.entry, due_on=owed, safe_on=owed)


def step_display(one: Display, to: display.Stage, *, by: User, at: datetime, note: str = "") -> None:
    """Move a display along: its row, its history."""
    if one.stage != to:
        display.check_arrow(one.stage, to)
    one.stage = to
    one.save()
    DisplayStep.objects.create(display=one, stage=to, cites=one.cites, note=note, by=by, at=at)


def tell(
    verb: Verb, on: CourtPaper | Display, by: User, data: Mapping[str, Any] | None = None,
    personal: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    """A line in the journal, on the row and beside its paper."""
    record(verb, on=on, by=by, entry=on.entry.pk, data=data, personal=personal)


def unit_of(by: User, entry: Entry) -> Unit | None:
    """Whose letter it is: of the unit of whoever writes it."""
    posts = organisation.posts_held(by)
    return posts[0].unit if posts else entry.unit


def known_sender(name: str, by: User) -> Contact | None:
    """The court or the office of that name in our contacts: its address and e-mail come from there."""
    wanted = romanian.fold(name).strip()
    found = contacts.find(name, user=by, limit=5) if wanted else []
    return next((match.contact for match in found if romanian.fold(match.contact.name).strip() == wanted), None)


def person_key(name: str) -> str:
    """A name folded, its words in order: acts of one person are found whichever way the name is written."""
    return " ".join(sorted(romanian.fold(name).replace("-", " ").split()))


def day(at: datetime) -> Any:
    """The day of a moment in Bucharest."""
    return dates.bucharest_day(at)
