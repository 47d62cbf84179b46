"""What goes beside a letter (vize, anexe, fișiere Word): each row stays, with its end written in it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from condica.correspondence.models.letters import Letter, LetterVersion
from condica.correspondence.models.words import ONE_OF_THEM, VisaDuty
from condica.correspondence.rules import VisaState, megabytes
from condica.documents.models import Document
from condica.organisation.models import Unit
from condica.registry.models import Entry

USER = settings.AUTH_USER_MODEL
VISAS = [(state.value, state.label) for state in VisaState]


class Visa(models.Model):
    """A visa asked on a letter (viză): given or refused with a reason, on one version; it falls when the text changes.

    A decided row is never written again, but for the moment when it fell; asked again, it is another row.
    """

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="visas")
    duty = models.ForeignKey(VisaDuty, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    title = models.TextField()
    cites = models.TextField(blank=True, default="")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField(default=1)
    asked_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.TextField(choices=VISAS, default=VisaState.WAITING)
    version = models.ForeignKey(LetterVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True, default="")
    void_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(VisaState)), name="correspondence_visa_state"),
            models.CheckConstraint(condition=~Q(title=""), name="correspondence_visa_title"),
            models.CheckConstraint(condition=ONE_OF_THEM, name="correspondence_visa_of_one"),
            models.CheckConstraint(
                condition=~Q(state__in=[VisaState.GIVEN, VisaState.REFUSED])
                | Q(version__isnull=False, by__isnull=False, at__isnull=False),
                name="correspondence_visa_decided",
            ),
            models.CheckConstraint(
                condition=~Q(state=VisaState.WAITING) | Q(version__isnull=True, by__isnull=True, at__isnull=True),
                name="correspondence_visa_undecided",
            ),
            models.CheckConstraint(
                condition=~Q(state=VisaState.REFUSED) | ~Q(reason=""), name="correspondence_visa_refusal_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(state=VisaState.VOID, void_at__isnull=False)
                | (~Q(state=VisaState.VOID) & Q(void_at__isnull=True)),
                name="correspondence_visa_void_at",
            ),
            models.UniqueConstraint(
                fields=["letter", "unit", "user"], condition=~Q(state=VisaState.VOID), nulls_distinct=False,
                name="correspondence_visa_once",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["unit"], condition=Q(state="waiting"), name="correspondence_visa_unit"),
            models.Index(fields=["user"], condition=Q(state="waiting"), name="correspondence_visa_user"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def whose(self) -> str:
        """Who gives it: the unit or the person."""
        return str(self.unit or self.user)


class Annex(models.Model):
    """A file that goes with a letter (anexă): listed at its end, sent with the e-mail, counted in the envelope."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="annexes")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    title = models.TextField()
    sheets = models.PositiveSmallIntegerField(default=1)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    out_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="correspondence_annex_title"),
            models.CheckConstraint(condition=Q(sheets__gte=1), name="correspondence_annex_sheets"),
            models.UniqueConstraint(
                fields=["letter", "document"], condition=Q(out_at__isnull=True), name="correspondence_annex_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def size(self) -> str:
        """How large its file is, in words."""
        return megabytes(self.document.blob.size)


class Original(models.Model):
    """An original that leaves with a letter (originalul anexat): the paper itself, not a copy of its files."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="originals")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    sheets = models.PositiveSmallIntegerField(default=1)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    out_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(sheets__gte=1), name="correspondence_original_sheets"),
            models.UniqueConstraint(
                fields=["letter", "entry"], condition=Q(out_at__isnull=True), name="correspondence_original_once"
            ),
        ]
        indexes = [models.Index(fields=["entry"], name="correspondence_original_of")]

    def __str__(self) -> str:
        return f"originalul {self.entry.paper_number}"


class Upload(models.Model):
    """A letter written in a word processor and brought back (fișier Word): kept whole, with what could not be read."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="uploads")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(LetterVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lost = models.TextField(blank=True, default="")  # what the editor cannot hold: pictures, footnotes
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
