"""Selection of what is no longer kept (selecționarea, Legea 16/1996): begun by a minute, confirmed, carried out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import F

from condica.accounts.models import User
from condica.contacts import api as contacts
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.law import arhive
from condica.registry.models import Entry, Selected, Selection
from condica.registry.queries import kept_until

BATCH = 25


@transaction.atomic
def begin_selection(papers: Sequence[Entry], *, number: str, on: date, by: User) -> Selection:
    """Put papers whose keeping ended before the commission (lucrare de selecționare); the minute names them."""
    if not papers or not number.strip():
        raise RuleBroken("selection-empty", "Lucrarea de selecționare nu are documente sau număr.", remedy="Alege-le.")
    today = dates.today()
    if on > today:
        raise RuleBroken("minute-in-future", "Procesul-verbal nu poate fi în viitor.", remedy="Verifică data.")
    selection = Selection.objects.create(minute_number=number.strip(), minute_on=on, begun_by=by, begun_at=dates.now())
    for entry in papers:
        until = kept_until(entry)
        if until is None or until >= today:
            raise _still_kept(entry, until)
        Selected.objects.create(selection=selection, entry=entry, file_code=entry.file_code, kept_until=until)
    record(Verb.SELECTION_BEGUN, on=selection, by=by, data={"count": len(papers)})
    return selection


def _still_kept(entry: Entry, until: date | None) -> RuleBroken:
    said = f"până la {until:%d.%m.%Y}" if until else "permanent sau fără termen stabilit"
    return RuleBroken(
        "still-kept",
        f"Documentul {entry} se păstrează {said}.",
        cites=(arhive.LAW,),
        remedy="Scoate-l din lucrarea de selecționare.",
    )


@transaction.atomic
def confirm_selection(selection: Selection, *, number: str, on: date, by: User) -> Selection:
    """Write the confirmation of Arhivele Naționale and order the erasing; before it nothing is destroyed (R12)."""
    from condica.registry import jobs  # noqa: PLC0415 - the jobs call this module

    selection = Selection.objects.select_for_update(no_key=True).get(pk=selection.pk)
    if selection.confirmed_on:
        return selection
    if not number.strip() or not selection.minute_on <= on <= dates.today():
        raise RuleBroken(
            "selection-unconfirmed",
            "Confirmarea are un număr și o dată, între cea a procesului-verbal și azi.",
            cites=(arhive.LAW,),
            remedy="Scrie-le de pe adresa Arhivelor Naționale.",
        )
    selection.confirmed_number, selection.confirmed_on, selection.ordered_by = number.strip(), on, by
    selection.save(update_fields=["confirmed_number", "confirmed_on", "ordered_by"])
    record(Verb.SELECTION_CONFIRMED, on=selection, by=by, data={"confirmed": selection.confirmation})
    jobs.carry_out.defer(selection=selection.pk)
    return selection


def carry_out(selection: Selection, *, by: User) -> Selection:
    """Erase, some papers at a time; a run cut short goes on from where it stopped."""
    selection.refresh_from_db()
    erased = contacts.erased_ids("registry_entry")
    waiting = list(selection.papers.exclude(entry__in=erased).values_list("entry_id", flat=True))
    for place in range(0, len(waiting), BATCH):
        _batch(selection, waiting[place : place + BATCH], by=by)
    return _finish(selection, by=by)


@transaction.atomic
def _batch(selection: Selection, papers: Sequence[int], *, by: User) -> None:
    contacts.erase_expired(papers, minute=str(selection), confirmed=selection.confirmation, by=by)
    Selection.objects.filter(pk=selection.pk).update(erased=F("erased") + len(papers))


@transaction.atomic
def _finish(selection: Selection, *, by: User) -> Selection:
    selection = Selection.objects.select_for_update(no_key=True).get(pk=selection.pk)
    if selection.done_at is None:
        selection.done_at = dates.now()
        selection.save(update_fields=["done_at"])
        record(Verb.SELECTION_DONE, on=selection, by=by, data={"count": selection.papers.count()})
    return selection
