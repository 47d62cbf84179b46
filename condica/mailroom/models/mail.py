"""Mailboxes, messages, and where each message was seen (căsuțe, mesaje, apariții)."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from condica.documents.models import Blob
from condica.foundation.imap import PORTS, Server
from condica.foundation.mime import Kind
from condica.foundation.search import KeysField
from condica.mailroom import rules
from condica.organisation.models import DATES_IN_ORDER, Dated, Unit
from condica.registry.models import Entry, Register


class Mailbox(models.Model):
    """A mailbox of the authority (căsuță de e-mail) that the mailroom reads."""

    class Security(models.TextChoices):
        """How the connection is protected."""

        TLS = "tls", "TLS"
        STARTTLS = "starttls", "STARTTLS"
        NONE = "none", "fără (numai în rețeaua proprie)"

    class Afterwards(models.TextChoices):
        """What becomes of a message on the server once it is kept here."""

        LEAVE = "leave", "rămâne în căsuță"
        MOVE = "move", "se mută în alt dosar"
        DELETE = "delete", "se șterge după un număr de zile"

    name = models.CharField("nume", max_length=100)
    address = models.EmailField("adresă de e-mail")
    host = models.CharField("server IMAP", max_length=255)
    port = models.PositiveIntegerField("port", default=993)
    security = models.TextField("protecție", choices=Security.choices, default=Security.TLS)
    username = models.CharField("utilizator", max_length=255)
    password = models.TextField("parolă", blank=True, default="")
    folders = models.JSONField("dosare", default=list)
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="+", verbose_name="registru")
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="se repartizează la"
    )
    since = models.DateField(
        "mesaje sosite de la", null=True, blank=True,
        help_text="Cele mai vechi rămân necitite în căsuță; gol înseamnă toate.",
    )  # fmt: skip
    registers = models.BooleanField("înregistrează singură", default=True)
    afterwards = models.TextField("după preluare", choices=Afterwards.choices, default=Afterwards.LEAVE)
    afterwards_folder = models.CharField("dosarul în care se mută", max_length=200, blank=True, default="")
    afterwards_days = models.PositiveIntegerField("zile până la ștergere", default=30)
    is_active = models.BooleanField("activă", default=True)
    fetched_at = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["host", "port", "username"], name="mailroom_mailbox_once"),
            models.CheckConstraint(
                condition=~Q(afterwards="move") | ~Q(afterwards_folder=""), name="mailroom_mailbox_moves_somewhere"
            ),
        ]
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def server(self) -> Server:
        """Where it is and how to get in."""
        password = rules.unsealed(self.password, key=settings.SECRET_KEY)
        return Server(self.host, self.username, password, self.port or PORTS[self.security], self.security)

    @property
    def folder_names(self) -> list[str]:
        """The folders that are read."""
        return [str(name) for name in self.folders] or ["INBOX"]


class Message(models.Model):
    """One message (mesaj), however many times it was delivered; its bytes never change."""

    STATES = [
        (rules.State.QUEUED.value, "de hotărât"),
        (rules.State.REGISTERED.value, "înregistrat"),
        (rules.State.AUTOMATIC.value, "automat"),
        (rules.State.SET_ASIDE.value, "nu se înregistrează"),
    ]
    KINDS = [
        (Kind.LETTER.value, "scrisoare"),
        (Kind.BOUNCE.value, "mesaj întors"),
        (Kind.AUTO_REPLY.value, "răspuns automat"),
        (Kind.BULK.value, "trimitere în masă"),
    ]

    fingerprint = models.CharField(max_length=64, unique=True)
    raw = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    message_id = models.TextField(blank=True, default="")
    references = models.JSONField(default=list)
    sender_name = models.TextField(blank=True, default="")
    sender_email = models.TextField(blank=True, default="")
    author_name = models.TextField(blank=True, default="")
    author_email = models.TextField(blank=True, default="")
    subject = models.TextField(blank=True, default="")
    written_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField()
    taken_at = models.DateTimeField()
    attachments = models.PositiveIntegerField(default=0)
    kind = models.TextField(choices=KINDS, default=Kind.LETTER.value)
    state = models.TextField(choices=STATES)
    reason = models.TextField(blank=True, default="")
    problems = models.JSONField(default=list)
    about_message_id = models.TextField(blank=True, default="")
    mailbox = models.ForeignKey(Mailbox, null=True, blank=True, on_delete=models.PROTECT, related_name="messages")
    entry = models.OneToOneField(Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="message")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    keys = KeysField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="registered", entry__isnull=False) | (~Q(state="registered") & Q(entry__isnull=True)),
                name="mailroom_message_number",
            ),
            models.CheckConstraint(
                condition=~Q(state="set_aside") | (~Q(reason="") & Q(decided_by__isnull=False)),
                name="mailroom_message_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-received_at", "-id"], name="mailroom_message_state"),
            models.Index(fields=["-received_at", "-id"], name="mailroom_message_newest"),
            models.Index(fields=["message_id"], name="mailroom_message_msgid"),
            GinIndex(fields=["keys"], name="mailroom_message_keys"),
        ]

    def __str__(self) -> str:
        return self.subject or "(fără subiect)"

    @property
    def journal_label(self) -> str:
        """How the journal calls it: without what the writer wrote."""
        return f"mesajul {self.pk}"

    @property
    def from_words(self) -> str:
        """Who wrote, as lists show it."""
        return self.author_name or self.author_email or self.sender_name or self.sender_email


class Sighting(models.Model):
    """One place where a message was seen (apariție): account, folder, generation and number, with its own bytes."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="sightings")
    raw = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    mailbox = models.ForeignKey(Mailbox, null=True, blank=True, on_delete=models.PROTECT, related_name="sightings")
    account = models.TextField()
    folder = models.TextField()
    uidvalidity = models.BigIntegerField(default=0)
    uid = models.BigIntegerField(null=True, blank=True)
    name = models.TextField(blank=True, default="")
    outcome = models.TextField()
    seen_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "folder", "uidvalidity", "uid"], condition=Q(uid__isnull=False),
                name="mailroom_sighting_uid",
            ),
            models.UniqueConstraint(
                fields=["account", "folder", "name", "raw"], condition=Q(uid__isnull=True),
                name="mailroom_sighting_file",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.account}/{self.folder}/{self.uid or self.name}"


