"""Tables of the organisation (organizarea): the tree, who stands where and from when, what the house chose."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from condica.accounts.models import Grant, User, valid_on
from condica.foundation.romanian import plural
from condica.organisation.rules import Counting, Regime, UnitKind

KINDS = [(kind.value, kind.label) for kind in UnitKind]
REGIME_CHOICES = [(regime.value, regime.label) for regime in Regime]
COUNTING_CHOICES = [(counting.value, counting.label) for counting in Counting]
DATES_IN_ORDER = Q(until__isnull=True) | Q(until__gte=F("since"))


class Dated(models.Model):
    """A row that holds from `since` to `until`, its last day included; none means until further notice."""

    since = models.DateField(_("de la"))
    until = models.DateField(_("până la (inclusiv)"), null=True, blank=True)

    class Meta:
        abstract = True

    def holds_on(self, day: date) -> bool:
        """Whether the row holds on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


class Unit(Dated):
    """A unit of the authority (structură: direcție, serviciu, birou, compartiment)."""

    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("face parte din"),
    )
    name = models.CharField(_("denumire"), max_length=200)
    short_name = models.CharField(_("denumire scurtă"), max_length=60)
    code = models.CharField(_("cod"), max_length=20)
    kind = models.CharField(_("fel"), max_length=20, choices=KINDS)
    sort_order = models.PositiveIntegerField(_("ordine"), default=0)
    # The unit and all above it, from the top; kept by the database, which also refuses a ring.
    trail = ArrayField(models.BigIntegerField(), default=list, editable=False)

    class Meta:
        ordering = ["sort_order", "name", "pk"]
        indexes = [GinIndex(fields=["trail"], name="organisation_unit_trail")]
        constraints = [
            models.CheckConstraint(condition=DATES_IN_ORDER, name="organisation_unit_dates"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in UnitKind]), name="organisation_unit_kind"
            ),
            models.UniqueConstraint(fields=["code"], condition=Q(until=None), name="organisation_unit_code"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The unit's page."""
        return reverse("organisation:unit", args=[self.pk])

    @property
    def journal_label(self) -> str:
        """How the journal calls it."""
        return self.short_name

    def descendants(self, *, with_self: bool = True) -> QuerySet[Unit]:
        """The units of its subtree."""
        below = Unit.objects.filter(trail__contains=[self.pk])
        return below if with_self else below.exclude(pk=self.pk)

    def ancestors(self) -> list[Unit]:
        """The units above it, from the top down to itself."""
        found = Unit.objects.in_bulk(self.trail)
        return [found[pk] for pk in self.trail]

    @property
    def path(self) -> str:
        """Where it stands, in words: „Direcția Comunicare › Registratură”."""
        return " › ".join(unit.short_name for unit in self.ancestors())

    @property
    def depth(self) -> int:
        """How many units stand above it."""
        return len(self.trail) - 1


class Post(Dated):
    """A post of a unit (post): one chair, whoever sits on it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts", verbose_name=_("structura"))
    title = models.CharField(_("denumirea postului"), max_length=200)
    is_head = models.BooleanField(_("post de conducere a structurii"), default=False)
    regime = models.CharField(_("regim"), max_length=20, choices=REGIME_CHOICES, default=Regime.PUBLIC.value)

    class Meta:
        ordering = ["-is_head", "title", "pk"]
        constraints = [
            models.CheckConstraint(condition=DATES_IN_ORDER, name="organisation_post_dates"),
            models.CheckConstraint(condition=Q(regime__in=[r.value for r in Regime]), name="organisation_post_regime"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def journal_label(self) -> str:
        """How the journal calls it."""
        return f"{self.title}, {self.unit.short_name}"


class Holding(Dated):
    """Who holds a post, between two days (ocuparea postului)."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="holdings", verbose_name=_("postul"))
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="holdings", verbose_name=_("persoana"))

    class Meta:
        ordering = ["-since", "pk"]
        constraints = [models.CheckConstraint(condition=DATES_IN_ORDER, name="organisation_holding_dates")]

    def __str__(self) -> str:
        return f"{self.user}, {self.post}"


