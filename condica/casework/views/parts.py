"""The parts of others as forms (puncte de vedere, comisii): asked on GET, done on POST, then back to the case."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from condica.accounts.access import needs
from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.casework import access, actions, queries
from condica.casework.actions.parts import part_day
from condica.casework.forms import (
    AskForm,
    ColleagueForm,
    CommissionForm,
    MinutesForm,
    NoForm,
    ReasonForm,
    TextForm,
)
from condica.casework.models import Commission, JointUnit
from condica.casework.views.verbs import ASSIGN, GET_POST, WORK, posted, user_of, verb_page
from condica.documents import api as documents
from condica.foundation import dates
from condica.foundation.romanian import quoted

SEE = needs(Permission.ENTRY_SEE_ALL, Permission.ENTRY_SEE_UNIT)


@GET_POST
@WORK
def ask_opinion(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """Ask another unit for its point of view."""
    user = user_of(request)
    case = access.case_to_work(user, register, year, number)
    form = AskForm(posted(request), case=case, day=part_day(case))
    return verb_page(
        request, case, form, lambda data: actions.ask_opinion(case, **data, by=user),
        title="Cere un punct de vedere", done="Cererea a plecat la compartimentul ales.", button="Cere",
    )  # fmt: skip


@GET_POST
@WORK
def give_opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the unit's point of view, or word it again."""
    user = user_of(request)
    part = access.part_of_unit(user, pk)
    form = TextForm(posted(request), initial={"text": part.opinion})
    return verb_page(
        request, part.case, form, lambda data: actions.give_opinion(part, **data, by=user),
        title=f"Punctul de vedere: {part.unit.short_name}", done="Punctul de vedere e trimis.",
        sentences=_asked(part), button="Trimite",
    )  # fmt: skip


def _asked(part: JointUnit) -> list[str]:
    said = [quoted("S-a cerut", part.asked) if part.asked else quoted("Rezoluția", part.task.text)]
    if part.due_on:
        said.append(f"Se așteaptă până {dates.long(part.due_on)}.")
    if part.opinion:
        said.append("Versiunea de acum se păstrează.")
    return said


@GET_POST
@WORK
def accept_part(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the request for a point of view over."""
    user = user_of(request)
    part = access.part_of_unit(user, pk)
    return verb_page(
        request, part.case, NoForm(posted(request)), lambda data: actions.accept_part(part, by=user),
        title="Primește cererea", done="De acum punctul de vedere îl scrii tu.", sentences=_asked(part),
        button="Primesc",
    )  # fmt: skip


@GET_POST
@ASSIGN
def give_part(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the request to somebody of the unit."""
    user = user_of(request)
    part = access.part_of_unit(user, pk)
    form = ColleagueForm(posted(request), unit=part.unit)
    return verb_page(
        request, part.case, form, lambda data: actions.give_part(part, **data, by=user),
        title="Dă cererea unui coleg", done="Colegul ales o găsește în lista lui.", sentences=_asked(part),
        button="Dă",
    )  # fmt: skip


@GET_POST
@WORK
def return_part(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the request back, with the reason."""
    user = user_of(request)
    part = access.part_of_unit(user, pk)
    return verb_page(
        request, part.case, ReasonForm(posted(request)), lambda data: actions.return_part(part, **data, by=user),
        title="Restituie cererea", done="Cererea s-a întors la cine rezolvă.", sentences=_asked(part),
        button="Restituie",
    )  # fmt: skip


@GET_POST
@needs(Permission.CASE_WORK, Permission.CASE_ASSIGN)
def withdraw_part(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up a point of view still awaited, with the reason."""
    user = user_of(request)
    part = access.part_to_withdraw(user, pk)
    return verb_page(
        request, part.case, ReasonForm(posted(request)), lambda data: actions.withdraw_part(part, **data, by=user),
        title=f"Retrage cererea: {part.unit.short_name}", done="Cererea e retrasă; lucrarea nu o mai așteaptă.",
        sentences=_asked(part), button="Retrage",
    )  # fmt: skip


@GET_POST
@ASSIGN
def name_commission(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """Name a mixed commission."""
    user = user_of(request)
    case = access.case_to_assign(user, register, year, number)
    form = CommissionForm(posted(request), case=case)
    return verb_page(
        request, case, form, lambda data: actions.name_commission(case, **data, by=user),
        title="Numește o comisie mixtă", done="Comisia e numită; membrii văd lucrarea.", button="Numește comisia",
        sentences=["Răspunsul nu se poate aproba până când comisia nu își încheie procesul-verbal."],
    )  # fmt: skip


@require_GET
@SEE
def commission(request: HttpRequest, pk: int) -> HttpResponse:
    """A commission: what it looks into, who sits in it, its minutes."""
    user = user_of(request)
    found = access.commission_to_read(user, pk)
    context = {
        "commission": found,
        "case": found.case,
        "entry": found.case.entry,
        "members": found.members.select_related("user", "unit"),
        "sits": found.is_open and access.sits_in(user, found),
        "may_dissolve": found.is_open and user.may(Permission.CASE_ASSIGN),
    }
    return render(request, "casework/commission.html", context)


@GET_POST
@SEE
def file_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a commission with its minutes."""
    user = user_of(request)
    found = access.commission_to_close(user, pk)
    form = MinutesForm(posted(request), request.FILES or None)
    return verb_page(
        request, found.case, form, lambda data: _close(found, data, user), title="Procesul-verbal al comisiei",
        done="Comisia și-a încheiat lucrul.", sentences=[quoted("Însărcinarea", found.asked)], button="Încheie",
        files=True,
    )  # fmt: skip


def _close(found: Commission, data: dict[str, Any], user: User) -> None:
    file = data["file"]
    document = documents.store(file, name=file.name, by=user) if file else None
    actions.file_minutes(found, text=data["text"], document=document, by=user)


@GET_POST
@ASSIGN
def withdraw_commission(request: HttpRequest, pk: int) -> HttpResponse:
    """Dissolve a commission, with the reason."""
    user = user_of(request)
    found = access.commission_to_dissolve(user, pk)
    return verb_page(
        request, found.case, ReasonForm(posted(request)),
        lambda data: actions.withdraw_commission(found, **data, by=user), title="Desființează comisia",
        done="Comisia e desființată.", sentences=[quoted("Însărcinarea", found.asked)], button="Desființează",
    )  # fmt: skip


def parts_for_page(case: Any) -> dict[str, Any]:
    """What the case's page shows of the parts of others."""
    return {"parts": list(queries.parts_of(case)), "commissions": list(queries.commissions_of(case))}
