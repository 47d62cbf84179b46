"""The list of papers with its filters, the search in it, the day's book (lista, căutarea, registrul zilei)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from condica.accounts.models import User
from condica.foundation import dates
from condica.organisation.models import Unit
from condica.registry.access import visible_to
from condica.registry.models import Direction, Entry
from condica.registry.rules import TermKind, TermState, term_state

STATES = {
    "deschise": "deschise",
    "intarziate": "întârziate",
    "apropiate": "de trimis în 5 zile",
    "incheiate": "încheiate",
    "neincadrate": "de încadrat",
    "anulate": "anulate",
}


SORTS = {"numar": ("-registered_at", "-number"), "termen": ("settled_as", "safe_on", "number")}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address bar asks of the list; wrong values are dropped by the form before they come here."""

    register: str = ""
    direction: str = ""
    state: str = ""
    kind: str = ""
    channel: str = ""
    unit: Unit | None = None
    since: date | None = None
    until: date | None = None
    words: str = ""
    sender: int | None = None
    sort: str = "numar"


def papers(user: User, filters: Filters) -> QuerySet[Entry]:
    """The papers of the list, before order and page."""
    found = visible_to(user)
    plain = {
        "register__key": filters.register,
        "direction": filters.direction,
        "kind": filters.kind,
        "channel": filters.channel,
        "unit": filters.unit,
        "sender": filters.sender,
        "registered_at__gte": start_of(filters.since),
        "registered_at__lt": start_of(filters.until + timedelta(days=1)) if filters.until else None,
    }
    found = found.filter(**{key: value for key, value in plain.items() if value not in ("", None)})
    if filters.words:
        found = found.filter(keys__has=filters.words)
    return found.filter(_state(filters.state, dates.today()))


def start_of(day: date | None) -> datetime | None:
    """The first moment of a day in Bucharest."""
    return datetime.combine(day, time(), tzinfo=dates.BUCHAREST) if day else None


def _state(state: str, today: date) -> Q:
    running = Q(settled_as="", due_on__isnull=False, cancelled=False)
    return {
        "deschise": running,
        "intarziate": running & Q(due_on__lt=today),
        "apropiate": running & Q(safe_on__lte=today + timedelta(days=5), due_on__gte=today),
        "incheiate": ~Q(settled_as=""),
        "neincadrate": Q(kind="", direction=Direction.IN, settled_as="", cancelled=False),
        "anulate": Q(cancelled=True),
    }.get(state, Q())


def chip(entry: Entry, today: date) -> TermState:
    """What the list says of a paper's term."""
    if entry.cancelled:
        return TermState(TermKind.CLOSED, "anulat")
    return term_state(
        today=today,
        due_on=entry.due_on,
        safe_on=entry.safe_on,
        extended=entry.extended,
        settled_as=entry.settled_as,
        settled_on=entry.settled_on,
        note=entry.settled_note,
        needs_kind=entry.direction == Direction.IN and not entry.kind,
    )


def search(user: User, words: str, limit: int = 20) -> list[Entry]:
    """Papers that say these words in their line or in one of their files, newest first.

    The matches are found first and ordered after (a plan that walks the order index reads the whole register).
    """
    in_line = visible_to(user).filter(keys__has=words).order_by().values("pk")
    in_files = visible_to(user).filter(attachments__document__blob__text__keys__has=words).order_by().values("pk")
    ids = set(in_line.values_list("pk", flat=True)[:2000]) | set(in_files.values_list("pk", flat=True)[:2000])
    newest = sorted(ids, reverse=True)[:limit]
    return list(visible_to(user).filter(pk__in=newest).order_by("-pk"))


def by_number(user: User, text: str) -> list[Entry]:
    """Papers whose number is written: `38214`, `38214/2026`, `38214/30.10.2026`, or a tracking code."""
    number, _, rest = text.strip().partition("/")
    code = text.strip().upper()
    if not number.isdigit() or len(number) > 9:
        return list(visible_to(user).filter(number__tracking_code=code)[:1])
    found = visible_to(user).filter(value=int(number))
    year = rest.strip()[-4:]
    if year.isdigit():
        found = found.filter(year=int(year))
    return list(found.order_by("-year", "register")[:10])


def paper_counts(contact_ids: list[int], user: User) -> dict[int, dict[str, Any]]:
    """What we have from each sender: how many papers, how many still open; one query."""
    rows = visible_to(user).filter(sender__in=contact_ids).order_by().values("sender")
    counted = rows.annotate(
        total=Count("pk"), open=Count("pk", filter=Q(settled_as="", due_on__isnull=False)), last=Max("registered_at")
    )
    return {row["sender"]: dict(row) for row in counted}


def entries_today(user: User) -> int:
    """How many papers this clerk has registered today."""
    return visible_to(user).filter(registered_by=user, registered_at__gte=start_of(dates.today())).count()
