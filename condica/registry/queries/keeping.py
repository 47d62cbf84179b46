"""How long a paper is kept, and whose term has passed (termene de păstrare, Legea 16/1996)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from condica.foundation import dates
from condica.law import arhive
from condica.organisation import api as organisation
from condica.organisation.models import FileKind
from condica.registry.models import Entry
from condica.registry.queries.lists import start_of


def closed_on(entry: Entry) -> date | None:
    """The day from whose year the keeping runs: the end of the work, or the registration of what asked for none."""
    if entry.settled_on or entry.due_on:
        return entry.settled_on
    return dates.bucharest_day(entry.registered_at)


def kept_until(entry: Entry) -> date | None:
    """The last day of keeping by the nomenclator; None while it cannot be told, or when it is for ever."""
    closed = closed_on(entry)
    kind = organisation.file_kind(entry.file_code, closed) if entry.file_code and closed else None
    return arhive.kept_until(closed, kind.years) if kind and kind.years and closed else None


def why_kept(entry: Entry, today: date) -> str:
    """Why the law obliges to keep a paper (GDPR art. 17 alin. (3) lit. b)), as a sentence."""
    closed = closed_on(entry)
    if closed is None:
        return "Lucrarea este în curs: persoana așteaptă un răspuns."
    kind = organisation.file_kind(entry.file_code, closed) if entry.file_code else None
    if kind is None:
        return (
            "Dosarul nu are încă indicativ din nomenclator; până la stabilirea termenului se păstrează (Legea 16/1996)."
        )
    if kind.years is None:
        return f"Se păstrează permanent: indicativul {kind.code} (Legea 16/1996)."
    until = arhive.kept_until(closed, kind.years)
    if today <= until:
        return f"Se păstrează până la {until:%d.%m.%Y}: indicativul {kind.code}, {kind.keeping} (Legea 16/1996)."
    return "Termenul de păstrare s-a împlinit; se șterge cu procesul-verbal de selecționare confirmat (Legea 16/1996)."


def keeping_words(entry: Entry) -> str:
    """For how long a paper is kept, in words for its page; nothing while it has no code."""
    if not entry.file_code:
        return ""
    closed = closed_on(entry)
    kind = organisation.file_kind(entry.file_code, closed)
    if kind is None or kind.years is None:
        return "permanent" if kind else ""
    return f"până la {arhive.kept_until(closed, kind.years):%d.%m.%Y}" if closed else kind.keeping


def expired(today: date) -> list[Expired]:
    """The papers whose keeping ended and that no selection has yet, code by code, the oldest first."""
    found = [_expired_of(kind, today) for kind in organisation.file_kinds(today) if kind.years]
    return [row for row in found if row.papers]


@dataclass(frozen=True, slots=True)
class Expired:
    """Papers of one code to be selected (de selecționat)."""

    kind: FileKind
    papers: list[Entry]

    @property
    def since(self) -> date:
        """The earliest day in them (datele extreme)."""
        return min(dates.bucharest_day(paper.registered_at) for paper in self.papers)

    @property
    def until(self) -> date:
        """The latest one."""
        return max(dates.bucharest_day(paper.registered_at) for paper in self.papers)


def _expired_of(kind: FileKind, today: date, limit: int = 500) -> Expired:
    before = date(today.year - (kind.years or 0), 1, 1)  # closed in an earlier year than this
    ended = Q(settled_on__lt=before) | Q(settled_on=None, due_on=None, registered_at__lt=start_of(before))
    papers = Entry.objects.filter(ended, file_code=kind.code, selected=None).select_related("register")
    return Expired(kind, [one for one in papers.order_by("pk")[:limit] if (kept_until(one) or today) < today])
