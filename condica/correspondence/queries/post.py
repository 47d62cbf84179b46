"""What waits to leave and what is awaited back (expedierea): letters, envelopes, lists, receipts, returns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce, NullIf

from condica.accounts.models import User
from condica.correspondence import rules
from condica.correspondence.access import envelopes_of, lists_seen_by, visible_to
from condica.correspondence.models import (
    Contract,
    Dispatch,
    Enclosure,
    Envelope,
    Letter,
    NumberRange,
    Original,
    PostList,
    Tariff,
    valid_on,
)
from condica.correspondence.queries.enclosures import inside
from condica.correspondence.rules import Delivery, EnvelopeState, Kind, ListState, Stage, Way
from condica.foundation import dates
from condica.organisation import api as organisation
from condica.registry.models import Entry
from condica.registry.queries.notes import register_remark


@dataclass(frozen=True, slots=True)
class PostBox:
    """A tab of the post room (filă): its key, its name, what stands there when it is empty."""

    key: str
    label: str
    empty: str


TABS: Sequence[PostBox] = (
    PostBox("de-trimis", "De trimis", "Aici vin scrisorile semnate, cele cu termenul cel mai apropiat sus."),
    PostBox("plicuri", "În plic", "Aici stau plicurile gata de pus pe borderou."),
    PostBox("borderouri", "Borderouri", "Aici stau borderourile pregătite și cele predate."),
    PostBox("confirmari", "Confirmări", "Aici se văd plicurile a căror confirmare semnată n-a venit încă."),
    PostBox("intoarse", "Întoarse", "Aici vin plicurile întoarse, cu motivul."),
    PostBox("plecate", "Plecate", "Aici se vede tot ce a plecat, pe orice cale, și dacă a ajuns."),
)
WAYS_OUT = (Way.POST, Way.EMAIL, Way.COUNTER, Way.COURIER, Way.HAND)


def letters_to_send(user: User, way: str = "") -> QuerySet[Any]:
    """Signed letters that nobody put in an envelope or sent yet, by the way they go (`goes_by`)."""
    waiting = Dispatch.objects.filter(letter=OuterRef("pk"), state=Delivery.WAITING)
    loose = waiting.filter(envelope=None).exclude(way=Way.EMAIL)
    letters = visible_to(user).filter(Q(Exists(loose)) | Q(~Exists(waiting), stage=Stage.NUMBERED))
    letters = letters.filter(stage__in=[Stage.NUMBERED, Stage.DISPATCHED])
    said = NullIf("channel", Value("", TextField()))
    ordered = Subquery(waiting.values("way")[:1])
    asked = Coalesce(ordered, said, Value(Way.POST.value), output_field=TextField())
    by_way = letters.annotate(goes_by=asked)
    return by_way.filter(goes_by=way) if way else by_way


@dataclass(slots=True)
class Waiting:
    """A letter that waits: by which way, and which others wait for the same place."""

    letter: Letter
    goes_by: str
    place: str
    others: list[str] = field(default_factory=list)

    @property
    def way_words(self) -> str:
        """The way in words."""
        return Way(self.goes_by).label


def to_send(letters: Sequence[Letter]) -> list[Waiting]:
    """The rows of the list, each with those of the same person at the same address among them (propunerea)."""
    rows = [
        Waiting(
            letter,
            str(getattr(letter, "goes_by", "")),
            rules.same_place(letter.addressee_name, letter.addressee_address),
        )
        for letter in letters
    ]
    together: dict[str, list[Waiting]] = defaultdict(list)
    for row in rows:
        if row.place and row.goes_by in rules.ON_PAPER:
            together[row.place].append(row)
    for group in together.values():
        for row in group:
            row.others = [_number(other.letter) for other in group if other is not row]
    return rows


def _place_of(letter: Letter) -> str:
    return rules.same_place(letter.addressee_name, letter.addressee_address)


def _number(letter: Letter) -> str:
    return letter.entry.paper_number if letter.entry else str(letter)


def companions(envelope: Envelope, user: User) -> list[Letter]:
    """The letters that still wait for the envelope's own addressee and address."""
    place = rules.same_place(envelope.addressee, envelope.address)
    if not place or envelope.state != EnvelopeState.OPEN:
        return []
    return [
        letter for letter in letters_to_send(user).filter(goes_by__in=list(rules.ON_PAPER))[:1000]
        if _place_of(letter) == place
    ]  # fmt: skip


def envelopes_open(user: User, kind: str = "") -> QuerySet[Envelope]:
    """Envelopes that stand on no list yet, oldest first."""
    rows = with_letters(envelopes_of(user)).filter(state=EnvelopeState.OPEN, post_list=None)
    return (rows.filter(kind=kind) if kind else rows).order_by("pk")


def with_letters(rows: QuerySet[Envelope]) -> QuerySet[Envelope]:
    """Envelopes with what their lines show, in a few queries for all of them."""
    return rows.select_related("tariff", "post_list__agent", "proof").prefetch_related(
        "dispatches__letter__entry__register",
        "dispatches__letter__unit",
        Prefetch("enclosures", inside()),
        Prefetch("dispatches__letter__originals", Original.objects.filter(out_at=None)),
    )


def letters_inside(envelope: Envelope) -> list[Dispatch]:
    """The letters in one envelope, with the originals that go with them."""
    originals = Original.objects.filter(out_at=None).select_related("entry__register", "entry__number")
    rows = envelope.dispatches.select_related("letter__entry__register", "letter__unit").order_by("pk")
    return list(rows.prefetch_related(Prefetch("letter__originals", originals)))


