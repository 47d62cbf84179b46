"""Posts, holders and substitutes (posturi, titulari, înlocuitori)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import Q, QuerySet

from condica.accounts import actions as accounts
from condica.accounts.models import Grant, User, valid_on
from condica.accounts.rules import Role
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.organisation.models import Absence, Holding, Post, Substitution, Unit
from condica.organisation.rules import Regime

Row = TypeVar("Row", Holding, Substitution, Absence)
DAY = timedelta(days=1)


@transaction.atomic
def create_post(
    unit: Unit, *, title: str, is_head: bool = False, regime: str = Regime.PUBLIC, since: date | None = None, by: User
) -> Post:
    """Found a post (înființează un post)."""
    since = since or max(dates.today(), unit.since)
    if since < unit.since:
        raise RuleBroken(
            "post-before-unit", f"Postul nu poate exista înaintea structurii ({dates.numeric(unit.since)})."
        )
    if is_head:
        _refuse_second_head(unit, since)
    post = Post.objects.create(unit=unit, title=title, is_head=is_head, regime=Regime(regime), since=since)
    record(Verb.POST_CREATED, on=post, by=by)
    return post


@transaction.atomic
def change_post(post: Post, *, title: str, is_head: bool, regime: str, by: User) -> None:
    """Correct a post (corectează postul)."""
    _lock(post)
    if (post.title, post.is_head, post.regime) == (title, is_head, regime):
        return
    if is_head and not post.is_head:
        _refuse_second_head(post.unit, post.since)
    post.title, post.is_head, post.regime = title, is_head, Regime(regime)
    post.save(update_fields=["title", "is_head", "regime"])
    record(Verb.POST_CHANGED, on=post, by=by)


@transaction.atomic
def abolish_post(post: Post, *, until: date, by: User) -> None:
    """Say which is the last day of a post (desființează postul); nobody may hold it after that."""
    _lock(post)
    if post.until == until:
        return
    if post.holdings.filter(Q(until=None) | Q(until__gt=until)).exists():
        raise RuleBroken("post-held", f"Postul „{post}” este ocupat.", remedy="Eliberează întâi postul.")
    if until < post.since:
        raise RuleBroken("dates-reversed", "Ultima zi este înaintea înființării.", remedy="Verifică data.")
    post.until = until
    post.save(update_fields=["until"])
    record(Verb.POST_ABOLISHED, on=post, by=by, data={"day": dates.numeric(until)})


@transaction.atomic
def fill_post(post: Post, user: User, *, since: date | None = None, until: date | None = None, by: User) -> Holding:
    """Put somebody in a post (numește în post), from a day on."""
    _lock(post)
    since = since or dates.today()
    check_period(since, until)
    if since < post.since or (post.until and (until is None or until > post.until)):
        raise RuleBroken(
            "holding-outside-post", "Perioada iese din perioada postului.", remedy="Verifică datele postului."
        )
    holder = during(post.holdings.select_related("user"), since, until)
    if holder:
        raise RuleBroken(
            "post-taken", f"Postul „{post}” este ocupat de {holder.user}.", remedy="Eliberează întâi postul."
        )
    holding = Holding.objects.create(post=post, user=user, since=since, until=until)
    record(
        Verb.POST_FILLED, on=post, by=by, data={"period": period_words(since, until)}, personal={"holder": str(user)}
    )
    return holding


@transaction.atomic
def vacate_post(holding: Holding, *, until: date, by: User) -> None:
    """Say which is somebody's last day in a post (eliberează postul)."""
    holding = (
        Holding.objects.select_for_update(no_key=True, of=["self"])
        .select_related("post__unit", "user")
        .get(pk=holding.pk)
    )
    if holding.until == until:
        return
    check_period(holding.since, until)
    holding.until = until
    holding.save(update_fields=["until"])
    words = {"day": dates.numeric(until)}
    record(Verb.POST_VACATED, on=holding.post, by=by, data=words, personal={"holder": str(holding.user)})


