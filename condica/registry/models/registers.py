"""Registers and their numbers (registre, numere): what the database draws, dates and chains.

The number is a legal fact and lives in a table of its own that never changes; the entry beside it, in `papers.py`,
carries the 13 elements of Instrucțiuni 217/1996 art. 9.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse

from condica.foundation import dates
from condica.organisation.models import Dated, Desk, Unit

#: Letters and a line: a digit in a prefix would make two papers read alike (art. 9: numbers do not repeat).
PREFIX = r"^([A-Z]{1,6}-?)?$"
#: A right may end on the day on which it began: its last day is then the one before.
ENDED_AT_ONCE = models.Q(until__isnull=True) | models.Q(until__gte=models.F("since") - timedelta(days=1))


class Register(models.Model):
    """A register (registru). Its `last_*` fields are written by the database alone, under the row's lock.

    Its key, prefix, nature and opening minute never change: they stand on paper. It is closed, never deleted.
    """

    class Nature(models.TextChoices):
        """What its lines stand for (felul registrului)."""

        PAPERS = "papers", "documente"
        ENVELOPES = "envelopes", "plicuri: poștă specială și secretă"

    class Confidentiality(models.TextChoices):
        """Who may know of its papers (nivelul de confidențialitate)."""

        OPEN = "open", "obișnuit"
        RESTRICTED = "restricted", "restricționat"

    key = models.SlugField(unique=True)
    name = models.TextField()
    prefix = models.TextField(blank=True, default="")
    is_default = models.BooleanField(default=False)
    nature = models.TextField(choices=Nature, default=Nature.PAPERS)
    confidentiality = models.TextField(choices=Confidentiality, default=Confidentiality.OPEN)
    minute_number = models.TextField(blank=True, default="")  # procesul-verbal de deschidere
    minute_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)  # closed for new papers
    last_year = models.IntegerField(null=True, editable=False)
    last_number = models.IntegerField(null=True, editable=False)
    last_moment = models.DateTimeField(null=True, editable=False)
    last_hash = models.BinaryField(default=b"", editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=models.Q(is_default=True), name="registry_register_one_default"
            ),
            models.CheckConstraint(
                condition=models.Q(is_default=True) | ~models.Q(minute_number="") & models.Q(minute_on__isnull=False),
                name="registry_register_opened_by_minute",
            ),
            models.CheckConstraint(
                condition=models.Q(is_default=False) | models.Q(closed_at__isnull=True, confidentiality="open"),
                name="registry_register_default_open",
            ),
            models.CheckConstraint(condition=models.Q(prefix__regex=PREFIX), name="registry_register_prefix"),
            models.CheckConstraint(
                condition=models.Q(is_default=True) | ~models.Q(prefix=""), name="registry_register_prefix_given"
            ),
            models.CheckConstraint(
                condition=~models.Q(nature="envelopes") | models.Q(confidentiality="restricted"),
                name="registry_register_envelopes_restricted",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The register's page."""
        return reverse("registry:register", args=[self.key])

    @property
    def is_restricted(self) -> bool:
        """Hidden from everybody who was not let in."""
        return self.confidentiality == self.Confidentiality.RESTRICTED

    @property
    def holds_envelopes(self) -> bool:
        """The special register (registrul special): envelopes, nothing of what is in them."""
        return self.nature == self.Nature.ENVELOPES


class RegisterDesk(Dated):
    """A desk that registers in a register (ghișeul registrului); a register without any takes from every desk."""

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="desks")
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="registers")

    class Meta:
        ordering = ["desk__code"]
        constraints = [
            models.CheckConstraint(condition=ENDED_AT_ONCE, name="registry_registerdesk_dates"),
            models.UniqueConstraint(
                fields=["register", "desk"], condition=models.Q(until__isnull=True), name="registry_registerdesk_once"
            ),
        ]


class RegisterReader(Dated):
    """Who was let into a register (cititor): a person, or all who hold a post in a unit; some may write too."""

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="readers")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    may_write = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=ENDED_AT_ONCE, name="registry_registerreader_dates"),
            models.CheckConstraint(
                condition=models.Q(unit__isnull=True, user__isnull=False)
                | models.Q(unit__isnull=False, user__isnull=True),
                name="registry_registerreader_one",
            ),
        ]

    def __str__(self) -> str:
        return str(self.unit or self.user)

    @property
    def journal_label(self) -> str:
        """How the journal calls it; who it is stands in the line's data."""
        return self.register.name


class Number(models.Model):
    """A register's line (numărul de înregistrare): drawn, dated and chained by the database; never changed.

    Everything but `register`, `kind`, `tracking_code` and `digest` is filled by the trigger, whatever is sent.
    """

    class Kind(models.TextChoices):
        """What the line stands for: a paper, or a number kept for a desk without network."""

        ENTRY = "entry", "document"
        RESERVED = "reserved", "rezervat"

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="numbers")
    year = models.IntegerField(default=0)
    number = models.IntegerField(default=0)
    previous = models.IntegerField(null=True)
    moment = models.DateTimeField(db_default=Now())
    kind = models.TextField(choices=Kind, default=Kind.ENTRY)
    tracking_code = models.TextField(unique=True)
    digest = models.BinaryField()  # of what was written at registration; see Entry.written
    previous_hash = models.BinaryField(default=b"")
    hash = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register", "year", "number"], name="registry_number_once"),
            models.CheckConstraint(
                condition=models.Q(number=1, previous__isnull=True) | models.Q(previous=models.F("number") - 1),
                name="registry_number_no_gap",
            ),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="registry_number_positive"),
            models.CheckConstraint(condition=models.Q(kind__in=["entry", "reserved"]), name="registry_number_kind"),
        ]
        indexes = [models.Index(fields=["register", "moment"], name="registry_number_moment")]

    def __str__(self) -> str:
        return f"{self.number}/{dates.local(self.moment):%d.%m.%Y}"
