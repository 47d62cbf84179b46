"""The daily folder (mapa zilnică): who decides, what is presented to them, in which order; frozen once presented."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from condica.foundation import dates
from condica.organisation.models import DATES_IN_ORDER, Dated, Unit
from condica.registry.models import Entry

USER = settings.AUTH_USER_MODEL


class Gathers(models.TextChoices):
    """Which papers come to a decider by themselves (ce se strânge)."""

    HOUSE = "house", "toate documentele intrate, fără rezoluție"
    UNITS = "units", "cele ale structurilor pe care le conduce"


class Presenting(Dated):
    """Who presents papers to whom (prezentarea la mapă): a choice of the house, between two days."""

    decider = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="presentings", verbose_name="decidentul")
    presenter = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="cine pregătește mapa"
    )
    gathers = models.TextField("ce se strânge", choices=Gathers, default=Gathers.HOUSE)
    kinds = ArrayField(models.TextField(), default=list, blank=True, verbose_name="numai aceste feluri")
    a_day = models.PositiveSmallIntegerField("mape pe zi", default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=DATES_IN_ORDER, name="desk_presenting_dates"),
            models.CheckConstraint(condition=Q(gathers__in=Gathers.values), name="desk_presenting_gathers"),
            models.CheckConstraint(condition=Q(a_day__range=(1, 4)), name="desk_presenting_a_day"),
            models.UniqueConstraint(fields=["decider"], condition=Q(until=None), name="desk_presenting_once"),
        ]

    def __str__(self) -> str:
        return str(self.decider)

    @property
    def journal_label(self) -> str:
        """How the journal calls it."""
        return f"mapa: {self.decider}"


class FolderState(models.TextChoices):
    """Where a folder stands (starea mapei)."""

    PREPARING = "preparing", "în pregătire"
    PRESENTED = "presented", "prezentată"
    CLOSED = "closed", "închisă"


class Folder(models.Model):
    """A folder of papers for one decider on one day (mapă); its contents are frozen when it is presented."""

    decider = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="folders")
    day = models.DateField()
    ordinal = models.PositiveSmallIntegerField(default=1)
    state = models.TextField(choices=FolderState, default=FolderState.PREPARING)
    prepared_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    presented_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    presented_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["decider", "day", "ordinal"], name="desk_folder_once"),
            models.UniqueConstraint(
                fields=["decider"], condition=Q(state=FolderState.PREPARING), name="desk_folder_one_preparing"
            ),
            models.CheckConstraint(condition=Q(state__in=FolderState.values), name="desk_folder_state"),
            models.CheckConstraint(
                condition=Q(state=FolderState.PREPARING, presented_at__isnull=True, closed_at__isnull=True)
                | Q(state=FolderState.PRESENTED, presented_at__isnull=False, closed_at__isnull=True)
                | Q(state=FolderState.CLOSED, presented_at__isnull=False, closed_at__gte=F("presented_at")),
                name="desk_folder_moments",
            ),
        ]

    def __str__(self) -> str:
        return f"mapa {self.number} a lui {self.decider}"

    def get_absolute_url(self) -> str:
        """The folder's page."""
        return reverse("desk:folder", args=[self.pk])

    @property
    def number(self) -> str:
        """`24.11.2026`, or `24.11.2026/2` for the second of a day."""
        return f"{dates.numeric(self.day)}/{self.ordinal}" if self.ordinal > 1 else dates.numeric(self.day)

    @property
    def journal_label(self) -> str:
        """How the journal calls it; a decider's name is a public matter inside the house."""
        return str(self)


class Why(models.TextChoices):
    """Why a paper stands in a folder (de ce e în mapă)."""

    NEW = "new", "nou"
    CARRIED = "carried", "amânat"
    RETURNED = "returned", "întors"
    ADDED = "added", "adăugat de registratură"


class PaperState(models.TextChoices):
    """What became of a paper of a folder (ce s-a hotărât)."""

    WAITING = "waiting", "așteaptă"
    REFUSED = "refused", "refuzat"
    GIVEN = "given", "repartizat"
    INFORMED = "informed", "spre știință"
    KEPT = "kept", "la decident"
    CARRIED = "carried", "amânat"
    RETURNED = "returned", "restituit registraturii"


OPEN_PAPERS = (PaperState.WAITING, PaperState.REFUSED)


class FolderPaper(models.Model):
    """A paper as it stands in a folder (document din mapă): its place and its words as they were presented."""

    folder = models.ForeignKey(Folder, on_delete=models.PROTECT, related_name="papers")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="in_folders")
    position = models.PositiveIntegerField()
    why = models.TextField(choices=Why, default=Why.NEW)
    times = models.PositiveSmallIntegerField(default=0)  # how often it was carried over before
    note = models.TextField(blank=True, default="")  # why a unit sent it back
    number = models.TextField()
    sender = models.TextField(blank=True, default="")
    subject = models.TextField()
    kind = models.TextField(blank=True, default="")
    state = models.TextField(choices=PaperState, default=PaperState.WAITING)
    refusal = models.TextField(blank=True, default="")
    settled_at = models.DateTimeField(null=True, blank=True)

    personal_fields: ClassVar = ("sender", "subject", "note")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["folder", "position"], name="desk_paper_position", deferrable=models.Deferrable.DEFERRED
            ),
            models.UniqueConstraint(fields=["folder", "entry"], name="desk_paper_once"),
            models.UniqueConstraint(
                fields=["entry"], condition=Q(state__in=OPEN_PAPERS), name="desk_paper_in_one_folder"
            ),
            models.CheckConstraint(condition=Q(state__in=PaperState.values), name="desk_paper_state"),
            models.CheckConstraint(condition=Q(why__in=Why.values), name="desk_paper_why"),
            models.CheckConstraint(
                condition=Q(state=PaperState.REFUSED) & ~Q(refusal="") | ~Q(state=PaperState.REFUSED),
                name="desk_paper_refusal_said",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_PAPERS, settled_at__isnull=True)
                | ~Q(state__in=OPEN_PAPERS) & Q(settled_at__isnull=False),
                name="desk_paper_settled",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """The paper's page in its folder."""
        return reverse("desk:folder_paper", args=[self.folder_id, self.position])

    @property
    def is_open(self) -> bool:
        """Whether it still waits for what the folder's closing does."""
        return self.state in OPEN_PAPERS
