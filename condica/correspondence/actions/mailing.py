"""Circulars by e-mail and their reminders (trimiterea și amintirea circularelor): each written once, on working days.

A mail keeps its Message-ID and its link from the first try, so that one sent twice by a crash is one message.
"""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse

from condica.accounts.api import system_user
from condica.accounts.models import User
from condica.correspondence.actions.dispatching import MOST_ATTEMPTS, NoServer, TryAgain, explain
from condica.correspondence.models import Circular, CircularMail, CircularReader, CircularReminder
from condica.correspondence.queries import circulars as queries
from condica.correspondence.rules import Delivery
from condica.correspondence.rules.circulars import MOST_MAILED, Asked, Reminded, reminder_days, token_of
from condica.documents import api as documents
from condica.foundation import dates
from condica.foundation.romanian import plural
from condica.journal.actions import record
from condica.journal.api import is_demo
from condica.journal.rules import Verb
from condica.law.calendar import is_working
from condica.organisation import api as organisation
from condica.registry.signals import delivery_failed, letter_delivered

WITH_CIRCULAR = ("circular__entry__register", "circular__entry__number")


def send_mail(mail: CircularMail, *, now: datetime | None = None) -> CircularMail:
    """Give a waiting circular to the mail server (trimitere); done before, nothing; the server may say „later”."""
    with transaction.atomic():
        mail = _locked(mail.pk)
        if mail.state != Delivery.WAITING:
            return mail
        problem = _try(email_of(mail))
        mail.attempts += 1
        if problem is None:
            _left(mail, now or dates.now())
            return mail
        _note_problem(mail, problem)
    if mail.state == Delivery.WAITING:
        raise TryAgain(mail.problem)
    return mail


def _locked(pk: int) -> CircularMail:
    rows = CircularMail.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related(*WITH_CIRCULAR).get(pk=pk)


def _try(message: EmailMessage) -> Exception | None:
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend") and not is_demo():
        return NoServer()
    try:
        message.send(fail_silently=False)
    except (OSError, smtplib.SMTPException) as error:
        return error
    return None


def _left(mail: CircularMail, at: datetime) -> None:
    mail.state, mail.sent_at, mail.problem, mail.remedy = Delivery.SENT, at, "", ""
    mail.save(update_fields=["state", "sent_at", "problem", "remedy", "attempts"])
    circular = mail.circular
    data = {"count": plural(1, "destinatar", "destinatari")}
    record(Verb.CIRCULAR_MAILED, on=circular, by=system_user(), entry=circular.entry_id, data=data)


def _note_problem(mail: CircularMail, error: Exception) -> None:
    problem, remedy, final = explain(error)
    final = final or mail.attempts >= MOST_ATTEMPTS
    mail.problem, mail.remedy = problem, remedy
    mail.state = Delivery.FAILED if final else Delivery.WAITING
    mail.save(update_fields=["problem", "remedy", "state", "attempts"])
    if final:
        _tell_returned(mail, by=system_user())


def _tell_returned(mail: CircularMail, *, by: User) -> None:
    circular = mail.circular
    personal = {"problem": mail.problem}
    record(Verb.CIRCULAR_RETURNED, on=circular, by=by, entry=circular.entry_id, personal=personal)


def email_of(mail: CircularMail) -> EmailMessage:
    """The message: what is asked, the link that confirms, the files of the paper."""
    return _message(mail.circular, mail, mail.message_id, f"{_house()} vă transmite")


def _message(circular: Circular, mail: CircularMail, message_id: str, begin: str) -> EmailMessage:
    entry = circular.entry
    body = (
        f"Bună ziua,\n\n{begin} documentul nr. {entry.paper_number}: {entry.subject}\n\n"
        f"{_asked(circular)}{circular.words}\n\n"
        "Vă rugăm confirmați primirea: deschideți pagina de mai jos și apăsați butonul. Nu trebuie cont, "
        f"iar legătura se folosește o singură dată.\n\n{link_of(mail)}\n\n{_house()}"
    )
    message = EmailMessage(
        subject=f"Circulară nr. {entry.paper_number}: {entry.subject}"[:250].replace("\n", " "), body=body,
        to=[mail.email], headers={"Message-ID": message_id},
    )  # fmt: skip
    for name, content, mime in _files(circular):
        message.attach(name, content, mime)
    return message


