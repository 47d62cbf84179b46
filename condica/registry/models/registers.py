"""Registers and their numbers (registre, numere): what the database draws, dates and chains.

The number is a legal fact and lives in a table of its own that never changes; the entry beside it, in `papers.py`,
carries the 13 elements of Instrucțiuni 217/1996 art. 9.
"""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from condica.foundation import dates


class Register(models.Model):
    """A register (registru). Its `last_*` fields are written by the database alone, under the row's lock."""

    key = models.SlugField(unique=True)
    name = models.TextField()
    prefix = models.TextField(blank=True, default="")
    is_default = models.BooleanField(default=False)
    last_year = models.IntegerField(null=True, editable=False)
    last_number = models.IntegerField(null=True, editable=False)
    last_moment = models.DateTimeField(null=True, editable=False)
    last_hash = models.BinaryField(default=b"", editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=models.Q(is_default=True), name="registry_register_one_default"
            )
        ]

    def __str__(self) -> str:
        return self.name


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
