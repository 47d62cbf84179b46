"""People in e-mails (oamenii din mesaje): found by their paper, or by the address they wrote from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from condica.contacts import api as contacts
from condica.contacts.api import ContactPoint, Eraser, File, Item, PersonalKeeper
from condica.documents import api as documents
from condica.mailroom.models import Message, Outgoing, Sighting
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


def _needs(sha256: str) -> bool:
    """Whether a message that still says something has these bytes."""
    living = Message.objects.exclude(pk__in=contacts.erased_ids("mailroom_message"))
    return living.filter(raw=sha256).exists() or living.filter(sightings__raw=sha256).exists()


def _files(item: Item) -> Iterator[File]:
    message = item.thing
    assert isinstance(message, Message)  # noqa: S101
    if message.raw.erased_at is None:
        yield File(f"mesaje/{message.pk}.eml", lambda: documents.open_blob(message.raw))
