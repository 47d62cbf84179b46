"""A misaddressed petition goes to whom it belongs (redirecționare, art. 6^1), in five days, its petitioner told.

The decision begins both letters; the petition is redirected on the day the one to the authority leaves.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from condica.accounts.models import User
from condica.casework import api as casework
from condica.casework.api import TaskState
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.rules import Verb
from condica.law import og27
from condica.petitions import rules
from condica.petitions.actions import joining, notices
from condica.petitions.actions.steps import check_act, check_hands, end, locked, tell, term_of
from condica.petitions.models import Petition, Redirection
from condica.petitions.rules import Ended, NoticeKind, Stage
from condica.registry import api as registry

LETTERS = (NoticeKind.AUTHORITY, NoticeKind.REDIRECTED)


@transaction.atomic
def redirect(
    petition: Petition, *, to: str, address: str = "", email: str = "", reason: str = "", by: User
) -> Petition:
    """Decide to send a misaddressed petition on (art. 6^1): both letters are begun; late is possible, and says so."""
    petition, to = locked(petition), to.strip()
    if petition.case.stage in {Stage.REDIRECTING, Stage.REDIRECTED}:
        return petition
    check_act(petition, by, "Redirecționarea")
    _check_named(to)
    due = term_of(og27.REDIRECT, petition.entry).legal
    Redirection.objects.create(
        petition=petition, to=to, address=address.strip(), email=email.strip(), reason=reason.strip(),
        at=dates.now(), by=by, due_on=due,
    )  # fmt: skip
    casework.move(petition.case, Stage.REDIRECTING, by=by, note=reason.strip() or to)
    late = f", {rules.timing(dates.today(), due)}" if dates.today() > due else ""
    tell(Verb.PETITION_REDIRECTING, petition, by, {"authority": to, "cites": og27.ART_6_1, "late": late})
    notices.owe(petition, NoticeKind.AUTHORITY, by=by)
    if notices.reachable(petition):
        notices.owe(petition, NoticeKind.REDIRECTED, by=by)
    return petition


def _check_named(to: str) -> None:
    if not to:
        raise RuleBroken(
            "authority-missing",
            "Lipsește autoritatea competentă.",
            cites=(og27.ART_6_1,),
            remedy="Scrie cui i se trimite.",
        )


def _sent(petition: Petition, on: date, by: User) -> None:
    """The letter to the authority left: the petition is redirected, its term ends."""
    sending, case = petition.sending, petition.case
    if sending is None or case.stage != Stage.REDIRECTING:
        return
    sending.sent_on = on
    sending.save(update_fields=["sent_on"])
    casework.move(case, Stage.REDIRECTED, by=by, note=sending.to)
    timing = rules.timing(on, sending.due_on)
    casework.stop_clock(case, on=on, by=by, reason=f"redirecționată la {sending.to}, {timing}")
    registry.settle(case.entry, settled_as="moved", on=on, note=sending.to)
    end(petition, Ended.MOVED, by=by, on=on, reason=sending.reason or sending.to, cites=og27.ART_6_1)
    joining.go_along(petition, by=by, addressee=sending.to, way="redirecționat")
    tell(Verb.PETITION_REDIRECTED, petition, by, {"authority": sending.to, "cites": og27.ART_6_1, "timing": timing})
    _close_when_told(petition, on, by)


def _close_when_told(petition: Petition, on: date, by: User) -> None:
    """Nobody works on it any more once both letters have left."""
    waiting = petition.notices.filter(kind__in=LETTERS, left_on=None, void_at=None)
    if petition.case.stage == Stage.REDIRECTED and petition.case.closed_at is None and not waiting.exists():
        casework.close(petition.case, outcome=Stage.REDIRECTED)


notices.LEFT[NoticeKind.AUTHORITY] = _sent
notices.LEFT[NoticeKind.REDIRECTED] = _close_when_told


@transaction.atomic
def keep(petition: Petition, *, reason: str, by: User) -> Petition:
    """Give a redirection up before anything left (renunțare la redirecționare): the petition is solved here."""
    petition, reason = locked(petition), reason.strip()
    if petition.case.stage != Stage.REDIRECTING:
        return petition
    check_hands(petition, by)
    if petition.notices.filter(kind__in=LETTERS, left_on__isnull=False, void_at=None, owed_at__gte=_since(petition)):
        raise RuleBroken(
            "redirect-told", "Petiționarul a fost deja înștiințat că petiția pleacă în altă parte.",
            cites=(og27.ART_6_1,), remedy="Trimite și adresa către autoritatea competentă.",
        )  # fmt: skip
    petition.redirections.filter(undone_at=None).update(undone_at=dates.now())
    notices.void(petition, *LETTERS)
    casework.move(petition.case, _before(petition), by=by, note=reason)
    tell(Verb.PETITION_KEPT, petition, by, {}, {"reason": reason or "e de competența noastră"})
    return petition


def _since(petition: Petition) -> object:
    return petition.sending.at if petition.sending else dates.now()


def _before(petition: Petition) -> Stage:
    """Where the petition stood: with whom the resolution in force left it."""
    task = casework.open_task(petition.case)
    if task is None:
        return Stage.REGISTERED
    return Stage.ACCEPTED if task.state == TaskState.ACCEPTED else Stage.ASSIGNED