class Substitution(Dated):
    """Who stands in for somebody, between two days (înlocuitor)."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="substitutions", verbose_name=_("persoana"))
    substitute = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="stands_in", verbose_name=_("înlocuitorul")
    )
    reason = models.CharField(_("motivul"), max_length=200, blank=True)
    grants = models.ManyToManyField(Grant, related_name="+", blank=True)

    class Meta:
        ordering = ["-since", "pk"]
        constraints = [
            models.CheckConstraint(condition=DATES_IN_ORDER, name="organisation_substitution_dates"),
            models.CheckConstraint(condition=Q(until__isnull=False), name="organisation_substitution_ends"),
            models.CheckConstraint(condition=~Q(user=F("substitute")), name="organisation_substitution_other"),
        ]

    def __str__(self) -> str:
        return f"{self.substitute} pentru {self.user}"


class Absence(Dated):
    """When somebody is away (concediu, delegație), with the substitution that covers it; none: the head sees it."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="absences", verbose_name=_("persoana"))
    reason = models.CharField(_("motivul"), max_length=200, blank=True)
    substitution = models.OneToOneField(
        Substitution, on_delete=models.PROTECT, null=True, blank=True, related_name="absence"
    )

    class Meta:
        ordering = ["-since", "pk"]
        constraints = [
            models.CheckConstraint(condition=DATES_IN_ORDER, name="organisation_absence_dates"),
            models.CheckConstraint(condition=Q(until__isnull=False), name="organisation_absence_ends"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.since:%d.%m.%Y}"


class Desk(models.Model):
    """A counter where papers are received (ghișeu)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="desks", verbose_name=_("structura"))
    name = models.CharField(_("denumire"), max_length=100)
    code = models.CharField(_("cod"), max_length=20, unique=True)
    place = models.CharField(_("locul"), max_length=200, blank=True)
    closed_on = models.DateField(_("închis din"), null=True, blank=True)
    is_main = models.BooleanField(_("ghișeul principal"), default=False)  # the one that citizens are sent to

    class Meta:
        ordering = ["-is_main", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_main"], condition=Q(is_main=True, closed_on=None), name="organisation_one_main_desk"
            )
        ]

    def __str__(self) -> str:
        return self.name


class OpeningHours(Dated):
    """When a desk is open on a day of the week (program de lucru); several intervals a day are possible."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="hours")
    weekday = models.PositiveSmallIntegerField(_("ziua"))
    opens = models.TimeField(_("deschide la"))
    closes = models.TimeField(_("închide la"))

    class Meta:
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(condition=DATES_IN_ORDER, name="organisation_hours_dates"),
            models.CheckConstraint(condition=Q(weekday__range=(1, 7)), name="organisation_hours_weekday"),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="organisation_hours_order"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday}: {self.opens:%H:%M}–{self.closes:%H:%M}"


