"""Dispatch (expediere): an order, the letter leaving, the register's out line, and what came of it.

By e-mail a job sends it and tries again; by post it waits in the list until it is handed over; at the counter it is
given at once. The out line is written when the letter leaves our hands, not when somebody wishes it.
"""

from __future__ import annotations

import smtplib
from datetime import datetime
from email.utils import make_msgid
from functools import partial
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from condica.accounts.api import system_user
from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.correspondence import access, queries, rules
from condica.correspondence import print as paper
from condica.correspondence.actions.annexes import annexes_of
from condica.correspondence.actions.originals import check_way, left_with
from condica.correspondence.actions.steps import locked
from condica.correspondence.models import Dispatch, Letter
from condica.correspondence.rules import Delivery, Stage, Way
from condica.correspondence.signals import letter_left, letter_moved
from condica.documents import api as documents
from condica.documents.models import Document
from condica.foundation import dates, richtext
from condica.foundation.refusal import RuleBroken
from condica.foundation.romanian import plural
from condica.journal.actions import record
from condica.journal.api import is_demo
from condica.journal.rules import Verb
from condica.organisation import api as organisation
from condica.registry import api as registry
from condica.registry.signals import delivery_failed, letter_delivered

WAY_WORDS = {
    Way.EMAIL: "prin e-mail", Way.POST: "prin poștă", Way.COUNTER: "la ghișeu", Way.COURIER: "prin curier",
    Way.HAND: "prin agent",
}  # fmt: skip
#: The register knows a courier, ours or another's; who carried it stands in the dispatch.
REGISTER_WAYS = {Way.HAND: Way.COURIER}
#: After this many tries, over about an hour (5 s, 25 s, 2 min, 10 min, 52 min), a person must look.
MOST_ATTEMPTS = 6


class NoServer(Exception):  # noqa: N818 - it says what is missing
    """No mail server is set: what would „leave" would only be a file of ours, and the register would lie."""


class TryAgain(Exception):  # noqa: N818 - it speaks to the job, not of a fault
    """The mail server could not take the letter now; the job comes back."""


@transaction.atomic
def dispatch(
    letter: Letter,
    channel: str | Way,
    *,
    by: User,
    address: str = "",
    reference: str = "",
    at_once: bool = False,
    now: datetime | None = None,
) -> Dispatch:
    """Send a signed letter out (expediere). E-mail goes by a job, or within this call with `at_once`.

    At the counter `reference` is who took it; it has then left. By post it waits to be handed over.
    """
    letter, way, at = locked(letter), Way(channel), now or dates.now()
    access.require(
        by, Permission.LETTER_DISPATCH, "Scrisorile le expediază compartimentul de relații cu publicul.",
        "O găsește registratura în lista „de expediat”.",
    )  # fmt: skip
    waiting = letter.dispatches.filter(state=Delivery.WAITING).first()
    if waiting:
        return waiting
    _check_signed(letter)
    check_way(letter, way)
    made = Dispatch.objects.create(
        letter=letter, way=way, ordered_by=by, ordered_at=at, reference=reference.strip(),
        addressee=letter.addressee_name, address=rules.check_address(way, address or _address(letter, way)),
        message_id=make_msgid(domain=_domain()) if way is Way.EMAIL else None,
    )  # fmt: skip
    record(Verb.LETTER_ORDERED, on=letter, by=by, entry=letter.entry_id, data={"way": WAY_WORDS[way]})
    return _begin(made, by=by, at=at, at_once=at_once)


def _check_signed(letter: Letter) -> None:
    if letter.stage in {Stage.NUMBERED, Stage.DISPATCHED}:
        return
    raise RuleBroken(
        "letter-not-signed",
        "Scrisoarea nu pleacă fără cele două semnături.",
        cites=(rules.SIGNATURES,),
        remedy="O semnează întâi șeful compartimentului și conducătorul autorității.",
    )


def _address(letter: Letter, way: Way) -> str:
    return letter.addressee_email if way is Way.EMAIL else letter.addressee_address


def _domain() -> str:
    """The right side of our Message-IDs: the sender's own domain."""
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"


