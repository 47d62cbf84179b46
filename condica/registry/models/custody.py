"""Where each original is (condica de predare-primire): its stays, the hand-overs between them, differences, losses.

An original is in one place only: one open stay a paper, and the stays of a paper never overlap; the database refuses
anything else. A hand-over moves nothing until it is accepted: until then the giver answers for the paper.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from condica.foundation import dates
from condica.foundation.romanian import plural
from condica.organisation.models import Desk, Unit
from condica.registry.models.papers import Entry

USER = settings.AUTH_USER_MODEL


class PlaceKind(models.TextChoices):
    """The kinds of place where an original can be (locul originalului)."""

    DESK = "desk", "la registratură"
    UNIT = "unit", "la compartiment"
    PERSON = "person", "la o persoană"
    FOLDER = "folder", "în mapă"
    ARCHIVE = "archive", "în arhivă"
    POST = "post", "plecat prin poștă"
    COURIER = "courier", "plecat prin curier"
    COURT = "court", "la instanță"
    INSTITUTION = "institution", "la altă instituție"
    CITIZEN = "citizen", "la cetățean"
    LOST = "lost", "pierdut"


#: Places that are not ours any more: nobody of the house can hand the paper over from there.
GONE = (PlaceKind.POST, PlaceKind.COURIER, PlaceKind.COURT, PlaceKind.INSTITUTION, PlaceKind.CITIZEN, PlaceKind.LOST)


class LineState(models.TextChoices):
    """Where a line of the book stands (starea predării)."""

    WAITING = "waiting", "așteaptă primirea"
    ACCEPTED = "accepted", "primit"
    REFUSED = "refused", "refuzat"
    MISSING = "missing", "lipsă la primire"
    WITHDRAWN = "withdrawn", "predare retrasă"


class Confirmed(models.TextChoices):
    """How the receiver signed (cum s-a semnat de primire)."""

    SESSION = "session", "din contul propriu"
    PIN = "pin", "cu PIN"
    BADGE = "badge", "cu legitimația"


class Custody(models.Model):
    """A stay of an original in one place (locul originalului); the open one is where it is now."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="stays")
    place = models.TextField(choices=PlaceKind)
    desk = models.ForeignKey(Desk, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(blank=True, default="")  # which post, which court, which citizen
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")  # who took it there, who answers for it
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    line = models.OneToOneField(
        "registry.HandoverLine", null=True, blank=True, on_delete=models.PROTECT, related_name="stay"
    )

    personal_fields: ClassVar = ("words",)

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["entry"], condition=Q(until=None), name="registry_custody_one_place"),
            models.CheckConstraint(condition=Q(place__in=PlaceKind.values), name="registry_custody_place"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")), name="registry_custody_order"
            ),
            models.CheckConstraint(condition=~Q(place="unit") | Q(unit__isnull=False), name="registry_custody_unit"),
            models.CheckConstraint(
                condition=~Q(place="person") | Q(person__isnull=False), name="registry_custody_person"
            ),
            models.CheckConstraint(condition=Q(desk=None) | Q(place="desk"), name="registry_custody_desk"),
        ]
        indexes = [
            models.Index(fields=["place", "unit", "entry"], condition=Q(until=None), name="registry_custody_at"),
            models.Index(fields=["person", "entry"], condition=Q(until=None), name="registry_custody_with"),
            models.Index(fields=["entry", "since"], name="registry_custody_trail"),
        ]

    def __str__(self) -> str:
        return f"{self.entry}: {self.where}"

    @property
    def where(self) -> str:
        """The place in words: „la Urbanism”, „la Ana Pop”, „plecat prin poștă, R 123”."""
        named = {PlaceKind.DESK: self.desk, PlaceKind.UNIT: self.unit, PlaceKind.PERSON: self.person}
        thing = named.get(PlaceKind(self.place))
        if thing is not None:
            return f"la {thing.short_name if isinstance(thing, Unit) else thing}"
        if self.place == PlaceKind.FOLDER and (self.words or self.person):
            return f"în {self.words}" if self.words else f"în mapa lui {self.person}"
        said = str(PlaceKind(self.place).label)
        return f"{said}, {self.words}" if self.words else said


class Handover(models.Model):
    """A hand-over (predare): some originals, from one person, to a unit, a person or a desk; each is accepted alone."""

    to_desk = models.ForeignKey(Desk, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="handovers")
    to_person = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True, default="")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    personal_fields: ClassVar = ("note",)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_desk__isnull=False, to_unit=None, to_person=None)
                | Q(to_desk=None, to_unit__isnull=False, to_person=None)
                | Q(to_desk=None, to_unit=None, to_person__isnull=False),
                name="registry_handover_one_receiver",
            )
        ]
        indexes = [models.Index(fields=["at"], name="registry_handover_at")]

    def __str__(self) -> str:
        return f"predarea nr. {self.pk} din {dates.local(self.at):%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        """The hand-over's page."""
        return reverse("registry:handover", args=[self.pk])

    @property
    def journal_label(self) -> str:
        """How the journal calls it."""
        return str(self)

    @property
    def to(self) -> str:
        """Who is to receive: „Urbanism”, „Ana Pop”, „Ghișeul 1”."""
        return self.to_unit.short_name if self.to_unit else str(self.to_person or self.to_desk)