@transaction.atomic
def name_substitute(
    user: User, substitute: User, *, since: date, until: date, reason: str = "", with_roles: bool = True, by: User
) -> Substitution:
    """Name who stands in for somebody between two days (înlocuitor), with the roles needed for it.

    The role of administrator is never lent: it goes with the person, not with the chair.
    """
    check_period(since, until)
    if user == substitute:
        raise RuleBroken("substitute-self", "Nimeni nu se poate înlocui pe sine.", remedy="Alege altă persoană.")
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    known = during(user.substitutions.select_related("substitute"), since, until)
    if known:
        raise RuleBroken(
            "substitute-overlaps",
            f"{known.substitute} ține deja locul, {period_words(known.since, known.until)}.",
            remedy="Încheie întâi acea înlocuire sau alege alt interval.",
        )
    row = Substitution.objects.create(user=user, substitute=substitute, since=since, until=until, reason=reason)
    if with_roles:
        row.grants.set(_lend_roles(user, substitute, since, until, by=by))
    words = {"period": period_words(since, until)}
    record(Verb.SUBSTITUTE_NAMED, on=user, by=by, data=words, personal={"substitute": str(substitute)})
    return row


@transaction.atomic
def end_substitution(row: Substitution, *, until: date, by: User) -> None:
    """End a substitution earlier (încheie înlocuirea); the roles lent for it end too."""
    row = Substitution.objects.select_for_update(no_key=True, of=["self"]).select_related("user").get(pk=row.pk)
    if row.until is not None and row.until <= until:
        return
    check_period(row.since, until)
    row.until = until
    row.save(update_fields=["until"])
    for lent in row.grants.filter(withdrawn_at=None):
        if until < dates.today() or until < lent.since:
            accounts.withdraw_role(lent, by=by)
        else:
            accounts.end_role(lent, until=until, by=by)
    record(Verb.SUBSTITUTE_ENDED, on=row.user, by=by, data={"day": dates.numeric(until)})


def period_words(since: date, until: date | None) -> str:
    """`de la 01.02.2026 până la 28.02.2026`."""
    return f"de la {dates.numeric(since)}" + (f" până la {dates.numeric(until)}" if until else "")


def _lend_roles(user: User, substitute: User, since: date, until: date, *, by: User) -> list[Grant]:
    """The person's roles for the days on which the substitute does not hold them anyway."""
    lent = []
    for role in user.roles_on(since) - {Role.ADMINISTRATOR}:
        own = substitute.grants.filter(role=role, withdrawn_at=None).exclude(until__lt=since).exclude(since__gt=until)
        for first, last in _gaps(since, until, list(own.order_by("since").values_list("since", "until"))):
            lent.append(accounts.grant_role(substitute, role, since=first, until=last, by=by))
    return lent


def _gaps(since: date, until: date, taken: list[tuple[date, date | None]]) -> list[tuple[date, date]]:
    gaps, start = [], since
    for first, last in taken:
        if start < first:
            gaps.append((start, min(first - DAY, until)))
        if last is None:
            return gaps
        start = max(start, last + DAY)
    return gaps + ([(start, until)] if start <= until else [])


def during(rows: QuerySet[Row], since: date, until: date | None) -> Row | None:
    """The first row that holds on some day of the period."""
    rows = rows.filter(Q(until=None) | Q(until__gte=since))
    return rows.filter(since__lte=until).first() if until else rows.first()


def check_period(since: date, until: date | None) -> None:
    """Refuse a period whose end comes before its beginning."""
    if until and until < since:
        raise RuleBroken("dates-reversed", "Ultima zi este înaintea primei zile.", remedy="Verifică cele două date.")


def _refuse_second_head(unit: Unit, since: date) -> None:
    head = unit.posts.filter(valid_on(since), is_head=True).first()
    if head:
        raise RuleBroken("second-head", f"„{unit}” are deja un post de conducere: {head}.")


def _lock(post: Post) -> None:
    post.refresh_from_db(from_queryset=Post.objects.select_for_update(no_key=True))
