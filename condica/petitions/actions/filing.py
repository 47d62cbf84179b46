"""Filing without an answer (clasare, art. 7, 10 alin. (2)): always a person's decision, with its reason; undone too."""

from __future__ import annotations

from django.db import transaction

from condica.accounts.models import User
from condica.casework import api as casework
from condica.foundation.refusal import RuleBroken
from condica.journal.rules import Verb
from condica.law import og27
from condica.organisation import api as organisation
from condica.petitions import rules
from condica.petitions.actions import joining, notices
from condica.petitions.actions.steps import again, check_act, check_hands, leave, locked, locked_both, tell
from condica.petitions.models import Petition
from condica.petitions.rules import DONE, Ended, NoticeKind, Stage
from condica.registry import api as registry


@transaction.atomic
def file_anonymous(petition: Petition, *, reason: str, unsigned: bool = False, by: User) -> Petition:
    """File a petition that does not say who wrote it (clasare, art. 7); `unsigned`: an e-mail without a signature."""
    petition = locked(petition)
    if petition.case.stage == Stage.FILED:
        return petition
    rules.check_person(is_system=by.is_system)
    check_act(petition, by, "Clasarea")
    missing = missing_identity(petition)
    rules.check_anonymous(
        missing, unsigned=unsigned and petition.entry.channel == "email",
        reads_unsigned=bool(organisation.setting("petition_unsigned")),
    )  # fmt: skip
    _file(petition, by, reason.strip() or f"lipsesc {missing or 'semnătura'}", note="art. 7", cites=og27.ART_7)
    return petition


def missing_identity(petition: Petition) -> str:
    """Which identification data the paper does not give (art. 7)."""
    entry = petition.entry
    return rules.lacks_identity(name=entry.sender_name, address=entry.sender_address, email=entry.sender_email)


@transaction.atomic
def file_repeated(petition: Petition, *, answered: Petition, by: User) -> Petition:
    """File what was already answered (clasare, art. 10 alin. (2)); the first number bears the mention of it."""
    first, petition = locked_both(answered, petition)
    if petition.case.stage == Stage.FILED and petition.repeats_id == first.pk:
        return petition
    rules.check_person(is_system=by.is_system)
    check_act(petition, by, "Clasarea")
    joining.check_same(first, petition, "clasa ca repetată", og27.ART_10_2)
    _check_answered(first)
    petition.repeats = first
    petition.save(update_fields=["repeats"])
    registry.connect(first.entry, petition.entry, by=by)
    casework.take_paper(first.case, petition.entry, role="repeated", by=by)
    _file(petition, by, f"s-a răspuns la numărul {first}", note="art. 10", cites=og27.ART_10_2)
    tell(Verb.PETITION_REPEATED, first, by, {"cites": og27.ART_10_2, "other": str(petition)})
    return petition


def _check_answered(first: Petition) -> None:
    if first.case.stage not in DONE:
        raise RuleBroken(
            "repeated-unanswered",
            f"Petiția {first} n-a primit încă niciun răspuns.",
            cites=(og27.ART_10_2,),
            remedy="Conexează-le: vor primi un singur răspuns.",
        )


def _file(petition: Petition, by: User, reason: str, *, note: str, cites: str) -> None:
    leave(
        petition, Stage.FILED, by=by, settled_as="filed", ended=Ended.FILED, note=note, reason=reason, cites=cites
    )  # fmt: skip
    joining.go_along(petition, by=by)
    tell(Verb.PETITION_FILED, petition, by, {"cites": cites}, {"reason": reason})


@transaction.atomic
def resume(petition: Petition, *, reason: str, by: User) -> Petition:
    """Take up again what was filed or withdrawn by mistake (reluare): its term runs as if it had never stopped."""
    if petition.repeats is not None:
        first, petition = locked_both(petition.repeats, petition)
    else:
        first, petition = None, locked(petition)
    if petition.case.stage not in {Stage.FILED, Stage.WITHDRAWN}:
        return petition
    check_hands(petition, by)
    reason = _why(reason)
    if first is not None:
        joining.undo_link(first, petition, by)
    petition.repeats = petition.withdrawn_by = None
    petition.save(update_fields=["repeats", "withdrawn_by"])
    notices.void(petition, NoticeKind.WITHDRAWAL)
    again(petition, by=by, reason=reason)
    tell(Verb.PETITION_RESUMED, petition, by, {}, {"reason": reason})
    return petition


def _why(reason: str) -> str:
    if not reason.strip():
        raise RuleBroken("reason-missing", "Reluarea cere un motiv.", remedy="Scrie de ce se reia.")
    return reason.strip()
