"""Who sees cases and who may work on them (drepturi): lists start here, pages get their object here."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.urls import reverse

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.casework.models import Case, Commission, CommissionMember, JointUnit, Task, TaskState
from condica.casework.rules import kind_of
from condica.documents import api as documents
from condica.foundation import dates
from condica.foundation.refusal import Refused
from condica.organisation import api as organisation
from condica.registry import api as registry


def register_papers() -> None:
    """Who was given a paper to solve, or asked about it, sees it in the register."""
    registry.register_visibility(_papers_of)


def _papers_of(user: User) -> Q:
    units = organisation.units_seen_by(user, dates.today())
    given = Task.objects.filter(case__entry=OuterRef("pk")).filter(Q(lead__in=units) | Q(assignee=user))
    joined = JointUnit.objects.filter(case__entry=OuterRef("pk")).filter(Q(unit__in=units) | Q(assignee=user))
    sits = CommissionMember.objects.filter(commission__case__entry=OuterRef("pk"), user=user)
    owned = Case.objects.filter(entry=OuterRef("pk")).filter(Q(owner=user) | Q(unit__in=units))
    return Q(Exists(given)) | Q(Exists(joined)) | Q(Exists(sits)) | Q(Exists(owned))


def visible_to(user: User) -> QuerySet[Case]:
    """The cases whose papers this user sees."""
    cases = Case.objects.select_related("entry__register", "entry__number", "unit", "owner")
    cases = cases.exclude(entry__register__in=registry.hidden_from(user))
    if user.may(Permission.ENTRY_SEE_ALL):
        return cases
    return cases.filter(entry__in=registry.seen_by(user))


def case_to_read(user: User, register: str, year: int, number: int) -> Case:
    """The case of a paper, or 404: absent and forbidden look alike."""
    found = visible_to(user).filter(entry__register__key=register, entry__year=year, entry__value=number).first()
    if found is None:
        raise Http404("Nu există această lucrare sau nu ai drept să o vezi.")
    return found


def case_to_work(user: User, register: str, year: int, number: int) -> Case:
    """The case for somebody of the unit that solves it."""
    case = case_to_read(user, register, year, number)
    require_work(user, case)
    return case


def case_to_assign(user: User, register: str, year: int, number: int) -> Case:
    """The case for somebody who gives work out (rezoluție)."""
    case = case_to_read(user, register, year, number)
    require_assign(user)
    return case


def may_work(user: User, case: Case) -> bool:
    """Whether the case is the user's to work on: own, of the own unit, or of a unit led or stood in for.

    Never of whom the procedure keeps out, also when standing in for somebody (OG 27/2002, art. 11).
    """
    if user.is_system or case.owner_id == user.pk:
        return True
    if not user.may(Permission.CASE_WORK) or case.pk in kind_of(case.kind).keeps_out(user, [case.pk]):
        return False
    units = organisation.units_seen_by(user, dates.today())
    if case.unit_id in units or Task.objects.filter(case=case, lead__in=units).exists():
        return True
    return case.owner_id in organisation.stands_for(user)


def require_work(user: User, case: Case) -> None:
    """Refuse who has nothing to do with the case."""
    if not may_work(user, case):
        raise Refused(
            "case-work",
            "Lucrarea nu e a compartimentului tău.",
            remedy="Cere șefului tău o rezoluție sau lasă o notă.",
        )


def require_assign(user: User) -> None:
    """Refuse who may not give work out."""
    if not user.may(Permission.CASE_ASSIGN):
        raise Refused("case-assign", "Nu ai drept să repartizezi lucrări.", remedy="Cere șefului de compartiment.")


def task_to_move(user: User, pk: int) -> Task:
    """A task, for somebody of its leading unit; absent and forbidden look alike."""
    tasks = Task.objects.select_related("case__entry__register", "case__entry__number", "lead", "assignee")
    found = tasks.filter(pk=pk, case__in=visible_to(user).order_by().values("pk")).first()
    if found is None:
        raise Http404("Nu există această sarcină sau nu ai drept să o vezi.")
    if not may_move(user, found):
        raise Refused("task-move", "Sarcina e a altui compartiment.", remedy="Numai compartimentul numit o primește.")
    return found


def may_move(user: User, task: Task) -> bool:
    """Whether the task is the user's to accept, return or finish."""
    if user.is_system or task.assignee_id == user.pk:
        return True
    return user.may(Permission.CASE_WORK) and task.lead_id in organisation.units_seen_by(user, dates.today())


