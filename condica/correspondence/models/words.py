"""What the house wrote beforehand (modele, fraze, liste de vize): rows between two days, ended, never overwritten."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from condica.organisation.models import Unit

USER = settings.AUTH_USER_MODEL
ONE_OF_THEM = Q(unit__isnull=True, user__isnull=False) | Q(unit__isnull=False, user__isnull=True)


def valid_on(day: date) -> Q:
    """Rows that hold on a day, their last day included."""
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))


class LetterTemplate(models.Model):
    """A letter's model (șablon) between two days; a change ends the row and begins another."""

    key = models.SlugField(max_length=60)
    title = models.TextField()
    purpose = models.TextField(blank=True, default="")
    body = models.TextField()
    legal_basis = models.TextField(blank=True, default="")
    rights = models.TextField(
        blank=True, default=""
    )  # what the addressee may do after it, printed under the signatures
    way = models.TextField(default="favorabil", blank=True)  # modul rezolvării, as the register's out column says it
    sort_order = models.PositiveSmallIntegerField(default=100)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    changed_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["sort_order", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(until__isnull=True), name="correspondence_template_once"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="correspondence_template_dates"
            ),
            models.CheckConstraint(condition=~Q(body=""), name="correspondence_template_body"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def journal_label(self) -> str:
        """How the journal calls it."""
        return self.title


class Phrase(models.Model):
    """A sentence used often (frază), put into a letter with one key; all see it, or one unit."""

    title = models.TextField()
    body = models.TextField()
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sort_order = models.PositiveSmallIntegerField(default=100)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["sort_order", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="correspondence_phrase_dates"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def journal_label(self) -> str:
        """How the journal calls it."""
        return self.title


class VisaDuty(models.Model):
    """Who must visa the letters of a model (listă de vize), between two days; without a model, every answer.

    Duties with the same place are asked at the same time, those with a larger one after them.
    """

    template_key = models.SlugField(max_length=60, blank=True, default="")
    title = models.TextField()
    cites = models.TextField(blank=True, default="")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField(default=1)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    changed_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["template_key", "place", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="correspondence_duty_title"),
            models.CheckConstraint(condition=ONE_OF_THEM, name="correspondence_duty_of_one"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="correspondence_duty_dates"
            ),
            models.UniqueConstraint(
                fields=["template_key", "unit", "user"], condition=Q(until__isnull=True), nulls_distinct=False,
                name="correspondence_duty_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def journal_label(self) -> str:
        """How the journal calls it."""
        return self.title

    @property
    def whose(self) -> str:
        """Who gives it: the unit or the person."""
        return str(self.unit or self.user)
