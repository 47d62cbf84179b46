"""Tables of casework (lucrări): the case of a paper, its resolutions, and the clock's ledger.

What happened is appended and never edited: the database refuses to change or remove a stage, a clock event, a note or
the reason of a return; the case's term is always that of its last clock event.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.fields.json import JSONField
from django.urls import reverse

from condica.organisation.models import Unit
from condica.registry.models import Entry

USER = settings.AUTH_USER_MODEL


class Case(models.Model):
    """A case (lucrare): the work that one paper asks for, of one kind, with one owner and one term."""

    kind = models.TextField()
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="case")
    title = models.TextField()
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="cases")
    owner = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="cases")
    stage = models.TextField()
    stage_since = models.DateTimeField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(blank=True, default="")
    due_rule = models.TextField(blank=True, default="")
    due_on = models.DateField(null=True, blank=True)
    safe_on = models.DateField(null=True, blank=True)
    alternative_on = models.DateField(null=True, blank=True)
    internal_on = models.DateField(null=True, blank=True)
    extended = models.BooleanField(default=False)
    term = JSONField(null=True, blank=True)  # the stored law Term, with its own explanation

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__isnull=True, safe_on__isnull=True, term__isnull=True)
                | Q(due_on__isnull=False, safe_on__lte=F("due_on"), internal_on__lte=F("safe_on"), term__isnull=False),
                name="casework_case_term_whole",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")),
                name="casework_case_closed_after",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "safe_on", "id"], name="casework_case_owner", condition=Q(closed_at=None)),
            models.Index(fields=["unit", "safe_on", "id"], name="casework_case_unit", condition=Q(closed_at=None)),
            models.Index(fields=["kind", "stage", "safe_on"], name="casework_case_stage"),
        ]

    def __str__(self) -> str:
        return self.entry.paper_number

    def get_absolute_url(self) -> str:
        """The case's page."""
        entry = self.entry
        return reverse("casework:case", args=[entry.register.key, entry.year, entry.value])

    @property
    def journal_label(self) -> str:
        """How the journal calls it: by its paper, which names nobody."""
        return self.entry.paper_number

    @property
    def is_open(self) -> bool:
        """Whether anybody still works on it."""
        return self.closed_at is None


class CaseEntry(models.Model):
    """A later paper that belongs to a case (completare, revenire, conexare); taken out by a date, never removed."""

    class Role(models.TextChoices):
        """Why it belongs here."""

        CONNECTED = "connected", "conexată"
        REPEATED = "repeated", "revenire clasată"
        ADDITION = "addition", "completare"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="papers")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="in_cases")
    role = models.TextField(choices=Role)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    out_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=Q(out_at__isnull=True), name="casework_paper_in_one_case"
            )
        ]


class StageChange(models.Model):
    """A stage reached (stadiu): from which, when, by whom, on what ground."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="stages")
    previous = models.TextField(blank=True, default="")
    stage = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    cites = models.TextField(blank=True, default="")
    note = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["case", "at"], name="casework_stage_case")]


class ClockEvent(models.Model):
    """A line of the clock's ledger (evidența termenului): its days, and the term as it stands after it."""

    class Kind(models.TextChoices):
        """What happened to the clock."""

        STARTED = "started", "a început"
        RESTARTED = "restarted", "a început din nou"
        EXTENDED = "extended", "s-a prelungit"
        STOPPED = "stopped", "s-a oprit"
        RESUMED = "resumed", "curge iar"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="clock")
    kind = models.TextField(choices=Kind)
    at = models.DateTimeField()
    on = models.DateField()  # the day it counts from: registration, decision, dispatch
    days = models.IntegerField(default=0)  # added to the term
    rule = models.TextField()
    legal = models.DateField()
    alternative = models.DateField(null=True, blank=True)
    safe = models.DateField()
    internal = models.DateField()
    cites = JSONField(default=list)
    explanation = JSONField(default=list)
    term = JSONField()
    reason = models.TextField(blank=True, default="")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(safe__lte=F("legal")), name="casework_clock_safe"),
            models.CheckConstraint(condition=Q(days__gte=0), name="casework_clock_days"),
        ]
        indexes = [models.Index(fields=["case", "at"], name="casework_clock_case")]


class Note(models.Model):
    """A note beside the case (notă): for colleagues, never for the petitioner."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="casework_note_text")]
