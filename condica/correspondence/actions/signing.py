"""Signatures on letters (semnarea scrisorilor): on paper, with each one's certificate, or with the authority's seal.

The day on which the unit's head approves decides the way (a dated choice of the house, unless the head comes with a
certificate anyway): a letter begun with certificates is finished with them, one begun on paper is finished on paper.
With certificates the PDF is made at the first signature and only signed further at the second; with the seal it is
made and sealed at the second.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime
from functools import partial

from django.db import transaction

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.correspondence import access, queries, rules
from condica.correspondence import print as paper
from condica.correspondence.actions.steps import content_of, done, locked, take_step
from condica.correspondence.actions.visas import check_visas
from condica.correspondence.models import Letter, Mandate
from condica.correspondence.rules import Place, Stage, Step, Way
from condica.documents import api as documents
from condica.documents.models import Document
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.organisation.actions.people import period_words
from condica.registry import api as registry
from condica.registry.models import Entry

Key = documents.Key


def sign_as_unit(letter: Letter, *, by: User, at: datetime, key: Key | None) -> list[str]:
    """The first signature, of the unit's head; returns the fields that changed. With a certificate the PDF begins."""
    letter.signatory_unit = by
    letter.signatory_unit_title = paper.unit_line(by, letter.unit, dates.bucharest_day(at))
    letter.signed_unit_at = at
    changed = ["signatory_unit", "signatory_unit_title", "signed_unit_at"]
    if key is None and queries.signing_way(dates.bucharest_day(at)) is not rules.SigningWay.CERTIFICATES:
        return changed
    if letter.entry is None:
        letter.entry = own_number(letter, by)
    content = paper.letter_to_sign(letter, at)
    letter.pdf = documents.keep_signed(
        content, _needed(key), place=Place.UNIT, title=letter.signatory_unit_title, by=by, now=at,
        file_name=f"{paper.file_name(letter)}.pdf", words=paper.file_title(letter),
    )  # fmt: skip
    return [*changed, "entry", "pdf"]


def _needed(key: Key | None) -> Key:
    if key is not None:
        return key
    raise RuleBroken(
        "letter-needs-certificate",
        "Scrisorile se semnează electronic, cu certificatul tău.",
        cites=(rules.ELECTRONIC,),
        remedy="Alege fișierul certificatului sau dispozitivul și scrie parola ori PIN-ul.",
    )


@transaction.atomic
def sign(letter: Letter, *, by: User, now: datetime | None = None, key: Key | None = None) -> Letter:
    """Sign as the authority's head or the one empowered (semnare); the PDF is final and kept (OG 27/2002 art. 13)."""
    letter = locked(letter)
    if done(letter, Stage.SIGNED):
        return letter
    access.require_sign(by)
    rules.check_basis(content_of(letter))
    if letter.stage in rules.OPEN_TEXT:
        rules.check_two(None, by.pk)
    rules.check_move(Stage(letter.stage), Stage.SIGNED)
    rules.check_two(letter.signatory_unit_id, by.pk)
    check_visas(letter)
    return _signed(letter, by, now or dates.now(), key)


def _signed(letter: Letter, by: User, at: datetime, key: Key | None) -> Letter:
    letter.signatory_head = by
    letter.signatory_head_title = paper.head_line(by, letter.unit, dates.bucharest_day(at))
    letter.signed_at = at
    if letter.entry is None:
        letter.entry = own_number(letter, by)
    letter.pdf = _final_pdf(letter, by, at, key)
    letter.stage = Stage.SIGNED
    letter.save(
        update_fields=["signatory_head", "signatory_head_title", "signed_at", "entry", "pdf", "stage", "changed_at"]
    )
    record_signature(letter, by=by)
    return take_step(letter, Step.SIGNED, by, "", at)


def _final_pdf(letter: Letter, by: User, at: datetime, key: Key | None) -> Document:
    way = queries.way_of(letter, dates.bucharest_day(at))
    keep = partial(
        documents.keep_signed, title=letter.signatory_head_title, by=by, now=at,
        file_name=f"{paper.file_name(letter)}.pdf", words=paper.file_title(letter),
    )  # fmt: skip
    if way is rules.SigningWay.CERTIFICATES and letter.pdf is not None:
        return keep(_signed_once(letter.pdf), _needed(key), place=Place.HEAD, previous=letter.pdf)
    if way is rules.SigningWay.SEAL:
        return keep(paper.letter_to_seal(letter), documents.seal_key(now=at), place=Place.SEAL)
    name, title = f"{paper.file_name(letter)}.pdf", paper.file_title(letter)
    return documents.store(paper.letter_pdf(letter), name=name, title=title, kind="letter", by=by)


