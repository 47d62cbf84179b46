"""The verbs of accounts (faptele conturilor): the only place that writes users, grants, duties and tokens."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.text import slugify

from condica.accounts.models import ApiToken, Grant, SecondFactorDuty, User, valid_on
from condica.accounts.rules import Role
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb

TOKEN_PREFIX = "condica_"  # noqa: S105 - what a key begins with, so that a leaked one is recognised


@transaction.atomic
def create_user(*, username: str, full_name: str, email: str = "", password: str | None = None, by: User) -> User:
    """Open an account (deschide un cont); without a password it waits for a provisional one."""
    user = User(username=username, full_name=full_name, email=email)
    user.set_password(password)
    user.full_clean(exclude=["password"])
    user.save()
    record(Verb.USER_CREATED, on=user, by=by, personal={"name": full_name})
    return user


@transaction.atomic
def change_user(user: User, *, full_name: str, email: str, by: User) -> User:
    """Correct the name or the address of an account."""
    changed = [name for name, value in (("full_name", full_name), ("email", email)) if getattr(user, name) != value]
    if not changed:
        return user
    user.full_name, user.email = full_name, email
    user.full_clean(exclude=["password"])
    user.save(update_fields=changed)
    record(Verb.USER_CHANGED, on=user, by=by, data={"fields": changed}, personal={"name": full_name})
    return user


@transaction.atomic
def set_provisional_password(user: User, *, by: User) -> str:
    """Give a password that must be changed at the first sign-in (parolă provizorie); shown once. Ends the sessions."""
    _refuse_machine(user)
    password = "-".join(secrets.token_hex(2) for _ in range(4))
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    _end_sessions(user)
    record(Verb.USER_PASSWORD_GIVEN, on=user, by=by)
    return password


@transaction.atomic
def password_changed(user: User) -> None:
    """The person chose a password of their own."""
    user.must_change_password = False
    user.save(update_fields=["must_change_password"])
    record(Verb.USER_PASSWORD_CHANGED, on=user, by=user)


@transaction.atomic
def disable_user(user: User, *, by: User) -> None:
    """Close an account (dezactivează): it can't sign in, its sessions end; what it did stays."""
    _lock(user)
    if not user.is_active:
        return
    if user == by:
        raise RuleBroken("own-account", "Nu îți poți dezactiva propriul cont.", remedy="Cere altui administrator.")
    _refuse_last_administrator(user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    _end_sessions(user)
    record(Verb.USER_DISABLED, on=user, by=by)


@transaction.atomic
def enable_user(user: User, *, by: User) -> None:
    """Open a closed account again (reactivează)."""
    _lock(user)
    if user.is_active:
        return
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(Verb.USER_ENABLED, on=user, by=by)


@transaction.atomic
def end_sessions(user: User, *, by: User) -> int:
    """End all sessions of an account (închide sesiunile) and say how many there were."""
    count = _end_sessions(user)
    record(Verb.USER_SESSIONS_ENDED, on=user, by=by, data={"count": count})
    return count


@transaction.atomic
def reset_second_factor(user: User, *, by: User) -> None:
    """Forget the second factor of someone who lost it (resetează); the sessions end too."""
    Authenticator.objects.filter(user=user).delete()
    _end_sessions(user)
    record(Verb.USER_SECOND_FACTOR_RESET, on=user, by=by)


@transaction.atomic
def grant_role(user: User, role: Role, *, since: date | None = None, until: date | None = None, by: User) -> Grant:
    """Give a role between two days (acordă un rol); the last day is included, none means until further notice."""
    _lock(user)
    since = since or dates.today()
    _check_dates(since, until)
    overlapping = Grant.objects.filter(user=user, role=role, withdrawn_at=None).exclude(until__lt=since)
    if until:
        overlapping = overlapping.exclude(since__gt=until)
    if overlapping.exists():
        raise RuleBroken(
            "grant-overlaps",
            f"{user} are deja rolul „{role.label}” în acest interval.",
            remedy="Retrage rolul existent sau alege alt interval.",
        )
    grant = Grant.objects.create(user=user, role=role, since=since, until=until, granted_by=by)
    user.forget_standing()
    record(Verb.USER_ROLE_GRANTED, on=user, by=by, data=_grant_words(grant))
    return grant


@transaction.atomic
def end_role(grant: Grant, *, until: date, by: User) -> None:
    """Say until which day a role is held (încetează rolul), that day included."""
    grant = Grant.objects.select_for_update(no_key=True).select_related("user").get(pk=grant.pk)
    if grant.withdrawn_at or grant.until == until:
        return
    _check_dates(grant.since, until)
    if until < dates.today():
        raise RuleBroken("grant-ends-past", "Un rol nu poate înceta în trecut.", remedy="Retrage-l: încetează pe loc.")
    grant.until = until
    grant.save(update_fields=["until"])
    record(Verb.USER_ROLE_ENDED, on=grant.user, by=by, data=_grant_words(grant))


@transaction.atomic
def withdraw_role(grant: Grant, *, by: User, now: datetime | None = None) -> None:
    """Take a role back at once (retrage rolul); the row stays, with its moment."""
    grant = Grant.objects.select_for_update(no_key=True).select_related("user").get(pk=grant.pk)
    if grant.withdrawn_at:
        return
    if grant.role == Role.ADMINISTRATOR:
        _refuse_last_administrator(grant.user)
    grant.withdrawn_at = now or dates.now()
    grant.save(update_fields=["withdrawn_at"])
    grant.user.forget_standing()
    record(Verb.USER_ROLE_WITHDRAWN, on=grant.user, by=by, data=_grant_words(grant))


@transaction.atomic
def require_second_factor(role: Role, *, since: date | None = None, by: User) -> None:
    """Make the second factor a duty of a role (obligă al doilea factor)."""
    since = since or dates.today()
    if SecondFactorDuty.objects.filter(role=role).exclude(until__lt=since).exists():
        return
    duty = SecondFactorDuty.objects.create(role=role, since=since)
    record(Verb.SECOND_FACTOR_REQUIRED, on=duty, by=by, data=_duty_words(duty))


@transaction.atomic
def release_second_factor(role: Role, *, by: User) -> None:
    """The role may sign in with the password alone from tomorrow on, or at once if the duty began today."""
    today = dates.today()
    for duty in SecondFactorDuty.objects.select_for_update(no_key=True).filter(role=role).exclude(until__lt=today):
        record(Verb.SECOND_FACTOR_RELEASED, on=duty, by=by, data=_duty_words(duty))
        if duty.since >= today:
            duty.delete()
        else:
            duty.until = today - timedelta(days=1)
            duty.save(update_fields=["until"])


@transaction.atomic
def make_token(name: str, role: Role | str, *, by: User) -> str:
    """Make a key for a machine (cheie API) and return it, the only time it can be seen."""
    role = Role(role)
    if ApiToken.objects.filter(name=name, revoked_at=None).exists():
        raise RuleBroken(
            "token-name-taken", f"Există deja o cheie „{name}”.", remedy="Revoc-o pe aceea sau alege alt nume."
        )
    raw = TOKEN_PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        name=name,
        role=role,
        user=_service_user(name, role, by=by),
        digest=hashlib.sha256(raw.encode()).hexdigest(),
        hint=raw[: len(TOKEN_PREFIX) + 4],
        created_by=by,
    )
    record(Verb.TOKEN_MADE, on=token, by=by, data={"role": role.label})
    return raw


