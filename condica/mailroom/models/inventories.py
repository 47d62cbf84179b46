"""Old files by their inventory (inventar arhivistic, Legea 16/1996 anexa 2), and the scans tied to its positions."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse

from condica.documents.models import Document
from condica.foundation.search import KeysField


class Inventory(models.Model):
    """An inventory (inventar): the files of one department, one year, one keeping term."""

    unit_name = models.CharField("compartimentul", max_length=200)  # as it was called then
    year = models.PositiveSmallIntegerField("anul")
    keeping = models.CharField("termenul de păstrare", max_length=60, blank=True, default="")
    fonds = models.CharField("fondul arhivistic", max_length=200, blank=True, default="")
    note = models.TextField("observații", blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-year", "unit_name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit_name", "year", "keeping", "fonds"], name="mailroom_inventory_once"),
            models.CheckConstraint(condition=Q(year__gte=1800, year__lte=2200), name="mailroom_inventory_year"),
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.unit_name, str(self.year), self.keeping)))

    def get_absolute_url(self) -> str:
        """The inventory's page."""
        return reverse("mailroom:inventory", args=[self.pk])

    @property
    def journal_label(self) -> str:
        """How the journal calls it."""
        return f"inventarul {self}"


class Position(models.Model):
    """A file of an inventory (poziția, dosarul): the columns of annex 2."""

    inventory = models.ForeignKey(Inventory, on_delete=models.PROTECT, related_name="positions")
    number = models.PositiveIntegerField("nr. crt.")
    file_code = models.CharField("indicativul", max_length=40, blank=True, default="")
    content = models.TextField("conținutul pe scurt")
    extreme_dates = models.CharField("datele extreme", max_length=60, blank=True, default="")
    leaves = models.PositiveIntegerField("numărul filelor", null=True, blank=True)
    note = models.TextField("observații", blank=True, default="")
    keys = KeysField(null=True)

    class Meta:
        ordering = ["inventory", "number"]
        constraints = [
            models.UniqueConstraint(fields=["inventory", "number"], name="mailroom_position_once"),
            models.CheckConstraint(condition=~Q(content=""), name="mailroom_position_content"),
        ]
        indexes = [GinIndex(fields=["keys"], name="mailroom_position_keys")]

    def __str__(self) -> str:
        return f"poziția {self.number} din {self.inventory}"

    def get_absolute_url(self) -> str:
        """The file's page."""
        return reverse("mailroom:position", args=[self.inventory_id, self.number])

    @property
    def journal_label(self) -> str:
        """How the journal calls it: its number names nobody."""
        return str(self)


class PositionFile(models.Model):
    """A scan of an old file (scanarea dosarului); one tied by mistake is withdrawn, its row stays."""

    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="files")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_reason = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["position", "document"], condition=Q(withdrawn_at=None), name="mailroom_position_file_once"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason="")),
                name="mailroom_position_file_withdrawn",
            ),
        ]


class RefusedRow(models.Model):
    """A row of an imported table that could not be taken as it is (rând de îndreptat): its cells, and why."""

    inventory = models.ForeignKey(Inventory, on_delete=models.PROTECT, related_name="refused")
    row = models.PositiveIntegerField()
    cells = models.JSONField(default=dict)
    problem = models.TextField()
    mended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["row"]
        constraints = [models.UniqueConstraint(fields=["inventory", "row"], name="mailroom_refused_row_once")]
