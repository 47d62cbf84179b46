"""Tables of accounts (conturi): users, roles with dates, second-factor duties, API tokens."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from condica.accounts.rules import Permission, Role, permissions_of
from condica.foundation import dates, romanian

ROLE_VALUES = [role.value for role in Role]
ROLES = [(role.value, role.label) for role in Role]


def valid_on(day: date) -> Q:
    """Rows with `since` and `until` (its last day included) that hold on a day."""
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))


class User(AbstractUser):
    """A person of the house, or a service of it (utilizator)."""

    first_name = None  # type: ignore[assignment]  # a name is one piece of data, never split
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField(_("nume și prenume"), max_length=200)
    sort_key = models.CharField(max_length=1000, editable=False, default="")
    is_service = models.BooleanField(_("serviciu"), default=False)
    is_system = models.BooleanField(_("sistemul însuși"), default=False)
    must_change_password = models.BooleanField(_("are parolă provizorie"), default=False)

    REQUIRED_FIELDS = ["full_name", "email"]

    class Meta:
        verbose_name = _("utilizator")
        verbose_name_plural = _("utilizatori")
        indexes = [models.Index(fields=["sort_key", "id"], name="accounts_user_order")]
        constraints = [
            models.UniqueConstraint(fields=["is_system"], condition=Q(is_system=True), name="accounts_one_system_user"),
            models.CheckConstraint(
                condition=Q(is_service=False, is_system=False) | Q(password__startswith="!"),  # noqa: S106 - the mark of no password
                name="accounts_machines_have_no_password",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The order of names is kept with the name: no database here knows Romanian order."""
        self.sort_key = romanian.sort_key(self.full_name)[:1000]
        if "full_name" in (kwargs.get("update_fields") or ()):
            kwargs["update_fields"] = [*kwargs["update_fields"], "sort_key"]
        super().save(*args, **kwargs)

    @property
    def journal_label(self) -> str:
        """How the journal calls the account; the user name is a public matter inside the house."""
        return self.username

    def get_full_name(self) -> str:
        """The name as it was written."""
        return self.full_name

    def get_short_name(self) -> str:
        """The same: names are not cut."""
        return self.full_name

    def roles_on(self, day: date) -> frozenset[Role]:
        """The roles held on a day."""
        return frozenset(self._standing(day))

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held today."""
        return self.roles_on(dates.today())

    def permissions_on(self, day: date) -> frozenset[Permission]:
        """All rights of a day; none for a disabled account, all for the system itself."""
        if not self.is_active:
            return frozenset()
        return frozenset(Permission) if self.is_system else permissions_of(self.roles_on(day))

    def may(self, permission: Permission) -> bool:
        """Whether the person has this right today (are dreptul)."""
        return permission in self.permissions_on(dates.today())

    @property
    def second_factor_required(self) -> bool:
        """Whether one of today's roles must sign in with a second factor."""
        return any(self._standing(dates.today()).values())

    def forget_standing(self) -> None:
        """Read roles again at the next question (after a grant changed)."""
        self.__dict__.pop("_standing_cache", None)

    def _standing(self, day: date) -> dict[Role, bool]:
        """Roles of a day with their second-factor duty: one query a request, kept on the instance."""
        cache: dict[date, dict[Role, bool]] = self.__dict__.setdefault("_standing_cache", {})
        if day not in cache:
            duty = SecondFactorDuty.objects.filter(valid_on(day), role=OuterRef("role"))
            rows = self.grants.filter(valid_on(day), withdrawn_at=None).values_list("role", Exists(duty))
            cache[day] = {Role(role): required for role, required in rows}
        return cache[day]


class Grant(models.Model):
    """A role held by a user between two days (acordarea unui rol); ended or withdrawn, never removed."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(_("rol"), max_length=20, choices=ROLES)
    since = models.DateField(_("de la"))
    until = models.DateField(_("până la (inclusiv)"), null=True, blank=True)
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    withdrawn_at = models.DateTimeField(_("retras la"), null=True, blank=True)

    class Meta:
        ordering = ["-since", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="accounts_grant_dates"
            ),
            models.CheckConstraint(condition=Q(role__in=ROLE_VALUES), name="accounts_grant_role"),
        ]

    def __str__(self) -> str:
        return f"{Role(self.role).label} din {self.since:%d.%m.%Y}"


class SecondFactorDuty(models.Model):
    """From when a role must sign in with a second factor (obligația celui de-al doilea factor)."""

    role = models.CharField(_("rol"), max_length=20, choices=ROLES)
    since = models.DateField(_("de la"))
    until = models.DateField(_("până la (inclusiv)"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="accounts_duty_dates"
            ),
            models.CheckConstraint(condition=Q(role__in=ROLE_VALUES), name="accounts_duty_role"),
        ]

    def __str__(self) -> str:
        return f"{Role(self.role).label} din {self.since:%d.%m.%Y}"


class ApiToken(models.Model):
    """A machine's key (cheie API): only its SHA-256 is kept, the key itself is shown once."""

    name = models.CharField(_("nume"), max_length=100)
    role = models.CharField(_("rol"), max_length=20, choices=ROLES)
    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="token")
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(_("începe cu"), max_length=16)
    created_at = models.DateTimeField(_("creată la"), db_default=Now())
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    last_used_on = models.DateField(_("folosită ultima dată"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revocată la"), null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(digest__regex="^[0-9a-f]{64}$"), name="accounts_token_digest"),
            models.CheckConstraint(condition=Q(role__in=ROLE_VALUES), name="accounts_token_role"),
            models.UniqueConstraint(fields=["name"], condition=Q(revoked_at=None), name="accounts_token_name"),
        ]

    def __str__(self) -> str:
        return self.name
