"""Closed years and printed books (încheierea anului, registrul tipărit)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse

from condica.documents.models import Document
from condica.registry.models.registers import Register


class YearClosing(models.Model):
    """A register's year, closed by a minute (proces-verbal de închidere); the database checks it against the chain."""

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="closings")
    year = models.IntegerField()
    minute_number = models.TextField()
    last_number = models.IntegerField()
    head = models.BinaryField()  # the chain's hash at the last number
    counts = models.JSONField()  # by direction, kind, cancelled, reserved, as they stood
    open_papers = models.IntegerField()  # what was left without an answer
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["register", "year"], name="registry_yearclosing_once"),
            models.CheckConstraint(condition=~models.Q(minute_number=""), name="registry_yearclosing_minute"),
            models.CheckConstraint(condition=models.Q(last_number__gte=0), name="registry_yearclosing_last"),
        ]

    def __str__(self) -> str:
        return f"{self.register}, anul {self.year}"

    @property
    def journal_label(self) -> str:
        """How the journal calls it."""
        return f"anul {self.year} al registrului „{self.register}”"


class BookPrint(models.Model):
    """A year of the register being printed (tipărirea registrului): in parts, in the background."""

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="prints")
    year = models.IntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    total = models.IntegerField()  # lines
    done = models.IntegerField(default=0)
    stopped_at = models.DateTimeField(null=True, blank=True)
    ready_at = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=models.Q(done__gte=0), name="registry_bookprint_done")]

    def __str__(self) -> str:
        return f"{self.register}, {self.year}"

    def get_absolute_url(self) -> str:
        """Its progress, then its parts."""
        return reverse("registry:book", args=[self.pk])

    @property
    def journal_label(self) -> str:
        """How the journal calls it."""
        return f"anul {self.year} al registrului „{self.register}”"

    @property
    def is_running(self) -> bool:
        """Neither ready, nor stopped, nor broken."""
        return self.ready_at is None and self.stopped_at is None and not self.problem


class BookPart(models.Model):
    """A part of a printed year (volum): consecutive numbers, pages counted on from the part before."""

    printing = models.ForeignKey(BookPrint, on_delete=models.PROTECT, related_name="parts")
    ordinal = models.IntegerField()
    first_number = models.IntegerField()
    last_number = models.IntegerField()
    first_page = models.IntegerField()
    last_page = models.IntegerField()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["printing", "ordinal"], name="registry_bookpart_once"),
            models.CheckConstraint(
                condition=models.Q(last_page__gte=models.F("first_page"), last_number__gte=models.F("first_number")),
                name="registry_bookpart_order",
            ),
        ]
