"""Mailboxes of the authority (căsuțe): added and changed by the administrator."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction

from condica.accounts.models import User
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.mailroom.models import Mailbox
from condica.mailroom.rules import sealed

CHANGEABLE = (
    "name", "address", "host", "port", "security", "username", "folders", "register", "unit", "since", "registers",
    "afterwards", "afterwards_folder", "afterwards_days", "is_active",
)  # fmt: skip


@transaction.atomic
def open_mailbox(*, password: str, by: User, **words: Any) -> Mailbox:
    """Add a mailbox (adaugă); its password is kept sealed with the installation's key."""
    mailbox = Mailbox(**{name: words[name] for name in CHANGEABLE if name in words})
    mailbox.password = sealed(password, key=settings.SECRET_KEY)
    mailbox.save()
    record(Verb.MAILBOX_OPENED, on=mailbox, by=by)
    return mailbox


@transaction.atomic
def change_mailbox(mailbox: Mailbox, *, password: str | None = None, by: User, **words: Any) -> Mailbox:
    """Change a mailbox's settings (schimbă); `password=None` keeps the one it has."""
    mailbox = Mailbox.objects.select_for_update(no_key=True).get(pk=mailbox.pk)
    for name in CHANGEABLE:
        if name in words:
            setattr(mailbox, name, words[name])
    if password is not None:
        mailbox.password = sealed(password, key=settings.SECRET_KEY)
    mailbox.problem = ""
    mailbox.save()
    record(Verb.MAILBOX_CHANGED, on=mailbox, by=by, data={"fields": sorted(words)})
    return mailbox
