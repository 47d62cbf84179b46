"""Resolutions given in a folder (rezoluții din mapă), the units they name, and the library of phrases."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from condica.casework.models import Task
from condica.desk.models.folders import USER, FolderPaper
from condica.desk.rules import EFFECTS, Effect, Wanted
from condica.organisation.models import Unit

EFFECT_CHOICES = [(effect.value, words[0]) for effect, words in EFFECTS.items()]


class Phrase(models.Model):
    """A phrase of resolutions (frază de rezoluție): the house's, or one person's own; ended, never removed."""

    owner = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="phrases")
    text = models.TextField("fraza")
    effect = models.TextField("ce face", choices=EFFECT_CHOICES, default=Effect.ASSIGN.value)
    order = models.PositiveSmallIntegerField(default=100)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="desk_phrase_text"),
            models.CheckConstraint(condition=Q(effect__in=[one.value for one in Effect]), name="desk_phrase_effect"),
            models.UniqueConstraint(
                fields=["owner", "text"], condition=Q(ended_at=None), name="desk_phrase_once", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Resolution(models.Model):
    """What was decided about a paper of a folder (rezoluție): undone until the folder is closed, never rewritten."""

    paper = models.ForeignKey(FolderPaper, on_delete=models.PROTECT, related_name="resolutions")
    effect = models.TextField(choices=EFFECT_CHOICES)
    text = models.TextField(blank=True, default="")
    phrase = models.ForeignKey(Phrase, null=True, blank=True, on_delete=models.PROTECT, related_name="resolutions")
    lead = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True, default="")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    on_paper = models.BooleanField(default=False)  # given in ink on the printed folder, written down afterwards
    milliseconds = models.PositiveIntegerField(null=True, blank=True)
    undone_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    task = models.ForeignKey(Task, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    personal_fields: ClassVar = ("text", "reason")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["paper"], condition=Q(undone_at=None), name="desk_resolution_once"),
            models.CheckConstraint(
                condition=Q(effect__in=[one.value for one in Effect]), name="desk_resolution_effect"
            ),
            models.CheckConstraint(
                condition=~Q(effect=Effect.ASSIGN.value) | Q(lead__isnull=False) & ~Q(text=""),
                name="desk_resolution_lead",
            ),
            models.CheckConstraint(
                condition=~Q(effect=Effect.RETURN.value) | ~Q(reason=""), name="desk_resolution_reason"
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None) | Q(undone_at__gte=F("at"), task=None), name="desk_resolution_undone"
            ),
        ]

    def __str__(self) -> str:
        return self.text or self.reason or Effect(self.effect).label

    def named(self, role: str) -> list[Unit]:
        """The units that it names in a role; `units__unit` should be fetched before."""
        return [one.unit for one in self.units.all() if one.role == role]

    @property
    def wanted(self) -> Wanted:
        """The resolution as it was asked for."""
        return Wanted(
            effect=Effect(self.effect), text=self.text, lead=self.lead, joint=self.named("joint"),
            informed=self.named("informed"), due_on=self.due_on, reason=self.reason, phrase=self.phrase_id,
        )  # fmt: skip


class NamedUnit(models.Model):
    """A unit named by a resolution: to join, or only to know (spre știință), with who acknowledged it and when."""

    class Role(models.TextChoices):
        """What the unit is named for."""

        JOINT = "joint", "împreună"
        INFORMED = "informed", "spre știință"

    resolution = models.ForeignKey(Resolution, on_delete=models.PROTECT, related_name="units")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    role = models.TextField(choices=Role)
    seen_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["resolution", "unit", "role"], name="desk_named_once"),
            models.CheckConstraint(
                condition=Q(seen_by=None, seen_at=None) | Q(seen_by__isnull=False, seen_at__isnull=False),
                name="desk_named_seen",
            ),
        ]
        indexes = [models.Index(fields=["unit", "id"], name="desk_named_unit", condition=Q(role="informed"))]
