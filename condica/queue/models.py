"""Tables of the queue (bonuri de ordine): services, the desks that serve them, screens, tickets and what happened.

A ticket has a number and a service, never a person: nothing here says who came, or what about.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse

from condica.foundation import dates, languages
from condica.organisation.models import DATES_IN_ORDER, Dated, Desk


class Service(Dated):
    """What people come for (serviciu): a letter and a name in the three languages of the public pages."""

    letter = models.CharField("litera", max_length=2)
    name = models.CharField("denumirea", max_length=80)
    name_en = models.CharField("denumirea în engleză", max_length=80, blank=True, default="")
    name_hu = models.CharField("denumirea în maghiară", max_length=80, blank=True, default="")
    sort_order = models.PositiveSmallIntegerField("ordinea", default=0)

    class Meta:
        ordering = ["sort_order", "letter"]
        constraints = [
            models.CheckConstraint(condition=DATES_IN_ORDER, name="queue_service_dates"),
            models.CheckConstraint(condition=models.Q(letter__regex=r"^[A-Z]{1,2}$"), name="queue_service_letter"),
            models.UniqueConstraint(
                fields=["letter"], condition=models.Q(until__isnull=True), name="queue_service_letter_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where it is changed."""
        return reverse("queue:edit_service", args=[self.pk])

    @property
    def journal_label(self) -> str:
        """How the journal calls it."""
        return f"{self.letter} {self.name}"

    @property
    def spoken(self) -> str:
        """The name in the language of the page."""
        return {"en": self.name_en, "hu": self.name_hu}.get(languages.active(), "") or self.name


class ServiceDesk(Dated):
    """A desk that serves a service between two days (ghișeul serviciului)."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="desks")
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="services")

    class Meta:
        ordering = ["desk__code"]
        constraints = [
            models.CheckConstraint(condition=DATES_IN_ORDER, name="queue_servicedesk_dates"),
            models.UniqueConstraint(
                fields=["service", "desk"], condition=models.Q(until__isnull=True), name="queue_servicedesk_once"
            ),
        ]


class Screen(models.Model):
    """A public screen (ecran): one that gives tickets or one that shows numbers, known by its secret address."""

    class Kind(models.TextChoices):
        """What it does."""

        KIOSK = "kiosk", "dă bonuri"
        DISPLAY = "display", "arată numerele"

    kind = models.TextField(choices=Kind)
    name = models.CharField("locul", max_length=80)
    secret = models.SlugField(max_length=64, unique=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["kind", "name"]
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="queue_screen_named")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its own page, for everybody who stands before it."""
        return reverse("queue:kiosk" if self.kind == self.Kind.KIOSK else "queue:display", args=[self.secret])

    @property
    def journal_label(self) -> str:
        """How the journal calls it."""
        return f"ecranul „{self.name}” ({self.get_kind_display()})"


class Ticket(models.Model):
    """A place in the queue (bon de ordine). Its numbers begin again each day; `turn` grows each time it waits again."""

    class State(models.TextChoices):
        """Where it stands now."""

        WAITING = "waiting", "așteaptă"
        CALLED = "called", "la ghișeu"
        DONE = "done", "încheiat"
        ABSENT = "absent", "nu s-a prezentat"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="tickets")
    issued_for = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")  # its letter stays on paper
    day = models.DateField()
    number = models.PositiveIntegerField()
    priority = models.BooleanField(default=False)  # that it has one, never why
    screen = models.ForeignKey(Screen, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.TextField(choices=State, default=State.WAITING)
    turn = models.PositiveSmallIntegerField(default=1)
    waiting_since = models.DateTimeField()
    called_at = models.DateTimeField(null=True, blank=True)
    desk = models.ForeignKey(Desk, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    clerk = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    papers = models.PositiveSmallIntegerField(default=0)  # registered while it was at the desk: how many, not which

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["issued_for", "day", "number"], name="queue_ticket_number"),
            models.UniqueConstraint(
                fields=["clerk"], condition=models.Q(state="called"), name="queue_ticket_one_a_clerk"
            ),
            models.CheckConstraint(
                condition=models.Q(state="called", desk__isnull=False, clerk__isnull=False, called_at__isnull=False)
                | models.Q(state="waiting", clerk__isnull=True, desk__isnull=True, called_at__isnull=True)
                | models.Q(state__in=["done", "absent"], desk__isnull=False, clerk__isnull=False),
                name="queue_ticket_state",
            ),
        ]
        indexes = [
            models.Index(
                fields=["day", "service", "waiting_since"], condition=models.Q(state="waiting"),
                name="queue_ticket_waiting",
            ),
            models.Index(fields=["day", "-called_at"], name="queue_ticket_called"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.issued_for.letter}{self.number:02d}"

    @property
    def journal_label(self) -> str:
        """How the journal calls it."""
        return f"bonul {self} din {dates.numeric(self.day)}"


class Happening(models.Model):
    """What happened to a ticket (fapt), appended only: waiting and serving are measured from these."""

    class Kind(models.TextChoices):
        """The facts that can happen."""

        TAKEN = "taken", "luat"
        CALLED = "called", "chemat"
        AGAIN = "again", "chemat din nou"
        ABSENT = "absent", "nu s-a prezentat"
        MOVED = "moved", "trimis la alt serviciu"
        DONE = "done", "încheiat"

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="happenings")
    turn = models.PositiveSmallIntegerField()
    kind = models.TextField(choices=Kind)
    at = models.DateTimeField()
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            # Two clerks may press at the same moment: a ticket is called once a turn, and ends once a turn.
            models.UniqueConstraint(
                fields=["ticket", "turn"], condition=models.Q(kind="called"), name="queue_called_once_a_turn"
            ),
            models.UniqueConstraint(
                fields=["ticket", "turn"],
                condition=models.Q(kind__in=["absent", "moved", "done"]),
                name="queue_ended_once_a_turn",
            ),
        ]
        indexes = [models.Index(fields=["at"], name="queue_happening_at")]
