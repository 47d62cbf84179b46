"""Reading casework (citirea lucrărilor): lists, the clock's ledger, the timeline, what a person may do next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString

from condica.accounts.models import User
from condica.casework import access
from condica.casework.models import Case, CaseEntry, ClockEvent, Task
from condica.casework.queries.offers import own_offers
from condica.casework.rules import ActionOffer, Ledger, LedgerLine, kind_of
from condica.foundation import dates
from condica.journal import queries as journal
from condica.journal.models import Line
from condica.law.terms import Term
from condica.registry import api as registry
from condica.registry import queries as registry_pages
from condica.registry.api import TermState
from condica.registry.models import Entry

CLOCK_WORDS = {
    ClockEvent.Kind.STARTED: "A început termenul",
    ClockEvent.Kind.RESTARTED: "A început un termen nou",
    ClockEvent.Kind.EXTENDED: "S-a prelungit",
    ClockEvent.Kind.STOPPED: "S-a oprit",
    ClockEvent.Kind.RESUMED: "Curge iar",
}
ICONS = {
    "registry.registered": "inbox",
    "registry.attached": "paperclip",
    "registry.connected": "link",
    "registry.exit": "send",
    "casework.task_given": "user-plus",
    "casework.task_accepted": "circle-check",
    "casework.task_returned": "arrow-back-up",
    "casework.opinion_asked": "message-question",
    "casework.opinion_given": "message",
    "casework.opinion_changed": "message",
    "casework.part_returned": "arrow-back-up",
    "casework.part_withdrawn": "x",
    "casework.commission_named": "users",
    "casework.commission_closed": "file-text",
    "casework.noted": "note",
    "petitions.extended": "calendar-plus",
    "petitions.redirected": "arrow-forward-up",
    "petitions.connected": "link",
    "petitions.filed": "archive",
    "petitions.answered": "send",
    "petitions.closed": "archive",
    "correspondence.drafted": "pencil",
    "correspondence.signed": "signature",
    "correspondence.sent": "send",
}


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """One sentence of what happened (ce s-a întâmplat)."""

    icon: str
    sentence: SafeString
    at: datetime
    verb: str


def case_of(entry: Entry) -> Case | None:
    """The case that a paper opened, or the one it was taken into."""
    cases = Case.objects.select_related("entry__register", "entry__number", "unit", "owner")
    taken = CaseEntry.objects.filter(entry=entry, out_at__isnull=True).values("case")
    return cases.filter(entry=entry).first() or cases.filter(pk__in=taken).first()


def term_of(case: Case) -> Term | None:
    """The stored term, which prints its own explanation."""
    return Term.from_json(case.term) if case.term else None


def term_state(case: Case, today: date | None = None) -> TermState:
    """What the chip of a case says today; the registry's words, the one place for them."""
    entry = case.entry
    return registry.term_state(
        today=today or dates.today(),
        due_on=case.due_on,
        safe_on=case.safe_on,
        extended=case.extended,
        settled_as=entry.settled_as,
        settled_on=entry.settled_on,
        note=entry.settled_note,
    )


def clock(case: Case) -> Ledger:
    """The clock's ledger in words; its days since the last beginning add up to the term."""
    lines: list[LedgerLine] = []
    total, stopped = 0, False
    for event in case.clock.all():
        begins = event.kind in {ClockEvent.Kind.STARTED, ClockEvent.Kind.RESTARTED}
        total = event.days + (0 if begins else total)
        stopped = event.kind == ClockEvent.Kind.STOPPED
        words = CLOCK_WORDS[ClockEvent.Kind(event.kind)]
        lines.append(LedgerLine(words, event.on, event.days, total, tuple(event.cites), event.reason))
    return Ledger(tuple(lines), term_of(case), stopped)


def timeline(case: Case, limit: int = 100) -> list[TimelineLine]:
    """What happened to the case's paper, newest first, as sentences."""
    return [_told(line) for line in journal.timeline(entry=case.entry_id, limit=limit)]


def _told(line: Line) -> TimelineLine:
    return TimelineLine(ICONS.get(line.verb, "point"), journal.sentence(line), line.moment, line.verb)


#: Keys of the acts of casework where their room gave none; the next step always has one.
KEYS = {"accept": "a", "return": "u", "note": "g"}
NEXT_KEY = "a"


def next_actions(case: Case, user: User) -> list[ActionOffer]:
    """What this person may do with the case now, and what not: asked of the room of its kind, then of its parts."""
    found = [*kind_of(case.kind).offers(case, user), *own_offers(case, user)]
    first = next((offer for offer in found if offer.allowed and offer.primary), None)
    return _with_keys([replace(offer, primary=offer is first) for offer in found])


def next_step(case: Case, user: User) -> ActionOffer | None:
    """The one next act of the case's own kind, for lists of many cases."""
    return next((one for one in kind_of(case.kind).offers(case, user) if one.allowed and one.primary), None)


def _with_keys(offers: list[ActionOffer]) -> list[ActionOffer]:
    """Each act that has a key by custom gets it unless another of the page has it already."""
    taken = {offer.shortcut for offer in offers if offer.shortcut}
    keyed = []
    for offer in offers:
        key = offer.shortcut or KEYS.get(offer.key, NEXT_KEY if offer.primary else "")
        free = offer.shortcut or (key not in taken and offer.allowed)
        keyed.append(replace(offer, shortcut=key if free else ""))
        taken.add(key)
    return keyed


def resolutions(case: Case) -> QuerySet[Task]:
    """The resolutions of a case, the newest first, with who joined."""
    tasks = case.tasks.select_related("lead", "assignee", "given_by", "returned__by")
    return tasks.prefetch_related("joint_units__unit")


def papers(case: Case) -> QuerySet[CaseEntry]:
    """The later papers of a case."""
    rows = CaseEntry.objects.select_related("entry__register", "entry__number")
    return rows.filter(case=case, out_at__isnull=True).order_by("entry")


def register_links() -> None:
    """Tell the journal how a case is addressed, and the register where a paper is worked on."""
    journal.register_link("casework.case", _link)
    journal.register_link("casework.commission", _commission)
    registry_pages.register_workplace(_workplace)


def _workplace(entry: Entry, user: User) -> str | None:
    case = access.visible_to(user).filter(entry=entry).first()
    return case.get_absolute_url() if case else None


def _link(line: Line) -> str:
    return reverse("casework:by_id", args=[line.object_id])


def _commission(line: Line) -> str:
    return reverse("casework:commission", args=[line.object_id])