class Reconciliation(models.Model):
    """A comparison of a mailbox's folder with what was taken from it (confruntare)."""

    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="reconciliations")
    folder = models.TextField()
    at = models.DateTimeField()
    uidvalidity = models.BigIntegerField(default=0)
    on_server = models.PositiveIntegerField(default=0)
    taken = models.PositiveIntegerField(default=0)
    found_missing = models.PositiveIntegerField(default=0)
    still_missing = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    problem = models.TextField(blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["-at", "-id"], name="mailroom_reconciled_newest")]

    def __str__(self) -> str:
        return f"{self.mailbox}, {self.folder}"

    @property
    def whole(self) -> bool:
        """Everything on the server is here."""
        return not self.problem and not self.still_missing


class Outgoing(models.Model):
    """A short e-mail that the house sends by itself (mesaj de serviciu): a confirmation, an acknowledgement, a code."""

    class Kind(models.TextChoices):
        """What it is for."""

        CONFIRMATION = "confirmation", "confirmarea unei trimiteri din portal"
        ACKNOWLEDGEMENT = "acknowledgement", "confirmarea unui e-mail"
        CODE = "code", "cod de o singură folosință"

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", "așteaptă"
        SENT = "sent", "plecat"
        FAILED = "failed", "n-a plecat"

    kind = models.TextField(choices=Kind.choices)
    address = models.EmailField()
    subject = models.TextField()
    body = models.TextField(blank=True)
    language = models.CharField(max_length=5, default="ro")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    message_id = models.TextField(unique=True)
    in_reply_to = models.TextField(blank=True, default="")
    with_receipt = models.BooleanField(default=False)
    state = models.TextField(choices=State.choices, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True, default="")
    created_at = models.DateTimeField()
    valid_until = models.DateTimeField()  # later it is of no use to anybody: a code lives ten minutes
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="mailroom_outgoing_sent_at",
            ),
            models.CheckConstraint(condition=~Q(state="failed") | ~Q(problem=""), name="mailroom_outgoing_explained"),
        ]
        indexes = [
            models.Index(fields=["created_at"], condition=Q(state="waiting"), name="mailroom_outgoing_waiting"),
            models.Index(fields=["kind", "address", "created_at"], name="mailroom_outgoing_address"),
        ]

    def __str__(self) -> str:
        return self.subject


class Acknowledging(Dated):
    """Which letters by e-mail are acknowledged, and in what words (confirmarea automată), between two days."""

    class Covers(models.TextChoices):
        """Which letters get an acknowledgement."""

        NONE = "none", "niciun mesaj"
        PETITIONS = "petitions", "petițiile și ce pare petiție"
        LETTERS = "letters", "toate scrisorile înregistrate"

    covers = models.TextField("se confirmă", choices=Covers.choices, default=Covers.NONE)
    text = models.TextField("textul confirmării")

    class Meta:
        ordering = ["-since"]
        constraints = [
            models.CheckConstraint(condition=DATES_IN_ORDER, name="mailroom_acknowledging_dates"),
            models.CheckConstraint(condition=~Q(text=""), name="mailroom_acknowledging_text"),
        ]

    def __str__(self) -> str:
        return f"{self.get_covers_display()}, {self.since:%d.%m.%Y}"

    @property
    def journal_label(self) -> str:
        """How the journal calls it."""
        return "confirmarea e-mailurilor"
