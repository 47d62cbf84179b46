"""Registered papers (înregistrări) and what is tied to them: corrections, exits, connections, files."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse

from condica.contacts.models import Contact
from condica.documents.models import Document
from condica.foundation import dates
from condica.foundation.search import KeysField
from condica.organisation.models import Desk, Unit
from condica.registry.models.registers import Number, Register


class Direction(models.TextChoices):
    """Which way a paper goes (sensul): in, out, or between our own desks."""

    IN = "in", "intrare"
    OUT = "out", "ieșire"
    INTERNAL = "internal", "intern"


class Channel(models.TextChoices):
    """How a paper travels (calea)."""

    COUNTER = "counter", "ghișeu"
    POST = "post", "poștă"
    EMAIL = "email", "e-mail"
    PORTAL = "portal", "portal"
    COURIER = "courier", "curier"
    FAX = "fax", "fax"
    PHONE = "phone", "telefon"
    SPECIAL = "special", "poștă specială"
    INTERNAL = "internal", "circuit intern"
    API = "api", "alt sistem"


class Settled(models.TextChoices):
    """How a paper's term ended (modul rezolvării), as the register shows it."""

    OPEN = "", "în lucru"
    ANSWERED = "answered", "răspuns trimis"
    JOINED = "joined", "conexat"
    MOVED = "moved", "redirecționat"
    FILED = "filed", "clasat"
    CLOSED = "closed", "închis"


class Entry(models.Model):
    """A registered paper (înregistrare): the register's line in words (Instrucțiuni 217/1996 art. 9)."""

    number = models.OneToOneField(Number, on_delete=models.PROTECT, primary_key=True, related_name="entry")
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="entries")
    year = models.IntegerField()
    value = models.IntegerField()  # the number itself, beside the fields that lists sort and filter by
    registered_at = models.DateTimeField()
    filled_at = models.DateTimeField(null=True, blank=True)  # when a number reserved before got this paper
    direction = models.TextField(choices=Direction)
    channel = models.TextField(choices=Channel)
    subject = models.TextField()
    kind = models.TextField(blank=True, default="")
    sender = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="entries")
    sender_name = models.TextField(blank=True, default="")
    sender_address = models.TextField(blank=True, default="")
    sender_email = models.TextField(blank=True, default="")
    addressee_name = models.TextField(blank=True, default="")
    received_at = models.DateTimeField()
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    document_number = models.TextField(blank=True, default="")
    document_date = models.DateField(null=True, blank=True)
    leaves = models.PositiveIntegerField(null=True, blank=True)
    annexes = models.PositiveIntegerField(null=True, blank=True)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="entries")
    file_code = models.TextField(blank=True, default="")
    answers = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="follow_ups")
    # The term as the list shows it; the case above owns it and writes it through `actions.set_term`.
    due_on = models.DateField(null=True, blank=True)
    safe_on = models.DateField(null=True, blank=True)
    extended = models.BooleanField(default=False)
    settled_as = models.TextField(choices=Settled, blank=True, default="")
    settled_on = models.DateField(null=True, blank=True)
    settled_note = models.TextField(blank=True, default="")  # „38214", „art. 7": what the chip says after the word
    cancelled = models.BooleanField(default=False)
    written = models.JSONField()
    salt = models.BinaryField()
    keys = KeysField(null=True)

    personal_fields: ClassVar = ("subject", "sender_name", "sender_address", "sender_email", "addressee_name", "keys")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(subject=""), name="registry_entry_subject"),
            models.CheckConstraint(
                condition=models.Q(received_at__lte=Coalesce("filled_at", "registered_at")),
                name="registry_entry_received_before",
            ),
            models.CheckConstraint(
                condition=models.Q(settled_as="") | models.Q(settled_on__isnull=False), name="registry_entry_settled"
            ),
            models.CheckConstraint(condition=models.Q(direction__in=Direction.values), name="registry_entry_direction"),
            models.CheckConstraint(condition=models.Q(channel__in=Channel.values), name="registry_entry_channel"),
        ]
        indexes = [
            models.Index(fields=["register", "-year", "-value"], name="registry_entry_order"),
            models.Index(fields=["settled_as", "safe_on", "number"], name="registry_entry_safe"),
            models.Index(fields=["unit", "-number"], name="registry_entry_unit"),
            models.Index(fields=["sender", "-number"], name="registry_entry_sender"),
            models.Index(fields=["-registered_at", "-number"], name="registry_entry_registered"),
        ]

    def __str__(self) -> str:
        return self.paper_number

    def get_absolute_url(self) -> str:
        """The paper's page."""
        return reverse("registry:entry", args=[self.register.key, self.year, self.value])

    @property
    def paper_number(self) -> str:
        """The number as it stands on paper: `38214/30.10.2026`."""
        return f"{self.register.prefix}{self.value}/{self.registered_on:%d.%m.%Y}"

    @property
    def registered_on(self) -> date:
        """The day of the registration; under a number reserved before, the day on which the desk wrote it down."""
        return dates.bucharest_day(max(self.registered_at, self.received_at) if self.filled_at else self.registered_at)

    @property
    def journal_label(self) -> str:
        """How the journal calls it; the number names nobody."""
        return self.paper_number

    @property
    def tracking_code(self) -> str:
        """The public code (cod de urmărire), random, unlike the number."""
        return self.number.tracking_code

    @property
    def moment(self) -> datetime:
        """When the number was drawn."""
        return self.registered_at