def lists_of(user: User) -> QuerySet[PostList]:
    """The lists, those to be handed over first."""
    return lists_seen_by(user).select_related("made_by", "handed_by", "agent", "contract")


def awaited(user: User, today: date | None = None, *, late: bool = True) -> QuerySet[Envelope]:
    """Envelopes whose signed receipt did not come back; `late`: after the days that the house waits."""
    kinds = [kind for kind in Kind if kind.signed_for]
    rows = with_letters(envelopes_of(user)).filter(state=EnvelopeState.HANDED, kind__in=kinds)
    if late:
        rows = rows.filter(handed_at__lt=dates.at(receipt_day(today or dates.today())))
    return rows.order_by("handed_at", "pk")


def receipt_day(today: date) -> date:
    """What left before this day should have its receipt by now."""
    return today - timedelta(days=organisation.setting("receipt_days", today))


def came_back(user: User) -> QuerySet[Any]:
    """Returned envelopes, latest first; `open_still` while a letter of theirs was not sent again."""
    later = Dispatch.objects.filter(letter=OuterRef("letter"), pk__gt=OuterRef("pk")).exclude(state=Delivery.WITHDRAWN)
    bad = Dispatch.objects.filter(envelope=OuterRef("pk"), state=Delivery.BOUNCED)
    waits = Enclosure.objects.filter(envelope=OuterRef("pk"), left__isnull=False, issued__outcome=None)
    rows = with_letters(envelopes_of(user)).filter(state=EnvelopeState.RETURNED)
    still = Exists(bad.filter(~Exists(later))) | Exists(waits)
    return rows.annotate(open_still=still).order_by("-returned_on", "-pk")


def gone(user: User, way: str = "") -> QuerySet[Dispatch]:
    """All that left, on any way, latest first."""
    rows = Dispatch.objects.filter(at__isnull=False, letter__in=visible_to(user).order_by().values("pk"))
    rows = rows.filter(way=way) if way else rows
    return rows.select_related("letter__entry__register", "letter__unit", "envelope__post_list", "proof")


def post_counts(user: User) -> dict[str, int]:
    """How much waits in each tab."""
    return {
        "de-trimis": letters_to_send(user).count(),
        "plicuri": envelopes_open(user).order_by().count(),
        "borderouri": lists_of(user).filter(state=ListState.PREPARED).order_by().count(),
        "confirmari": awaited(user).order_by().count(),
        "intoarse": came_back(user).filter(open_still=True).order_by().count(),
    }


def post_warnings(today: date) -> list[str]:
    """What the post room should know before it begins: numbers that run out, prices that nobody wrote."""
    said = []
    open_ranges = list(NumberRange.objects.filter(closed_at__isnull=True))
    left = sum(row.left for row in open_ranges)
    if open_ranges and left <= max(row.warn_at for row in open_ranges):
        said.append(f"Au mai rămas {left} numere de recomandată; cere poștei altele.")
    if not Tariff.objects.filter(valid_on(today)).exists():
        said.append("Nu e scris niciun tarif: costul plicurilor nu se poate socoti.")
    if not Contract.objects.filter(valid_on(today)).exists():
        said.append("Nu e scris contractul cu poșta.")
    return said


def line_of(envelope: Envelope) -> dict[str, Any]:
    """An envelope as its line shows it: the letters and issued papers in it, and what stops it from leaving."""
    letters = sorted(envelope.dispatches.all(), key=lambda one: one.pk)
    lacks = []
    if Kind(envelope.kind).registered and not envelope.number:
        lacks.append("lipsește numărul")
    if envelope.cost is None:
        lacks.append("lipsește tariful")
    papers = [one.issued for one in envelope.enclosures.all()]
    return {
        "envelope": envelope, "letters": [one.letter for one in letters], "papers": papers, "lacks": ", ".join(lacks),
    }  # fmt: skip


# --- what the register says of a paper whose letters came back -------------------------------------------------------


def _told_of(entries: Sequence[Entry]) -> QuerySet[Dispatch]:
    """The orders of these papers whose envelope was received, or came back."""
    done = Dispatch.objects.filter(letter__entry__in=[entry.pk for entry in entries], envelope__isnull=False)
    done = done.filter(envelope__state__in=[EnvelopeState.DELIVERED, EnvelopeState.RETURNED])
    return done.select_related("letter", "envelope").order_by("pk")


def _what_came(envelope: Envelope) -> str:
    """`întors 24.11.2026: destinatar mutat`; `confirmat 20.11.2026`."""
    if envelope.returned_on:
        return f"întors {dates.numeric(envelope.returned_on)}: {envelope.get_return_reason_display()}"
    return f"confirmat {dates.numeric(envelope.received_on)}" if envelope.received_on else ""


def remarks_of(entries: Sequence[Entry]) -> dict[int, list[str]]:
    """For the book of the register: what came back by post, with its reason and day, and when receipts were signed."""
    found: dict[int, list[str]] = defaultdict(list)
    for one in _told_of(entries):
        if one.envelope and one.letter.entry_id:
            found[one.letter.entry_id].append(_what_came(one.envelope))
    return found


def register_words() -> None:
    """The register's words about what the post brought back."""
    register_remark(remarks_of)
