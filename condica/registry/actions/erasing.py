"""People in the register (oamenii din registru): what is found about them, how a line is blanked, what goes with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Model, Q, QuerySet

from condica.contacts import api as contacts
from condica.contacts.api import Eraser, File, Item, PersonalKeeper
from condica.documents import api as documents
from condica.foundation import dates
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.registry.access import visible_to
from condica.registry.models import Attachment, Cancellation, Correction, Entry, Envelope, Exit
from condica.registry.queries import why_kept
from condica.registry.rules import PERSONAL, remains_digest


def register_keepers() -> None:
    """Tell contacts what the register keeps about people, and who meets whom in it."""
    contacts.register_keeper(
        PersonalKeeper(
            key="registry",
            label="Registrul: intrări și ieșiri",
            how="Conținutul pe scurt, numele, adresa și e-mailul devin o mențiune, și în corecturi, anulări, ieșiri; "
            "fișierele se scot.",
            keeps="Numărul, momentul, sensul, calea, felul, compartimentul, termenul, modul rezolvării, indicativul și "
            "lanțul registrului.",
            models=(Entry, Correction, Cancellation, Exit, Attachment, Envelope),
            find=_find,
            of_papers=_of_papers,
            erase=_erase,
            files=_files,
            order=20,
        )
    )
    contacts.register_need(_is_named_besides)
    contacts.register_people(_people_of)
    contacts.register_acquaintance(_met_by)


@dataclass(frozen=True, slots=True)
class Subject:
    """A table of a room above that names a contact for a paper beside its sender (cine mai este vizat)."""

    model: type[Model]
    paper: str
    contact: str

    def papers(self, ids: Sequence[int]) -> QuerySet[Any]:
        """The papers of these contacts."""
        return self.model._base_manager.filter(**{f"{self.contact}__in": ids}).order_by().values(self.paper)

    def people(self, papers: Sequence[int] | QuerySet[Any]) -> set[int]:
        """The contacts of these papers."""
        found = self.model._base_manager.filter(**{f"{self.paper}__in": papers, f"{self.contact}__isnull": False})
        return set(found.order_by().values_list(self.contact, flat=True))


_subjects: dict[type[Model], Subject] = {}


def register_subject(model: type[Model], *, paper: str, contact: str) -> None:
    """A room above says whom its papers concern besides the sender: a copy and an erasure find them so."""
    _subjects[model] = Subject(model, paper, contact)


def _named(ids: Sequence[int]) -> Q:
    """Papers that these contacts sent, or that concern them."""
    return Q(*(("pk__in", one.papers(ids)) for one in _subjects.values()), ("sender__in", ids), _connector=Q.OR)


def papers_about(ids: Sequence[int]) -> dict[int, str]:
    """The registered papers of these contacts, or about them, that still say something, each with why it is kept."""
    today = dates.today()
    found = Entry.objects.filter(_named(ids)).exclude(pk__in=_erased()).select_related("register")
    return {entry.pk: why_kept(entry, today) for entry in found.order_by("pk")}


def bound(items: Iterator[Item], kept: dict[int, str]) -> Iterator[Item]:
    """Items that share the fate of their papers."""
    for item in items:
        reason = kept.get(item.paper or 0, "")
        yield replace(item, kept=reason, open=reason.startswith("Lucrarea"))


def _find(ids: Sequence[int]) -> Iterator[Item]:
    kept = papers_about(ids)
    return bound(_of_papers(list(kept)), kept)


def _of_papers(papers: Sequence[int]) -> Iterator[Item]:
    found = Entry.objects.filter(pk__in=papers).exclude(pk__in=_erased()).select_related("register", "number")
    for entry in found.order_by("pk"):
        facts = {"conținut": entry.subject, "de la": entry.sender_name, "adresa": entry.sender_address,
                 "e-mail": entry.sender_email, "către": entry.addressee_name, "primit": entry.received_at,
                 "rezolvare": entry.get_settled_as_display()}  # fmt: skip
        yield Item(entry, f"Documentul {entry.paper_number}", entry.get_absolute_url(), paper=entry.pk, facts=facts)


def _erased() -> QuerySet[Any]:
    return contacts.erased_ids("registry_entry")


def _erase(item: Item, eraser: Eraser) -> None:
    entry = item.thing
    assert isinstance(entry, Entry)  # noqa: S101 - our own keeper gave it
    eraser.papers.add(entry.pk)
    _blank_line(entry, eraser)
    for fix in Correction.objects.filter(entry=entry):
        eraser.blank(fix, values=_corrected(fix, eraser))
    withdrawn = Attachment.with_withdrawn.filter(entry=entry).exclude(withdrawn_at=None)
    for row in (*Exit.objects.filter(entry=entry), *Cancellation.objects.filter(entry=entry), *withdrawn):
        eraser.blank(row)
    for envelope in Envelope.objects.filter(entry=entry):
        eraser.blank(envelope)
    for document in _documents(entry):
        documents.erase(document, eraser)


def _corrected(fix: Correction, eraser: Eraser) -> dict[str, str]:
    """A correction of words loses them as the line does; one of a number keeps what it said."""
    if fix.field not in PERSONAL:
        return {"reason": eraser.mark}
    empty = "" if fix.field == "sender_email" else eraser.mark
    return {"reason": eraser.mark, **{name: empty for name in ("old", "new") if getattr(fix, name)}}


def _blank_line(entry: Entry, eraser: Eraser) -> None:
    """The line's words and their salt go; what remains is sealed again, by the journal's chain."""
    written: dict[str, Any] = {
        key: eraser.mark if key in PERSONAL and value else value for key, value in entry.written.items()
    }
    written["sender_email"] = ""
    if outside := entry.written.get("envelope"):
        named = {name: eraser.mark for name in Envelope.personal_fields if outside[name]}
        written["envelope"] = {**outside, **named}
    remains = remains_digest(written)
    values = {**eraser.changes(entry), "written": written, "salt": b""}
    eraser.blank(entry, values=values, remains=remains)
    data = {"ground": eraser.mark.strip("[]"), "remains": remains}
    record(Verb.ENTRY_ERASED, on=entry, by=eraser.by, entry=entry.pk, data=data)


def _documents(entry: Entry) -> Iterator[documents.Document]:
    """The paper's files that no other paper with words still holds."""
    rows = Attachment.objects.filter(entry=entry).values("document")
    left = Exit.objects.filter(entry=entry, document__isnull=False).values("document")
    found = documents.Document.objects.filter(Q(pk__in=rows) | Q(pk__in=left)).select_related("blob")
    for document in found.order_by("created_at"):
        others = Attachment.objects.filter(document=document).exclude(entry=entry).exclude(entry__in=_erased())
        if not others.exists():
            yield document


