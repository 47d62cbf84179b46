"""Who may see the mail and the mailboxes (drepturi asupra poștei)."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.foundation.refusal import Refused
from condica.mailroom import queries
from condica.mailroom.models import Mailbox, Message


def visible_to(user: User) -> QuerySet[Message]:
    """All messages for those who sort the mail; for others none: what they need comes to them with a number."""
    found = queries.messages()
    return found if user.may(Permission.MAIL_SEE) else found.none()


def message_to_read(user: User, pk: int) -> Message:
    """The message, or 404: absent and forbidden look alike."""
    found = visible_to(user).select_related("raw", "mailbox__register", "mailbox__unit").filter(pk=pk).first()
    if found is None:
        raise Http404("Nu există acest mesaj sau nu ai drept să îl vezi.")
    return found


def message_to_decide(user: User, pk: int) -> Message:
    """The message for somebody who gives numbers."""
    message = message_to_read(user, pk)
    if not user.may(Permission.ENTRY_REGISTER):
        raise Refused("mail-register", "Numai registratura dă numere mesajelor.", remedy="Cere registraturii.")
    return message


def mailbox_to_change(user: User, pk: int) -> Mailbox:
    """The mailbox for the administrator, or 404."""
    found = queries.mailboxes().filter(pk=pk).first()
    if found is None or not user.may(Permission.MAIL_SETTINGS):
        raise Http404("Nu există această căsuță.")
    return found
