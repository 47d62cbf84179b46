"""Circulars (circulare): one registered paper sent to many units and institutions, and who read it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from condica.contacts.models import Contact
from condica.correspondence.models.letters import DELIVERIES
from condica.correspondence.rules import Delivery
from condica.correspondence.rules.circulars import Asked, Reminded
from condica.foundation.romanian import plural
from condica.organisation.models import Dated, Unit
from condica.registry.models import Entry

USER = settings.AUTH_USER_MODEL
ASKED = [(asked.value, asked.label) for asked in Asked]


def both(*fields: str) -> Q:
    """All of these stand, or none."""
    return Q(**{f"{name}__isnull": True for name in fields}) | Q(**{f"{name}__isnull": False for name in fields})


class DistributionList(Dated):
    """A named list of who gets circulars (listă de difuzare); its members come and go by dates."""

    name = models.TextField()
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"], condition=Q(until__isnull=True), name="correspondence_distribution_name"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="correspondence_distribution_named"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The list's page."""
        return reverse("correspondence:distribution", args=[self.pk])


class DistributionMember(Dated):
    """A unit of ours or an institution on a distribution list, between two days."""

    list = models.ForeignKey(DistributionList, on_delete=models.PROTECT, related_name="members")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=True, contact__isnull=False) | Q(unit__isnull=False, contact__isnull=True),
                name="correspondence_member_one",
            ),
            models.UniqueConstraint(
                fields=["list", "unit", "contact"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="correspondence_member_once",
            ),
        ]


class Circular(models.Model):
    """A circular (circulară): what is asked, until when; closed when all did it, or by a person with a reason."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="circulars")
    asked = models.TextField(choices=ASKED)
    words = models.TextField(blank=True, default="")
    due_on = models.DateField(null=True, blank=True)
    sent_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    closed_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    close_reason = models.TextField(blank=True, default="")

    personal_fields: ClassVar = ("words", "close_reason")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(asked__in=list(Asked)), name="correspondence_circular_asked"),
            models.CheckConstraint(
                condition=Q(asked=Asked.INFORM) | Q(due_on__isnull=False), name="correspondence_circular_day"
            ),
            models.CheckConstraint(condition=both("closed_by", "closed_at"), name="correspondence_circular_closed"),
        ]
        indexes = [models.Index(fields=["closed_at", "-id"], name="correspondence_circular_open")]

    def __str__(self) -> str:
        return f"circulara {self.entry.paper_number}"

    def get_absolute_url(self) -> str:
        """The circular's page."""
        return reverse("correspondence:circular", args=[self.pk])

    @property
    def journal_label(self) -> str:
        """How the journal calls it; the number names nobody."""
        return str(self)


class CircularUnit(models.Model):
    """A unit that got a circular: who opened it, who took note of it, which paper answers (confirmare de citire).

    `holder` is the unit whose head answers for it: the same one, or the nearest above that had a head on that day.
    """

    circular = models.ForeignKey(Circular, on_delete=models.PROTECT, related_name="units")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answer = models.ForeignKey(Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["circular", "unit"], name="correspondence_circular_unit_once"),
            models.CheckConstraint(condition=both("opened_at", "opened_by"), name="correspondence_circular_opened"),
            models.CheckConstraint(
                condition=both("confirmed_at", "confirmed_by")
                & (Q(confirmed_at__isnull=True) | Q(opened_at__lte=models.F("confirmed_at"), opened_at__isnull=False)),
                name="correspondence_circular_confirmed",
            ),
            models.CheckConstraint(
                condition=both("answer", "answered_at", "answered_by"), name="correspondence_circular_answered"
            ),
        ]
        indexes = [models.Index(fields=["holder", "circular"], name="correspondence_circular_holder")]


class CircularReader(models.Model):
    """Somebody of a unit to whom its head passed the circular on (dată mai departe)."""

    receipt = models.ForeignKey(CircularUnit, on_delete=models.PROTECT, related_name="readers")
    user = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    passed_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    passed_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["receipt", "user"], name="correspondence_reader_once"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(opened_at__isnull=False),
                name="correspondence_reader_opened",
            ),
        ]


class CircularMail(models.Model):
    """An institution that gets a circular by e-mail, with a link that confirms once (confirmare din afară)."""

    circular = models.ForeignKey(Circular, on_delete=models.PROTECT, related_name="mails")
    contact = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.TextField()
    email = models.TextField()
    nonce = models.BinaryField()
    digest = models.CharField(max_length=64, unique=True)
    message_id = models.TextField(unique=True)
    state = models.TextField(choices=DELIVERIES, default=Delivery.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.TextField(blank=True, default="")
    remedy = models.TextField(blank=True, default="")
    sent_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    personal_fields: ClassVar = ("name", "email", "problem")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["circular", "email"], condition=Q(email__contains="@"), name="correspondence_mail_once"
            ),
            models.CheckConstraint(condition=Q(state__in=list(Delivery)), name="correspondence_mail_state"),
            models.CheckConstraint(
                condition=~Q(state__in=[Delivery.FAILED, Delivery.BOUNCED]) | (~Q(problem="") & ~Q(remedy="")),
                name="correspondence_mail_explained",
            ),
        ]

    @property
    def is_late_to_tell(self) -> bool:
        """Whether it did not arrive: somebody must look for another way."""
        return self.state in {Delivery.FAILED, Delivery.BOUNCED}


class CircularReminder(models.Model):
    """A reminder of a circular (amintire), written once for each who is silent; sent by e-mail where there is one."""

    kind = models.TextField(choices=[(kind.value, kind.value) for kind in Reminded])
    receipt = models.ForeignKey(CircularUnit, null=True, blank=True, on_delete=models.PROTECT, related_name="reminders")
    reader = models.ForeignKey(
        CircularReader, null=True, blank=True, on_delete=models.PROTECT, related_name="reminders"
    )
    mail = models.ForeignKey(CircularMail, null=True, blank=True, on_delete=models.PROTECT, related_name="reminders")
    for_user = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()
    message_id = models.TextField(unique=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "receipt", "reader", "mail"], nulls_distinct=False, name="correspondence_reminded_once"
            ),
            models.CheckConstraint(
                condition=Q(receipt__isnull=False, reader__isnull=True, mail__isnull=True)
                | Q(receipt__isnull=True, reader__isnull=False, mail__isnull=True)
                | Q(receipt__isnull=True, reader__isnull=True, mail__isnull=False),
                name="correspondence_reminded_one",
            ),
            models.CheckConstraint(condition=Q(kind__in=list(Reminded)), name="correspondence_reminder_kind"),
        ]
        indexes = [
            models.Index(fields=["id"], name="correspondence_reminder_unsent", condition=Q(sent_at__isnull=True))
        ]


def counted(read: int, count: int) -> str:
    """`14 din 16 au citit`: what the register says beside the paper."""
    if count == 1:
        return "citită" if read else "încă necitită"
    return f"{read} din {plural(count, 'destinatar', 'destinatari')} au citit"
