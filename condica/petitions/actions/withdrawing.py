"""The petitioner gives the petition up (renunțare): by a registered paper, confirmed by a letter.

OG 27/2002 is silent: the petitioner disposes of the request, the number and the paper stay in the register.
"""

from __future__ import annotations

from django.db import transaction

from condica.accounts.models import User
from condica.casework import api as casework
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.rules import Verb
from condica.law import og27
from condica.petitions import rules
from condica.petitions.actions import joining, notices
from condica.petitions.actions.steps import check_act, leave, locked, tell
from condica.petitions.models import Petition
from condica.petitions.rules import Ended, NoticeKind, Stage
from condica.registry import api as registry
from condica.registry.models import Entry


@transaction.atomic
def withdraw(petition: Petition, *, paper: Entry, by: User) -> Petition:
    """Note that the petitioner gives the petition up (retragere), by the paper that says so."""
    petition = locked(petition)
    if petition.case.stage == Stage.WITHDRAWN and petition.withdrawn_by_id == paper.pk:
        return petition
    check_act(petition, by, "Retragerea")
    _check_paper(petition, paper)
    petition.withdrawn_by = paper
    petition.save(update_fields=["withdrawn_by"])
    _take(petition, paper, by)
    leave(
        petition, Stage.WITHDRAWN, by=by, settled_as="filed", ended=Ended.WITHDRAWN, note="retrasă",
        reason=f"retrasă prin {paper}", cites=og27.ART_6_4,
    )  # fmt: skip
    joining.go_along(petition, by=by)
    tell(Verb.PETITION_WITHDRAWN, petition, by, {"paper": str(paper), "cites": og27.ART_6_4})
    if notices.reachable(petition):
        notices.owe(petition, NoticeKind.WITHDRAWAL, by=by)
    return petition


def _check_paper(petition: Petition, paper: Entry) -> None:
    mine = rules.same_petitioner(joining.who(petition.entry), joining.who(paper))
    if paper.direction != "in" or paper.pk <= petition.entry.pk or paper.cancelled or not mine:
        raise RuleBroken(
            "withdrawal-paper", f"Documentul {paper} nu e o cerere de renunțare a aceluiași petiționar.",
            remedy="Înregistrează întâi cererea de renunțare; apoi alege-o aici.",
        )  # fmt: skip
    if Petition.objects.filter(case__entry=paper, case__closed_at=None).exists():
        raise RuleBroken(
            "withdrawal-is-petition", f"Documentul {paper} e înregistrat el însuși ca petiție.",
            remedy="Schimbă-i întâi felul în „Completare la un document”.",
        )  # fmt: skip


def _take(petition: Petition, paper: Entry, by: User) -> None:
    """The paper belongs to the petition; it asks for no answer of its own."""
    registry.connect(petition.entry, paper, by=by)
    if casework.case_of(paper) is None:
        casework.take_paper(petition.case, paper, role="addition", by=by)
    if not paper.settled_as:
        registry.settle(paper, settled_as="joined", on=dates.today(), note=str(petition.entry.value))
