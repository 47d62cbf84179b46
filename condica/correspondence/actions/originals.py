"""Originals that leave with a letter (originale anexate): the condica follows them out of the house and back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from condica.accounts.models import User
from condica.correspondence import access, rules
from condica.correspondence.actions.steps import locked
from condica.correspondence.actions.visas import void_visas
from condica.correspondence.models import Dispatch, Letter, Original
from condica.correspondence.rules import Stage, Way
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.foundation.romanian import plural
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.registry import api as registry
from condica.registry.models import GONE as NOT_OURS
from condica.registry.models import Entry, PlaceKind

#: Where the paper is once it left; by e-mail no paper leaves.
GONE = {Way.POST: PlaceKind.POST, Way.COURIER: PlaceKind.COURIER, Way.HAND: PlaceKind.CITIZEN,
        Way.COUNTER: PlaceKind.CITIZEN}  # fmt: skip
LEFT = (PlaceKind.POST, PlaceKind.COURIER, PlaceKind.CITIZEN)
OVER = (Stage.DISPATCHED, Stage.DROPPED)


def originals_of(letter: Letter) -> list[Original]:
    """The originals that leave with a letter, in the order in which its end lists them."""
    return list(letter.originals.filter(out_at=None).select_related("entry__register", "entry__number"))


@transaction.atomic
def put_original(letter: Letter, entry: Entry, *, by: User, now: datetime | None = None) -> Original:
    """Say that a paper's original leaves with the letter (anexarea originalului), not a copy of its files."""
    letter, at = locked(letter), now or dates.now()
    access.require_edit(by, letter)
    rules.check_open(Stage(letter.stage))
    known = letter.originals.filter(entry=entry, out_at=None).first()
    if known:
        return known
    _check_ours(letter, entry)
    void_visas(letter, by=by, at=at)
    made = Original.objects.create(letter=letter, entry=entry, sheets=max(1, entry.leaves or 1), by=by, at=at)
    _changed(letter, at)
    data = {"number": entry.paper_number, "sheets": plural(made.sheets, "filă", "file")}
    record(Verb.LETTER_ORIGINAL_PUT, on=letter, by=by, entry=letter.entry_id, data=data)
    return made


def _check_ours(letter: Letter, entry: Entry) -> None:
    """There is an original, it is in the house, and it does not leave with another letter."""
    place = registry.where_is(entry)
    if place.kind is None:
        raise RuleBroken(
            "original-electronic", f"{entry}: nu are original pe hârtie la noi.", remedy="Pune-i fișierul ca anexă."
        )
    if place.kind in NOT_OURS:
        raise RuleBroken("original-gone", f"{entry}: originalul e {place}.", remedy="Pune-i fișierul ca anexă.")
    other = Original.objects.filter(entry=entry, out_at=None).exclude(letter=letter).exclude(letter__stage__in=OVER)
    if row := other.select_related("letter__entry__register", "letter__entry__number").first():
        raise RuleBroken(
            "original-elsewhere", f"{entry}: originalul pleacă deja cu {row.letter.journal_label}.",
            remedy="Scoate-l întâi de acolo.",
        )  # fmt: skip


@transaction.atomic
def take_original(row: Original, *, by: User, now: datetime | None = None) -> Original:
    """The original stays here after all (scoaterea originalului); the row stays with its day."""
    letter, at = locked(row.letter), now or dates.now()
    row = Original.objects.select_related("entry__register", "entry__number").get(pk=row.pk)
    if row.out_at is not None:
        return row
    access.require_edit(by, letter)
    rules.check_open(Stage(letter.stage))
    void_visas(letter, by=by, at=at)
    row.out_at = at
    row.save(update_fields=["out_at"])
    _changed(letter, at)
    data = {"number": row.entry.paper_number}
    record(Verb.LETTER_ORIGINAL_TAKEN, on=letter, by=by, entry=letter.entry_id, data=data)
    return row


def _changed(letter: Letter, at: datetime) -> None:
    Letter.objects.filter(pk=letter.pk).update(changed_at=at)


def check_way(letter: Letter, way: Way) -> None:
    """Refuse to send a letter with originals where no paper goes, unless they went once and it is sent again."""
    if way in GONE or letter.stage == Stage.DISPATCHED or not letter.originals.filter(out_at=None).exists():
        return
    raise RuleBroken(
        "original-by-email", "Cu scrisoarea pleacă originale; pe e-mail nu pot pleca.",
        remedy="Trimite-o prin poștă, curier, agent sau dă-o la ghișeu.",
    )  # fmt: skip


def left_with(letter: Letter, dispatch: Dispatch, *, by: User) -> None:
    """The condica knows where each original is: a letter from office is its own; the others left beside it."""
    place = GONE.get(Way(dispatch.way))
    if place is None or letter.entry is None:
        return
    if not letter.is_answer:
        registry.moved(letter.entry, place=place, by=by)
    words = f"cu {letter.journal_label}, către {dispatch.addressee}"
    papers = [row.entry for row in originals_of(letter)]
    places = registry.places_of(papers)
    for entry in papers:
        if places[entry.pk].kind not in NOT_OURS:
            registry.moved(entry, place=place, words=words, by=by)


def came_back_with(letter: Letter, *, by: User) -> None:
    """The envelope came back, and the originals in it: they are at the registry again (retur)."""
    own = [letter.entry] if letter.entry is not None and not letter.is_answer else []
    papers = [*own, *(row.entry for row in originals_of(letter))]
    places = registry.places_of(papers)
    for entry in papers:
        if places[entry.pk].kind in LEFT:
            registry.moved(entry, place=PlaceKind.DESK, words="întors de poștă", by=by)
