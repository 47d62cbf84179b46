"""Tables about people's data (datele personale): consents, requests, exports, erasures and the rows they touched.

None of these rows names anybody: they point to the contact, which can be erased, and stay as proof.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from condica.accounts.models import User
from condica.contacts.models.people import Contact
from condica.contacts.rules import Asked, Basis, ConsentWay, Ground, Purpose

PURPOSES = [(purpose.value, purpose.label) for purpose in Purpose]
WAYS = [(way.value, way.label) for way in ConsentWay]
ASKED = [(kind.value, kind.label) for kind in Asked]
#: Numbers, seals and the erasures themselves name nobody and lose nothing.
NEVER = [
    "registry_number", "registry_register", "journal_line", "journal_seal", "journal_head", "journal_installation",
    "contacts_erasure", "contacts_erased",
]  # fmt: skip
GROUNDS = [(ground.value, ground.label) for ground in Ground]


class Consent(models.Model):
    """What somebody agreed to (consimțământ): the words, how and until when; withdrawn by a date, never rewritten."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(_("pentru ce"), max_length=20, choices=PURPOSES)
    text = models.TextField(_("textul acceptat"))
    way = models.CharField(_("cum a fost dat"), max_length=20, choices=WAYS)
    since = models.DateField(_("din"))
    until = models.DateField(_("până la"), null=True, blank=True)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    withdrawn_on = models.DateField(_("retras la"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "purpose"], condition=Q(withdrawn_on=None), name="contacts_consent_once"
            ),
            models.CheckConstraint(condition=Q(purpose__in=list(Purpose)), name="contacts_consent_purpose"),
            models.CheckConstraint(condition=Q(way__in=list(ConsentWay)), name="contacts_consent_way"),
            models.CheckConstraint(condition=~Q(text=""), name="contacts_consent_text"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="contacts_consent_dates"),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None, withdrawn_by=None)
                | Q(withdrawn_on__gte=F("since"), withdrawn_by__isnull=False),
                name="contacts_consent_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return self.get_purpose_display()

    def holds_on(self, day: date) -> bool:
        """Whether we may rely on it that day."""
        ends = [end for end in (self.until, self.withdrawn_on) if end]
        return self.since <= day and all(day <= end for end in ends)


class PersonRequest(models.Model):
    """What a person asks about their own data (cererea persoanei vizate, GDPR art. 15, 17, 20), with its month."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="requests")
    kind = models.CharField(_("ce cere"), max_length=20, choices=ASKED)
    paper = models.CharField(_("numărul cererii"), max_length=60)  # of the register, which stands above this room
    received_on = models.DateField(_("primită la"))
    due_on = models.DateField(_("termenul"))
    extended = models.BooleanField(default=False)
    extension_reason = models.TextField(_("de ce se prelungește"), blank=True, default="")
    identity = models.CharField(_("cum i s-a verificat identitatea"), max_length=200)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(db_default=Now())
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(Asked)), name="contacts_request_kind"),
            models.CheckConstraint(condition=Q(due_on__gte=F("received_on")), name="contacts_request_after"),
            models.CheckConstraint(
                condition=Q(extended=False) | ~Q(extension_reason=""), name="contacts_request_extended"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, outcome="")
                | (Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(outcome="")),
                name="contacts_request_decided",
            ),
        ]
        indexes = [models.Index(fields=["due_on", "id"], name="contacts_request_due", condition=Q(decided_at=None))]

    def __str__(self) -> str:
        return f"cererea {self.paper}"

    def get_absolute_url(self) -> str:
        """The request's page."""
        return reverse("contacts:request", args=[self.pk])

    @property
    def journal_label(self) -> str:
        """How the journal calls it: by its paper, which names nobody."""
        return f"{self.get_kind_display()}, cererea {self.paper}"

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.decided_at is None


class PersonExport(models.Model):
    """A person's data in one file (copia datelor): made in the background, taken once, gone after some days."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(PersonRequest, on_delete=models.PROTECT, related_name="exports")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    ready_at = models.DateTimeField(null=True, blank=True)
    size = models.BigIntegerField(default=0)
    problem = models.TextField(blank=True, default="")
    expires_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"copia datelor, {self.request}"

    @property
    def journal_label(self) -> str:
        """How the journal calls it."""
        return str(self)

    def may_be_taken(self, now: datetime) -> bool:
        """Ready, not taken yet, not too old."""
        return bool(self.ready_at) and self.taken_at is None and now < self.expires_at

    @property
    def percent(self) -> int:
        """How far it got."""
        return min(100, 100 * self.done // self.total) if self.total else 0


class Erasure(models.Model):
    """A decision by which people's data were erased (ștergere): its ground; what it touched stands in `Erased`."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    basis = models.CharField(max_length=20, choices=[(basis.value, basis.label) for basis in Basis])
    ground = models.CharField(max_length=20, choices=GROUNDS, blank=True, default="")
    request = models.ForeignKey(PersonRequest, on_delete=models.PROTECT, null=True, blank=True, related_name="erasures")
    minute = models.CharField(max_length=120, blank=True, default="")  # procesul-verbal de selecționare
    confirmed = models.CharField(max_length=120, blank=True, default="")  # by Arhivele Naționale, number and day
    mark = models.CharField(max_length=120)  # what stands in the place of the words
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(basis=Basis.REQUEST, minute="", confirmed="") & ~Q(ground="")
                | Q(basis=Basis.RETENTION, ground="", request=None) & ~Q(minute="") & ~Q(confirmed=""),
                name="contacts_erasure_grounded",
            ),
            models.CheckConstraint(condition=Q(mark__startswith="[șters"), name="contacts_erasure_mark"),
        ]

    def __str__(self) -> str:
        return self.mark

    @property
    def journal_label(self) -> str:
        """How the journal calls it."""
        return f"ștergerea nr. {self.pk}"


class Erased(models.Model):
    """A row whose words were erased (rând șters): what was put in their place; the digest of what remains."""

    erasure = models.ForeignKey(Erasure, on_delete=models.PROTECT, related_name="rows")
    place = models.TextField()  # the table
    object_id = models.TextField()
    values = models.JSONField()  # column: what was put there; empty where the whole row was taken out
    remains = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["erasure", "place", "object_id"], name="contacts_erased_once"),
            models.CheckConstraint(condition=~Q(place__in=NEVER), name="contacts_erased_never_there"),
        ]
        indexes = [models.Index(fields=["place", "object_id"], name="contacts_erased_place")]

    def __str__(self) -> str:
        return f"{self.place} {self.object_id}"