def link_of(mail: CircularMail) -> str:
    """The address of the confirmation page: its word is worked out again, no table holds it."""
    path = reverse("correspondence:circular_confirm", args=[token_of(bytes(mail.nonce), settings.SECRET_KEY)])
    return f"{settings.PUBLIC_URL}{path}"


def _asked(circular: Circular) -> str:
    if circular.due_on is None:
        return "Spre știință. "
    until = dates.long_day(circular.due_on, year=True)
    return f"De {'răspuns' if circular.asked == Asked.ANSWER else 'îndeplinit'} până {until}. "


def _house() -> str:
    head = organisation.letterhead()
    return head.name if head else "Condica"


def _files(circular: Circular) -> Iterator[tuple[str, bytes, str]]:
    """The paper's files, as long as they fit in an e-mail together."""
    room = MOST_MAILED
    for row in circular.entry.attachments.select_related("document__blob").order_by("ordinal"):
        room -= row.document.blob.size
        if room < 0:
            return
        with documents.open_file(row.document) as file:
            yield row.document.file_name, file.read(), row.document.blob.mime


def remind_circulars(now: datetime | None = None, *, by: User) -> int:
    """Write the reminders of the day (amintiri): once for each who is silent, never on free days; returns how many."""
    at = now or dates.now()
    today, free = dates.bucharest_day(at), organisation.bridge_days()
    if not is_working(today, free):
        return 0
    written = 0
    for circular in Circular.objects.filter(closed_at=None).select_related("entry").order_by("pk").iterator():
        due = reminder_days(dates.bucharest_day(circular.sent_at), circular.due_on, free)
        come = [kind for kind, day in due.items() if day <= today]
        if come:
            written += _remind(circular, come[-1], today, at)
    return written


@transaction.atomic
def _remind(circular: Circular, kind: Reminded, today: date, at: datetime) -> int:
    """The last step that came: whoever was told of it is not told again, nor of a step that went by."""
    rows = [*_of_units(circular, today), *_of_readers(circular), *_of_mails(circular)]
    missing = []
    for row in rows:
        had = CircularReminder.objects.filter(**row, kind=kind)
        row_fields = dict(row)
        receipt = row_fields.get("receipt")
        if not had.exists():
            user = _receiver(receipt, today) if receipt is not None else None
            reader = row_fields.get("reader")
            missing.append(CircularReminder(
                **row_fields, kind=kind, for_user=user or (reader.user if reader else None), on=today, at=at,
                message_id=queries.new_message_id(),
            ))  # fmt: skip
    CircularReminder.objects.bulk_create(missing, ignore_conflicts=True)
    return len(missing)


def _of_units(circular: Circular, today: date) -> list[dict[str, Any]]:
    return [{"receipt": one} for one in queries.waiting_units(circular).select_related("holder", "unit")]


def _receiver(receipt: Any, today: date) -> User | None:
    """The head today, or who stands in for him."""
    return organisation.head_of(receipt.holder, today)


def _of_readers(circular: Circular) -> list[dict[str, Any]]:
    rows = CircularReader.objects.filter(receipt__circular=circular, confirmed_at=None).select_related("user")
    return [{"reader": one} for one in rows]


def _of_mails(circular: Circular) -> list[dict[str, Any]]:
    return [{"mail": one} for one in circular.mails.filter(confirmed_at=None, state=Delivery.SENT)]


def send_reminders(now: datetime | None = None, *, by: User) -> int:
    """Send the reminders that were not sent yet (trimiterea amintirilor); what is done meanwhile is not said."""
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend") and not is_demo():
        return 0  # no mail server is set: nothing may say that it left
    rows = queries.reminders_to_send().values_list("pk", flat=True)
    return sum(_send_reminder(pk, now or dates.now()) for pk in rows[:500])


