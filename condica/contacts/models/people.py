"""Tables of people (persoane): people and organisations, their addresses, ways to reach them, roles, merges."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from condica.accounts.models import User
from condica.contacts.rules import AddressKind, ContactKind, PointKind, shown_phone
from condica.foundation.masks import cnp as mask_cnp
from condica.foundation.search import KeysField

KIND_CHOICES = [(kind.value, kind.label) for kind in ContactKind]
POINT_CHOICES = [(kind.value, kind.label) for kind in PointKind]
ADDRESS_CHOICES = [(kind.value, kind.label) for kind in AddressKind]


class Contact(models.Model):
    """Somebody who writes to us or to whom we write (contact); the name is kept as it was written."""

    kind = models.CharField(_("fel"), max_length=20, choices=KIND_CHOICES, default=ContactKind.PERSON.value)
    name = models.CharField(_("nume"), max_length=300)
    sort_key = models.CharField(max_length=1400, editable=False)
    line = models.CharField(max_length=400, editable=False, db_collation="C")  # `rules.name_line`, for typing
    cnp = models.CharField(_("CNP"), max_length=13, blank=True)
    cui = models.CharField(_("CUI"), max_length=10, blank=True)
    note = models.TextField(_("observații"), blank=True)
    keys = KeysField(editable=False, null=True)
    created_at = models.DateTimeField(db_default=Now())
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    erased_at = models.DateTimeField(null=True, blank=True)  # what was known of them is gone; the row stays for papers

    personal_fields: ClassVar = ("name", "sort_key", "line", "cnp", "cui", "note", "keys")

    class Meta:
        ordering = ["sort_key", "pk"]
        indexes = [
            models.Index(fields=["sort_key", "id"], name="contacts_contact_order"),
            models.Index(fields=["line"], name="contacts_contact_line"),
            GinIndex(fields=["keys"], name="contacts_contact_keys"),
            models.Index(fields=["cnp"], name="contacts_contact_cnp", condition=~Q(cnp="")),
            models.Index(fields=["cui"], name="contacts_contact_cui", condition=~Q(cui="")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in ContactKind]), name="contacts_contact_kind"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="contacts_contact_named"),
            models.CheckConstraint(
                condition=Q(cnp="") | Q(cnp__regex="^[1-9][0-9]{12}$"), name="contacts_contact_cnp_form"
            ),
            models.CheckConstraint(
                condition=Q(cui="") | Q(cui__regex="^[1-9][0-9]{1,9}$"), name="contacts_contact_cui_form"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The contact's card."""
        return reverse("contacts:card", args=[self.pk])

    @property
    def journal_label(self) -> str:
        """How the journal calls it: no name, since names can be erased."""
        return f"contactul nr. {self.pk}"

    @property
    def masked_cnp(self) -> str:
        """`•••••••••4417`."""
        return mask_cnp(self.cnp)

    @property
    def is_person(self) -> bool:
        """Whether it is a person."""
        return self.kind == ContactKind.PERSON


class ContactAddress(models.Model):
    """Where somebody lives or has a seat (adresă); an old one stays, no longer current."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="addresses")
    kind = models.CharField(_("fel"), max_length=10, choices=ADDRESS_CHOICES, default=AddressKind.HOME.value)
    text = models.CharField(_("strada, numărul"), max_length=300, blank=True)
    locality = models.CharField(_("localitatea"), max_length=120, blank=True)
    county = models.CharField(_("județul"), max_length=60, blank=True)
    postal_code = models.CharField(_("cod poștal"), max_length=10, blank=True)
    siruta = models.PositiveIntegerField(null=True, blank=True)
    is_current = models.BooleanField(_("de acum"), default=True)
    since = models.DateField(_("din"), null=True, blank=True)
    until = models.DateField(_("până la"), null=True, blank=True)

    personal_fields: ClassVar = ("text", "locality", "county", "postal_code", "siruta")  # the rows go with the person

    class Meta:
        ordering = ["-is_current", "kind", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "kind"], condition=Q(is_current=True), name="contacts_address_current"
            ),
            models.CheckConstraint(condition=~Q(text="", locality=""), name="contacts_address_written"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in AddressKind]), name="contacts_address_kind"
            ),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")), name="contacts_address_dates"
            ),
        ]

    def __str__(self) -> str:
        county = f"jud. {self.county}" if self.county and self.county != "București" else ""
        place = " ".join(filter(None, [self.postal_code, self.locality]))
        return ", ".join(filter(None, [self.text, place, county]))


class ContactPoint(models.Model):
    """An e-mail address or a phone number (mod de contact)."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="points")
    kind = models.CharField(_("fel"), max_length=10, choices=POINT_CHOICES)
    value = models.CharField(_("valoare"), max_length=254)
    normal = models.CharField(max_length=254, db_collation="C")

    personal_fields: ClassVar = ("value", "normal")  # the rows go with the person

    class Meta:
        ordering = ["kind", "pk"]
        indexes = [models.Index(fields=["kind", "normal"], name="contacts_point_normal")]
        constraints = [
            models.UniqueConstraint(fields=["contact", "kind", "normal"], name="contacts_point_once"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in PointKind]), name="contacts_point_kind"
            ),
            models.CheckConstraint(condition=~Q(normal=""), name="contacts_point_written"),
        ]

    def __str__(self) -> str:
        return self.value if self.kind == PointKind.EMAIL else shown_phone(self.normal)


class ContactRole(models.Model):
    """What somebody is for somebody else (calitate): representative, journalist, president of the association."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="roles")
    title = models.CharField(_("calitatea"), max_length=120)
    of = models.ForeignKey(
        Contact, on_delete=models.CASCADE, null=True, blank=True, related_name="people", verbose_name=_("la")
    )
    since = models.DateField(_("de la"), null=True, blank=True)
    until = models.DateField(_("până la"), null=True, blank=True)

    personal_fields: ClassVar = ("title",)  # the rows go with the person

    class Meta:
        ordering = ["until", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")), name="contacts_role_dates"
            ),
            models.CheckConstraint(condition=Q(of=None) | ~Q(of=F("contact")), name="contacts_role_of_other"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.of}" if self.of else self.title


class MergeLink(models.Model):
    """Two contacts are one (reunire): a link that moves nothing, so it can be undone."""

    kept = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="merges")
    merged = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="merged_links")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["merged"], condition=Q(undone_at=None), name="contacts_merge_once"),
            models.CheckConstraint(condition=~Q(kept=F("merged")), name="contacts_merge_other"),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None) | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="contacts_merge_undone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} → {self.kept_id}"


class Different(models.Model):
    """Two contacts that look alike and are not one (persoane diferite): never proposed again."""

    first = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="contacts_different_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="contacts_different_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"