def _begin(made: Dispatch, *, by: User, at: datetime, at_once: bool) -> Dispatch:
    if made.way == Way.COUNTER:
        left(made, by=by, at=at)
    elif made.way == Way.EMAIL and at_once:
        return _send_or_queue(made, at)
    elif made.way == Way.EMAIL:
        _queue(made)
    return made


def _send_or_queue(made: Dispatch, at: datetime) -> Dispatch:
    """Sent within the call; when the server says „later”, the job goes on."""
    try:
        return send_email(made, now=at)
    except TryAgain:
        _queue(made)
        return Dispatch.objects.get(pk=made.pk)


def _queue(made: Dispatch) -> None:
    from condica.correspondence.jobs import send_letter  # noqa: PLC0415 - the job calls this module

    transaction.on_commit(partial(send_letter.defer, dispatch=made.pk))


def send_email(dispatch: Dispatch, *, now: datetime | None = None) -> Dispatch:
    """Give a waiting letter to the mail server (trimitere). Done before, it does nothing; the server may say „later”.

    The Message-ID was drawn with the order, so a letter sent twice by a crash between server and database is one
    message to whoever receives it.
    """
    with transaction.atomic():
        dispatch = _locked_dispatch(dispatch)
        if dispatch.state != Delivery.WAITING or dispatch.way != Way.EMAIL:
            return dispatch
        problem = _try(dispatch)
        dispatch.attempts += 1
        if problem is None:
            dispatch.problem = dispatch.remedy = ""
            left(dispatch, by=None, at=now or dates.now())
            return dispatch
        _note_problem(dispatch, problem)
    if dispatch.state == Delivery.WAITING:
        raise TryAgain(dispatch.problem)
    return dispatch


def _locked_dispatch(dispatch: Dispatch) -> Dispatch:
    return Dispatch.objects.select_for_update(no_key=True, of=("self",)).select_related("letter").get(pk=dispatch.pk)


def _try(dispatch: Dispatch) -> Exception | None:
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend") and not is_demo():
        return NoServer()
    try:
        email_of(dispatch).send(fail_silently=False)
    except (OSError, smtplib.SMTPException) as error:
        return error
    return None


def email_of(dispatch: Dispatch) -> EmailMessage:
    """The message: a short text, the PDF attached, tied to the e-mail that it answers."""
    letter = dispatch.letter
    head = organisation.letterhead()
    message = EmailMessage(
        subject=_email_subject(letter),
        body=_email_text(letter, head.name if head else ""),
        to=[dispatch.address],
        headers={"Message-ID": dispatch.message_id or "", **_threading(letter)},
    )
    with documents.open_file(_signed_pdf(letter)) as file:
        message.attach(f"{paper.file_name(letter)}.pdf", file.read(), "application/pdf")
    for place, annex in enumerate(annexes_of(letter), start=1):
        with documents.open_file(annex.document) as file:
            message.attach(f"anexa-{place}-{annex.document.file_name}", file.read(), annex.document.blob.mime)
    return message


def _signed_pdf(letter: Letter) -> Document:
    if letter.pdf is None:  # the database lets no signed letter be without it
        raise RuntimeError(f"scrisoarea {letter.pk} nu are PDF")
    return letter.pdf


def _email_subject(letter: Letter) -> str:
    """`Re:` only where the subject tells the addressee which of his messages it answers."""
    return f"{paper.file_title(letter)}: {letter.subject}"[:250].replace("\n", " ")


def _email_text(letter: Letter, house: str) -> str:
    count = len(annexes_of(letter))
    with_annexes = f", cu {plural(count, 'anexă', 'anexe')}" if count else ""
    return (
        f"{richtext.to_plain(letter.body)}\n\n{house}\n\n"
        f"{'Răspunsul semnat' if letter.is_answer else 'Scrisoarea semnată'} este în fișierul PDF atașat"
        f"{with_annexes}. Vă rugăm păstrați numărul lui pentru orice revenire."
    )


def _threading(letter: Letter) -> dict[str, str]:
    """In-Reply-To, when the paper answered came by e-mail."""
    asked = queries.message_id_of(letter.entry) if letter.entry and letter.is_answer else ""
    return {"In-Reply-To": asked, "References": asked} if asked else {}


