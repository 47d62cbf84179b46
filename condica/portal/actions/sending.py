"""Sending (trimiterea): the draft becomes a registered paper with its number, once, and a confirmation that will leave.

All in one transaction: number, files, what was agreed to, the row of the e-mail. The mail server may be away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from condica.accounts.models import User
from condica.contacts import api as contacts
from condica.documents import api as documents
from condica.foundation import dates, languages
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.mailroom import api as mailroom
from condica.organisation import api as organisation
from condica.petitions import api as petitions
from condica.petitions.api import Petition
from condica.portal import print as paper
from condica.portal import rules
from condica.portal.actions.drafting import checked_file, scanned
from condica.portal.actions.limits import spend
from condica.portal.actions.scanning import note
from condica.portal.models import Draft, DraftFile, ScanState, Submission
from condica.registry import api as registry
from condica.registry.models import Entry

KIND = "petition"
NAMES = {"ro": "în română", "en": "în engleză", "hu": "în maghiară"}


@transaction.atomic
def send(draft: Draft, *, network: str, by: User) -> Entry:
    """Send a petition (trimitere): its number now, whatever the hour; a second click gets the same one."""
    draft = Draft.objects.select_for_update(no_key=True).get(pk=draft.pk)  # the entry is read after the lock
    if draft.entry is not None:
        return draft.entry
    words = draft.words
    _check(words)
    spend(rules.NETWORK, network)
    spend(rules.ADDRESS, words.get("email", ""))
    entry = _registered(draft, by)
    _keep(draft, entry)
    record(Verb.PORTAL_SUBMITTED, on=entry, by=by, entry=entry.pk, data=_said(draft))
    if words.get("email"):
        confirm(entry, language=draft.language)
    files = list(draft.files.all())
    Draft.objects.filter(pk=draft.pk).update(entry=entry, sent_at=dates.now(), words={})
    transaction.on_commit(lambda: _forget(files))
    return entry


def _check(words: Mapping[str, Any]) -> None:
    if rules.first_missing(words, rules.Step.CHECK) is not None:
        raise RuleBroken("portal-unfinished", _("Petiția nu e completă."), remedy=_("Completați pașii rămași."))
    since = dates.now() - timedelta(days=1)
    known = Submission.objects.filter(digest=rules.content_digest(words), sent_at__gt=since).select_related("entry")
    if (twin := known.first()) is not None:
        raise RuleBroken(
            "portal-twice",
            _("Ați trimis deja această petiție astăzi; are numărul %(number)s.") % {"number": twin.entry.paper_number},
            remedy=_("Dacă aveți ceva de adăugat, folosiți pagina „Urmăresc o cerere”."),
        )


def _registered(draft: Draft, by: User) -> Entry:
    words, files = draft.words, list(draft.files.all())
    kept = [(file, _document(file, by)) for file in files]
    letter = paper.petition_pdf(words, language=draft.language, files=[file.name for file in files], moment=dates.now())
    own = documents.store(letter, name="petitie.pdf", title=_title(draft.language), kind="petition", by=by)
    entry = registry.register_incoming(
        channel="portal", kind=KIND, subject=words["subject"], sender=_sender(words, by),
        sender_name=words.get("organisation") or words["name"], sender_address=words["address"],
        sender_email=words.get("email", ""), document_date=dates.today(), annexes=len(files) or None,
        documents=[own, *(document for _file, document in kept)], by=by,
    )  # fmt: skip
    for file, document in kept:
        note(entry, document, state=file.state, signature=file.signature, by=by)
    _say_collective(entry, words, by)
    return entry


def _say_collective(entry: Entry, words: Mapping[str, Any], by: User) -> None:
    """Of a collective petition: how many sign, and who represents them and gets the answer."""
    if words.get("signatories"):
        petition = Petition.objects.get(case__entry=entry)
        petitions.describe(petition, signatories=words["signatories"], representative=words["name"], by=by)


def _title(language: str) -> str:
    return "Petiția" if language == "ro" else f"Petiția, {NAMES[language]}"


def _document(file: DraftFile, by: User) -> documents.Document:
    with file.content.open("rb") as content:
        held = "" if file.state == ScanState.FOUND else None  # nobody reads the text of what is held
        return documents.store(content.read(), name=file.name, kind="attachment", by=by, text=held)


def _sender(words: Mapping[str, Any], by: User) -> contacts.Contact:
    name = words.get("organisation") or words["name"]
    if words.get("email"):
        return contacts.find_or_create_by_email(name, words["email"], by=by)
    kind = "association" if words.get("organisation") else "person"
    return contacts.create(kind=kind, name=name, address=words["address"], phone=words.get("phone", ""), by=by)


def _keep(draft: Draft, entry: Entry) -> None:
    words = draft.words
    Submission.objects.create(
        entry=entry, language=draft.language, way=words["way"], phone=words.get("phone", ""),
        organisation=words.get("organisation", ""), signatories=words.get("signatories"),
        consents={"notice": True, "answer_by_email": words["way"] == "email"},
        digest=rules.content_digest(words), sent_at=dates.now(),
    )  # fmt: skip


def _said(draft: Draft) -> dict[str, str]:
    way = {"email": "răspunsul pe e-mail", "post": "răspunsul prin poștă", "counter": "răspunsul la ghișeu"}
    group = f", {draft.words['signatories']} semnatari" if draft.words.get("signatories") else ""
    return {"language": NAMES[draft.language], "said": way[draft.words["way"]] + group}


def _forget(files: Sequence[DraftFile]) -> None:
    for file in files:
        file.content.delete(save=False)
        DraftFile.objects.filter(pk=file.pk).delete()


def confirm(entry: Entry, *, language: str) -> None:
    """Write the confirmation: number, code, term, the receipt; it leaves when the mail server is there."""
    day = dates.bucharest_day(entry.registered_at)
    entry.refresh_from_db(fields=["due_on"])
    words = {
        "number": entry.value,
        "day": languages.long_day(day),
        "code": entry.tracking_code,
        "due": languages.long_day(entry.due_on) if entry.due_on else "",
        "address": f"{settings.PUBLIC_URL}/portal/urmarire/",
    }
    mailroom.send(
        mailroom.Outgoing.Kind.CONFIRMATION, address=entry.sender_email, entry=entry, language=language,
        subject=_("Am primit petiția dumneavoastră: nr. %(number)s din %(day)s") % words,
        body=_CONFIRMED() % words, with_receipt=True,
    )  # fmt: skip


def _CONFIRMED() -> str:  # noqa: N802 - a text, not a deed
    return _(
        "Bună ziua,\n\n"
        "Am primit petiția dumneavoastră și i-am dat numărul %(number)s, din %(day)s.\n"
        "Codul de urmărire: %(code)s\n\n"
        "Vă răspundem cel mai târziu %(due)s (OG 27/2002, art. 8).\n\n"
        "Cu numărul și codul vedeți oricând unde a ajuns: %(address)s\n"
        "Bonul de înregistrare este atașat. Păstrați codul: cine îl are vede pașii petiției.\n\n"
        "Mesajul a plecat automat. Dacă răspundeți la el, ce scrieți se adaugă la aceeași petiție."
    )


@transaction.atomic
def add_papers(
    entry: Entry, *, words: str, files: Sequence[UploadedFile[Any]], key: str, network: str, language: str, by: User
) -> Entry:
    """Add words and files to an open request (completare): a number of their own, joined to the same work."""
    now = dates.now()
    Draft.objects.bulk_create([Draft(key=key, language=language, begun_at=now, changed_at=now)], ignore_conflicts=True)
    draft = Draft.objects.select_for_update(no_key=True).get(key=key)
    if draft.entry is not None:
        return draft.entry
    spend(rules.NETWORK, network)
    taken = _taken(files)
    own = paper.addition_pdf(entry, words, language=language, files=[name for name, *_rest in taken], moment=now)
    made = _addition(entry, own, taken, by)
    registry.continue_with(made, continues=entry, by=by)
    Draft.objects.filter(pk=draft.pk).update(entry=made, sent_at=now)
    return made


def _taken(files: Sequence[UploadedFile[Any]]) -> list[tuple[str, bytes, str, str]]:
    taken: list[tuple[str, bytes, str, str]] = []
    for file in files:
        content = file.read(rules.most_bytes(organisation.setting("portal_file_mb")))
        name, _mime = checked_file(
            file.name or "fisier", content, already=len(taken), taken=sum(len(one[1]) for one in taken)
        )
        taken.append((name, content, *scanned(content)))
    return taken


def _addition(entry: Entry, own: bytes, taken: Sequence[tuple[str, bytes, str, str]], by: User) -> Entry:
    first = documents.store(own, name="completare.pdf", title="Completarea", kind="petition", by=by)
    kept = [
        documents.store(content, name=name, kind="attachment", by=by, text="" if state == ScanState.FOUND else None)
        for name, content, state, _signature in taken
    ]
    made = registry.register_incoming(
        channel="portal", kind="", subject=f"Completare la nr. {entry.paper_number}: {entry.subject}"[:1000],
        sender=entry.sender, sender_name=entry.sender_name, sender_address=entry.sender_address,
        sender_email=entry.sender_email, annexes=len(kept) or None, documents=[first, *kept], by=by,
    )  # fmt: skip
    for (_name, _content, state, signature), document in zip(taken, kept, strict=True):
        note(made, document, state=state, signature=signature, by=by)
    return made