class Correction(models.Model):
    """A field written again (corectură): what stood there stays readable, as under a struck line on paper."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="corrections")
    field = models.TextField()
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    personal_fields: ClassVar = ("old", "new", "reason")


class Cancellation(models.Model):
    """A number struck out (anulare): it stays in the register, with the reason; never used again."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="cancellation")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    personal_fields: ClassVar = ("reason",)

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="registry_cancellation_reason")]


class Exit(models.Model):
    """The out column (expedierea): an answer leaves under the number of the paper that it answers (art. 9)."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="exits")
    ordinal = models.PositiveSmallIntegerField()
    moment = models.DateTimeField()
    addressee = models.TextField()
    channel = models.TextField(choices=Channel)
    way = models.TextField()  # modul rezolvării
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    personal_fields: ClassVar = ("addressee",)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "ordinal"], name="registry_exit_once")]
        indexes = [models.Index(fields=["moment"], name="registry_exit_moment")]


class Connection(models.Model):
    """Two papers on one matter (conexare): a link, so that it can be undone; the first keeps the matter."""

    first = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="connected_later")
    second = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="connected_to")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"], condition=models.Q(undone_at__isnull=True), name="registry_connection_once"
            ),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="registry_connection_older_first"
            ),
        ]


class Standing(models.Manager["Attachment"]):
    """Files that belong to their paper; what was put there by mistake and taken off again does not count."""

    def get_queryset(self) -> models.QuerySet[Attachment]:
        """Without those withdrawn."""
        return super().get_queryset().filter(withdrawn_at=None)


class Attachment(models.Model):
    """A file that belongs to a paper (document anexat), in the paper's order.

    One that was put there by mistake is withdrawn with a reason (desprins): its row stays, the file no longer counts.
    """

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="attachments")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="attached_to")
    ordinal = models.PositiveSmallIntegerField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_reason = models.TextField(blank=True, default="")

    personal_fields: ClassVar = ("withdrawn_reason",)

    objects = Standing()
    with_withdrawn: models.Manager[Attachment] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "ordinal"], name="registry_attachment_order"),
            models.UniqueConstraint(
                fields=["entry", "document"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="registry_attachment_once",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_reason="")
                | (models.Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~models.Q(withdrawn_reason="")),
                name="registry_attachment_withdrawn",
            ),
        ]


class SentMessage(models.Model):
    """An e-mail of ours about a paper (mesaj trimis): whoever replies to it writes about that paper."""

    message_id = models.TextField(unique=True)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="sent_messages")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(message_id=""), name="registry_sent_message_named")]


class Repeat(models.Model):
    """A request already answered (cheie de idempotență): asked again, it gets the first answer."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    key = models.TextField()
    fingerprint = models.TextField()
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="registry_repeat_once")]
