"""A court obliges the authority to answer (hotărâre, Legea 554/2004): open again, in the term that the court gave."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from condica.accounts.models import User
from condica.casework import api as casework
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.rules import Verb
from condica.law import og27
from condica.petitions.actions.steps import end, locked, tell, term_of
from condica.petitions.models import CourtRuling, Petition
from condica.petitions.rules import ANSWERABLE, Ended, Stage


@transaction.atomic
def obey_court(
    petition: Petition, *, court: str, number: str, dated: date, counts_from: date, days: int = og27.RULING_DAYS,
    by: User,
) -> Petition:  # fmt: skip
    """Note a ruling (hotărâre): number, day, court, the term it gives; a new clock runs, also after an answer."""
    petition, court, number = locked(petition), court.strip(), number.strip()
    if petition.rulings.filter(court=court, number=number).exists():
        return petition
    _check(petition, court, number, dated, counts_from)
    term = term_of(og27.COURT, petition.entry, start=counts_from, days=days)
    ruling = CourtRuling.objects.create(
        petition=petition, court=court, number=number, dated=dated, days=days, counts_from=counts_from,
        at=dates.now(), by=by,
    )  # fmt: skip
    if petition.case.stage not in ANSWERABLE:
        casework.reopen(petition.case, stage=Stage.REGISTERED, by=by, note=str(ruling))
        end(petition, Ended.AGAIN, by=by, on=dates.now(), reason=str(ruling), cites=og27.RULING)
    casework.start_clock(petition.case, term, by=by, reason=str(ruling))
    data = {"ruling": str(ruling), "legal": dates.long(term.legal), "cites": og27.RULING}
    tell(Verb.PETITION_COURT, petition, by, data)
    return petition


def _check(petition: Petition, court: str, number: str, dated: date, counts_from: date) -> None:
    if not court or not number:
        raise RuleBroken(
            "ruling-unnamed", "Hotărârea nu are instanță sau număr.", cites=(og27.RULING,),
            remedy="Scrie-le cum stau pe hotărâre.",
        )  # fmt: skip
    if not dated <= counts_from <= dates.today():
        raise RuleBroken(
            "ruling-day", "Termenul instanței curge dintr-o zi de după hotărâre, cel târziu azi.",
            cites=(og27.RULING,), remedy="Scrie ziua comunicării sau ziua în care a rămas definitivă.",
        )  # fmt: skip
    if petition.case.stage in {Stage.JOINED, Stage.RECLASSED, Stage.REDIRECTING}:
        raise RuleBroken(
            "ruling-elsewhere", f"Petiția e în stadiul „{Stage(petition.case.stage).label}”.", cites=(og27.RULING,),
            remedy="Desfă întâi pasul acesta, sau consemnează hotărârea la petiția la care s-a conexat.",
        )  # fmt: skip
