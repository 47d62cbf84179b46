"""Reads of the registry (interogări): the list with its filters, what resembles a paper, what the counter shows."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet
from django.urls import reverse

from condica.accounts.models import User
from condica.foundation import dates
from condica.journal.models import Line
from condica.journal.queries import register_link, sentence, timeline
from condica.journal.rules import Verb
from condica.law import arhive
from condica.law.calendar import add_working
from condica.organisation import api as organisation
from condica.organisation.models import FileKind, Unit
from condica.registry.access import visible_to
from condica.registry.models import Direction, Entry, Register, SentMessage
from condica.registry.rules import CODE, CODE_LENGTH, TermKind, TermState, bare_id, plain_code, term_state

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


def similar_open(entry: Entry, user: User, limit: int = 3) -> list[Entry]:
    """Papers of the same sender still without answer (conexare, OG 27/2002 art. 10); newest first."""
    if entry.sender_id is None or entry.direction != Direction.IN:
        return []
    others = visible_to(user).filter(sender=entry.sender_id, settled_as="", cancelled=False, number__lt=entry.pk)
    others = others.exclude(connected_later__second=entry.pk, connected_later__undone_at__isnull=True)
    return list(others.exclude(due_on__isnull=True).order_by("-number")[:limit])


def connected(entry: Entry) -> list[dict[str, Any]]:
    """The papers on the same matter, both ways, with the link itself."""
    later = entry.connected_later.filter(undone_at__isnull=True).select_related("second__register", "second__number")
    earlier = entry.connected_to.filter(undone_at__isnull=True).select_related("first__register", "first__number")
    links = [{"link": link, "paper": link.second} for link in later] + [
        {"link": link, "paper": link.first} for link in earlier
    ]
    return sorted(links, key=lambda row: row["paper"].pk)


def latest_of(user: User, limit: int = 3) -> QuerySet[Entry]:
    """The papers that this clerk registered last."""
    return visible_to(user).filter(registered_by=user).order_by("-number")[:limit]


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


def measured(entry: Entry) -> dict[str, Any] | None:
    """Key presses and seconds from the first key to the number, if the counter counted them."""
    line = Line.objects.filter(entry_id=entry.pk, verb=Verb.ENTRY_REGISTERED).first()
    found = line.data.get("measured") if line else None
    return {"keys": found["keys"], "seconds": round(found["ms"] / 1000)} if found else None


def history(entry: Entry) -> list[dict[str, Any]]:
    """What happened to the paper, as sentences, newest first."""
    return [
        {"sentence": sentence(line), "at": line.moment, "icon": ICONS.get(line.verb, "point")}
        for line in timeline(entry=entry.pk)
    ]


ICONS: Mapping[str, str] = {
    Verb.ENTRY_REGISTERED: "inbox",
    Verb.ENTRY_CORRECTED: "pencil",
    Verb.ENTRY_CANCELLED: "x",
    Verb.ENTRY_CONNECTED: "link",
    Verb.ENTRY_DISCONNECTED: "link",
    Verb.ENTRY_ATTACHED: "file-text",
    Verb.ENTRY_HANDED: "user-share",
    Verb.ENTRY_EXIT: "mail-forward",
    Verb.ENTRY_KIND: "check",
}


def far_apart(entry: Entry) -> bool:
    """Received more than one working day before it was registered (rules.md 6.3): worth a look."""
    received = dates.bucharest_day(entry.received_at)
    return dates.bucharest_day(entry.registered_at) > add_working(received, 1)


_WORKPLACES: list[Callable[[Entry, User], str | None]] = []


def register_workplace(provider: Callable[[Entry, User], str | None]) -> None:
    """A room above says where a paper is worked on (the case's page), or None when not by it."""
    if provider not in _WORKPLACES:
        _WORKPLACES.append(provider)


def workplace(entry: Entry, user: User) -> str | None:
    """The page where this person works on the paper, if one exists."""
    return next(filter(None, (provider(entry, user) for provider in _WORKPLACES)), None)


def entries_today(user: User) -> int:
    """How many papers this clerk has registered today."""
    return visible_to(user).filter(registered_by=user, registered_at__gte=start_of(dates.today())).count()


def book(user: User, register: Register, day: date) -> QuerySet[Entry]:
    """A day's lines of the register as the book prints them (13 columns)."""
    lines = visible_to(user).filter(register=register, registered_at__gte=start_of(day))
    return lines.filter(registered_at__lt=start_of(day + timedelta(days=1))).order_by("year", "value", F("pk"))


def register_links() -> None:
    """The journal's sentences link to the paper's page."""
    register_link("registry.entry", _link)


def _link(line: Line) -> str:
    return reverse("registry:by_id", args=[line.object_id])


def entry_of_message(message_ids: Iterable[str]) -> Entry | None:
    """The paper about which we sent one of these e-mails; the newest, when a thread names several."""
    known = SentMessage.objects.filter(message_id__in=[bare_id(one) for one in message_ids if one.strip()])
    found = known.select_related("entry__number", "entry__register").order_by("-pk").first()
    return found.entry if found else None


def entry_of_code(value: int, year: int, code: str) -> Entry | None:
    """The incoming paper with this number and tracking code; wrong and absent take the same road and time."""
    papers = Entry.objects.filter(value=value, year=year, direction=Direction.IN, cancelled=False)
    rows = list(papers.select_related("number", "register", "unit").order_by("pk")[:5])
    said = plain_code(code)
    kept = [plain_code(row.tracking_code) for row in rows] or ["0" * CODE_LENGTH]
    alike = [hmac.compare_digest(one.encode(), said.encode()) for one in kept]
    return rows[alike.index(True)] if rows and any(alike) else None


def papers_named(text: str) -> list[Entry]:
    """Papers whose tracking code stands in a text: what a writer says, and a person decides about."""
    codes = {plain_code(match[0]) for match in CODE.finditer(text.upper())}
    written = [f"{one[:4]}-{one[4:8]}-{one[8:]}" for one in codes]
    return list(Entry.objects.filter(number__tracking_code__in=written).select_related("number", "register")[:5])


# --- keeping (termenul de păstrare) ---------------------------------------------------------------------------------


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
