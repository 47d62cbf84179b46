"""The parts of others in a case (contribuții): points of view asked of units, mixed commissions; all kept."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from condica.casework.models.case import USER, Case
from condica.casework.models.task import Task
from condica.documents.models import Document
from condica.organisation.models import Unit


class PartState(models.TextChoices):
    """Where a unit's part stands (starea punctului de vedere)."""

    ASKED = "asked", "cerut"
    ACCEPTED = "accepted", "în lucru"
    GIVEN = "given", "dat"
    RETURNED = "returned", "restituit"
    WITHDRAWN = "withdrawn", "retras"


OPEN_PARTS = (PartState.ASKED, PartState.ACCEPTED)


class JointUnit(models.Model):
    """The part of a unit asked together with the leading one (punct de vedere): asked, until when, given or not.

    It belongs to the case and follows it from one resolution to the next, so that nothing given is lost.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parts")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="joint_units")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    asked = models.TextField(blank=True, default="")
    asked_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True)
    state = models.TextField(choices=PartState, default=PartState.ASKED)
    assignee = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    accepted_at = models.DateTimeField(null=True, blank=True)
    opinion = models.TextField(blank=True, default="")  # the words of its last version
    by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True, default="")  # why it was returned or withdrawn
    ended_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "unit"], condition=Q(state__in=OPEN_PARTS), name="casework_part_open_once"
            ),
            models.CheckConstraint(condition=Q(state__in=PartState.values), name="casework_part_state"),
            models.CheckConstraint(
                condition=Q(opinion="", at__isnull=True) | (~Q(opinion="") & Q(at__isnull=False, by__isnull=False)),
                name="casework_joint_opinion_signed",
            ),
            models.CheckConstraint(
                condition=Q(state=PartState.GIVEN) & ~Q(opinion="") | ~Q(state=PartState.GIVEN) & Q(opinion=""),
                name="casework_part_given",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[PartState.RETURNED, PartState.WITHDRAWN], ended_at__isnull=False) & ~Q(reason="")
                | ~Q(state__in=[PartState.RETURNED, PartState.WITHDRAWN]) & Q(ended_at__isnull=True),
                name="casework_part_ended",
            ),
            models.CheckConstraint(
                condition=~Q(state=PartState.ACCEPTED) | Q(assignee__isnull=False, accepted_at__isnull=False),
                name="casework_part_accepted_by",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "due_on"], name="casework_part_unit", condition=Q(state__in=OPEN_PARTS)),
            models.Index(fields=["case", "id"], name="casework_part_case"),
        ]

    def __str__(self) -> str:
        return f"punctul de vedere: {self.unit.short_name}"

    @property
    def is_open(self) -> bool:
        """Whether the case still waits for it."""
        return self.state in OPEN_PARTS


class OpinionVersion(models.Model):
    """A point of view as it was worded at a moment (versiune): appended, never changed."""

    part = models.ForeignKey(JointUnit, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["part", "number"], name="casework_opinion_version_once"),
            models.CheckConstraint(condition=~Q(text=""), name="casework_opinion_version_text"),
        ]


class CommissionState(models.TextChoices):
    """Where a commission stands (starea comisiei)."""

    OPEN = "open", "în lucru"
    CLOSED = "closed", "încheiată"
    WITHDRAWN = "withdrawn", "desființată"


class Commission(models.Model):
    """A mixed commission (comisie mixtă) for a complex matter: people of several units, a chair, minutes."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="commissions")
    chair = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    asked = models.TextField()
    due_on = models.DateField(null=True, blank=True)
    state = models.TextField(choices=CommissionState, default=CommissionState.OPEN)
    named_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    minutes = models.TextField(blank=True, default="")
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True, default="")  # why it was dissolved
    ended_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(state=CommissionState.OPEN), name="casework_one_open_commission"
            ),
            models.CheckConstraint(condition=Q(state__in=CommissionState.values), name="casework_commission_state"),
            models.CheckConstraint(condition=~Q(asked=""), name="casework_commission_asked"),
            models.CheckConstraint(
                condition=Q(state=CommissionState.OPEN, ended_at__isnull=True)
                | Q(state=CommissionState.CLOSED, ended_at__isnull=False) & (~Q(minutes="") | Q(document__isnull=False))
                | Q(state=CommissionState.WITHDRAWN, ended_at__isnull=False) & ~Q(reason=""),
                name="casework_commission_ended",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("named_at")), name="casework_commission_order"
            ),
        ]

    def __str__(self) -> str:
        return f"comisia mixtă la {self.case}"

    def get_absolute_url(self) -> str:
        """The commission's page."""
        return reverse("casework:commission", args=[self.pk])

    @property
    def journal_label(self) -> str:
        """How the journal calls it: by its case, which names nobody."""
        return str(self)

    @property
    def is_open(self) -> bool:
        """Whether its minutes are still awaited."""
        return self.state == CommissionState.OPEN


class CommissionMember(models.Model):
    """A member of a commission (membru), and the unit whose person he is."""

    commission = models.ForeignKey(Commission, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="commissions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["commission", "user"], name="casework_member_once")]
