"""Displays (afișări): a document put up on somebody's request, its two minutes, and the answer to who asked."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from condica.correspondence.models import Letter
from condica.court_papers.rules import display
from condica.court_papers.rules.court import WAYS
from condica.court_papers.rules.display import BASES, LASTINGS, PLACES, STAGES, Stage
from condica.foundation import dates
from condica.foundation.romanian import plural
from condica.registry.models import Entry
from condica.registry.rules import TermState

USER = settings.AUTH_USER_MODEL
_UP = [Stage.POSTED, Stage.DOWN, Stage.ANSWERED]
_DOWN = [Stage.DOWN, Stage.ANSWERED]
_BY_LAW_NEVER = [key for key, basis in BASES.items() if basis.permanent]


class Display(models.Model):
    """A document asked to be displayed (afișare, registrul A9). What went up and came down is written once."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="displays")  # the request
    stage = models.TextField(choices=list(STAGES.items()), default=Stage.ASKED)
    title = models.TextField()
    requester = models.TextField(blank=True, default="")
    basis = models.TextField(choices=[(key, basis.label) for key, basis in BASES.items()])
    basis_words = models.TextField(blank=True, default="")
    places = models.JSONField(default=list)
    url = models.TextField(blank=True, default="")
    lasting = models.TextField(choices=[(key.value, words) for key, words in LASTINGS.items()], blank=True, default="")
    days = models.PositiveIntegerField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    reply_wanted = models.BooleanField(default=True)
    term = models.JSONField(null=True, blank=True)
    last_on = models.DateField(null=True, blank=True)  # the last whole day on display
    planned_on = models.DateField(null=True, blank=True)  # the working day on which it comes down
    owed_on = models.DateField(null=True, blank=True)  # the day on which something is due from us
    asked_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    posted_at = models.DateTimeField(null=True, blank=True)
    posted_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    witness = models.TextField(blank=True, default="")
    posting_minute = models.OneToOneField(
        Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="minute_of_posting"
    )
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    taken_reason = models.TextField(blank=True, default="")
    taking_minute = models.OneToOneField(
        Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="minute_of_taking"
    )
    letter = models.ForeignKey(Letter, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_way = models.TextField(choices=list(WAYS.items()), blank=True, default="")
    answered_reference = models.TextField(blank=True, default="")
    dropped_reason = models.TextField(blank=True, default="")

    personal_fields: ClassVar = (
        "title", "requester", "witness", "taken_reason", "dropped_reason", "url", "answered_reference",
    )  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=list(Stage)), name="display_stage"),
            models.CheckConstraint(condition=Q(basis__in=list(BASES)), name="display_basis"),
            models.CheckConstraint(condition=~Q(title=""), name="display_title"),
            models.CheckConstraint(
                condition=Q(
                    stage__in=_UP, posted_at__isnull=False, posted_by__isnull=False, posting_minute__isnull=False
                )
                | ~Q(stage__in=_UP) & Q(posted_at=None, posted_by=None, posting_minute=None),
                name="display_posted",
            ),
            models.CheckConstraint(
                condition=Q(
                    stage__in=_DOWN, taken_at__isnull=False, taken_by__isnull=False, taking_minute__isnull=False
                )
                | ~Q(stage__in=_DOWN) & Q(taken_at=None, taken_by=None, taking_minute=None),
                name="display_taken",
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.ANSWERED, answered_at__isnull=False)
                | ~Q(stage=Stage.ANSWERED) & Q(answered_at=None),
                name="display_answered",
            ),
            # Whoever puts a paper up knows for how long, and where (A10).
            models.CheckConstraint(
                condition=~Q(stage__in=_UP) | ~Q(lasting="") & ~Q(places=[]), name="display_duration_and_place"
            ),
            models.CheckConstraint(
                condition=Q(last_on=None, planned_on=None) | Q(planned_on__gt=F("last_on")),
                name="display_planned_after",
            ),
            # What must always be public (L 544, MOL) is never planned to disappear (A10).
            models.CheckConstraint(
                condition=~Q(basis__in=_BY_LAW_NEVER) | Q(planned_on=None), name="display_never_alone"
            ),
            models.CheckConstraint(
                condition=(Q(taken_at=None) | Q(posted_at__lt=F("taken_at")))
                & (Q(answered_at=None) | Q(taken_at__lte=F("answered_at"))),
                name="display_moments",
            ),
        ]
        indexes = [
            models.Index(fields=["stage", "owed_on", "id"], name="display_owed"),
            models.Index(fields=["posted_at"], name="display_when_posted"),
        ]

    def __str__(self) -> str:
        return f"afișarea {self.pk} ({self.entry})"

    def get_absolute_url(self) -> str:
        """The display's page."""
        return reverse("court_papers:display", args=[self.pk])

    @property
    def journal_label(self) -> str:
        """How the journal calls it; the number names nobody."""
        return f"afișarea cerută prin {self.entry.paper_number}"

    @property
    def ground(self) -> display.Basis:
        """Its ground, with what it asks for."""
        return BASES[self.basis]

    @property
    def cites(self) -> str:
        """The article, or the words under which it was asked."""
        return self.basis_words or self.ground.cites

    @property
    def places_words(self) -> str:
        """`la sediul primăriei și pe pagina de internet`."""
        words = [PLACES[display.Place(place)] for place in self.places if place in PLACES]
        return " și ".join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else ""

    @property
    def lasting_words(self) -> str:
        """How long it stays, in words."""
        how = display.Lasting(self.lasting)
        if how is display.Lasting.UNTIL and self.until:
            return f"până {dates.long(self.until, year=True)}, inclusiv"
        if self.term:
            return plural(self.term["days"], "zi", "zile") + (" lucrătoare" if self.term["counting"] == "LUCR" else "")
        if how in {display.Lasting.DAYS, display.Lasting.WORKING}:
            return plural(self.days or 0, "zi", "zile") + (" lucrătoare" if how is display.Lasting.WORKING else "")
        return LASTINGS[how]

    def chip(self, today: date) -> TermState:
        """What a list says of it."""
        ended: Any = self.answered_at or self.taken_at or (self.asked_at if self.dropped_reason else None)
        on = dates.bucharest_day(ended) if ended else None
        return display.chip(display.Facts(self.stage, self.lasting, self.planned_on, self.owed_on, on), today)


class DisplayStep(models.Model):
    """A step of a display (pas): appended with its ground, never changed."""

    display = models.ForeignKey(Display, on_delete=models.PROTECT, related_name="steps")
    stage = models.TextField(choices=list(STAGES.items()))
    cites = models.TextField(blank=True, default="")
    note = models.TextField(blank=True, default="")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    personal_fields: ClassVar = ("note",)

    class Meta:
        ordering = ["pk"]
