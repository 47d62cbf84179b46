"""Court papers (acte de procedură): an act brought by a court's agent, and what became of it, step by step."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from condica.contacts.models import Contact
from condica.correspondence.models import Letter
from condica.court_papers.rules.court import IDENTITIES, STAGES, WAYS, WHYS, Facts, Stage, chip
from condica.foundation import dates
from condica.registry.models import Entry
from condica.registry.rules import TermState

USER = settings.AUTH_USER_MODEL
_TAKEN = [Stage.HANDED, Stage.PROVED]
_BACK = [Stage.RETURNED, Stage.SENT_BACK]


class CourtPaper(models.Model):
    """An act to be handed over here (act de procedură, C. proc. civ. art. 163): register line A4.

    What was counted, handed over, returned or sent is written once; the database keeps it so.
    """

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="court_paper")
    stage = models.TextField(choices=list(STAGES.items()), default=Stage.NEW)
    court = models.TextField(blank=True, default="")
    file_number = models.TextField(blank=True, default="")
    acts = models.TextField(blank=True, default="")
    recipient = models.TextField(blank=True, default="")
    recipient_key = models.TextField(blank=True, default="", db_index=True)  # folded: acts of one person are found
    recipient_contact = models.ForeignKey(  # when the clerk picked one; the name stays as the agent wrote it
        Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recipient_address = models.TextField(blank=True, default="")
    agent = models.TextField(blank=True, default="")
    posted_at = models.DateTimeField(null=True, blank=True)
    urgent = models.BooleanField(default=False)
    term = models.JSONField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)  # the last day on which the recipient may come
    owed_on = models.DateField(null=True, blank=True)  # the day on which something is due from us
    handed_at = models.DateTimeField(null=True, blank=True)
    handed_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    handed_to = models.TextField(blank=True, default="")
    delegate = models.TextField(blank=True, default="")  # the power of who comes in the recipient's place
    identity_kind = models.TextField(choices=list(IDENTITIES.items()), blank=True, default="")
    identity_last4 = models.TextField(blank=True, default="")
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    returned_why = models.TextField(choices=list(WHYS.items()), blank=True, default="")
    returned_note = models.TextField(blank=True, default="")
    letter = models.ForeignKey(Letter, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_way = models.TextField(choices=list(WAYS.items()), blank=True, default="")
    sent_reference = models.TextField(blank=True, default="")

    personal_fields: ClassVar = (
        "recipient", "recipient_key", "recipient_address", "agent", "handed_to", "delegate", "identity_last4",
        "returned_note", "acts", "sent_reference",
    )  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=list(Stage)), name="court_paper_stage"),
            models.CheckConstraint(
                condition=Q(handed_at__isnull=True) | Q(returned_at__isnull=True), name="court_paper_handed_or_returned"
            ),
            models.CheckConstraint(
                condition=Q(stage__in=_TAKEN, handed_at__isnull=False) | ~Q(stage__in=_TAKEN) & Q(handed_at=None),
                name="court_paper_handed",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=_BACK, returned_at__isnull=False) | ~Q(stage__in=_BACK) & Q(returned_at=None),
                name="court_paper_returned",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=[Stage.PROVED, Stage.SENT_BACK], sent_at__isnull=False)
                | ~Q(stage__in=[Stage.PROVED, Stage.SENT_BACK]) & Q(sent_at=None),
                name="court_paper_sent",
            ),
            models.CheckConstraint(
                condition=Q(handed_at=None, handed_by=None, identity_kind="", identity_last4="", handed_to="")
                | Q(handed_at__isnull=False, handed_by__isnull=False)
                & ~Q(identity_kind="")
                & ~Q(identity_last4="")
                & ~Q(handed_to=""),
                name="court_paper_identity",
            ),
            models.CheckConstraint(
                condition=Q(returned_at=None, returned_by=None, returned_why="")
                | Q(returned_at__isnull=False, returned_by__isnull=False) & ~Q(returned_why=""),
                name="court_paper_returned_why",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=[Stage.WAITING, *_TAKEN])
                | Q(posted_at__isnull=False, term__isnull=False, due_on__isnull=False),
                name="court_paper_term",
            ),
            models.CheckConstraint(
                condition=(Q(handed_at=None) | Q(posted_at__lt=F("handed_at")))
                & (Q(returned_at=None) | Q(posted_at=None) | Q(posted_at__lt=F("returned_at")))
                & (Q(sent_at=None) | Q(handed_at__lte=F("sent_at")) | Q(returned_at__lte=F("sent_at"))),
                name="court_paper_moments",
            ),
        ]
        indexes = [models.Index(fields=["stage", "owed_on", "entry"], name="court_paper_owed")]

    def __str__(self) -> str:
        return str(self.entry)

    def get_absolute_url(self) -> str:
        """The act's page."""
        return self.address("paper")

    def address(self, name: str) -> str:
        """The address of one of its pages."""
        entry = self.entry
        return reverse(f"court_papers:{name}", args=[entry.register.key, entry.year, entry.value])

    @property
    def journal_label(self) -> str:
        """How the journal calls it; the number names nobody."""
        return self.entry.paper_number

    @property
    def posted_on(self) -> date | None:
        """The day on which the notice was posted."""
        return dates.bucharest_day(self.posted_at) if self.posted_at else None

    def chip(self, today: date) -> TermState:
        """What a list says of it."""
        sent = dates.bucharest_day(self.sent_at) if self.sent_at else None
        return chip(Facts(self.stage, self.due_on, self.owed_on, sent), today)


class CourtStep(models.Model):
    """A step of an act (pas): appended with its article, never changed."""

    paper = models.ForeignKey(CourtPaper, on_delete=models.PROTECT, related_name="steps")
    stage = models.TextField(choices=list(STAGES.items()))
    cites = models.TextField(blank=True, default="")
    note = models.TextField(blank=True, default="")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    personal_fields: ClassVar = ("note",)

    class Meta:
        ordering = ["pk"]
