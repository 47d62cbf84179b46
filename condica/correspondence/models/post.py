"""Envelopes on their way (plicuri): what they cost, their numbers, the list they leave with, what comes back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from condica.correspondence import rules
from condica.correspondence.rules import EnvelopeState, Kind, ListState, Outcome, ReturnReason
from condica.documents.models import Document
from condica.foundation import dates
from condica.registry.models import Issued

USER = settings.AUTH_USER_MODEL
KINDS = [(kind.value, kind.label) for kind in Kind]
ENVELOPES = [(state.value, state.label) for state in EnvelopeState]
LISTS = [(state.value, state.label) for state in ListState]
REASONS = [(reason.value, reason.label) for reason in ReturnReason]
OUTCOMES = [(outcome.value, outcome.label) for outcome in Outcome]
MONEY = {"max_digits": 10, "decimal_places": 2}


class Contract(models.Model):
    """The contract with who carries our envelopes (contract de francare), between two days; its words are printed."""

    carrier = models.TextField()  # „CN Poșta Română SA”
    number = models.TextField()
    franking = models.TextField(blank=True, default="")  # what stands in the place of a stamp
    made_up = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(carrier="") & ~Q(number=""), name="correspondence_contract_named"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="correspondence_contract_dates"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.carrier}, contract nr. {self.number}"

    @property
    def journal_label(self) -> str:
        """How the journal calls it."""
        return f"contractul {self.number}"


class Tariff(models.Model):
    """A price of the authority's contract (tarif), up to a weight, between two days; never written over, only ended."""

    kind = models.TextField(choices=KINDS)
    priority = models.BooleanField(default=False)
    upto = models.PositiveIntegerField()  # grams, this weight included
    price = models.DecimalField(**MONEY)  # type: ignore[arg-type]
    source = models.TextField()  # „Contract nr. 12/2026, anexa 1”
    made_up = models.BooleanField(default=False)  # of the demonstration: printed so wherever it counts
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["kind", "priority", "upto", "-since"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(Kind)), name="correspondence_tariff_kind"),
            models.CheckConstraint(condition=Q(price__gte=0) & Q(upto__gte=1), name="correspondence_tariff_positive"),
            models.CheckConstraint(condition=~Q(source=""), name="correspondence_tariff_source"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="correspondence_tariff_dates"
            ),
            models.UniqueConstraint(fields=["kind", "priority", "upto", "since"], name="correspondence_tariff_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind_words}, până la {self.upto} g: {self.price} lei"

    @property
    def journal_label(self) -> str:
        """How the journal calls it."""
        return f"tariful „{self}”"

    @property
    def kind_words(self) -> str:
        """`R, AR, prioritară`."""
        return rules.kind_words(self.kind, priority=self.priority, short=True)


class NumberRange(models.Model):
    """Numbers given to us by the post for registered letters (plajă de numere S10): drawn one after another."""

    prefix = models.CharField(max_length=2)
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    next = models.PositiveIntegerField()
    warn_at = models.PositiveIntegerField(default=50)
    source = models.TextField()  # by which paper the post gave them
    added_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(prefix__regex="^R[A-Z]$"), name="correspondence_range_prefix"),
            models.CheckConstraint(
                condition=Q(first__lte=F("last")) & Q(last__lte=rules.S10_LAST), name="correspondence_range_order"
            ),
            models.CheckConstraint(
                condition=Q(next__gte=F("first")) & Q(next__lte=F("last") + 1), name="correspondence_range_next"
            ),
        ]

    def __str__(self) -> str:
        first, last = (rules.s10_words(rules.s10(self.prefix, serial)) for serial in (self.first, self.last))
        return f"{first} – {last}"

    @property
    def journal_label(self) -> str:
        """How the journal calls it."""
        return f"plaja {self}"

    @property
    def size(self) -> int:
        """How many numbers were given."""
        return self.last - self.first + 1

    @property
    def left(self) -> int:
        """How many are still to be drawn."""
        return 0 if self.closed_at else self.last - self.next + 1

    @property
    def few(self) -> bool:
        """Whether the post must be asked for others."""
        return self.left <= self.warn_at


