"""Short e-mails that the house sends by itself (mesaje de serviciu): written with their fact, sent by a job.

The row and its job stand in the transaction of what they tell; a mail server that is away, even for a night, delays
them and loses none. The Message-ID is drawn with the row and remembered in the register, so that a reply is known.
"""

from __future__ import annotations

import smtplib
from datetime import datetime, timedelta
from email.utils import make_msgid

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from condica.accounts.api import system_user
from condica.foundation import dates
from condica.journal.actions import record
from condica.journal.api import is_demo
from condica.journal.rules import Verb
from condica.mailroom.models import Outgoing
from condica.registry import api as registry
from condica.registry.models import Entry
from condica.registry.print import receipt_pdf

LIFE = timedelta(days=3)


class TryAgain(Exception):  # noqa: N818 - it speaks to the job, not of a fault
    """The mail server could not take the message now; the job comes back."""


def can_send() -> bool:
    """Whether a mail server is set: without one nobody is promised an e-mail."""
    return is_demo() or not settings.EMAIL_BACKEND.endswith("filebased.EmailBackend")


def send(
    kind: str,
    *,
    address: str,
    subject: str,
    body: str,
    entry: Entry,
    language: str = "ro",
    in_reply_to: str = "",
    with_receipt: bool = False,
    valid_until: datetime | None = None,
) -> Outgoing:
    """Write a message and ask for its sending; a step inside the verb that it tells of."""
    from condica.mailroom.jobs import send_outgoing  # noqa: PLC0415 - the job calls this module

    now = dates.now()
    made = Outgoing.objects.create(
        kind=kind, address=address, subject=" ".join(subject.split())[:250], body=body, language=language,
        entry=entry, message_id=make_msgid(domain=_domain()), in_reply_to=in_reply_to, with_receipt=with_receipt,
        created_at=now, valid_until=valid_until or now + LIFE,
    )  # fmt: skip
    registry.remember_message(entry, made.message_id)
    send_outgoing.defer(outgoing=made.pk)
    return made


def _domain() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"


def deliver(outgoing: Outgoing, *, now: datetime | None = None) -> Outgoing:
    """Give a waiting message to the mail server; done before, it does nothing; the server may say „later”."""
    with transaction.atomic():
        outgoing = Outgoing.objects.select_for_update(no_key=True, of=("self",)).get(pk=outgoing.pk)
        if outgoing.state != Outgoing.State.WAITING:
            return outgoing
        problem, final = _try(outgoing, now or dates.now())
        outgoing.attempts += 1
        _settle(outgoing, problem, final=final)
    if outgoing.state == Outgoing.State.WAITING:
        raise TryAgain(outgoing.problem)
    return outgoing


def _try(outgoing: Outgoing, now: datetime) -> tuple[str, bool]:
    """What went wrong, and whether for good; nothing when it left."""
    if now > outgoing.valid_until:
        return f"A trecut vremea lui. {outgoing.problem}".strip(), True
    if not can_send():
        return "Condica nu are pus niciun server de e-mail (CONDICA_SMTP_HOST).", False
    try:
        message_of(outgoing).send(fail_silently=False)
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        return f"Adresa nu primește: {code} {_words(said)}", code >= 500
    except (OSError, smtplib.SMTPException) as error:
        return f"Serverul de e-mail nu răspunde ({type(error).__name__}).", False
    return "", False


def _words(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said


def _settle(outgoing: Outgoing, problem: str, *, final: bool) -> None:
    outgoing.problem = problem[:1000]
    if not problem:
        outgoing.state, outgoing.sent_at = Outgoing.State.SENT, dates.now()
    elif final:
        outgoing.state = Outgoing.State.FAILED
    if outgoing.kind == Outgoing.Kind.CODE and outgoing.state != Outgoing.State.WAITING:
        outgoing.body = ""  # a code is not kept once it is on its way
    outgoing.save(update_fields=["problem", "state", "sent_at", "attempts", "body"])
    if outgoing.kind != Outgoing.Kind.CODE and outgoing.state != Outgoing.State.WAITING:
        _record(outgoing)


def _record(outgoing: Outgoing) -> None:
    left = outgoing.state == Outgoing.State.SENT
    personal = {"address": outgoing.address} if left else {"problem": outgoing.problem}
    record(
        Verb.MAIL_CONFIRMED if left else Verb.MAIL_NOT_CONFIRMED,
        on=outgoing.entry, by=system_user(), entry=outgoing.entry_id, personal=personal,
    )  # fmt: skip


def message_of(outgoing: Outgoing) -> EmailMessage:
    """The message: it says that a machine sent it (RFC 3834), and carries the receipt where asked."""
    reply = outgoing.kind == Outgoing.Kind.ACKNOWLEDGEMENT
    headers = {
        "Message-ID": outgoing.message_id,
        "Auto-Submitted": "auto-replied" if reply else "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Content-Language": outgoing.language,
    }
    if outgoing.in_reply_to:
        headers |= {"In-Reply-To": outgoing.in_reply_to, "References": outgoing.in_reply_to}
    message = EmailMessage(outgoing.subject, outgoing.body, to=[outgoing.address], headers=headers)
    if outgoing.with_receipt:
        entry = outgoing.entry
        message.attach(f"bon-{entry.value}-{entry.year}.pdf", receipt_pdf(entry), "application/pdf")
    return message


__all__ = ["TryAgain", "can_send", "deliver", "message_of", "send"]
