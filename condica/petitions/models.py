"""Tables of petitions (petiții): what OG 27/2002 asks to be known about one, and the history that reports count."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from condica.casework.models import Case
from condica.petitions.rules import APPLICANTS, DOMAINS, KIND, NATURES, SOLUTIONS, Ended
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
    about = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")  # art. 11
    received_from = models.TextField(blank=True, default="")  # art. 8 alin. (2)
    redirected_to = models.TextField(blank=True, default="")  # art. 6^1
    joined_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="joined")
    repeats = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="repeated")
    extension_days = models.PositiveSmallIntegerField(null=True, blank=True)  # proposed, until the head decides
    extension_reason = models.TextField(blank=True, default="")
    extension_asked_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    told_on = models.DateField(null=True, blank=True)  # the prior notice, art. 9
    solution = models.TextField(choices=SOLUTION_CHOICES, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(joined_to=F("case")), name="petitions_not_joined_to_itself"),
            models.CheckConstraint(condition=~Q(repeats=F("case")), name="petitions_not_repeating_itself"),
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


__all__ = ["KIND", "Description", "Ending", "Petition"]