@transaction.atomic
def revoke_token(token: ApiToken, *, by: User, now: datetime | None = None) -> None:
    """Put a key out of use, for good (revocă)."""
    token = ApiToken.objects.select_for_update(no_key=True).select_related("user").get(pk=token.pk)
    if token.revoked_at:
        return
    token.revoked_at = now or dates.now()
    token.save(update_fields=["revoked_at"])
    User.objects.filter(pk=token.user_id).update(is_active=False)
    record(Verb.TOKEN_REVOKED, on=token, by=by)


@transaction.atomic
def signed_in(user: User, *, ip: str, method: str) -> None:
    """Someone came in (autentificare): from where and with what."""
    record(Verb.USER_SIGNED_IN, on=user, by=user, data={"method": method}, personal={"ip": ip})


@transaction.atomic
def signed_out(user: User) -> None:
    """Someone left (ieșire)."""
    record(Verb.USER_SIGNED_OUT, on=user, by=user)


@transaction.atomic
def locked_out(user: User, *, ip: str) -> None:
    """Too many wrong passwords: the account waits (blocare)."""
    system = User.objects.get(is_system=True)
    record(Verb.USER_LOCKED_OUT, on=user, by=system, personal={"ip": ip})


@transaction.atomic
def second_factor_changed(user: User, *, kind: str, added: bool) -> None:
    """Someone added or removed a second factor of their own."""
    verb = Verb.USER_SECOND_FACTOR_ADDED if added else Verb.USER_SECOND_FACTOR_REMOVED
    record(verb, on=user, by=user, data={"kind": kind})


def _lock(user: User) -> None:
    user.refresh_from_db(from_queryset=User.objects.select_for_update(no_key=True))
    user.forget_standing()


def _refuse_machine(user: User) -> None:
    if user.is_service or user.is_system:
        raise RuleBroken("machine-account", f"„{user}” este un cont de serviciu și nu are parolă.")


def _refuse_last_administrator(user: User) -> None:
    """The house never stands without an administrator; the rows are locked so that two can't leave at once."""
    grants = Grant.objects.filter(
        valid_on(dates.today()), role=Role.ADMINISTRATOR, withdrawn_at=None, user__is_active=True
    )
    holders = set(
        grants.filter(user__is_service=False).select_for_update(no_key=True, of=["self"]).values_list("user", flat=True)
    )
    if holders == {user.pk}:
        raise RuleBroken(
            "last-administrator",
            f"{user} este singurul administrator.",
            remedy="Acordă întâi rolul de administrator altcuiva.",
        )


def _check_dates(since: date, until: date | None) -> None:
    if until and until < since:
        raise RuleBroken("dates-reversed", "Ultima zi este înaintea primei zile.", remedy="Verifică cele două date.")


def _end_sessions(user: User) -> int:
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    return len(sessions)


def _service_user(name: str, role: Role, *, by: User) -> User:
    stem = f"api-{slugify(name)[:80] or 'cheie'}"
    user = User(username=f"{stem}-{secrets.token_hex(4)}", full_name=name, is_service=True)
    user.set_unusable_password()
    user.save()
    Grant.objects.create(user=user, role=role, since=dates.today(), granted_by=by)
    return user


def _grant_words(grant: Grant) -> dict[str, str]:
    until = f" până la {grant.until:%d.%m.%Y}" if grant.until else ""
    return {"role": Role(grant.role).label, "period": f"de la {grant.since:%d.%m.%Y}{until}"}


def _duty_words(duty: SecondFactorDuty) -> dict[str, str]:
    return {"role": Role(duty.role).label, "since": f"{duty.since:%d.%m.%Y}"}


@transaction.atomic
def tell_printed(title: str, count: int, *, by: User) -> None:
    """Write down that a list was printed (listă tipărită): names leave with it, so it is told like an export."""
    record(Verb.LIST_PRINTED, on=("accounts.list", 0, title), by=by, data={"count": count})
