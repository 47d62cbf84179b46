"""Selections (lucrări de selecționare, Legea 16/1996)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse

from condica.registry.models.papers import Entry


class Selection(models.Model):
    """A selection (lucrare de selecționare, Legea 16/1996): the minute, its confirmation, and then the erasing.

    Nothing is erased before Arhivele Naționale confirm; the database refuses it too.
    """

    minute_number = models.TextField()
    minute_on = models.DateField()
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    confirmed_number = models.TextField(blank=True, default="")
    confirmed_on = models.DateField(null=True, blank=True)
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    erased = models.PositiveIntegerField(default=0)  # papers done so far
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(minute_number=""), name="registry_selection_minute"),
            models.CheckConstraint(
                condition=models.Q(confirmed_number="", confirmed_on=None, ordered_by=None, erased=0, done_at=None)
                | ~models.Q(confirmed_number="") & models.Q(confirmed_on__gte=models.F("minute_on")),
                name="registry_selection_confirmed_first",
            ),
        ]

    def __str__(self) -> str:
        return f"nr. {self.minute_number} din {self.minute_on:%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        """The selection's page."""
        return reverse("registry:selection", args=[self.pk])

    @property
    def journal_label(self) -> str:
        """How the journal calls it."""
        return f"selecționarea {self}"

    @property
    def confirmation(self) -> str:
        """The act of Arhivele Naționale, in words."""
        return f"nr. {self.confirmed_number} din {self.confirmed_on:%d.%m.%Y}" if self.confirmed_on else ""


class Selected(models.Model):
    """A paper put before the commission (poziție din lucrarea de selecționare), with what its term was."""

    selection = models.ForeignKey(Selection, on_delete=models.PROTECT, related_name="papers")
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="selected")
    file_code = models.TextField()
    kept_until = models.DateField()

    class Meta:
        ordering = ["pk"]
