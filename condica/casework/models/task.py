"""Resolutions (rezoluții): who solves, with whom, until when; why one was sent back."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from condica.casework.models.case import USER, Case
from condica.organisation.models import Unit


class TaskState(models.TextChoices):
    """Where a task stands (starea sarcinii)."""

    GIVEN = "given", "de primit"
    ACCEPTED = "accepted", "în lucru"
    RETURNED = "returned", "întoarsă"
    DONE = "done", "încheiată"
    WITHDRAWN = "withdrawn", "înlocuită"


class Task(models.Model):
    """A resolution (rezoluție): what is to be done, which unit leads, which others join, until when."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tasks")
    text = models.TextField()
    lead = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="tasks")
    joint = models.ManyToManyField(Unit, through="casework.JointUnit", related_name="joint_tasks")
    assignee = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks")
    due_on = models.DateField(null=True, blank=True)
    state = models.TextField(choices=TaskState, default=TaskState.GIVEN)
    given_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    accepted_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    result = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="casework_task_text"),
            models.CheckConstraint(condition=Q(state__in=TaskState.values), name="casework_task_state"),
            models.CheckConstraint(
                condition=~Q(state=TaskState.ACCEPTED) | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="casework_task_accepted_by",
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(state__in=["given", "accepted"]), name="casework_one_open_resolution"
            ),
        ]
        indexes = [
            models.Index(fields=["lead", "state"], name="casework_task_lead"),
            models.Index(fields=["assignee", "state"], name="casework_task_assignee"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do it."""
        return self.state in {TaskState.GIVEN, TaskState.ACCEPTED}


class TaskReturn(models.Model):
    """Why a task was sent back (restituire cu motiv)."""

    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="returned")
    reason = models.TextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="casework_return_reason")]
