"""Signing at a shared counter (semnul de ghișeu): a PIN or a badge, set by oneself, tried few times, told to nobody."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from secrets import token_hex

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from condica.accounts.models import User
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.registry.models import Confirmed, Sign

TRIES = 5
BLOCKED_FOR = timedelta(minutes=15)
PIN_LEAST, BADGE_LEAST = 4, 6


@transaction.atomic
def set_sign(*, pin: str = "", badge: str = "", by: User) -> Sign:
    """Set one's own PIN, badge or both (semnul meu); what is left empty stays as it was."""
    pin, badge = pin.strip(), badge.strip()
    _check_secrets(pin, badge)
    found = Sign.objects.select_for_update(no_key=True).filter(user=by).first()
    sign = found or Sign(user=by, set_at=dates.now())
    if pin:
        sign.pin = make_password(pin)
    if badge:
        sign.badge = make_password(badge)
    sign.set_at, sign.failed, sign.blocked_until = dates.now(), 0, None
    sign.save()
    kinds = " și ".join(word for word, given in (("PIN", pin), ("legitimație", badge)) if given)
    record(Verb.SIGN_SET, on=by, by=by, data={"kinds": kinds})
    return sign


def _check_secrets(pin: str, badge: str) -> None:
    if not pin and not badge:
        raise RuleBroken("sign-empty", "Nu ai scris nici PIN, nici legitimație.", remedy="Scrie sau scanează una.")
    if pin and not (pin.isdigit() and len(pin) >= PIN_LEAST and len(set(pin)) > 1):
        raise RuleBroken(
            "sign-pin", f"PIN-ul are cel puțin {PIN_LEAST} cifre, nu toate la fel.", remedy="Alege alt PIN."
        )
    if badge and len(badge) < BADGE_LEAST:
        raise RuleBroken(
            "sign-badge",
            f"Numărul legitimației are cel puțin {BADGE_LEAST} semne.",
            remedy="Scanează codul de pe legitimație.",
        )


def signed_by(user: User, secret: str, *, at: User) -> Confirmed:
    """By which secret this person signed at the counter where `at` is signed in; a wrong one tells nothing.

    The try is counted in a transaction of its own: the refusal of the work around it must not give it back.
    """
    confirmed = _try(user, secret.strip(), at)
    if confirmed is None:
        raise RuleBroken(
            "sign-unknown",
            "Semnul nu se potrivește.",
            remedy="Alege persoana și încearcă din nou, sau primește din contul propriu.",
        )
    return confirmed


@transaction.atomic
def _try(user: User, secret: str, at: User) -> Confirmed | None:
    sign = Sign.objects.select_for_update(no_key=True).filter(user=user, user__is_active=True).first()
    matched = _matched(sign, secret)
    if sign is None or sign.is_blocked(dates.now()) or matched is None:
        _count_wrong(sign, user, at)
        return None
    if sign.failed:
        Sign.objects.filter(pk=sign.pk).update(failed=0, blocked_until=None)
    return matched


def _matched(sign: Sign | None, secret: str) -> Confirmed | None:
    """Both hashes are always worked out, whoever was named: the time taken tells nothing either."""
    pin = check_password(secret, (sign.pin if sign else "") or _nobodys())
    badge = check_password(secret, (sign.badge if sign else "") or _nobodys())
    return Confirmed.PIN if pin else Confirmed.BADGE if badge else None


@cache
def _nobodys() -> str:
    """A hash that no secret fits."""
    return make_password(token_hex(16))


def _count_wrong(sign: Sign | None, user: User, at: User) -> None:
    record(Verb.SIGN_WRONG, on=user, by=at)
    if sign is None or sign.is_blocked(dates.now()):
        return
    sign.failed += 1
    if sign.failed >= TRIES:
        sign.failed, sign.blocked_until = 0, dates.now() + BLOCKED_FOR
        record(Verb.SIGN_BLOCKED, on=user, by=at)
    sign.save(update_fields=["failed", "blocked_until"])