class PostList(models.Model):
    """The list that goes with envelopes of one kind (borderou): numbered in its year, frozen when handed over."""

    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    kind = models.TextField(choices=KINDS)
    state = models.TextField(choices=LISTS, default=ListState.PREPARED)
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    contract = models.ForeignKey(Contract, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    carrier = models.TextField(blank=True, default="")  # the courier's firm, or the agent who carries them
    agent = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    pieces = models.PositiveIntegerField(default=0)
    grams = models.PositiveIntegerField(default=0)
    cost = models.DecimalField(default=Decimal(0), **MONEY)  # type: ignore[arg-type]
    handed_at = models.DateTimeField(null=True, blank=True)
    handed_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    stamp = models.TextField(blank=True, default="")  # the office and the stamp's day and hour, or who took them
    cancelled_for = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="correspondence_list_once"),
            models.CheckConstraint(condition=Q(kind__in=list(Kind)), name="correspondence_list_kind"),
            models.CheckConstraint(condition=Q(state__in=list(ListState)), name="correspondence_list_state"),
            models.CheckConstraint(
                condition=Q(state=ListState.HANDED, handed_at__isnull=False, handed_by__isnull=False, pieces__gte=1)
                & ~Q(stamp="")
                | (~Q(state=ListState.HANDED) & Q(handed_at__isnull=True)),
                name="correspondence_list_handed",
            ),
            models.CheckConstraint(
                condition=Q(state=ListState.CANCELLED) & ~Q(cancelled_for="")
                | (~Q(state=ListState.CANCELLED) & Q(cancelled_for="")),
                name="correspondence_list_cancelled",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.HAND) | Q(agent__isnull=False), name="correspondence_list_agent"
            ),
        ]

    def __str__(self) -> str:
        return f"borderoul {self.number}/{self.year}"

    def get_absolute_url(self) -> str:
        """The list's page."""
        return reverse("correspondence:post_list", args=[self.pk])

    @property
    def journal_label(self) -> str:
        """How the journal calls it."""
        return str(self)

    @property
    def day(self) -> date:
        """Its date: when it was handed over, until then when it was made."""
        return dates.bucharest_day(self.handed_at or self.made_at)


