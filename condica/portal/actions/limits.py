"""Limits without a captcha (limitele portalului): tries counted in the database, refused in words with a way out."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.organisation import api as organisation
from condica.portal.models import Attempt
from condica.portal.rules import Limit, digest


def check(limit: Limit, value: str) -> None:
    """Refuse when this address or network tried too often; the page says where else one may turn."""
    if value and _tries(limit, value) >= organisation.setting(limit.setting):
        raise RuleBroken(
            f"portal-{limit.kind}",
            _("Din locul dumneavoastră au venit foarte multe încercări într-un timp scurt."),
            remedy=_(
                "Mai încercați peste o vreme. Până atunci vă primim la ghișeu sau pe e-mail; adresele sunt mai jos."
            ),
        )


def count(limit: Limit, value: str) -> None:
    """One more try (not a fact: it is cleaned after two days)."""
    if value:
        Attempt.objects.create(kind=limit.kind, digest=_digest(limit, value), at=dates.now())


def spend(limit: Limit, value: str) -> None:
    """Check, then count."""
    check(limit, value)
    count(limit, value)


def _tries(limit: Limit, value: str) -> int:
    since = dates.now() - limit.window
    return Attempt.objects.filter(kind=limit.kind, digest=_digest(limit, value), at__gt=since).count()


def _digest(limit: Limit, value: str) -> str:
    return digest(f"{limit.kind} {value.strip().lower()}", key=settings.SECRET_KEY)
