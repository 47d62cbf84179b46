"""Envelopes of the special and secret post (plicuri, L182/2002): what stands on them, never what is in them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from condica.law.l182 import Secrecy
from condica.registry.models.papers import Entry

SECRECY = [(one.value, one.label) for one in Secrecy]


class Envelope(models.Model):
    """An envelope (plic): its number, class, seals; who brought it, who handed it over and who took it."""

    class Seals(models.TextChoices):
        """How it arrived (starea sigiliilor)."""

        INTACT = "intact", "intacte"
        DAMAGED = "damaged", "deteriorate"
        NONE = "none", "fără sigilii"

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="envelope")
    secrecy = models.TextField(choices=SECRECY)
    seals = models.TextField(choices=Seals)
    state = models.CharField(max_length=200, blank=True, default="")  # of the envelope, seen from outside
    brought_by = models.CharField(max_length=200)
    delegation = models.CharField(max_length=100, blank=True, default="")  # delegația, borderoul
    handed_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    handed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    handed_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)  # signed by `handed_to`, from their own account

    personal_fields: ClassVar = ("brought_by", "delegation", "state")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(secrecy__in=[one.value for one in Secrecy]), name="registry_envelope_secrecy"
            ),
            models.CheckConstraint(
                condition=models.Q(seals__in=["intact", "none"]) | models.Q(seals="damaged") & ~models.Q(state=""),
                name="registry_envelope_damage_said",
            ),
            models.CheckConstraint(condition=~models.Q(brought_by=""), name="registry_envelope_brought"),
            models.CheckConstraint(
                condition=models.Q(handed_to=None, handed_by=None, handed_at=None, taken_at=None)
                | models.Q(handed_to__isnull=False, handed_by__isnull=False, handed_at__isnull=False),
                name="registry_envelope_handed",
            ),
            models.CheckConstraint(
                condition=models.Q(taken_at=None) | models.Q(taken_at__gte=models.F("handed_at")),
                name="registry_envelope_taken_after",
            ),
            models.CheckConstraint(
                condition=models.Q(handed_to=None) | ~models.Q(handed_to=models.F("handed_by")),
                name="registry_envelope_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"plicul {self.entry}"
