"""Tables of the portal (portalul): drafts that pass, and what stays of what was sent: consents, scans, codes, opinions.

Drafts, attempts and codes are cleaned by the clock; a submission and an opinion are facts and do not change.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from condica.casework.models import Case
from condica.documents.models import Document
from condica.foundation.languages import NAMES
from condica.registry.models import Entry

LANGUAGES = list(NAMES.items())


class Way(models.TextChoices):
    """How the answer should come (calea răspunsului)."""

    EMAIL = "email", "pe e-mail"
    POST = "post", "prin poștă"
    COUNTER = "counter", "la ghișeu"


class Draft(models.Model):
    """What somebody writes and has not sent yet (ciornă); once sent it only knows its number, for a second click."""

    key = models.TextField(unique=True)
    language = models.CharField(max_length=5, choices=LANGUAGES, default="ro")
    words = models.JSONField(default=dict)
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    entry = models.ForeignKey(Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(entry__isnull=True, sent_at__isnull=True) | Q(entry__isnull=False, sent_at__isnull=False),
                name="portal_draft_sent_at",
            )
        ]
        indexes = [models.Index(fields=["changed_at"], name="portal_draft_changed")]

    def __str__(self) -> str:
        return f"ciorna {self.pk}"

    @property
    def size(self) -> int:
        """The bytes of all its files."""
        return sum(self.files.values_list("size", flat=True))


class ScanState(models.TextChoices):
    """What is known of a file's safety (starea verificării)."""

    NONE = "none", "neverificat"  # no scanner is set
    CLEAN = "clean", "curat"
    WAITING = "waiting", "de verificat"  # the scanner was silent; a job asks again
    FOUND = "found", "în carantină"
    RELEASED = "released", "scos din carantină"


def _draft_path(file: Any, name: str) -> str:
    return str(Path("portal") / file.draft.key[:2] / f"{file.sha256[:16]}.bin")


class DraftFile(models.Model):
    """A file of a draft (fișier încărcat), gone with it."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="files")
    content = models.FileField(upload_to=_draft_path)
    name = models.TextField()
    size = models.PositiveBigIntegerField()
    mime = models.TextField()
    sha256 = models.CharField(max_length=64)
    state = models.TextField(choices=ScanState.choices, default=ScanState.NONE)
    signature = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["draft", "sha256"], name="portal_draft_file_once")]

    def __str__(self) -> str:
        return self.name


class Submission(models.Model):
    """What was said beside a paper sent from the portal (trimitere): language, way of the answer, consents."""

    entry = models.OneToOneField(Entry, primary_key=True, on_delete=models.PROTECT, related_name="submission")
    language = models.CharField(max_length=5, choices=LANGUAGES)
    way = models.TextField(choices=Way.choices)
    phone = models.TextField(blank=True, default="")
    organisation = models.TextField(blank=True, default="")
    signatories = models.PositiveIntegerField(null=True, blank=True)  # of a collective petition, the first included
    consents = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["digest", "sent_at"], name="portal_submission_digest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(signatories__isnull=True) | Q(signatories__gte=2), name="portal_submission_signatories"
            )
        ]

    def __str__(self) -> str:
        return str(self.entry)


class FileScan(models.Model):
    """Whether a file that came by the portal is safe (verificarea unui fișier); in quarantine nobody opens it."""

    document = models.OneToOneField(Document, primary_key=True, on_delete=models.PROTECT, related_name="portal_scan")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    state = models.TextField(choices=ScanState.choices)
    signature = models.TextField(blank=True, default="")
    at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="released") | (Q(decided_by__isnull=False) & ~Q(reason="")),
                name="portal_scan_released_by",
            ),
            models.CheckConstraint(condition=~Q(state="found") | ~Q(signature=""), name="portal_scan_found_named"),
        ]
        indexes = [models.Index(fields=["state", "at"], name="portal_scan_state")]

    def __str__(self) -> str:
        return f"{self.document}: {self.get_state_display()}"


class Attempt(models.Model):
    """A try that is counted (încercare): who and where only as a keyed digest; cleaned after two days."""

    kind = models.TextField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["kind", "digest", "at"], name="portal_attempt_count"),
            models.Index(fields=["at"], name="portal_attempt_old"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.at:%H:%M}"


class OneTimeCode(models.Model):
    """A code sent to the petitioner's e-mail (al doilea factor): ten minutes, five tries, once."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    valid_until = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(tries__lte=5), name="portal_code_five_tries")]
        indexes = [models.Index(fields=["entry", "-made_at"], name="portal_code_newest")]

    def __str__(self) -> str:
        return f"cod pentru {self.entry}"


class Feedback(models.Model):
    """Whether the answer was of use (părerea petiționarului): asked once a case, at its end."""

    class Useful(models.TextChoices):
        """What the petitioner says."""

        YES = "yes", "da"
        PARTLY = "partly", "în parte"
        NO = "no", "nu"

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.PROTECT, related_name="feedback")
    useful = models.TextField(choices=Useful.choices)
    words = models.TextField(blank=True, default="")
    language = models.CharField(max_length=5, choices=LANGUAGES)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"], name="portal_feedback_at")]
        constraints = [
            models.CheckConstraint(condition=Q(useful__in=["yes", "partly", "no"]), name="portal_feedback_useful")
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.get_useful_display()}"
