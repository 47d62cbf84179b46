"""Who may sign instead of the authority's head by a paper of his (împuternicire), between two days."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

USER = settings.AUTH_USER_MODEL


class Mandate(models.Model):
    """A mandate to sign answers (împuternicire de semnare; OG 27/2002 art. 13: „persoana împuternicită de acesta”)."""

    head = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="mandates")
    act = models.TextField()  # „Dispoziția nr. 214/03.11.2026”
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    given_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="correspondence_mandate_dates"
            ),
            models.CheckConstraint(condition=~Q(act=""), name="correspondence_mandate_act"),
            models.CheckConstraint(condition=~Q(user=F("head")), name="correspondence_mandate_other"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, prin {self.act}"

    @property
    def journal_label(self) -> str:
        """How the journal calls it."""
        return f"împuternicirea prin {self.act}"