class Envelope(models.Model):
    """An envelope (plic): letters to one addressee at one address, with its kind, weight, number and cost."""

    kind = models.TextField(choices=KINDS)
    priority = models.BooleanField(default=False)
    state = models.TextField(choices=ENVELOPES, default=EnvelopeState.OPEN)
    addressee = models.TextField()
    address = models.TextField()
    sheets = models.PositiveIntegerField()
    grams = models.PositiveIntegerField()
    weighed = models.BooleanField(default=False)  # on a scale; else reckoned from its sheets
    tariff = models.ForeignKey(Tariff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    cost = models.DecimalField(null=True, blank=True, **MONEY)  # type: ignore[arg-type]
    number = models.TextField(null=True, blank=True, unique=True)  # S10: given once in the world
    drawn_from = models.ForeignKey(NumberRange, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    tracking = models.TextField(blank=True, default="")  # the courier's number
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    post_list = models.ForeignKey(PostList, null=True, blank=True, on_delete=models.PROTECT, related_name="envelopes")
    handed_at = models.DateTimeField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    received_by = models.TextField(blank=True, default="")  # who signed, and in what quality
    proof = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    returned_on = models.DateField(null=True, blank=True)
    return_reason = models.TextField(choices=REASONS, blank=True, default="")
    return_note = models.TextField(blank=True, default="")

    personal_fields: ClassVar = ("addressee", "address", "received_by", "return_note")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(Kind)), name="correspondence_envelope_kind"),
            models.CheckConstraint(condition=Q(state__in=list(EnvelopeState)), name="correspondence_envelope_state"),
            models.CheckConstraint(condition=Q(grams__gte=1), name="correspondence_envelope_weight"),
            models.CheckConstraint(
                condition=Q(priority=False) | ~Q(kind__in=[Kind.COURIER, Kind.HAND]),
                name="correspondence_envelope_priority",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True) | Q(number__regex=r"^R[A-Z][0-9]{9}RO$"),
                name="correspondence_envelope_s10",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True) | Q(kind__in=[Kind.REGISTERED, Kind.RECEIPT]),
                name="correspondence_envelope_number_kind",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[EnvelopeState.HANDED, EnvelopeState.DELIVERED, EnvelopeState.RETURNED])
                | Q(handed_at__isnull=False, post_list__isnull=False, cost__isnull=False)
                & (Q(number__isnull=False) | ~Q(kind__in=[Kind.REGISTERED, Kind.RECEIPT])),
                name="correspondence_envelope_handed",
            ),
            models.CheckConstraint(
                condition=Q(state=EnvelopeState.DELIVERED, received_on__isnull=False)
                | (~Q(state=EnvelopeState.DELIVERED) & Q(received_on__isnull=True)),
                name="correspondence_envelope_received",
            ),
            models.CheckConstraint(
                condition=Q(state=EnvelopeState.RETURNED, returned_on__isnull=False) & ~Q(return_reason="")
                | (~Q(state=EnvelopeState.RETURNED) & Q(returned_on__isnull=True, return_reason="")),
                name="correspondence_envelope_returned",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "kind", "made_at"], name="correspondence_env_state"),
            models.Index(fields=["handed_at"], name="correspondence_env_handed"),
        ]

    def __str__(self) -> str:
        return f"plicul {self.pk}"

    def get_absolute_url(self) -> str:
        """The envelope's page."""
        return reverse("correspondence:envelope", args=[self.pk])

    @property
    def journal_label(self) -> str:
        """How the journal calls it: a number that names nobody."""
        return f"plicul {self.pk}" + (f" ({rules.s10_words(self.number)})" if self.number else "")

    @property
    def kind_words(self) -> str:
        """`R, AR, prioritară`."""
        return rules.kind_words(self.kind, priority=self.priority, short=True)

    @property
    def number_words(self) -> str:
        """The number as people read it, or the courier's."""
        return rules.s10_words(self.number or "") or self.tracking


class Enclosure(models.Model):
    """An issued paper in an envelope (act emis trimis prin poștă): nobody came for it, so it goes to its holder.

    Taken out before it left, it is on its shelf again; it left with the envelope, and its outcome says so.
    """

    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="enclosures")
    issued = models.ForeignKey(Issued, on_delete=models.PROTECT, related_name="enclosures")
    sheets = models.PositiveSmallIntegerField(default=1)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    out_at = models.DateTimeField(null=True, blank=True)
    left = models.OneToOneField(
        "registry.Outcome", null=True, blank=True, on_delete=models.PROTECT, related_name="enclosure"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(sheets__gte=1), name="correspondence_enclosure_sheets"),
            models.CheckConstraint(condition=Q(out_at=None) | Q(left=None), name="correspondence_enclosure_one_way"),
            models.UniqueConstraint(
                fields=["issued"], condition=Q(out_at=None, left=None), name="correspondence_enclosure_once"
            ),
        ]
        indexes = [models.Index(fields=["issued"], name="correspondence_enclosed")]

    def __str__(self) -> str:
        return str(self.issued)


class Attempt(models.Model):
    """A try of our own agent to hand an envelope over (încercare de predare): kept, whatever came of it."""

    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="attempts")
    agent = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    outcome = models.TextField(choices=OUTCOMES)
    recipient = models.TextField(blank=True, default="")
    quality = models.TextField(blank=True, default="")  # destinatar, soț, secretariat…
    note = models.TextField(blank=True, default="")
    noted_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    personal_fields: ClassVar = ("recipient", "quality", "note")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=list(Outcome)), name="correspondence_attempt_outcome"),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.DELIVERED) | ~Q(recipient=""), name="correspondence_attempt_recipient"
            ),
        ]
