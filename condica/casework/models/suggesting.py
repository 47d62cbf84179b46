"""What was learned from the authority's own resolutions (sugestia de compartiment): versions, with their measure."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from condica.casework.models.case import USER


class Learned(models.Model):
    """A version of the suggestion (versiune): numbers and words as plain data with a checksum, never a program."""

    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    rows = models.PositiveIntegerField()  # resolutions it was learned from
    units = ArrayField(models.BigIntegerField())
    features = ArrayField(models.TextField())
    weights = (
        models.BinaryField()
    )  # float32, little-endian: for each feature its rarity and one weight a unit, biases last
    checksum = models.TextField()
    measure = models.JSONField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(checksum__regex="^[0-9a-f]{64}$"), name="casework_learned_checksum")
        ]

    def __str__(self) -> str:
        return f"versiunea {self.pk}"

    @property
    def journal_label(self) -> str:
        """How the journal calls it."""
        return str(self)
