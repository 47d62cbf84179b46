"""Scanned paper (scanări): scanners with their folders, stacks, sheets, and the sheets that belong together."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from condica.documents.models import Blob, Document
from condica.mailroom import rules
from condica.mailroom.models.inventories import PositionFile
from condica.organisation.models import Desk
from condica.registry.models import Attachment, Entry

USER = settings.AUTH_USER_MODEL


class Scanner(models.Model):
    """A scanner (scaner) and the folder that it writes into; each desk may have its own."""

    name = models.CharField("nume", max_length=100, unique=True)
    desk = models.ForeignKey(
        Desk, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="ghișeul"
    )
    folder = models.CharField("dosarul în care scrie", max_length=300, unique=True)
    both_sides = models.BooleanField("scanează pe ambele fețe", default=False)
    for_archive = models.BooleanField("scanează dosare vechi din arhivă", default=False)
    kept_days = models.PositiveIntegerField("zile cât rămân fișierele preluate", default=30)
    is_active = models.BooleanField("activ", default=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(blank=True, default="")
    seen: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)

    class Meta:
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=~Q(folder=""), name="mailroom_scanner_folder")]

    def __str__(self) -> str:
        return self.name

    @property
    def journal_label(self) -> str:
        """How the journal calls it."""
        return f"scanerul „{self.name}”"


class Stack(models.Model):
    """A stack of paper as it was scanned (teanc): its file never changes and is kept once, however often it is met."""

    class State(models.TextChoices):
        """How far it has come."""

        READING = "reading", "se citește"
        READ = "read", "citit"
        BROKEN = "broken", "nu se poate citi"
        STOPPED = "stopped", "oprit"

    blob = models.OneToOneField(Blob, on_delete=models.PROTECT, related_name="stack")
    pages_blob = models.ForeignKey(Blob, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.TextField()
    scanner = models.ForeignKey(Scanner, null=True, blank=True, on_delete=models.PROTECT, related_name="stacks")
    desk = models.ForeignKey(Desk, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    both_sides = models.BooleanField(default=False)
    for_archive = models.BooleanField(default=False)
    kept_path = models.TextField(blank=True, default="")  # where the scanner's own file lies after intake
    state = models.TextField(choices=State.choices, default=State.READING)
    pages = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True, default="")
    taken_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    personal_fields: ClassVar = ("name", "kept_path")

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "-id"], name="mailroom_stack_state")]

    def __str__(self) -> str:
        return f"teancul {self.pk}"

    def get_absolute_url(self) -> str:
        """The stack's page."""
        return reverse("mailroom:stack", args=[self.pk])

    @property
    def journal_label(self) -> str:
        """How the journal calls it: a file's name may be a person's."""
        return str(self)

    @property
    def pages_sha256(self) -> str:
        """The PDF whose pages the sheets are."""
        return self.pages_blob_id or self.blob_id

    @property
    def from_words(self) -> str:
        """Where it came from."""
        return self.scanner.name if self.scanner else "adus din browser"


class Batch(models.Model):
    """Sheets that belong together (grup de file): from a label to the next one, and what became of them."""

    STATES = [(one.value, one.label) for one in rules.BatchState]

    stack = models.ForeignKey(Stack, on_delete=models.PROTECT, related_name="batches")
    first = models.PositiveIntegerField()  # the page that it begins with
    state = models.TextField(choices=STATES)
    finding = models.TextField(choices=[(one.value, one.value) for one in rules.Finding])
    code = models.TextField(blank=True, default="")
    reason = models.TextField(blank=True, default="")
    entry = models.ForeignKey(Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="scans")
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    attachment = models.OneToOneField(
        Attachment, null=True, blank=True, on_delete=models.PROTECT, related_name="scanned"
    )
    position_file = models.OneToOneField(
        PositionFile, null=True, blank=True, on_delete=models.PROTECT, related_name="scanned"
    )
    decided_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    personal_fields: ClassVar = ("reason", "code")

    class Meta:
        ordering = ["stack", "first"]
        constraints = [
            models.UniqueConstraint(fields=["stack", "first"], name="mailroom_batch_once"),
            models.CheckConstraint(
                condition=~Q(state="attached")
                | Q(entry__isnull=False, document__isnull=False, attachment__isnull=False),
                name="mailroom_batch_attached",
            ),
            models.CheckConstraint(
                condition=~Q(state="filed") | Q(document__isnull=False, position_file__isnull=False),
                name="mailroom_batch_filed",
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(state="queued"), name="mailroom_batch_queued")]

    def __str__(self) -> str:
        return f"{self.stack}, pagina {self.first}"

    @property
    def why(self) -> str:
        """Why it waits, or waited, for a person."""
        return self.reason or rules.SENTENCES[rules.Finding(self.finding)]


class Sheet(models.Model):
    """One scanned side of a sheet (pagină de teanc): what was read on it never changes; where it belongs may."""

    stack = models.ForeignKey(Stack, on_delete=models.PROTECT, related_name="sheets")
    number = models.PositiveIntegerField()
    codes = models.JSONField(default=list)
    finding = models.TextField(choices=[(one.value, one.value) for one in rules.Finding])
    turn = models.PositiveSmallIntegerField(default=0)
    batch = models.ForeignKey(Batch, null=True, blank=True, on_delete=models.PROTECT, related_name="sheets")

    class Meta:
        ordering = ["stack", "number"]
        constraints = [
            models.UniqueConstraint(fields=["stack", "number"], name="mailroom_sheet_once"),
            models.CheckConstraint(condition=Q(turn__in=[0, 90, 180, 270]), name="mailroom_sheet_turn"),
        ]

    @property
    def is_blank(self) -> bool:
        """A blank back: kept in the stack, left out of the paper."""
        return self.finding == rules.Finding.BLANK

    @property
    def said(self) -> str:
        """What was found on it, for its small picture."""
        return rules.SHORT[rules.Finding(self.finding)]
