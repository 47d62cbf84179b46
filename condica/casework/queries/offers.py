"""What casework itself offers on any case (pașii lucrării): the parts of other units and the mixed commission."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.casework import access
from condica.casework.models import OPEN_PARTS, Case, Commission, CommissionState, JointUnit, PartState
from condica.casework.queries.seen import SeenCase, accepting, answering, asking, assigning, giving_back
from condica.casework.rules import FIRST, ActionOffer, kind_of
from condica.foundation import dates
from condica.organisation import api as organisation


def own_offers(case: Case, user: User) -> Iterator[ActionOffer]:
    """The acts about parts and commissions that this person may do now."""
    if not case.is_open:
        return
    parts = list(case.parts.filter(state__in=[*OPEN_PARTS, PartState.GIVEN]).select_related("unit", "assignee"))
    units = organisation.units_seen_by(user, dates.today()) if parts else set()
    for part in parts:
        if part.unit_id in units or part.assignee_id == user.pk:
            yield from _of_my_unit(part, user)
    works = access.may_work(user, case)
    over_all = user.may(Permission.CASE_ASSIGN) and user.may(Permission.ENTRY_SEE_ALL)
    yield from _withdrawing([part for part in parts if works or over_all or part.asked_by_id == user.pk])
    yield from _commission(case, user, works)


def ordinary_offers(case: Case, user: User) -> list[ActionOffer]:
    """What a person may do with a case that has no procedure of its own."""
    return list(_ordinary(SeenCase(case, user))) if case.is_open else []


def _ordinary(seen: SeenCase) -> Iterator[ActionOffer]:
    assigns = seen.user.may(Permission.CASE_ASSIGN)
    first = seen.case.stage == FIRST
    if assigns and (first or seen.gives_out):
        yield assigning(seen, first=first)
    yield from accepting(seen)
    if seen.works:
        yield from answering(seen)
    if assigns and not (first or seen.gives_out):
        yield assigning(seen, first=False)
    yield from asking(seen)
    yield from giving_back(seen)
    if seen.task and seen.works:
        why = "fără răspuns: la dosar, cu ce s-a făcut"
        yield ActionOffer("close", "Încheie lucrarea", why, seen.address("casework:close"), "i", icon="archive")


def _of_my_unit(part: JointUnit, user: User) -> Iterator[ActionOffer]:
    if not user.may(Permission.CASE_WORK):
        return
    if part.state == PartState.GIVEN:
        yield _part("opinion", "Schimbă punctul de vedere", "se păstrează și versiunea de acum", part, "edit")
        return
    until = f"până {dates.short(part.due_on)}" if part.due_on else ""
    yield _part("opinion", "Dă punctul de vedere", until, part, "message-question", key="o", primary=True)
    if part.assignee_id is None:
        yield _part("part_accept", "Primește cererea", "scrii tu punctul de vedere", part, "circle-check")
    if user.may(Permission.CASE_ASSIGN):
        yield _part("part_give", "Dă cererea unui coleg", f"acum: {part.assignee or 'nimeni'}", part, "user-plus")
    yield _part("part_return", "Restituie cererea", "nu ține de compartimentul tău", part, "arrow-back-up")


def _withdrawing(parts: list[JointUnit]) -> Iterator[ActionOffer]:
    for part in parts:
        if part.is_open:
            why = f"{part.unit.short_name} nu mai e așteptat, cu motivul"
            yield _part("part_withdraw", "Retrage cererea de punct de vedere", why, part, "x")


def _part(
    name: str, label: str, why: str, part: JointUnit, icon: str, *, key: str = "", primary: bool = False
) -> ActionOffer:
    url = reverse(f"casework:{name}", args=[part.pk])
    return ActionOffer(f"{name}-{part.pk}", label, why, url, key, primary=primary, icon=icon)


def _commission(case: Case, user: User, works: bool) -> Iterator[ActionOffer]:
    open_one = case.commissions.filter(state=CommissionState.OPEN).first()
    assigns = user.may(Permission.CASE_ASSIGN)
    if open_one is None:
        looks_after = assigns and (works or user.may(Permission.ENTRY_SEE_ALL))
        if looks_after and case.unit_id and case.stage not in kind_of(case.kind).after_minutes:
            yield ActionOffer(
                "commission", "Numește o comisie mixtă", "problemă complexă: oameni din mai multe compartimente",
                access.address(case, "name_commission"), "m", icon="users",
            )  # fmt: skip
        return
    member = open_one.members.filter(user__in=organisation.stands_for(user)).exists()
    if member or works or assigns:
        yield _look(open_one, member)


def _look(commission: Commission, member: bool) -> ActionOffer:
    url = commission.get_absolute_url()
    until = f"până {dates.short(commission.due_on)}" if commission.due_on else ""
    if member:
        return ActionOffer(
            "minutes", "Scrie procesul-verbal al comisiei", until, f"{url}proces-verbal/", "m", icon="file-text"
        )
    return ActionOffer("commission", "Vezi comisia mixtă", until, url, "m", icon="users")
