"""Files (documente): the content once by its checksum, the names people gave it, the text found in it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from condica.foundation.files import is_dangerous
from condica.foundation.search import KeysField


class Blob(models.Model):
    """A content (conținut), kept once under its SHA-256, however many documents hold it."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    size = models.BigIntegerField()
    mime = models.TextField()
    stored_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="documents_blob_sha256"),
            models.CheckConstraint(condition=Q(size__gte=0), name="documents_blob_size"),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class Document(models.Model):
    """A file as people know it (document): a name, a content, and the version before it."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.TextField(blank=True, default="")
    file_name = models.TextField()
    original_name = models.TextField(blank=True, default="")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="documents")
    version = models.PositiveIntegerField(default=1)
    previous = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="next")
    kind = models.TextField(default="attachment")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(previous__isnull=True, version=1) | Q(previous__isnull=False, version__gt=1),
                name="documents_version_follows",
            ),
            models.CheckConstraint(condition=~Q(previous=F("uuid")), name="documents_not_its_own_previous"),
        ]
        indexes = [models.Index(fields=["-created_at"], name="documents_newest")]

    def __str__(self) -> str:
        return self.title or self.file_name

    @property
    def is_picture(self) -> bool:
        return self.blob.mime.startswith("image/") and self.blob.mime != "image/svg+xml"

    @property
    def is_pdf(self) -> bool:
        return self.blob.mime == "application/pdf"

    @property
    def has_preview(self) -> bool:
        """Whether its pages can be shown as pictures."""
        return self.is_pdf or self.is_picture

    @property
    def page_numbers(self) -> range:
        """Pages to show; one until the content was read and counted."""
        row = self.read if self.is_pdf else None
        return range(1, max(1, min(row.pages if row else 1, 200)) + 1)

    @property
    def read(self) -> BlobText | None:
        """What was read of the content, if a row waits or is done."""
        return BlobText.objects.filter(pk=self.blob_id).first()

    @property
    def shown_text(self) -> str:
        """The text to look at where pages cannot be shown, the beginning of it."""
        row = self.read
        return row.text[:20_000] if row else ""

    @property
    def is_being_read(self) -> bool:
        """Its text still waits for the background work."""
        row = self.read
        return bool(row and row.state == BlobText.State.WAITING)

    @property
    def is_dangerous(self) -> bool:
        """A program, or one that calls itself something else: never opened with a click."""
        return is_dangerous(self.blob.mime, self.file_name)


class BlobText(models.Model):
    """The text found in a content (textul documentului), for search."""

    class State(models.TextChoices):
        """How far reading has come."""

        WAITING = "waiting", "așteaptă citirea"
        DONE = "done", "citit"
        FAILED = "failed", "nu s-a putut citi"

    blob = models.OneToOneField(Blob, primary_key=True, on_delete=models.PROTECT, related_name="text")
    text = models.TextField(blank=True, default="")
    keys = KeysField(null=True)
    method = models.TextField(blank=True, default="")
    pages = models.PositiveIntegerField(default=0)
    state = models.TextField(choices=State.choices, default=State.WAITING)
    problem = models.TextField(blank=True, default="")
    asked_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            GinIndex(fields=["keys"], name="documents_text_keys"),
            models.Index(fields=["asked_at"], condition=Q(state="waiting"), name="documents_text_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.blob_id[:12]}: {self.get_state_display()}"
