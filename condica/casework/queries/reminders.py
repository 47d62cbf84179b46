"""Reminders as they are read (amintiri): mine, unseen ones first."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet

from condica.accounts.models import User
from condica.casework.models import NoDigest, Reminder

SHOWN = 5


def reminders(user: User) -> QuerySet[Reminder]:
    """What this person was reminded of, the newest first."""
    found = Reminder.objects.filter(for_user=user)
    return found.select_related(
        "case__entry__register", "case__entry__number", "dispatch__letter__entry__register", "digest"
    ).order_by("-pk")


def unseen(user: User) -> QuerySet[Reminder]:
    """What this person has not said to have seen, and still matters: no ended case, no term that moved."""
    still_owed = Q(entry=None) | Q(entry__due_on=F("term_on"), entry__settled_as="")
    return reminders(user).filter(still_owed, seen_at=None).exclude(case__closed_at__isnull=False)


def by_email(user: User) -> bool:
    """Whether the person also gets reminders by e-mail."""
    return not NoDigest.objects.filter(user=user).exists()