def _signed_once(document: Document) -> bytes:
    """The file that the unit's head signed."""
    try:
        return documents.open_blob(document.blob)
    except FileNotFoundError:
        raise RuleBroken(
            "letter-file-lost", "Fișierul semnat de șeful compartimentului lipsește din depozit.",
            remedy="Anunță administratorul; scrisoarea se poate întoarce la autor și semna din nou.",
        ) from None  # fmt: skip


def record_signature(letter: Letter, *, by: User) -> None:
    """The journal's line of an electronic signature, with the file's own digest."""
    put = letter.pdf.signatures.last() if letter.pdf else None
    if letter.pdf is None or put is None:
        return
    words = {"means": put.get_means_display(), "profile": put.profile, "sha256": letter.pdf.blob_id}
    record(Verb.LETTER_PDF_SIGNED, on=letter, by=by, entry=letter.entry_id, data=words)


def own_number(letter: Letter, by: User) -> Entry:
    """A letter from office draws its own number (Instrucțiuni 217/1996 art. 9)."""
    return registry.register_outgoing(
        channel=letter.channel or Way.POST,
        subject=letter.subject,
        addressee_name=letter.addressee_name,
        unit=letter.unit,
        kind="letter",
        by=by,
    )


def open_key(
    means: str, *, content: bytes = b"", passphrase: str = "", pin: str = "", by: User
) -> AbstractContextManager[Key | None]:
    """The person's key for the length of a block; nothing of it outlives the block."""
    if means == "token":
        return documents.key_from_token(pin, by=by)
    if means == "file" and content:
        return nullcontext(documents.key_from_file(content, passphrase, by=by))
    return nullcontext(None)


# --- mandates ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def give_mandate(user: User, *, act: str, since: date, until: date | None = None, by: User) -> Mandate:
    """Empower somebody to sign instead of the authority's head (împuternicire), by a paper of the head's."""
    access.require_mandates(by)
    head = queries.authority_head(since)
    if head is None:
        raise RuleBroken("mandate-no-head", "Autoritatea nu are conducător.", remedy="Numește întâi conducătorul.")
    _check_mandate(user, head, act, since, until)
    row = Mandate.objects.create(head=head, user=user, act=act.strip(), since=since, until=until, given_by=by)
    words = {"act": row.act, "period": period_words(since, until)}
    record(Verb.MANDATE_GIVEN, on=row, by=by, data=words, personal={"holder": str(user)})
    return row


def _check_mandate(user: User, head: User, act: str, since: date, until: date | None) -> None:
    if not act.strip():
        raise RuleBroken(
            "mandate-act", "Împuternicirea se dă printr-un act.", remedy="Scrie felul, numărul și data lui."
        )
    if until and until < since:
        raise RuleBroken("dates-reversed", "Ultima zi este înaintea primei zile.", remedy="Verifică cele două date.")
    if user == head:
        raise RuleBroken("mandate-self", "Conducătorul semnează fără împuternicire.", remedy="Alege altă persoană.")
    if not user.may(Permission.LETTER_APPROVE):
        raise RuleBroken(
            "mandate-not-head", f"{user} nu are un rol de conducere: nu vede mapa de semnat.",
            remedy="Alege un șef sau un director, sau dă-i întâi rolul.",
        )  # fmt: skip


@transaction.atomic
def end_mandate(row: Mandate, *, until: date, by: User) -> None:
    """Say which is a mandate's last day (încetare)."""
    access.require_mandates(by)
    row = Mandate.objects.select_for_update(no_key=True).get(pk=row.pk)
    if row.until is not None and row.until <= until:
        return
    row.until = max(until, row.since)
    row.save(update_fields=["until"])
    record(Verb.MANDATE_ENDED, on=row, by=by, data={"day": dates.numeric(row.until)})
