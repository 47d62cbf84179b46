"""Letters (scrisori) with their versions, the steps of their way, and their dispatches."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from condica.correspondence.models.words import LetterTemplate
from condica.correspondence.rules import ON_PAPER as PAPER_WAYS
from condica.correspondence.rules import Delivery, Stage, Step, Way
from condica.documents.models import Document
from condica.organisation.models import Unit
from condica.registry.models import Entry

USER = settings.AUTH_USER_MODEL
STAGES = [(stage.value, stage.label) for stage in Stage]
STEPS = [(step.value, step.label) for step in Step]
WAYS = [(way.value, way.label) for way in Way]
DELIVERIES = [(state.value, state.label) for state in Delivery]
ON_PAPER = sorted(PAPER_WAYS)  # in a fixed order: a constraint is written down in migrations
#: From the head's signature on.
FINAL = [Stage.SIGNED, Stage.NUMBERED, Stage.DISPATCHED]


class Letter(models.Model):
    """A letter out (scrisoare, răspuns). From its signature on, the database keeps its words as they were signed."""

    entry = models.ForeignKey(Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="letters")
    # A letter from office draws its own number when it is signed; an answer never does.
    is_answer = models.BooleanField(default=True)
    subject = models.TextField()
    addressee_name = models.TextField()
    addressee_address = models.TextField(blank=True, default="")
    addressee_email = models.TextField(blank=True, default="")
    template = models.ForeignKey(LetterTemplate, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    body = models.TextField(blank=True, default="")
    legal_basis = models.TextField(blank=True, default="")
    way = models.TextField(blank=True, default="")  # modul rezolvării
    stage = models.TextField(choices=STAGES, default=Stage.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    drafted_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    signatory_unit = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    signatory_unit_title = models.TextField(blank=True, default="")
    signed_unit_at = models.DateTimeField(null=True, blank=True)
    signatory_head = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    signatory_head_title = models.TextField(blank=True, default="")
    signed_at = models.DateTimeField(null=True, blank=True)
    pdf = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    channel = models.TextField(choices=WAYS, blank=True, default="")  # the way the addressee asked for
    dispatched_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=list(Stage)), name="correspondence_letter_stage"),
            # OG 27/2002 art. 13: two people sign, and the answer says its legal basis.
            models.CheckConstraint(
                condition=~Q(stage__in=FINAL)
                | Q(
                    signatory_head__isnull=False,
                    signatory_unit__isnull=False,
                    signed_at__isnull=False,
                    signed_unit_at__isnull=False,
                    entry__isnull=False,
                    pdf__isnull=False,
                ),
                name="correspondence_signed_by_two",
            ),
            models.CheckConstraint(
                condition=Q(signatory_head__isnull=True) | ~Q(signatory_head=F("signatory_unit")),
                name="correspondence_two_distinct",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=[Stage.APPROVED, *FINAL]) | ~Q(legal_basis=""),
                name="correspondence_legal_basis",
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.APPROVED) | Q(signatory_unit__isnull=False),
                name="correspondence_approved_by_unit",
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.DISPATCHED, dispatched_at__isnull=False)
                | (~Q(stage=Stage.DISPATCHED) & Q(dispatched_at__isnull=True)),
                name="correspondence_dispatched_at",
            ),
            models.CheckConstraint(
                condition=Q(dispatched_at__isnull=True) | Q(dispatched_at__gte=F("signed_at")),
                name="correspondence_signed_first",
            ),
            models.CheckConstraint(
                condition=Q(is_answer=False) | Q(entry__isnull=False), name="correspondence_answer_has_paper"
            ),
        ]
        indexes = [
            models.Index(fields=["stage", "-changed_at"], name="correspondence_stage"),
            models.Index(fields=["drafted_by", "-changed_at"], name="correspondence_author"),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        """The letter's page."""
        return reverse("correspondence:letter", args=[self.pk])

    @property
    def journal_label(self) -> str:
        """How the journal calls it; the number names nobody."""
        if self.entry is None:
            return f"scrisoarea {self.pk}"
        return f"răspunsul la {self.entry.paper_number}" if self.is_answer else f"scrisoarea {self.entry.paper_number}"


class LetterVersion(models.Model):
    """A letter's words at a moment (versiune): kept, compared, never changed."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    subject = models.TextField()
    body = models.TextField()
    legal_basis = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["letter", "number"], name="correspondence_version_once")]


class Approval(models.Model):
    """A step of a letter's way (pas): who, what, when, on which version, and the reason of a return."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="approvals")
    step = models.TextField(choices=STEPS)
    version = models.ForeignKey(LetterVersion, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    note = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(step__in=list(Step)), name="correspondence_step"),
            models.CheckConstraint(
                condition=~Q(step=Step.RETURNED) | ~Q(note=""), name="correspondence_return_has_reason"
            ),
        ]


class Dispatch(models.Model):
    """A letter on its way to somebody (expediere): by e-mail, post, counter or courier, and what became of it."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="dispatches")
    way = models.TextField(choices=WAYS)
    addressee = models.TextField()
    address = models.TextField(blank=True, default="")
    state = models.TextField(choices=DELIVERIES, default=Delivery.WAITING)
    ordered_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField()
    at = models.DateTimeField(null=True, blank=True)  # when it left our hands
    attempts = models.PositiveSmallIntegerField(default=0)
    message_id = models.TextField(null=True, blank=True, unique=True)
    reference = models.TextField(blank=True, default="")  # the post's number (AR), or who took it at the counter
    problem = models.TextField(blank=True, default="")
    remedy = models.TextField(blank=True, default="")
    proof = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)  # a receipt came: the addressee has it
    envelope = models.ForeignKey(
        "correspondence.Envelope", null=True, blank=True, on_delete=models.PROTECT, related_name="dispatches"
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(Delivery)), name="correspondence_dispatch_state"),
            models.CheckConstraint(condition=Q(way__in=list(Way)), name="correspondence_dispatch_way"),
            models.CheckConstraint(
                condition=Q(state__in=[Delivery.SENT, Delivery.BOUNCED], at__isnull=False)
                | (~Q(state__in=[Delivery.SENT, Delivery.BOUNCED]) & Q(at__isnull=True)),
                name="correspondence_dispatch_left",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[Delivery.FAILED, Delivery.BOUNCED]) | (~Q(problem="") & ~Q(remedy="")),
                name="correspondence_failure_explained",
            ),
            models.CheckConstraint(
                condition=~Q(way=Way.EMAIL) | Q(message_id__isnull=False), name="correspondence_email_has_id"
            ),
            models.CheckConstraint(
                condition=Q(envelope__isnull=True) | Q(way__in=ON_PAPER), name="correspondence_envelope_on_paper"
            ),
            models.UniqueConstraint(
                fields=["letter"], condition=Q(state=Delivery.WAITING), name="correspondence_one_waiting"
            ),
        ]
        indexes = [models.Index(fields=["state", "way", "ordered_at"], name="correspondence_waiting")]
