"""Tables of petitions (petiții): what OG 27/2002 asks to be known about one, and the history that reports count."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from condica.casework.models import Case
from condica.correspondence.models import Letter
from condica.petitions.rules import APPLICANTS, DOMAINS, KIND, NATURES, SOLUTIONS, Ended, NoticeKind
from condica.registry.models import Entry

USER = settings.AUTH_USER_MODEL
DOMAIN_CHOICES = list(DOMAINS.items())
NATURE_CHOICES = list(NATURES.items())
APPLICANT_CHOICES = list(APPLICANTS.items())
SOLUTION_CHOICES = list(SOLUTIONS.items())


class Petition(models.Model):
    """A petition (petiție, art. 2); its paper, stage and term stand in its case."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="petition")
    domain = models.TextField(choices=DOMAIN_CHOICES, blank=True, default="")
    nature = models.TextField(choices=NATURE_CHOICES, blank=True, default="")
    applicant = models.TextField(choices=APPLICANT_CHOICES, blank=True, default="")
    signatories = models.PositiveIntegerField(null=True, blank=True)  # of a collective petition
    representative = models.TextField(blank=True, default="")  # who gets its answer
    on_behalf_of = models.TextField(blank=True, default="")  # the collective, art. 1 alin. (2)
    about = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")  # art. 11
    received_from = models.TextField(blank=True, default="")  # art. 8 alin. (2)
    joined_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="joined")
    repeats = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="repeated")
    withdrawn_by = models.ForeignKey(Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    extension_days = models.PositiveSmallIntegerField(null=True, blank=True)  # proposed, until the head decides
    extension_reason = models.TextField(blank=True, default="")
    extension_asked_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    solution = models.TextField(choices=SOLUTION_CHOICES, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(joined_to=F("case")), name="petitions_not_joined_to_itself"),
            models.CheckConstraint(condition=~Q(repeats=F("case")), name="petitions_not_repeating_itself"),
            models.CheckConstraint(
                condition=Q(signatories__isnull=True) | (Q(signatories__gte=2) & ~Q(representative="")),
                name="petitions_collective_represented",
            ),
        ]

    def __str__(self) -> str:
        return str(self.case)

    def get_absolute_url(self) -> str:
        """Its page is its case's."""
        return self.case.get_absolute_url()

    @property
    def journal_label(self) -> str:
        """How the journal calls it: by its number, which names nobody."""
        return str(self.case)

    @property
    def entry(self) -> Entry:
        """Its paper."""
        return self.case.entry

    @property
    def collective(self) -> bool:
        """Whether many wrote it, or an organisation for those it stands for (art. 1 alin. (2))."""
        return self.signatories is not None or bool(self.on_behalf_of)

    @property
    def sending(self) -> Redirection | None:
        """Where it is being sent, or was (art. 6^1)."""
        return self.redirections.filter(undone_at=None).first()

    @property
    def redirected_to(self) -> str:
        """The authority that it is sent to."""
        return self.sending.to if self.sending else ""

    @property
    def told_on(self) -> date | None:
        """The day the petitioner was told of an extension (art. 9)."""
        return Extension.objects.filter(petition=self).values_list("told_on", flat=True).first()

    def address(self, name: str) -> str:
        """The address of one of its verbs."""
        entry = self.entry
        return reverse(f"petitions:{name}", args=[entry.register.key, entry.year, entry.value])


class Description(models.Model):
    """What was known about a petition from a moment on (fișa petiției): appended, so that past reports stay true."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="descriptions")
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    domain = models.TextField(blank=True, default="")
    nature = models.TextField(blank=True, default="")
    applicant = models.TextField(blank=True, default="")
    collective = models.BooleanField(default=False)
    signatories = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["petition", "at"], name="petitions_description_order")]


class Ending(models.Model):
    """How a petition ended (ieșirea), appended; `again` undoes the one before it."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="endings")
    kind = models.TextField(choices=[(kind.value, kind.value) for kind in Ended])
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    solution = models.TextField(blank=True, default="")
    reason = models.TextField(blank=True, default="")
    cites = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["petition", "at"], name="petitions_ending_at")]
        constraints = [models.CheckConstraint(condition=Q(kind__in=list(Ended)), name="petitions_ending_kind")]


