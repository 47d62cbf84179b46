"""Files (documente): the content once by its checksum, the names people gave it, the text found in it."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from condica.documents.rules import (
    MEANS,
    SIGNED_KINDS,
    STATES,
    TRUSTED,
    CheckState,
    Means,
    Trusted,
    facts_of,
    said,
)
from condica.foundation.files import is_dangerous
from condica.foundation.search import KeysField
from condica.foundation.signatures import Verdict

USER = settings.AUTH_USER_MODEL


class Blob(models.Model):
    """A content (conținut), kept once under its SHA-256, however many documents hold it."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    size = models.BigIntegerField()
    mime = models.TextField()
    stored_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)  # the content is gone; its checksum stays as the proof

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
    created_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    erased_at = models.DateTimeField(null=True, blank=True)

    personal_fields: ClassVar = ("title", "file_name", "original_name")

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
    def rendition(self) -> Rendition | None:
        """Its searchable form, if one was asked for."""
        return Rendition.objects.select_related("blob").filter(pk=self.blob_id).first()

    @property
    def is_being_read_optically(self) -> bool:
        """Its pages may still be turned upright."""
        made = self.rendition
        return made is not None and made.state in {"waiting", "running"}

    @property
    def shown_blob(self) -> Blob:
        """What to look at: the searchable form with its pages upright, else the content itself."""
        made = self.rendition
        return made.blob if made and made.blob else self.blob

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
    def signature_check(self) -> SignatureCheck | None:
        """The last look at its electronic signatures, if it carries any."""
        if self.blob.mime not in SIGNED_KINDS:
            return None
        return SignatureCheck.objects.filter(blob=self.blob_id).order_by("-pk").first()

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

    personal_fields: ClassVar = ("text", "keys", "problem")

    class Meta:
        indexes = [
            GinIndex(fields=["keys"], name="documents_text_keys"),
            models.Index(fields=["asked_at"], condition=Q(state="waiting"), name="documents_text_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.blob_id[:12]}: {self.get_state_display()}"


class Rendition(models.Model):
    """A scan made searchable (formă PDF/A cu text): the same pages upright, with words behind the pictures.

    The content that it comes from stays; progress by page stands here while the work goes on.
    """

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting", "așteaptă citirea optică"
        RUNNING = "running", "se citește optic"
        DONE = "done", "citit optic"
        FAILED = "failed", "citirea optică nu a reușit"
        STOPPED = "stopped", "citirea optică a fost oprită"

    source = models.OneToOneField(Blob, primary_key=True, on_delete=models.PROTECT, related_name="rendition")
    blob = models.ForeignKey(Blob, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.TextField(choices=State.choices, default=State.WAITING)
    pages = models.PositiveIntegerField(default=0)
    pages_done = models.PositiveIntegerField(default=0)
    pages_without_words = models.JSONField(default=list)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.TextField(blank=True, default="")
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="done", blob__isnull=False, done_at__isnull=False)
                | (~Q(state="done") & Q(blob__isnull=True)),
                name="documents_rendition_done",
            )
        ]
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(state__in=["waiting", "running"]), name="documents_ocr_open")
        ]

    def __str__(self) -> str:
        return f"{self.source_id[:12]}: {self.get_state_display()}"


