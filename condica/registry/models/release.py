"""Release at the desk (eliberarea actelor la ghișeu): papers on the shelf, who took each, on what identity.

Of the identity paper only its kind and its last four characters are kept; never a CNP.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from condica.documents.models import Document
from condica.foundation import dates
from condica.foundation.search import KeysField
from condica.organisation.models import Desk, Unit
from condica.registry.models.papers import Entry

USER = settings.AUTH_USER_MODEL


class IssuedKind(models.Model):
    """A kind of issued paper (felul actului), with dates: what the house releases at the desk, from when."""

    name = models.TextField()
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    wait_days = models.PositiveSmallIntegerField(default=30)  # after so many days it is unclaimed

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="registry_issuedkind_name"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="registry_issuedkind_dates"
            ),
            models.CheckConstraint(condition=Q(wait_days__range=(1, 365)), name="registry_issuedkind_days"),
            models.UniqueConstraint(fields=["name"], condition=Q(until=None), name="registry_issuedkind_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def journal_label(self) -> str:
        """How the journal calls it."""
        return f"„{self.name}”"


class Issued(models.Model):
    """An issued paper (act emis) that waits at the desk for its holder; what became of it is its outcome."""

    kind = models.ForeignKey(IssuedKind, on_delete=models.PROTECT, related_name="papers")
    number = models.TextField()
    issued_on = models.DateField()
    year = models.IntegerField()  # of its day: a number of a kind is given once a year
    entry = models.ForeignKey(Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="issued")
    holder_name = models.TextField()
    holder_address = models.TextField(blank=True, default="")
    holder_email = models.TextField(blank=True, default="")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    shelf = models.TextField(blank=True, default="")  # where on the shelf
    received_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    keys = KeysField(null=True)

    personal_fields: ClassVar = ("holder_name", "holder_address", "holder_email", "keys")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "year", "number"], name="registry_issued_once"),
            models.CheckConstraint(condition=~Q(number=""), name="registry_issued_number"),
            models.CheckConstraint(condition=Q(year=F("issued_on__year")), name="registry_issued_year"),
        ]
        indexes = [
            models.Index(fields=["received_at"], name="registry_issued_received"),
            models.Index(fields=["desk", "-received_at"], name="registry_issued_desk"),
            GinIndex(fields=["keys"], name="registry_issued_keys"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} nr. {self.number}/{self.issued_on:%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        """The issued paper's page."""
        return reverse("registry:issued", args=[self.pk])

    @property
    def journal_label(self) -> str:
        """How the journal calls it; the number names nobody."""
        return str(self)

    @property
    def is_waiting(self) -> bool:
        """Whether it still lies on the shelf."""
        return not hasattr(self, "outcome")

    def days_waiting(self, today: date) -> int:
        """For how many days it lies here."""
        return (today - dates.bucharest_day(self.received_at)).days


class Identity(models.TextChoices):
    """By which paper somebody showed who they are (act de identitate)."""

    CARD = "card", "carte de identitate"
    BULLETIN = "bulletin", "buletin de identitate"
    PASSPORT = "passport", "pașaport"
    RESIDENCE = "residence", "permis de ședere"
    ACCREDITED = "accredited", "legitimație de serviciu sau avocat"


class Outcome(models.Model):
    """What became of an issued paper: released to somebody, sent by post, or taken back by the unit.

    One holds at a time (`issued`); what the post brought back stays written, and the paper waits again.
    """

    class Way(models.TextChoices):
        """How it left the shelf."""

        RELEASED = "released", "eliberat la ghișeu"
        POSTED = "posted", "trimis prin poștă"
        WITHDRAWN = "withdrawn", "retras de compartiment"

    paper = models.ForeignKey(Issued, on_delete=models.PROTECT, related_name="outcomes")
    # The same paper while this outcome holds; none after the post brought it back.
    issued = models.OneToOneField(Issued, null=True, blank=True, on_delete=models.PROTECT, related_name="outcome")
    way = models.TextField(choices=Way)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    desk = models.ForeignKey(Desk, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    to_name = models.TextField(blank=True, default="")
    identity = models.TextField(choices=Identity, blank=True, default="")
    identity_last4 = models.TextField(blank=True, default="")
    is_delegate = models.BooleanField(default=False)
    power = models.TextField(blank=True, default="")  # the power of attorney: number, day, notary
    signature = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reference = models.TextField(blank=True, default="")  # the post's number
    reason = models.TextField(blank=True, default="")
    returned_on = models.DateField(null=True, blank=True)
    return_reason = models.TextField(blank=True, default="")  # as the post wrote it on the envelope

    personal_fields: ClassVar = ("to_name", "identity_last4", "power", "reason")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(way__in=["released", "posted", "withdrawn"]), name="registry_outcome_way"
            ),
            models.CheckConstraint(
                condition=~Q(way="released") | ~Q(to_name="") & Q(identity__in=Identity.values) & ~Q(identity_last4=""),
                name="registry_outcome_identity",
            ),
            models.CheckConstraint(
                condition=Q(identity_last4="")
                | Q(identity_last4__regex=r"^[0-9A-Z]{4}$")
                | Q(identity_last4__startswith="["),
                name="registry_outcome_four",
            ),
            models.CheckConstraint(condition=Q(is_delegate=False) | ~Q(power=""), name="registry_outcome_power"),
            models.CheckConstraint(condition=~Q(way="withdrawn") | ~Q(reason=""), name="registry_outcome_reason"),
            models.CheckConstraint(
                condition=Q(issued__isnull=False, issued=F("paper"), returned_on=None, return_reason="")
                | Q(issued=None, way="posted", returned_on__isnull=False) & ~Q(return_reason=""),
                name="registry_outcome_holds",
            ),
        ]
        indexes = [models.Index(fields=["at"], name="registry_outcome_at")]

    def __str__(self) -> str:
        return f"{self.paper}: {self.get_way_display()}"


class Told(models.Model):
    """That the holder was told (înștiințare): each time a line; by e-mail, or by a person on the telephone."""

    class Way(models.TextChoices):
        """How the holder was told."""

        EMAIL = "email", "pe e-mail"
        PHONE = "phone", "la telefon"

    issued = models.ForeignKey(Issued, on_delete=models.PROTECT, related_name="told")
    way = models.TextField(choices=Way)
    address = models.TextField(blank=True, default="")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    personal_fields: ClassVar = ("address",)

    class Meta:
        ordering = ["pk"]
