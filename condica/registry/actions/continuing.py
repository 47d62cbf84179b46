"""A paper that continues another (continuare): a reply to an e-mail of ours, an addition sent to what is open."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from condica.accounts.models import User
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.registry.actions.changing import connect
from condica.registry.models import Entry, SentMessage
from condica.registry.rules import bare_id

Follow = Callable[[Entry, Entry, User], None]
_FOLLOWERS: list[Follow] = []


def on_continuation(follow: Follow) -> None:
    """A room above is told, in the same transaction: the new paper, the one it continues, who says so."""
    if follow not in _FOLLOWERS:
        _FOLLOWERS.append(follow)


def remember_message(entry: Entry, message_id: str) -> None:
    """Keep the Message-ID of an e-mail of ours about this paper, so that a reply to it finds its way."""
    if bare_id(message_id):
        row = SentMessage(message_id=bare_id(message_id), entry=entry, at=dates.now())
        SentMessage.objects.bulk_create([row], ignore_conflicts=True)


@transaction.atomic
def continue_with(entry: Entry, *, continues: Entry, by: User) -> None:
    """Say that a paper continues another (continuare): connected in the register, and told to the rooms above."""
    if entry.pk == continues.pk:
        raise RuleBroken("continue-itself", "Un document nu se continuă pe sine.", remedy="Alege alt document.")
    connect(continues, entry, by=by)
    for follow in _FOLLOWERS:
        follow(entry, continues, by)