class TrustedItem(models.Model):
    """An issuer whose certificates are believed (emitent de încredere), or one of its revocation lists."""

    kind = models.TextField(choices=TRUSTED)
    name = models.TextField()
    issuer = models.TextField(blank=True, default="")
    der = models.BinaryField()
    fingerprint = models.CharField(max_length=64)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["kind", "name", "-since"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(Trusted)), name="documents_trusted_kind"),
            models.UniqueConstraint(
                fields=["fingerprint"], condition=Q(removed_at=None), name="documents_trusted_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def journal_label(self) -> str:
        """How the journal calls it."""
        return self.name


class PersonCertificate(models.Model):
    """A certificate with which somebody of the house signs (certificat de semnare), confirmed by an administrator."""

    user = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="certificates")
    der = models.BinaryField()
    fingerprint = models.CharField(max_length=64)
    name = models.TextField()
    issuer = models.TextField()
    number = models.TextField()
    email = models.TextField(blank=True, default="")
    since = models.DateTimeField()
    until = models.DateTimeField()
    registered_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["fingerprint"], condition=Q(withdrawn_at=None), name="documents_certificate_once"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | (Q(confirmed_at__isnull=False) & ~Q(confirmed_by=F("user"))),
                name="documents_certificate_confirmed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.issuer})"

    @property
    def journal_label(self) -> str:
        """How the journal calls it: its number names nobody."""
        return f"certificatul {self.number[-8:]}"

    @property
    def is_confirmed(self) -> bool:
        """Whether somebody else confirmed that it is this person's."""
        return self.confirmed_at is not None and self.withdrawn_at is None


class Signature(models.Model):
    """A signature put here on a document (semnătură electronică pusă): whose, with what, how far the profile goes."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="signatures")
    place = models.TextField()
    user = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    title = models.TextField()
    at = models.DateTimeField()
    means = models.TextField(choices=MEANS)
    profile = models.TextField()
    note = models.TextField(blank=True, default="")
    name = models.TextField()
    issuer = models.TextField()
    number = models.TextField()
    fingerprint = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "place"], name="documents_signature_once"),
            models.CheckConstraint(condition=Q(means__in=list(Means)), name="documents_signature_means"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, PAdES {self.profile}"


class SignatureCheck(models.Model):
    """A look at the signatures of a content (verificarea semnăturilor) at a moment; another look is another row."""

    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="signature_checks")
    state = models.TextField(choices=STATES, default=CheckState.WAITING)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(CheckState)), name="documents_check_state"),
            models.CheckConstraint(
                condition=Q(state=CheckState.WAITING) | Q(checked_at__isnull=False), name="documents_check_moment"
            ),
        ]
        indexes = [models.Index(fields=["asked_at"], condition=Q(state="waiting"), name="documents_check_waiting")]

    @property
    def rows(self) -> list[CheckedSignature]:
        """Its signatures, in the order in which they were put; read once."""
        if not hasattr(self, "_rows"):
            self._rows = list(self.signatures.all())
        return self._rows

    @property
    def is_worrying(self) -> bool:
        """Whether somebody should look closer before relying on it."""
        return bool(self.problem) or any(row.verdict != Verdict.VALID for row in self.rows)


class CheckedSignature(models.Model):
    """What was found of one signature (semnătură verificată)."""

    look = models.ForeignKey(SignatureCheck, on_delete=models.PROTECT, related_name="signatures")
    ordinal = models.PositiveSmallIntegerField()
    verdict = models.TextField(choices=[(one.value, one.label) for one in Verdict])
    kind = models.TextField(default="signature")
    place = models.TextField(blank=True, default="")
    name = models.TextField(blank=True, default="")
    email = models.TextField(blank=True, default="")
    organisation = models.TextField(blank=True, default="")
    issuer = models.TextField(blank=True, default="")
    number = models.TextField(blank=True, default="")
    since = models.DateTimeField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    stamped_at = models.DateTimeField(null=True, blank=True)
    whole = models.BooleanField(default=False)
    changed = models.TextField(blank=True, default="")
    qualified = models.BooleanField(default=False)
    note = models.TextField(blank=True, default="")

    personal_fields: ClassVar = ("name", "email", "organisation", "number")

    class Meta:
        ordering = ["look", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["look", "ordinal"], name="documents_checked_once"),
            models.CheckConstraint(condition=Q(verdict__in=list(Verdict)), name="documents_checked_verdict"),
        ]

    @property
    def sentence(self) -> str:
        """What a clerk reads of it."""
        return said(self)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """The details, as label and words."""
        return facts_of(self)
