"""What we say to allauth and hear from it (autentificarea): no sign-up, Romanian sentences, journal lines."""

from __future__ import annotations

import math
import time
from typing import Any

from allauth.account import signals as account_signals
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from allauth.mfa import signals as mfa_signals
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_out
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from condica.accounts import actions
from condica.accounts.models import User
from condica.foundation import romanian

FACTORS = {
    Authenticator.Type.TOTP: "cod din aplicație",
    Authenticator.Type.RECOVERY_CODES: "coduri de rezervă",
    Authenticator.Type.WEBAUTHN: "cheie de acces",
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth, as this house wants it."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Contul este dezactivat. Vorbește cu administratorul."),
        "enter_current_password": _("Scrie parola de acum."),
        "incorrect_code": _("Codul nu este cel bun. Scrie codul pe care îl arată aplicația acum."),
        "incorrect_password": _("Parola nu este cea bună."),
        "invalid_login": _("Numele de utilizator sau parola nu sunt cele bune."),
        "username_password_mismatch": _("Numele de utilizator sau parola nu sunt cele bune."),
        "too_many_login_attempts": _("Prea multe încercări greșite. Încearcă din nou peste câteva minute."),
        "rate_limited": _("Prea multe încercări într-un timp scurt. Așteaptă un minut și încearcă din nou."),
        "same_as_current": _("Noua valoare trebuie să fie alta decât cea de acum."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by an administrator only."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the person's own page."""
        return reverse("account_home")

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse after too many wrong passwords and say until when."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as error:
            raise ValidationError(self._lockout_words(request, **credentials), code=error.code) from None

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """The attempt that locks an account leaves a line in the journal."""
        user = User.objects.filter(username__iexact=credentials.get("username", "")).first()
        if user and self._seconds_locked(request, **credentials):
            actions.locked_out(user, ip=self.get_client_ip(request))

    def _lockout_words(self, request: HttpRequest, **credentials: Any) -> str:
        minutes = max(1, math.ceil(self._seconds_locked(request, **credentials) / 60))
        return _t(
            "Prea multe încercări greșite. Contul se poate încerca din nou peste %(wait)s, "
            "sau cere administratorului o parolă provizorie."
        ) % {"wait": romanian.plural(minutes, "minut", "minute")}

    def _seconds_locked(self, request: HttpRequest, **credentials: Any) -> float:
        """How long until the oldest counted attempt is forgotten; 0 when another one is still allowed."""
        key = self._get_login_attempts_cache_key(request, **credentials)
        waits = [0.0]
        for rate in ratelimit.get_rates(app="allauth.account", action="login_failed"):
            name = ratelimit.get_cache_key(request, app="allauth.account", action="login_failed", rate=rate, key=key)
            history = cache.get(name, [])
            if len(history) >= rate.amount:
                waits.append(history[-1] + rate.duration - time.time())
        return max(waits)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """allauth's second factor, in our words."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "cannot_delete_authenticator": _("Acest factor nu poate fi scos acum."),
        "cannot_generate_recovery_codes": _("Codurile de rezervă se fac după ce pornești un al doilea factor."),
    }

    def get_totp_label(self, user: User) -> str:
        """What the app shows: the name typed at sign-in."""
        return user.username

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 - allauth's name
        """A first name for a key: „Cheia 1”."""
        count = Authenticator.objects.filter(user=user, type=type).count()
        return _t("Cheia %(number)s") % {"number": count + 1}


def listen() -> None:
    """Tie allauth's news to the journal."""
    account_signals.user_logged_in.connect(_signed_in, dispatch_uid="accounts.signed_in")
    user_logged_out.connect(_signed_out, dispatch_uid="accounts.signed_out")
    account_signals.password_changed.connect(_password_changed, dispatch_uid="accounts.password_changed")
    mfa_signals.authenticator_added.connect(_factor_added, dispatch_uid="accounts.factor_added")
    mfa_signals.authenticator_removed.connect(_factor_removed, dispatch_uid="accounts.factor_removed")


def _signed_in(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    records = request.session.get("account_authentication_methods", [])
    words = [_way_in(record) for record in records] or ["parolă"]
    actions.signed_in(user, ip=AccountAdapter(request).get_client_ip(request), method=" și ".join(dict.fromkeys(words)))


def _way_in(record: dict[str, Any]) -> str:
    return FACTORS.get(record.get("type", ""), "parolă") if record.get("method") == "mfa" else "parolă"


def _signed_out(user: User | None, **_kwargs: Any) -> None:
    if user is not None:
        actions.signed_out(user)


def _password_changed(user: User, **_kwargs: Any) -> None:
    actions.password_changed(user)


def _factor_added(user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    actions.second_factor_changed(user, kind=FACTORS[authenticator.type], added=True)


def _factor_removed(user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    actions.second_factor_changed(user, kind=FACTORS[authenticator.type], added=False)