class Letterhead(Dated):
    """The head of the authority's paper (antet), as it was between two days."""

    name = models.CharField(_("autoritatea"), max_length=200)
    county = models.CharField(_("județul"), max_length=60, blank=True)
    address = models.CharField(_("adresa"), max_length=300)
    phone = models.CharField(_("telefon"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.CharField(_("pagina de internet"), max_length=200, blank=True)
    tax_code = models.CharField(_("cod fiscal"), max_length=20, blank=True)
    coat_of_arms_svg = models.TextField(_("stema (SVG)"), blank=True)

    class Meta:
        ordering = ["-since"]
        constraints = [models.CheckConstraint(condition=DATES_IN_ORDER, name="organisation_letterhead_dates")]

    def __str__(self) -> str:
        return self.name


class BridgeDay(models.Model):
    """A working day given free by decision (zi liberă acordată, „punte”)."""

    day = models.DateField(_("ziua"), unique=True)
    cites = models.CharField(_("temeiul"), max_length=200)

    class Meta:
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day:%d.%m.%Y}"


class LegalReading(Dated):
    """How the authority reads a disputed count (lectura adoptată), between two days."""

    rule = models.CharField(_("termenul"), max_length=40)
    counting = models.CharField(_("cum se numără"), max_length=10, choices=COUNTING_CHOICES)
    cites = models.CharField(_("temeiul"), max_length=300)

    class Meta:
        ordering = ["rule", "-since"]
        constraints = [
            models.CheckConstraint(condition=DATES_IN_ORDER, name="organisation_reading_dates"),
            models.CheckConstraint(
                condition=Q(counting__in=[c.value for c in Counting]), name="organisation_reading_counting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.counting}"


class HouseSetting(Dated):
    """A number that the house chose (alegere a casei), between two days; its meaning stands in `rules.SETTINGS`."""

    key = models.CharField(_("alegerea"), max_length=40)
    value = models.IntegerField(_("valoarea"))

    class Meta:
        ordering = ["key", "-since"]
        constraints = [models.CheckConstraint(condition=DATES_IN_ORDER, name="organisation_setting_dates")]

    def __str__(self) -> str:
        return f"{self.key} = {self.value}"


class FileKind(Dated):
    """A line of the archival nomenclator (indicativ din nomenclatorul arhivistic): which files, kept for how long."""

    code = models.CharField(_("indicativul"), max_length=20)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("structura")
    )
    title = models.CharField(_("denumirea dosarului"), max_length=300)
    years = models.PositiveSmallIntegerField(_("ani de păstrare"), null=True, blank=True)  # none: permanent
    note = models.CharField(_("observații"), max_length=200, blank=True, default="")

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=DATES_IN_ORDER, name="organisation_filekind_dates"),
            models.CheckConstraint(condition=~Q(code="") & ~Q(title=""), name="organisation_filekind_named"),
            models.CheckConstraint(condition=Q(years=None) | Q(years__gte=1), name="organisation_filekind_years"),
            models.UniqueConstraint(fields=["code"], condition=Q(until=None), name="organisation_filekind_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def journal_label(self) -> str:
        """How the journal calls it."""
        return self.code

    @property
    def keeping(self) -> str:
        """For how long, in words: „permanent”, „10 ani”."""
        return plural(self.years, "an", "ani") if self.years else "permanent"


class NomenclatorConfirmation(models.Model):
    """The confirmation of the nomenclator by Arhivele Naționale (confirmarea nomenclatorului): number and day."""

    number = models.CharField(_("numărul"), max_length=60)
    on = models.DateField(_("data"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(number=""), name="organisation_confirmation_number")]

    def __str__(self) -> str:
        return f"nr. {self.number} din {self.on:%d.%m.%Y}"

    @property
    def journal_label(self) -> str:
        """How the journal calls it."""
        return "nomenclatorul arhivistic"


class SavedView(models.Model):
    """A list as somebody likes to see it (vedere salvată): its address with its filters, under a name.

    One's own; with `unit`, also shown to the colleagues who hold a post there.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_views")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.TextField()
    page = models.TextField()  # the address without what follows the question mark
    query = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "page", "name"], name="organisation_view_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="organisation_view_named"),
        ]

    @property
    def drop_url(self) -> str:
        """Where it is given up."""
        return reverse("organisation:drop_view", args=[self.pk])


class HouseMark(models.Model):
    """The sign that our labels carry in their QR code (semnul casei), drawn once; others' labels lack it."""

    mark = models.CharField(max_length=4)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="organisation_mark_one")]


__all__ = [
    "Absence",
    "BridgeDay",
    "Desk",
    "FileKind",
    "Holding",
    "HouseMark",
    "HouseSetting",
    "LegalReading",
    "Letterhead",
    "NomenclatorConfirmation",
    "OpeningHours",
    "Post",
    "SavedView",
    "Substitution",
    "Unit",
    "valid_on",
]
