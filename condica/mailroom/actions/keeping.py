"""People in e-mails (oamenii din mesaje): found by their paper, or by the address they wrote from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Q

from condica.contacts import api as contacts
from condica.contacts.api import ContactPoint, Eraser, File, Item, PersonalKeeper
from condica.documents import api as documents
from condica.mailroom.actions.matching import keep_waiting
from condica.mailroom.actions.scanners import forget_kept
from condica.mailroom.models import Batch, Message, Outgoing, Sheet, Sighting, Stack
from condica.registry.actions.bound import Rows, register_bound
from condica.registry.actions.erasing import bound, papers_about

WORDS = ("sender_name", "sender_email", "author_name", "author_email", "subject", "reason", "problems", "keys")


def register_keepers() -> None:
    """Tell contacts and documents what the mailroom keeps."""
    contacts.register_keeper(
        PersonalKeeper(
            key="mailroom",
            label="Mesaje e-mail primite",
            how="Expeditorul, subiectul și motivele devin o mențiune; mesajul întreg se suprascrie și se scoate.",
            keeps="Câte mesaje, când au sosit, în ce căsuță, ce s-a hotărât, sub ce număr.",
            models=(Message, Sighting),
            columns={Message: WORDS, Sighting: ("name",)},
            find=_find,
            of_papers=_of_papers,
            erase=_erase,
            files=_files,
            order=32,
        )
    )
    register_bound(
        key="outgoing",
        label="Mesaje de serviciu trimise",
        how="Adresa, subiectul și textul devin o mențiune.",
        keeps="Câte confirmări și coduri au plecat și când.",
        rows=(Rows(Outgoing, "entry", "Mesajul", ("address", "subject", "body", "problem")),),
        order=33,
    )
    contacts.register_keeper(
        PersonalKeeper(
            key="scans",
            label="Teancuri scanate",
            how="Motivele, codurile și numele fișierelor devin o mențiune; fișierul teancului se suprascrie și se "
            "scoate, iar filele altora rămân la documentele lor.",
            keeps="Câte pagini, când și de cine au fost scanate, la ce număr au ajuns.",
            models=(Batch, Stack, Sheet),
            columns={Batch: ("reason", "code"), Stack: ("name", "kept_path", "problem"), Sheet: ("codes",)},
            of_papers=_scans_of_papers,
            find=_scans_of,
            erase=_erase_scan,
            order=34,
        )
    )
    documents.register_use(_needs)


def _find(ids: Sequence[int]) -> Iterator[Item]:
    """Messages under the person's numbers, and those from their address that were never registered."""
    kept = papers_about(ids)
    yield from bound(_of_papers(list(kept)), kept)
    boxes = ContactPoint.objects.filter(contact__in=ids, kind="email").values("normal")
    yield from _items(Message.objects.filter(entry=None, author_email__in=boxes))


def _of_papers(papers: Sequence[int]) -> Iterator[Item]:
    return _items(Message.objects.filter(entry__in=papers))


def _items(found: object) -> Iterator[Item]:
    for message in found.exclude(pk__in=contacts.erased_ids("mailroom_message")).order_by("pk"):  # type: ignore[attr-defined]
        facts = {"de la": f"{message.author_name} {message.author_email}".strip(), "subiect": message.subject,
                 "primit": message.received_at}  # fmt: skip
        yield Item(message, f"Mesajul nr. {message.pk}", paper=message.entry_id, facts=facts)


def _erase(item: Item, eraser: Eraser) -> None:
    message = item.thing
    assert isinstance(message, Message)  # noqa: S101 - our own keeper gave it
    sightings = list(message.sightings.select_related("raw"))
    eraser.blank(message, values=eraser.changes(message, WORDS))
    for sighting in sightings:
        eraser.blank(sighting, values=eraser.changes(sighting, ("name",)))
    for raw in {message.raw, *(sighting.raw for sighting in sightings)}:
        documents.release(raw, eraser)


def _scans_of(ids: Sequence[int]) -> Iterator[Item]:
    kept = papers_about(ids)
    return bound(_scans_of_papers(list(kept)), kept)


def _scans_of_papers(papers: Sequence[int]) -> Iterator[Item]:
    rows = Batch.objects.filter(entry__in=papers).exclude(pk__in=contacts.erased_ids("mailroom_batch"))
    for batch in rows.select_related("stack__blob", "stack__pages_blob").order_by("pk"):
        yield Item(batch, f"Scanarea: {batch}", paper=batch.entry_id, facts={"motiv": batch.reason})


def _erase_scan(item: Item, eraser: Eraser) -> None:
    """The group's words go, and the whole stack's file, once the sheets of others that wait are kept apart."""
    batch = item.thing
    assert isinstance(batch, Batch)  # noqa: S101
    eraser.blank(batch, values=eraser.changes(batch, ("reason", "code")))
    for sheet in batch.sheets.all():
        eraser.blank(sheet, values={"codes": []})
    stack = batch.stack
    if stack.blob.erased_at is None:
        keep_waiting(stack, by=eraser.by)
        forget_kept(stack)
        eraser.blank(stack, values=eraser.changes(stack, ("name",)))
        for blob in filter(None, (stack.blob, stack.pages_blob)):
            documents.release(blob, eraser)


def _needs(sha256: str) -> bool:
    """Whether a message or a stack that still says something has these bytes."""
    stacks = Stack.objects.exclude(pk__in=contacts.erased_ids("mailroom_stack"))
    if stacks.filter(Q(blob=sha256) | Q(pages_blob=sha256)).exists():
        return True
    living = Message.objects.exclude(pk__in=contacts.erased_ids("mailroom_message"))
    return living.filter(raw=sha256).exists() or living.filter(sightings__raw=sha256).exists()


def _files(item: Item) -> Iterator[File]:
    message = item.thing
    assert isinstance(message, Message)  # noqa: S101
    if message.raw.erased_at is None:
        yield File(f"mesaje/{message.pk}.eml", lambda: documents.open_blob(message.raw))
