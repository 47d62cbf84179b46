"""Reading accounts (citirea conturilor): lists and pages of the administrator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from condica.accounts.models import ApiToken, Grant, SecondFactorDuty, User, valid_on
from condica.accounts.rules import SECOND_FACTOR_ADVISED, Role
from condica.foundation import dates


def people(words: str = "", *, disabled: bool = False) -> QuerySet[User]:
    """The people of the house by name, with the roles of today (`user.now`) and whether a second factor is on."""
    grants = Grant.objects.filter(valid_on(dates.today()), withdrawn_at=None).order_by("role")
    found = User.objects.filter(is_service=False, is_active=not disabled)
    if words:
        found = found.filter(Q(full_name__icontains=words) | Q(username__icontains=words) | Q(email__icontains=words))
    found = found.prefetch_related(Prefetch("grants", grants, to_attr="now"))
    return found.annotate(has_second_factor=Exists(Authenticator.objects.filter(user=OuterRef("pk"))))


def has_second_factor(user: User) -> bool:
    """Whether a second factor is on."""
    return bool(Authenticator.objects.filter(user=user).exists())


def grants_of(user: User) -> QuerySet[Grant]:
    """All roles of somebody, past ones too, newest first."""
    return user.grants.select_related("granted_by").order_by("-since", "-pk")


def current_grants(user: User) -> QuerySet[Grant]:
    """The roles of today."""
    return user.grants.filter(valid_on(dates.today()), withdrawn_at=None).order_by("role")


def sessions_of(user: User) -> QuerySet[UserSession]:
    """Where somebody is signed in, newest first."""
    sessions: QuerySet[UserSession] = UserSession.objects.filter(user=user).order_by("-created_at")
    return sessions


@dataclass(frozen=True, slots=True)
class Duty:
    """A role and whether it must have a second factor (obligație)."""

    role: Role
    since: date | None
    advised: bool
    without: int


def duties(on: date) -> list[Duty]:
    """Every role, with the day from which the second factor is its duty, and how many people lack one."""
    since = dict(SecondFactorDuty.objects.exclude(until__lt=on).values_list("role", "since"))
    bare = Grant.objects.filter(valid_on(on), withdrawn_at=None, user__is_active=True, user__is_service=False).filter(
        ~Exists(Authenticator.objects.filter(user=OuterRef("user")))
    )
    without: dict[str, int] = {}
    for role in bare.values_list("role", flat=True):
        without[role] = without.get(role, 0) + 1
    return [Duty(role, since.get(role), role in SECOND_FACTOR_ADVISED, without.get(role, 0)) for role in Role]


def tokens() -> QuerySet[ApiToken]:
    """All keys of machines, the living first."""
    return ApiToken.objects.select_related("created_by").order_by(F("revoked_at").desc(nulls_first=True), "-pk")