class Redirection(models.Model):
    """A misaddressed petition on its way to whom it belongs (redirecționare, art. 6^1), in five days."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="redirections")
    to = models.TextField()
    address = models.TextField(blank=True, default="")
    email = models.TextField(blank=True, default="")
    reason = models.TextField(blank=True, default="")
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()  # the fifth day, as the authority counts it
    sent_on = models.DateField(null=True, blank=True)  # the day the letter to the authority left
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["petition"], condition=Q(undone_at__isnull=True), name="petitions_one_redirection"
            ),
            models.CheckConstraint(condition=~Q(to=""), name="petitions_redirected_somewhere"),
            models.CheckConstraint(
                condition=Q(sent_on__isnull=True) | Q(undone_at__isnull=True), name="petitions_sent_not_undone"
            ),
        ]

    @property
    def late(self) -> bool:
        """Whether it left after the five days; counted late, not forbidden."""
        return self.sent_on is not None and self.sent_on > self.due_on


class Extension(models.Model):
    """The head's decision to give more time (prelungire, art. 9); it counts from the day the petitioner was told."""

    petition = models.OneToOneField(Petition, on_delete=models.PROTECT, related_name="extension")
    days = models.PositiveSmallIntegerField()
    energy = models.BooleanField(default=False)
    reason = models.TextField()
    decided_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField()
    before = models.DateField()  # the legal day that it extends
    legal = models.DateField()  # the legal day that it gives
    needs_notice = models.BooleanField(default=True)
    told_on = models.DateField(null=True, blank=True)
    counted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(days__gte=1) & (Q(days__lte=15) | Q(energy=True, days__lte=30)),
                name="petitions_extension_days",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__lte=F("before")) & Q(before__lt=F("legal")), name="petitions_extended_in_time"
            ),
            models.CheckConstraint(
                condition=Q(counted_at__isnull=True)
                | Q(needs_notice=False)
                | Q(told_on__isnull=False, told_on__lte=F("before")),
                name="petitions_extension_told",
            ),
        ]


class Notice(models.Model):
    """A letter that a verb owes somebody on the way (înștiințare); what has not left is shown until it has."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="notices")
    kind = models.TextField(choices=[(kind.value, kind.label) for kind in NoticeKind])
    letter = models.OneToOneField(Letter, null=True, blank=True, on_delete=models.PROTECT, related_name="notice")
    owed_at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    left_on = models.DateField(null=True, blank=True)
    proof = models.TextField(blank=True, default="")  # when it was told another way: what proves it
    void_at = models.DateTimeField(null=True, blank=True)  # nobody owes it any more

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(NoticeKind)), name="petitions_notice_kind"),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(letter__isnull=False) | ~Q(proof=""),
                name="petitions_notice_proved",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(void_at__isnull=True), name="petitions_notice_left_or_void"
            ),
            models.UniqueConstraint(
                fields=["petition", "kind"],
                condition=Q(void_at__isnull=True, left_on__isnull=True) & ~Q(kind=NoticeKind.PAPERS),
                name="petitions_notice_owed_once",
            ),
        ]

    @property
    def label(self) -> str:
        """The letter in words."""
        return NoticeKind(self.kind).label


class CourtRuling(models.Model):
    """A court's ruling that obliges the authority to answer (hotărâre, Legea 554/2004), and the term it gives."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="rulings")
    court = models.TextField()
    number = models.TextField()
    dated = models.DateField()
    days = models.PositiveSmallIntegerField()
    counts_from = models.DateField()  # communicated, or final
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(court="") & ~Q(number=""), name="petitions_ruling_named"),
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=365), name="petitions_ruling_days"),
            models.CheckConstraint(condition=Q(counts_from__gte=F("dated")), name="petitions_ruling_counts_after"),
            models.UniqueConstraint(fields=["petition", "court", "number"], name="petitions_ruling_once"),
        ]

    def __str__(self) -> str:
        return f"hotărârea nr. {self.number} din {self.dated:%d.%m.%Y}, {self.court}"


__all__ = ["KIND", "CourtRuling", "Description", "Ending", "Extension", "Notice", "Petition", "Redirection"]