class HandoverLine(models.Model):
    """One original of a hand-over (poziție din condică): handed once, decided once."""

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="lines")
    ordinal = models.PositiveIntegerField()
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="handed")
    source = models.ForeignKey(Custody, on_delete=models.PROTECT, related_name="handed")
    leaves = models.PositiveIntegerField(null=True, blank=True)  # as they were at that moment
    annexes = models.PositiveIntegerField(null=True, blank=True)
    state = models.TextField(choices=LineState, default=LineState.WAITING)
    decided_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    confirmed = models.TextField(choices=Confirmed, blank=True, default="")
    reason = models.TextField(blank=True, default="")

    personal_fields: ClassVar = ("reason",)

    class Meta:
        ordering = ["handover", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["handover", "ordinal"], name="registry_handed_order"),
            models.UniqueConstraint(fields=["handover", "entry"], name="registry_handed_once"),
            models.UniqueConstraint(fields=["entry"], condition=Q(state="waiting"), name="registry_handed_to_one"),
            models.CheckConstraint(condition=Q(state__in=LineState.values), name="registry_handed_state"),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_by=None, decided_at=None, confirmed="")
                | ~Q(state="waiting") & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="registry_handed_decided",
            ),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(reason=""), name="registry_handed_reason"),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(confirmed__in=Confirmed.values), name="registry_handed_confirmed"
            ),
        ]
        indexes = [models.Index(fields=["state", "handover"], name="registry_handed_waiting")]

    def __str__(self) -> str:
        return f"{self.entry}, {self.handover}"

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has accepted or refused it."""
        return self.state == LineState.WAITING

    @property
    def what(self) -> str:
        """`2 file, 1 anexă`, as handed."""
        leaves = plural(self.leaves, "filă", "file") if self.leaves else ""
        annexes = plural(self.annexes, "anexă", "anexe") if self.annexes else ""
        return ", ".join(filter(None, [leaves, annexes]))


class Difference(models.Model):
    """What was handed on the list against what was counted (proces-verbal de diferențe), signed by both."""

    handover = models.OneToOneField(Handover, on_delete=models.PROTECT, related_name="difference")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")  # the receiver who counted
    at = models.DateTimeField()
    confirmed = models.TextField(choices=Confirmed)
    agreed_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")  # the giver
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_confirmed = models.TextField(choices=Confirmed, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_by=None, agreed_at=None, agreed_confirmed="")
                | Q(agreed_by__isnull=False, agreed_at__isnull=False) & ~Q(agreed_confirmed=""),
                name="registry_difference_agreed",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by=None) | ~Q(agreed_by=models.F("by")), name="registry_difference_two_people"
            ),
        ]

    def __str__(self) -> str:
        return f"diferențele la {self.handover}"


class Differing(models.Model):
    """One paper that was on the list and not in the stack, or the other way round (lipsă, în plus)."""

    class Kind(models.TextChoices):
        """Which way it differs."""

        MISSING = "missing", "lipsă"
        EXTRA = "extra", "în plus"

    difference = models.ForeignKey(Difference, on_delete=models.PROTECT, related_name="lines")
    kind = models.TextField(choices=Kind)
    entry = models.ForeignKey(Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    code = models.TextField(blank=True, default="")  # what was scanned, when it is no paper of ours

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["difference", "entry"], name="registry_differing_once"),
            models.CheckConstraint(condition=Q(kind__in=["missing", "extra"]), name="registry_differing_kind"),
            models.CheckConstraint(condition=Q(entry__isnull=False) | ~Q(code=""), name="registry_differing_named"),
        ]


class Loss(models.Model):
    """An original declared lost by a minute (original pierdut), perhaps found again."""

    stay = models.OneToOneField(Custody, on_delete=models.PROTECT, related_name="loss")
    minute_number = models.TextField()
    minute_on = models.DateField()
    words = models.TextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    found_words = models.TextField(blank=True, default="")
    found_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    found_at = models.DateTimeField(null=True, blank=True)

    personal_fields: ClassVar = ("words", "found_words")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(minute_number="") & ~Q(words=""), name="registry_loss_minute"),
            models.CheckConstraint(
                condition=Q(found_by=None, found_at=None, found_words="")
                | Q(found_by__isnull=False, found_at__isnull=False) & ~Q(found_words=""),
                name="registry_loss_found",
            ),
        ]


class Sign(models.Model):
    """The secret by which somebody signs at a shared counter (PIN, legitimație): only hashes, set by oneself."""

    user = models.OneToOneField(USER, on_delete=models.PROTECT, primary_key=True, related_name="+")
    pin = models.TextField(blank=True, default="")
    badge = models.TextField(blank=True, default="")
    set_at = models.DateTimeField()
    failed = models.PositiveSmallIntegerField(default=0)
    blocked_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(pin="") | ~Q(badge=""), name="registry_sign_something")]

    def is_blocked(self, now: datetime) -> bool:
        """Whether too many wrong tries closed it for a while."""
        return self.blocked_until is not None and now < self.blocked_until


#: How papers come when they come on paper; the database lays such a paper at its desk when it is registered.
ON_PAPER = frozenset({"counter", "post", "courier", "special", "fax"})


def has_original(entry: Entry) -> bool:
    """Whether the paper has an original on paper (original pe hârtie); the same question stands in the guard."""
    if entry.direction == "out":
        return False
    return entry.channel in ON_PAPER or (entry.channel == "internal" and entry.desk_id is not None)