def _files(item: Item) -> Iterator[File]:
    entry = item.thing
    assert isinstance(entry, Entry)  # noqa: S101
    folder = f"{entry.value}-{entry.year}"
    for row in entry.attachments.select_related("document__blob").filter(document__erased_at=None):
        name = f"{folder}/{row.ordinal}-{row.document.file_name}"
        yield File(name, lambda blob=row.document.blob: documents.open_blob(blob))  # type: ignore[misc]


def _is_named_besides(ids: Sequence[int], besides: Sequence[int]) -> bool:
    return Entry.objects.filter(_named(ids)).exclude(pk__in=besides).exclude(pk__in=_erased()).exists()


def _people_of(papers: Sequence[int]) -> set[int]:
    found = Entry.objects.filter(pk__in=papers, sender__isnull=False)
    senders = set(found.values_list("sender", flat=True))
    return senders.union(*(one.people(papers) for one in _subjects.values()))


def _met_by(user: object, ids: Sequence[int]) -> set[int]:
    """The senders of the papers that a user sees, and whom they concern."""
    seen = visible_to(user).filter(_named(ids)).order_by()  # type: ignore[arg-type]
    met = set(seen.values_list("sender", flat=True)).union(
        *(one.people(seen.values("pk")) for one in _subjects.values())
    )
    return met.intersection(ids)
