"""Blocks of reserved numbers (numere rezervate) for a desk that works without network, and what became of each.

A reserved number is a line of the register like any other: drawn, dated and chained when it is reserved. What is
written under it later cannot be covered by that link any more, so it has a chain of its own, one a block, that begins
at the hash of the block's last number: the words under a reserved number hang on the register's chain too.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse

from condica.organisation.models import Desk
from condica.registry.models.papers import Entry
from condica.registry.models.registers import Number, Register


class Block(models.Model):
    """A block of numbers kept for a desk (bloc de numere rezervate); written once, never changed."""

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="blocks")
    year = models.IntegerField()
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    reserved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reserved_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(last__gte=models.F("first")), name="registry_block_order"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="registry_block_reason"),
            models.UniqueConstraint(fields=["register", "year", "first"], name="registry_block_first"),
        ]

    def __str__(self) -> str:
        return f"{self.register.prefix}{self.first}–{self.last}/{self.year}"

    def get_absolute_url(self) -> str:
        """The block's page."""
        return reverse("registry:block", args=[self.pk])

    @property
    def journal_label(self) -> str:
        """How the journal calls it."""
        return f"numerele {self}"

    @property
    def count(self) -> int:
        """How many numbers it has."""
        return self.last - self.first + 1

    @property
    def is_open(self) -> bool:
        """Whether no minute has closed it yet."""
        return not hasattr(self, "reconciliation")


class Reserved(models.Model):
    """A number of a block (număr rezervat), with the words that its link in the register's chain covers."""

    number = models.OneToOneField(Number, on_delete=models.PROTECT, primary_key=True, related_name="reserved")
    block = models.ForeignKey(Block, on_delete=models.PROTECT, related_name="numbers")
    value = models.PositiveIntegerField()
    written = models.JSONField()
    salt = models.BinaryField()

    class Meta:
        ordering = ["value"]
        constraints = [models.UniqueConstraint(fields=["block", "value"], name="registry_reserved_once")]

    def __str__(self) -> str:
        return str(self.value)


class Filling(models.Model):
    """What became of a reserved number (completare sau anulare): once, by its own desk, chained by the database.

    `place`, `moment`, `previous_hash` and `hash` are the trigger's, whatever is sent.
    """

    class Outcome(models.TextChoices):
        """A paper stands under the number now, or never will."""

        USED = "used", "folosit"
        ANNULLED = "annulled", "anulat"

    class Reason(models.TextChoices):
        """Why a number never got its paper."""

        NONE = "", ""
        SPOILT = "spoilt", "scris greșit pe hârtie"
        LOST = "lost", "foaia s-a pierdut sau s-a distrus"
        UNUSED = "unused", "nefolosit"

    reserved = models.OneToOneField(Reserved, on_delete=models.PROTECT, primary_key=True, related_name="filling")
    block = models.ForeignKey(Block, on_delete=models.PROTECT, related_name="fillings")
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveIntegerField(default=0)
    outcome = models.TextField(choices=Outcome)
    moment = models.DateTimeField(db_default=Now())
    reason = models.TextField(choices=Reason, blank=True, default="")
    digest = models.BinaryField(default=b"")  # of the words under it; see Entry.written
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    previous_hash = models.BinaryField(default=b"")
    hash = models.BinaryField(default=b"")

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["block", "place"], name="registry_filling_place"),
            models.CheckConstraint(
                condition=models.Q(outcome="used", reason="") | models.Q(outcome="annulled") & ~models.Q(reason=""),
                name="registry_filling_outcome",
            ),
        ]


class Reconciliation(models.Model):
    """The minute that closes a block (proces-verbal de reconciliere): used and annulled numbers, with their totals."""

    block = models.OneToOneField(Block, on_delete=models.PROTECT, primary_key=True, related_name="reconciliation")
    minute = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="+")  # the minute is a paper too
    used = models.PositiveIntegerField()
    annulled = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    head = models.BinaryField()  # the block's chain as the minute closed it

    def __str__(self) -> str:
        return str(self.minute)


class OfflineLine(models.Model):
    """A line as a desk without network sent it (rând trimis de la distanță): kept whole, whatever came of it."""

    class State(models.TextChoices):
        """What came of the line."""

        REGISTERED = "registered", "înregistrat"
        WAITING = "waiting", "așteaptă o hotărâre"
        DECIDED = "decided", "hotărât"

    class Problem(models.TextChoices):
        """Why a line could not be taken as it is."""

        NONE = "", ""
        TAKEN = "taken", "numărul este deja al altui document"
        ANNULLED = "annulled", "numărul a fost anulat"
        OUTSIDE = "outside", "numărul nu este din acest bloc"
        CLOSED = "closed", "blocul a fost încheiat cu proces-verbal"
        CLOCK = "clock", "ceasul aparatului nu se potrivește"
        KEY = "key", "același rând a venit cu alte cuvinte"
        REFUSED = "refused", "cuvintele nu pot fi înregistrate"

    class Decision(models.TextChoices):
        """What a person decided about a line that waited."""

        NONE = "", ""
        OWN = "own", "înregistrat sub numărul lui"
        OTHER = "other", "înregistrat sub alt număr din bloc"
        NEW = "new", "înregistrat sub un număr nou"
        TWICE = "twice", "același document, trimis de două ori"

    block = models.ForeignKey(Block, on_delete=models.PROTECT, related_name="lines")
    key = models.UUIDField()
    fingerprint = models.TextField()
    value = models.PositiveIntegerField()
    words = models.JSONField()
    said_at = models.DateTimeField()  # by the device's own clock
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.TextField(choices=State)
    problem = models.TextField(choices=Problem, blank=True, default="")
    told = models.TextField(blank=True, default="")  # the refusal's own sentence
    entry = models.ForeignKey(Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="offline_lines")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.TextField(choices=Decision, blank=True, default="")

    personal_fields: ClassVar = ("words", "told")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["block", "key", "fingerprint"], name="registry_offline_line_once"),
            models.CheckConstraint(
                condition=models.Q(state="registered", problem="", entry__isnull=False, decided_at__isnull=True)
                | models.Q(state="waiting", entry__isnull=True, decided_at__isnull=True) & ~models.Q(problem="")
                | models.Q(state="decided", decided_at__isnull=False, decided_by__isnull=False)
                & ~models.Q(problem="")
                & ~models.Q(decision=""),
                name="registry_offline_line_state",
            ),
        ]
        indexes = [models.Index(fields=["state", "block"], name="registry_offline_line_wait")]

    def get_absolute_url(self) -> str:
        """Where somebody decides about it."""
        return reverse("registry:offline_line", args=[self.pk])

    @property
    def journal_label(self) -> str:
        """How the journal calls it: the number names nobody."""
        return f"rândul cu numărul {self.value} din blocul {self.block}"

    @property
    def clock_ahead(self) -> bool:
        """Whether the device's clock was ahead of ours."""
        return bool(self.said_at > self.sent_at)