@transaction.atomic
def _send_reminder(pk: int, at: datetime) -> int:
    rows = CircularReminder.objects.select_for_update(skip_locked=True, no_key=True, of=("self",))
    one = rows.select_related("receipt", "reader", "mail", "for_user").filter(pk=pk, sent_at=None).first()
    message = _reminder_of(one) if one else None
    if one is None or message is None:
        return 0
    try:
        message.send(fail_silently=False)
    except (OSError, smtplib.SMTPException):
        return 0  # it waits; the next run tries again
    one.sent_at = at
    one.save(update_fields=["sent_at"])
    return 1


def _reminder_of(one: CircularReminder) -> EmailMessage | None:
    """The message, or None when nothing is owed any more or nobody can be written to."""
    if one.mail is not None:
        mail = CircularMail.objects.select_related(*WITH_CIRCULAR).get(pk=one.mail.pk)
        owed = mail.confirmed_at is None and mail.circular.closed_at is None and mail.state == Delivery.SENT
        return _message(mail.circular, mail, one.message_id, f"{_house()} vă amintește de") if owed else None
    row = one.receipt or one.reader
    receipt = one.receipt or (one.reader.receipt if one.reader else None)
    if row is None or receipt is None or one.for_user is None or not one.for_user.email:
        return None
    circular = Circular.objects.select_related("entry__register", "entry__number").get(pk=receipt.circular_id)
    done = one.reader.confirmed_at is not None if one.reader else not _owes(circular, receipt.pk)
    return None if done or circular.closed_at else _to_colleague(circular, one)


def _owes(circular: Circular, receipt: int) -> bool:
    return queries.waiting_units(circular).filter(pk=receipt).exists()


def _to_colleague(circular: Circular, one: CircularReminder) -> EmailMessage:
    until = f" Termen: {dates.long_day(circular.due_on, year=True)}." if circular.due_on else ""
    what = "răspunsul compartimentului tău" if circular.asked == Asked.ANSWER else "confirmarea ta"
    body = (
        f"Bună ziua,\n\nCirculara nr. {circular.entry.paper_number} așteaptă {what}.{until}\n\n"
        f"O deschizi din {settings.PUBLIC_URL}{circular.get_absolute_url()}\n"
    )
    assert one.for_user is not None  # noqa: S101 - asked by who calls
    headers = {"Message-ID": one.message_id, "Auto-Submitted": "auto-generated"}
    return EmailMessage(
        subject=f"Circulara {circular.entry.paper_number} te așteaptă", body=body, to=[one.for_user.email],
        headers=headers,
    )  # fmt: skip


def listen() -> None:
    """Hear of returned e-mail and of receipts, from whoever reads the mailbox."""
    delivery_failed.connect(on_circular_failed, dispatch_uid="correspondence.circulars.bounces")
    letter_delivered.connect(on_circular_delivered, dispatch_uid="correspondence.circulars.receipts")


@transaction.atomic
def on_circular_failed(sender: Any, *, message_id: str, sentence: str = "", **_: Any) -> None:
    """A circular came back (mesaj întors)."""
    found = CircularMail.objects.filter(message_id=message_id).first()
    if found is None:
        return
    mail = _locked(found.pk)
    if mail.state == Delivery.BOUNCED or mail.confirmed_at is not None:
        return
    mail.state = Delivery.BOUNCED
    mail.problem = sentence or "Mesajul s-a întors."
    mail.remedy = "Corectează adresa și trimite-o din nou, din pagina circularei."
    mail.save(update_fields=["state", "problem", "remedy"])
    _tell_returned(mail, by=system_user())


@transaction.atomic
def on_circular_delivered(sender: Any, *, message_id: str, **_: Any) -> None:
    """The other server says that it arrived; whether it was read, only the button says."""
    found = CircularMail.objects.filter(message_id=message_id).first()
    mail = _locked(found.pk) if found else None
    if mail is None or mail.delivered_at is not None:
        return
    mail.delivered_at = dates.now()
    mail.save(update_fields=["delivered_at"])
    record(Verb.CIRCULAR_DELIVERED, on=mail.circular, by=system_user(), entry=mail.circular.entry_id)