def part_of_unit(user: User, pk: int) -> JointUnit:
    """A part asked from the user's unit, or given to the user by name; absent and forbidden look alike."""
    units = organisation.units_seen_by(user, dates.today())
    found = _parts(user).filter(Q(unit__in=units) | Q(assignee=user), pk=pk).first()
    if found is None or not user.may(Permission.CASE_WORK):
        raise Http404("Nu există această cerere sau nu e a compartimentului tău.")
    return found


def part_to_withdraw(user: User, pk: int) -> JointUnit:
    """A part for whoever waits for it."""
    found = _parts(user).filter(pk=pk).first()
    if found is None:
        raise Http404("Nu există această cerere sau nu ai drept să o vezi.")
    if not may_withdraw(user, found.case, found):
        raise Refused(
            "part-withdraw",
            "Cererea o retrage cine o așteaptă.",
            remedy="Dacă nu ține de compartimentul tău, restituie-o cu motivul.",
        )
    return found


def may_withdraw(user: User, case: Case, part: JointUnit) -> bool:
    """Whether the person may give up a part: who solves, who asked it, who gives out the work of the whole house."""
    over_all = user.may(Permission.CASE_ASSIGN) and user.may(Permission.ENTRY_SEE_ALL)
    return over_all or part.asked_by_id == user.pk or may_work(user, case)


def _parts(user: User) -> QuerySet[JointUnit]:
    rows = JointUnit.objects.select_related("case__entry__register", "case__entry__number", "unit", "task__lead")
    return rows.filter(case__in=visible_to(user).order_by().values("pk"))


def commission_to_read(user: User, pk: int) -> Commission:
    """A commission of a case that the user sees."""
    rows = Commission.objects.select_related("case__entry__register", "case__entry__number", "chair", "document")
    found = rows.filter(pk=pk, case__in=visible_to(user).order_by().values("pk")).first()
    if found is None:
        raise Http404("Nu există această comisie sau nu ai drept să o vezi.")
    return found


def commission_to_close(user: User, pk: int) -> Commission:
    """A commission for one of its members, or for who stands in for one."""
    found = commission_to_read(user, pk)
    if not sits_in(user, found):
        raise Refused(
            "commission-member", "Procesul-verbal îl scrie un membru al comisiei.", remedy="Cere președintelui."
        )
    return found


def sits_in(user: User, commission: Commission) -> bool:
    """Whether the person is a member, or stands in for one."""
    return commission.members.filter(user__in=organisation.stands_for(user)).exists()


def commission_to_dissolve(user: User, pk: int) -> Commission:
    """A commission for who gives work out."""
    require_assign(user)
    return commission_to_read(user, pk)


def register_documents() -> None:
    """A commission's minutes are seen by whoever sees the paper of its case."""
    documents.register_visibility(_documents_of)


def _documents_of(user: User) -> Q:
    minutes = Commission.objects.filter(document=OuterRef("pk"))
    return Q(Exists(minutes.filter(case__entry__in=registry.seen_by(user))))


def address(case: Case, name: str) -> str:
    """The address of a page about a case."""
    entry = case.entry
    return reverse(f"casework:{name}", args=[entry.register.key, entry.year, entry.value])


def open_task(case: Case) -> Task | None:
    """The resolution in force."""
    return case.tasks.filter(state__in=[TaskState.GIVEN, TaskState.ACCEPTED]).select_related("lead", "assignee").first()
