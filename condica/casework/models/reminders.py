"""Reminders (amintiri) and what each person chose about them: who was told what, on which day; said once, kept."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from condica.casework.models.case import USER, Case
from condica.casework.models.parts import Commission, JointUnit
from condica.correspondence.models import Dispatch
from condica.registry.models import Entry


class ReminderKind(models.TextChoices):
    """Why somebody is told (felul amintirii), from the first to the last step of the escalation."""

    SOON = "soon", "termen apropiat"
    INTERNAL = "internal", "ținta internă"
    SAFE = "safe", "ziua sigură"
    LATE = "late", "termen legal depășit"
    PART_SOON = "part_soon", "punct de vedere de dat"
    PART_LATE = "part_late", "punct de vedere întârziat"
    COMMISSION = "commission", "proces-verbal de încheiat"
    UNCOVERED = "uncovered", "lucrare fără om"
    OWED_SOON = "owed_soon", "de făcut la registratură"
    OWED_LATE = "owed_late", "întârziat la registratură"
    BOUNCED = "bounced", "scrisoare întoarsă"
    DELIVERED = "delivered", "scrisoare primită"


class Reminder(models.Model):
    """A reminder (amintire): one a person, a reason and a term; a term that moved makes a new one.

    The sentence names the paper by its number only; who wrote and about what is read from the paper itself.
    """

    kind = models.TextField(choices=ReminderKind)
    for_user = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="reminders")
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="reminders")
    part = models.ForeignKey(JointUnit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    commission = models.ForeignKey(Commission, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    dispatch = models.ForeignKey(Dispatch, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="+")  # no case
    on = models.DateField()  # the day of the step
    term_on = models.DateField(null=True, blank=True)  # the term that it speaks of
    sentence = models.TextField()
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    digest = models.ForeignKey(
        "casework.Digest", null=True, blank=True, on_delete=models.PROTECT, related_name="reminders"
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "for_user", "case", "part", "commission", "dispatch", "entry", "term_on"],
                nulls_distinct=False,
                name="casework_reminder_once",
            ),
            models.CheckConstraint(condition=Q(kind__in=ReminderKind.values), name="casework_reminder_kind"),
            models.CheckConstraint(
                condition=Q(case__isnull=False) | Q(dispatch__isnull=False) | Q(entry__isnull=False),
                name="casework_reminder_about",
            ),
        ]
        indexes = [
            models.Index(fields=["for_user", "-id"], name="casework_reminder_unseen", condition=Q(seen_at=None)),
            models.Index(fields=["for_user", "id"], name="casework_reminder_unsent", condition=Q(digest=None)),
        ]

    def __str__(self) -> str:
        return self.sentence

    @property
    def is_urgent(self) -> bool:
        """Whether the legal term itself is at stake."""
        return self.kind in {ReminderKind.SAFE, ReminderKind.LATE, ReminderKind.BOUNCED, ReminderKind.OWED_LATE}


class Digest(models.Model):
    """One e-mail a day to a person (rezumatul zilei), with the reminders not yet sent; drawn before it is sent."""

    user = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="digests")
    on = models.DateField()
    message_id = models.TextField(unique=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "on"], name="casework_digest_once_a_day")]


class NoDigest(models.Model):
    """Somebody who wants no e-mail (fără e-mail); the notices themselves cannot be switched off."""

    user = models.OneToOneField(USER, on_delete=models.CASCADE, primary_key=True, related_name="no_digest")
    since = models.DateTimeField()
