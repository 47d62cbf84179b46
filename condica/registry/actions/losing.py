"""Originals lost and found again (original pierdut, regăsit), by a minute; the book that leaves as a file."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from condica.accounts.models import User
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.registry.actions.custody import after, decide, go, lock_papers, stays_of
from condica.registry.models import GONE, Custody, Entry, LineState, Loss, PlaceKind
from condica.registry.queries import custody as queries


@transaction.atomic
def declare_lost(entry: Entry, *, minute_number: str, minute_on: date, words: str, by: User) -> Loss:
    """Declare an original lost (original pierdut), by a minute that says how; nobody can hand it over until found."""
    (entry,) = lock_papers([entry])
    stay = stays_of([entry]).get(entry.pk)
    if stay is not None and stay.place == PlaceKind.LOST:
        return stay.loss
    if stay is None or stay.place in GONE:
        raise RuleBroken("loss-not-ours", f"{entry}: originalul nu e la noi.", remedy="Cere-l de unde a ajuns.")
    _check_minute(minute_number, minute_on, words)
    withdrawn = list(queries.waiting_lines().filter(entry=entry))
    at = after([stay])
    decide(withdrawn, LineState.WITHDRAWN, by=by, at=at)
    lost = go(stay, entry=entry, by=by, at=at, place=PlaceKind.LOST)
    made = Loss.objects.create(
        stay=lost, minute_number=minute_number.strip(), minute_on=minute_on, words=words.strip(), by=by, at=at
    )
    data = {"minute": f"nr. {made.minute_number} din {minute_on:%d.%m.%Y}", "last": stay.place}
    record(Verb.ORIGINAL_LOST, on=entry, by=by, entry=entry.pk, data=data, personal={"words": made.words})
    return made


def _check_minute(number: str, on: date, words: str) -> None:
    if not number.strip() or not words.strip() or on > dates.today():
        raise RuleBroken(
            "loss-minute",
            "Pierderea se constată prin proces-verbal cu număr, dată și împrejurări.",
            cites=("Legea 16/1996, art. 4",),
            remedy="Scrie numărul procesului-verbal, data (cel târziu azi) și ce s-a întâmplat.",
        )


@transaction.atomic
def declare_found(entry: Entry, *, words: str, by: User) -> Custody:
    """Write that a lost original was found again (regăsit): it is now with whoever found it."""
    (entry,) = lock_papers([entry])
    stay = stays_of([entry]).get(entry.pk)
    if stay is None or stay.place != PlaceKind.LOST:
        raise RuleBroken("not-lost", f"{entry}: originalul nu e declarat pierdut.", remedy="Reîncarcă pagina.")
    if not words.strip():
        raise RuleBroken("found-words", "Spune unde și cum s-a găsit.", remedy="Scrie o propoziție.")
    at = after([stay])
    Loss.objects.filter(stay=stay).update(found_words=words.strip(), found_by=by, found_at=at)
    made = go(stay, entry=entry, by=by, at=at, place=PlaceKind.PERSON, person=by)
    record(Verb.ORIGINAL_FOUND, on=entry, by=by, entry=entry.pk, personal={"words": words.strip()})
    return made


@transaction.atomic
def tell_book_export(period: str, count: int, *, by: User) -> None:
    """Write down that the book left as a file (export): who, which days, how many lines."""
    data = {"period": period, "count": count}
    record(Verb.CUSTODY_EXPORTED, on=("registry.handover", 0, "condica"), by=by, data=data)
