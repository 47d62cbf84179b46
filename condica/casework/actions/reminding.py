"""Nobody forgets (amintirile): each written once, shown at the bell, and sent as one e-mail a day to who wants it.

A reminder changes nothing of a case, so the journal keeps silent; the reminders themselves are kept, with their days.
Run again at any moment, or after being killed, it adds only what is missing.
"""

from __future__ import annotations

import smtplib
from datetime import date, datetime, timedelta
from email.utils import make_msgid
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction

from condica.accounts.models import User
from condica.casework.models import Case, Digest, Reminder, ReminderKind
from condica.casework.queries.due import due_reminders
from condica.correspondence.models import Dispatch
from condica.foundation import dates
from condica.foundation.romanian import plural
from condica.journal.api import is_demo
from condica.law.calendar import is_working
from condica.registry.signals import delivery_failed, letter_delivered

BACK = timedelta(days=3)  # an e-mail not sent by then says nothing new


def remind(now: datetime | None = None, *, by: User) -> int:
    """Write the reminders that should exist by this moment (de amintit); returns how many were missing."""
    today, before = dates.bucharest_day(now or dates.now()), Reminder.objects.count()
    for batch in due_reminders(today):
        with transaction.atomic():
            Reminder.objects.bulk_create(batch, ignore_conflicts=True)
    return Reminder.objects.count() - before


def gather_digests(now: datetime | None = None, *, by: User) -> int:
    """Put what was not sent yet into one e-mail a person and a day (rezumatul zilei); none on free days."""
    moment = now or dates.now()
    today = dates.bucharest_day(moment)
    if not is_working(today):
        return 0
    waiting = Reminder.objects.filter(digest=None, seen_at=None, at__gte=moment - BACK, for_user__is_active=True)
    people = waiting.filter(for_user__no_digest=None).exclude(for_user__email="")
    users = people.order_by("for_user").values_list("for_user", flat=True).distinct()
    return sum(_gather(user, today, moment) for user in users)


def _gather(user: int, today: date, moment: datetime) -> int:
    if Digest.objects.filter(user=user, on=today).exists():
        return 0
    try:
        with transaction.atomic():
            digest = Digest.objects.create(user_id=user, on=today, message_id=make_msgid(domain=_domain()))
            found = Reminder.objects.filter(for_user=user, digest=None, seen_at=None, at__gte=moment - BACK)
            found.update(digest=digest)
    except IntegrityError:  # another worker was quicker
        return 0
    return 1


def _domain() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"


def send_digests(now: datetime | None = None, *, by: User) -> int:
    """Send the e-mails that wait (trimitere); their Message-ID was drawn before: one sent twice is one message."""
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend") and not is_demo():
        return 0  # no mail server is set: nothing may say that it left
    moment = now or dates.now()
    waiting = Digest.objects.filter(sent_at=None, on__gte=dates.bucharest_day(moment) - BACK)
    return sum(_send(pk, moment) for pk in waiting.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _send(pk: int, moment: datetime) -> int:
    rows = Digest.objects.select_for_update(skip_locked=True, of=("self",)).select_related("user")
    digest = rows.filter(pk=pk, sent_at=None).first()
    if digest is None:
        return 0
    try:
        email_of(digest).send(fail_silently=False)
    except (OSError, smtplib.SMTPException):
        return 0  # it waits; the next run tries again
    digest.sent_at = moment
    digest.save(update_fields=["sent_at"])
    return 1


def email_of(digest: Digest) -> EmailMessage:
    """One e-mail with all reminders of a person, what is most pressing first."""
    order = {ReminderKind.LATE: 0, ReminderKind.OWED_LATE: 0, ReminderKind.SAFE: 1, ReminderKind.BOUNCED: 2}
    rows = sorted(digest.reminders.all(), key=lambda one: (order.get(ReminderKind(one.kind), 3), one.term_on or one.on))
    lines = "\n\n".join(f"– {one.sentence}" for one in rows)
    body = (
        f"Bună dimineața,\n\nCondica îți amintește de {plural(len(rows), 'lucru', 'lucruri')}:\n\n{lines}\n\n"
        f"Le găsești pe toate la {settings.PUBLIC_URL}/noutati/.\n"
        "Mesajul vine cel mult o dată pe zi; îl poți opri din aceeași pagină."
    )
    subject = f"Condica: {plural(len(rows), 'amintire', 'amintiri')}, {dates.long_day(digest.on)}"
    headers = {"Message-ID": digest.message_id, "Auto-Submitted": "auto-generated"}
    return EmailMessage(subject=subject, body=body, to=[digest.user.email], headers=headers)


def listen() -> None:
    """Hear of returned e-mail and of receipts: whoever wrote and whoever sent the letter is told."""
    delivery_failed.connect(on_delivery_failed, dispatch_uid="casework.bounces")
    letter_delivered.connect(on_delivered, dispatch_uid="casework.receipts")


def on_delivery_failed(sender: Any, *, message_id: str, **_: Any) -> None:
    """A letter came back (scrisoare întoarsă)."""
    words = "scrisoarea trimisă prin e-mail s-a întors; verifică adresa sau trimite-o pe altă cale"
    _tell(message_id, ReminderKind.BOUNCED, words)


def on_delivered(sender: Any, *, message_id: str, **_: Any) -> None:
    """A receipt came (confirmare de primire)."""
    _tell(message_id, ReminderKind.DELIVERED, "scrisoarea trimisă prin e-mail a ajuns la destinatar")


def _tell(message_id: str, kind: ReminderKind, words: str) -> None:
    dispatch = Dispatch.objects.select_related("letter__entry").filter(message_id=message_id).first()
    if dispatch is None:
        return
    letter, today = dispatch.letter, dates.today()
    case = Case.objects.filter(entry=letter.entry_id).first() if letter.entry_id else None
    told = {letter.drafted_by_id, case.owner_id if case else None}
    if kind == ReminderKind.BOUNCED:
        told.add(dispatch.ordered_by_id)
    number = letter.entry.paper_number if letter.entry else letter.subject
    Reminder.objects.bulk_create(
        [
            Reminder(
                kind=kind, for_user_id=user, case=case, dispatch=dispatch, on=today, sentence=f"{number}: {words}.",
                at=dates.now(),
            )
            for user in told
            if user
        ],
        ignore_conflicts=True,
    )  # fmt: skip
