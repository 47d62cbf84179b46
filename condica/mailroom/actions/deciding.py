"""A person decides what the machine left (hotărârea asupra unui mesaj)."""

from __future__ import annotations

from django.db import transaction

from condica.accounts.models import User
from condica.documents import api as documents
from condica.foundation import dates
from condica.foundation.mime import parse
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.mailroom.actions.acknowledging import acknowledge
from condica.mailroom.actions.papers import register_letter
from condica.mailroom.models import Message
from condica.mailroom.rules import State, check_move
from condica.registry import api as registry
from condica.registry.models import Entry


@transaction.atomic
def register_message(message: Message, *, by: User) -> Entry:
    """Give the message its number (înregistrează); a repeated click gives the same one."""
    message = _locked(message)
    if message.entry is not None:
        return message.entry
    check_move(State(message.state), State.REGISTERED)
    letter = parse(documents.open_blob(message.raw))
    message.entry = register_letter(message, letter, by=by)
    message.state, message.decided_by, message.decided_at = State.REGISTERED.value, by, dates.now()
    message.save(update_fields=["entry", "state", "decided_by", "decided_at"])
    record(Verb.MAIL_REGISTERED, on=message, by=by, entry=message.entry.pk)
    acknowledge(message, letter, by=by)
    return message.entry


@transaction.atomic
def continue_message(message: Message, *, continues: Entry, by: User) -> Entry:
    """Say that a registered letter continues a paper (continuare), when only its words point there."""
    message = _locked(message)
    if message.entry is None:
        raise RuleBroken("mail-unregistered", "Mesajul nu are încă număr.", remedy="Înregistrează-l întâi.")
    registry.continue_with(message.entry, continues=continues, by=by)
    return message.entry


@transaction.atomic
def set_aside(message: Message, *, reason: str, by: User) -> Message:
    """The message gets no number (nu se înregistrează), for a reason that stays written."""
    message = _locked(message)
    if not reason.strip():
        raise RuleBroken(
            "mail-reason", "Lipsește motivul pentru care mesajul nu se înregistrează.", remedy="Scrie motivul pe scurt."
        )
    if message.state == State.SET_ASIDE:
        return message
    check_move(State(message.state), State.SET_ASIDE)
    message.state, message.reason = State.SET_ASIDE.value, reason.strip()[:500]
    message.decided_by, message.decided_at = by, dates.now()
    message.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    record(Verb.MAIL_SET_ASIDE, on=message, by=by, personal={"reason": message.reason})
    return message


def _locked(message: Message) -> Message:
    # The entry is read after the lock: joined to it, a row written while we waited would not be seen.
    found = Message.objects.select_for_update(no_key=True, of=("self",))
    return found.select_related("mailbox__register", "mailbox__unit", "raw").get(pk=message.pk)
