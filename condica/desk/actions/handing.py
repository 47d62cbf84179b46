"""A closed folder's originals go on (predarea originalelor mapei): one hand-over for each receiver, in one step."""

from __future__ import annotations

from django.db import transaction

from condica.accounts.models import User
from condica.desk.access import require_decider
from condica.desk.actions.preparing import locked
from condica.desk.models import Folder, FolderState
from condica.desk.queries.folders import Giving, givings
from condica.foundation.refusal import RuleBroken
from condica.registry import api as registry
from condica.registry.models import PlaceKind


@transaction.atomic
def hand_on(folder: Folder, *, by: User) -> tuple[list[Giving], list[RuleBroken]]:
    """Hand the originals of a closed folder to the units that got the papers; each unit still has to receive them.

    What the decider keeps is noted with him at once: it lies in his cabinet already. A unit that may not receive is
    told with the reason, the others go on.
    """
    require_decider(by, folder)
    folder = locked(folder)
    if folder.state != FolderState.CLOSED:
        raise RuleBroken("folder-open", "Mapa nu e închisă.", remedy="Originalele se predau după ce mapa se închide.")
    done, refused = [], []
    for giving in givings(folder):
        try:
            with transaction.atomic():
                _give(folder, giving, by)
        except RuleBroken as broken:
            refused.append(broken)
        else:
            done.append(giving)
    return done, refused


def _give(folder: Folder, giving: Giving, by: User) -> None:
    if giving.unit is None:
        registry.custody.moved_together(giving.papers, place=PlaceKind.PERSON, person=folder.decider, by=by)
    else:
        registry.hand_over(giving.papers, to_unit=giving.unit, note=f"din {folder}", by=by)