def _note_problem(dispatch: Dispatch, error: Exception) -> None:
    problem, remedy, final = explain(error)
    if not final and dispatch.attempts >= MOST_ATTEMPTS:
        final, remedy = True, "Verifică serverul de e-mail la Administrare, apoi trimite din nou sau alege altă cale."
    dispatch.problem, dispatch.remedy = problem, remedy
    dispatch.state = Delivery.FAILED if final else Delivery.WAITING
    dispatch.save(update_fields=["problem", "remedy", "state", "attempts"])
    if final:
        letter = dispatch.letter
        record(Verb.LETTER_FAILED, on=letter, by=system_user(), entry=letter.entry_id, personal={"problem": problem})


def explain(error: Exception) -> tuple[str, str, bool]:
    """What the mail server said, what a person can do, and whether trying again is of no use."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        return _said(code, said, "Adresa nu primește", "Verifică adresa cu destinatarul sau trimite prin poștă.")
    if isinstance(error, smtplib.SMTPAuthenticationError):
        remedy = "Corectează utilizatorul și parola serverului de e-mail (Administrare)."
        return "Serverul nostru de e-mail nu ne primește: utilizator sau parolă greșite.", remedy, False
    if isinstance(error, smtplib.SMTPResponseException):
        return _said(error.smtp_code, error.smtp_error, "Serverul de e-mail refuză", "Trimite pe altă cale.")
    if isinstance(error, NoServer):
        remedy = "Administratorul pune serverul (CONDICA_SMTP_HOST); apoi trimite din nou. Sau trimite prin poștă."
        return "Condica nu are pus niciun server de e-mail.", remedy, True
    words = f"Serverul de e-mail nu răspunde ({type(error).__name__}: {error})."
    return words, "Se încearcă din nou, singur.", False


def _said(code: int, words: bytes | str, what: str, remedy: str) -> tuple[str, str, bool]:
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    final = code >= 500
    return f"{what}: {code} {said}".strip(), remedy if final else "Se încearcă din nou, singur.", final


@transaction.atomic
def confirm_handed(
    dispatch: Dispatch,
    *,
    by: User,
    reference: str = "",
    proof: Document | None = None,
    now: datetime | None = None,
) -> Dispatch:
    """Mark a letter as handed to the post or courier (predare la poștă): it has left; the out line is written."""
    dispatch = _locked_dispatch(dispatch)
    access.require(
        by, Permission.LETTER_DISPATCH, "Predarea la poștă o notează registratura.", "Spune registraturii că a plecat."
    )
    if dispatch.state == Delivery.SENT:
        return dispatch
    if dispatch.state != Delivery.WAITING or dispatch.way == Way.EMAIL:
        raise RuleBroken(
            "dispatch-not-waiting", f"Expedierea {dispatch.get_state_display()}; nu se mai predă.",
            remedy="Fă o expediere nouă din pagina scrisorii.",
        )  # fmt: skip
    if dispatch.envelope_id is not None:
        raise RuleBroken(
            "dispatch-in-envelope", f"Scrisoarea e în plicul {dispatch.envelope_id}.",
            remedy="Pleacă odată cu borderoul plicului.",
        )  # fmt: skip
    dispatch.reference = reference.strip() or dispatch.reference
    dispatch.proof = proof or dispatch.proof
    left(dispatch, by=by, at=now or dates.now())
    return dispatch


def left(dispatch: Dispatch, *, by: User | None, at: datetime) -> None:
    """The letter is out of our hands: the out line, the stage, the news."""
    doer = by or dispatch.ordered_by
    dispatch.state, dispatch.at = Delivery.SENT, at
    dispatch.save()
    letter = locked(dispatch.letter)
    if letter.entry is not None and letter.is_answer:
        registry.record_exit(
            letter.entry, addressee=dispatch.addressee, channel=REGISTER_WAYS.get(Way(dispatch.way), Way(dispatch.way)),
            way=letter.way or "răspuns", document=letter.pdf, by=doer,
        )  # fmt: skip
    left_with(letter, dispatch, by=doer)
    first = letter.stage == Stage.NUMBERED
    if first:
        letter.stage, letter.dispatched_at, letter.changed_at = Stage.DISPATCHED, at, at
        letter.save(update_fields=["stage", "dispatched_at", "changed_at"])
    if letter.entry is not None and dispatch.message_id:
        registry.remember_message(letter.entry, dispatch.message_id)  # a reply to it joins the same work
    words = {"way": WAY_WORDS[Way(dispatch.way)]}
    record(Verb.LETTER_SENT, on=letter, by=by or system_user(), entry=letter.entry_id, data=words)
    if first:
        letter_moved.send(Letter, letter=letter, stage=Stage.DISPATCHED, by=doer)
    letter_left.send(Letter, letter=letter, dispatch=dispatch, by=doer)


def listen() -> None:
    """Hear of returned e-mail, and of receipts, from whoever reads the mailbox."""
    delivery_failed.connect(on_delivery_failed, dispatch_uid="correspondence.bounces")
    letter_delivered.connect(on_delivered, dispatch_uid="correspondence.receipts")


def _of_message(message_id: str) -> Dispatch | None:
    rows = Dispatch.objects.select_for_update(no_key=True, of=("self",)).select_related("letter__entry__register")
    return rows.filter(message_id=message_id).first()


@transaction.atomic
def on_delivery_failed(sender: Any, *, message_id: str, recipient: str = "", sentence: str = "", **_: Any) -> None:
    """An e-mail came back (mesaj întors): the dispatch says so; the letter can be sent another way."""
    dispatch = _of_message(message_id)
    if dispatch is None or dispatch.state not in {Delivery.WAITING, Delivery.SENT}:
        return
    if dispatch.state == Delivery.WAITING:  # it left, and we fell before writing it down: first the out line
        left(dispatch, by=None, at=dates.now())
    dispatch.state = Delivery.BOUNCED
    dispatch.problem = sentence or f"Mesajul către {recipient or dispatch.address} s-a întors."
    dispatch.remedy = "Verifică adresa cu destinatarul sau trimite scrisoarea prin poștă."
    dispatch.save(update_fields=["state", "problem", "remedy"])
    letter = dispatch.letter
    personal = {"problem": dispatch.problem}
    record(Verb.LETTER_BOUNCED, on=letter, by=system_user(), entry=letter.entry_id, personal=personal)


@transaction.atomic
def on_delivered(sender: Any, *, message_id: str, sentence: str = "", **_: Any) -> None:
    """A delivery or reading receipt came (confirmare de primire): the dispatch keeps when."""
    dispatch = _of_message(message_id)
    if dispatch is None or dispatch.confirmed_at is not None:
        return
    dispatch.confirmed_at = dates.now()
    dispatch.save(update_fields=["confirmed_at"])
    letter = dispatch.letter
    words = {"sentence": sentence or "A venit confirmarea de primire."}
    record(Verb.LETTER_CONFIRMED, on=letter, by=system_user(), entry=letter.entry_id, data=words)


@transaction.atomic
def add_proof(dispatch: Dispatch, document: Document, *, by: User, now: datetime | None = None) -> Dispatch:
    """Keep the proof that a letter arrived (dovada primirii): the signed postal slip, the signature at the counter."""
    dispatch = _locked_dispatch(dispatch)
    access.require(by, Permission.LETTER_DISPATCH, "Dovada o adaugă registratura.", "Du-o la registratură.")
    if dispatch.at is None:
        raise RuleBroken(
            "dispatch-not-left",
            "Scrisoarea n-a plecat încă; nu are ce dovadă să poarte.",
            remedy="Notează întâi predarea.",
        )
    dispatch.proof = document
    dispatch.confirmed_at = dispatch.confirmed_at or now or dates.now()
    dispatch.save(update_fields=["proof", "confirmed_at"])
    letter = dispatch.letter
    record(Verb.LETTER_CONFIRMED, on=letter, by=by, entry=letter.entry_id, data={"sentence": "Dovada e la scrisoare."})
    return dispatch
