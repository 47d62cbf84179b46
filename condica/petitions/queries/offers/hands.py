"""Who works on it: resolutions, points of view, a commission; what is in the wrong hands (art. 11)."""

from __future__ import annotations

from collections.abc import Iterator

from condica.accounts.rules import Permission
from condica.casework.api import ActionOffer, asking, assigning, giving_back, refused
from condica.law import og27
from condica.petitions.queries.offers.seen import Seen
from condica.petitions.rules import Stage


def to_move(seen: Seen) -> Iterator[ActionOffer]:
    """First what must be given out: work in the wrong hands (art. 11), or the unit's own, by its head (art. 12)."""
    if seen.open and seen.user.may(Permission.CASE_ASSIGN) and (seen.wrong or seen.gives_out):
        yield _assign(seen)


def offers(seen: Seen) -> Iterator[ActionOffer]:
    """Give it out, ask others, give it back, fill the card in."""
    if not seen.open:
        return
    if seen.user.may(Permission.CASE_ASSIGN):
        yield from () if seen.wrong or seen.gives_out else (_assign(seen),)
    elif seen.stage == Stage.REGISTERED and seen.works:
        reason = "Nimeni nu își ia singur o petiție; o repartizează șeful compartimentului."
        yield refused("assign", "Repartizează", reason, og27.ART_12, "user-plus")
    yield from asking(seen)
    if seen.petition.about:
        reason = "Petiția îl privește: n-o poate rezolva nici acest coleg, nici un subordonat."
        yield refused("about", f"Repartizează lui {seen.petition.about}", reason, og27.ART_11)
    yield from giving_back(seen)


def _assign(seen: Seen) -> ActionOffer:
    wrong = seen.wrong
    why = f"e la {wrong[0].who}, pe care legea îl ține departe (art. 11)" if wrong else ""
    return assigning(seen, first=seen.stage == Stage.REGISTERED, why=why, wrong=bool(wrong))
