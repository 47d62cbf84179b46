"""The verbs of a mixed commission (comisia mixtă): named, its minutes written, dissolved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from condica.accounts.models import User
from condica.casework import rules
from condica.casework.actions.locks import locked, locked_commission, task_in_force
from condica.casework.actions.parts import dissolve
from condica.casework.models import Case, Commission, CommissionMember, CommissionState
from condica.casework.rules import Event, Happening, kind_of
from condica.documents.models import Document
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.organisation import api as organisation
from condica.organisation.models import Unit


@transaction.atomic
def name_commission(
    case: Case, *, members: Sequence[User], chair: User, asked: str, due_on: date | None = None, by: User
) -> Commission:
    """Name a mixed commission (comisie mixtă) for a complex matter; each member is asked of the case's procedure."""
    case = locked(case)
    rules.check_open(case)
    rules.check_part_day(due_on, dates.today(), case.due_on)
    asked = rules.text_given(asked, "Însărcinarea comisiei")
    known = case.commissions.filter(state=CommissionState.OPEN).first()
    if known is not None:
        return _same(known)
    task = task_in_force(case)
    seats = _seats(members, chair)
    people = [person for person, _ in seats]
    kind_of(case.kind).follow(Happening(Event.CONTRIBUTING, case, by, task, people=people))
    made = Commission.objects.create(
        case=case, chair=chair, asked=asked, due_on=due_on or case.internal_on, named_by=by, named_at=dates.now()
    )
    CommissionMember.objects.bulk_create(
        CommissionMember(commission=made, user=person, unit=unit) for person, unit in seats
    )
    _record(
        Verb.COMMISSION_NAMED, made, by, data={"count": len(seats), "until": _until(made)},
        personal={"members": ", ".join(str(person) for person, _ in seats), "chair": str(chair), "text": asked},
    )  # fmt: skip
    return made


def _same(known: Commission) -> Commission:
    raise RuleBroken(
        "commission-open",
        f"Lucrarea are deja o comisie, condusă de {known.chair}.",
        remedy="Încheie întâi comisia de acum, cu proces-verbal, sau desființeaz-o.",
    )


def _seats(members: Sequence[User], chair: User) -> list[tuple[User, Unit]]:
    """Each member with their unit; refuses a commission of one unit, or one whose chair is no member."""
    people = list(dict.fromkeys([*members, chair]))
    seats = [(person, _unit_of(person)) for person in people]
    if len({unit.pk for _, unit in seats}) < 2:
        raise RuleBroken(
            "commission-not-mixed",
            "O comisie mixtă are oameni din cel puțin două compartimente.",
            remedy="Adaugă un coleg din alt compartiment sau scrie o rezoluție obișnuită.",
        )
    return seats


def _unit_of(person: User) -> Unit:
    held = organisation.posts_held(person)
    if not held:
        raise RuleBroken("assignee-without-post", f"{person} nu are niciun post.", remedy="Alege alt coleg.")
    return held[0].unit


@transaction.atomic
def file_minutes(commission: Commission, *, text: str = "", document: Document | None = None, by: User) -> Commission:
    """Close a commission with its minutes (proces-verbal): written here, or as a document."""
    commission = locked_commission(commission)
    if commission.state == CommissionState.CLOSED:
        return commission
    _check_open(commission)
    if not text.strip() and document is None:
        raise RuleBroken(
            "minutes-missing", "Comisia se încheie cu un proces-verbal.", remedy="Scrie-l aici sau adaugă-l ca fișier."
        )
    commission.state, commission.minutes, commission.document = CommissionState.CLOSED, text.strip(), document
    commission.ended_by, commission.ended_at = by, dates.now()
    commission.save(update_fields=["state", "minutes", "document", "ended_by", "ended_at"])
    words = text.strip() or (document.title if document else "")
    _record(Verb.COMMISSION_CLOSED, commission, by, personal={"text": words})
    return commission


@transaction.atomic
def withdraw_commission(commission: Commission, *, reason: str, by: User) -> Commission:
    """Dissolve a commission without minutes (desființarea comisiei), with the reason."""
    commission = locked_commission(commission)
    if commission.state == CommissionState.WITHDRAWN:
        return commission
    reason = rules.reason_given(reason, "Desființarea comisiei")
    _check_open(commission)
    dissolve(commission, reason, by)
    return commission


def _check_open(commission: Commission) -> None:
    if not commission.is_open:
        raise RuleBroken(
            "commission-over", f"Comisia e {commission.get_state_display()}.", remedy="Reîncarcă pagina lucrării."
        )


def _until(commission: Commission) -> str:
    return f" până {dates.long(commission.due_on)}" if commission.due_on else ""


def _record(
    verb: Verb, commission: Commission, by: User, *, data: dict[str, object] | None = None,
    personal: dict[str, str] | None = None,
) -> None:  # fmt: skip
    case = commission.case
    record(verb, on=commission, by=by, entry=case.entry_id, case=case.pk, data=data, personal=personal)
