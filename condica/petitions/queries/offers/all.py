"""The offers together, in the order of the page: the way on, letters owed, the term, who works, other ways out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from condica.accounts.models import User
from condica.casework.api import ActionOffer, Case, refused
from condica.law import og27
from condica.petitions.models import Petition
from condica.petitions.queries.offers import hands, onward, out, time
from condica.petitions.queries.offers.seen import Seen
from condica.petitions.rules import is_answer


def offers(case: Case, user: User) -> list[ActionOffer]:
    """The next step first, then the others, then what cannot be done now; what is not a person's right is not shown."""
    petition = Petition.objects.select_related("about", "joined_to", "repeats", "extension").get(pk=case.pk)
    petition.case = case
    found = list(_all(Seen(case, user, is_answer, petition=petition)))
    first = next((offer for offer in found if offer.allowed and offer.primary), None)
    return [replace(offer, primary=offer is first) for offer in found]


def _all(seen: Seen) -> Iterator[ActionOffer]:
    if seen.kept_away:  # art. 11: whoever it concerns reads it, and does nothing with it
        yield refused("concerned", "Lucrează la petiție", "Petiția te privește pe tine sau pe șeful tău.", og27.ART_11)
        return
    yield from hands.to_move(seen)
    yield from onward.letters_owed(seen)
    yield from onward.ordinary(seen)
    yield from out.connecting(seen)
    yield from time.offers(seen)
    yield from hands.offers(seen)
    yield from out.offers(seen)
    yield from out.undoing(seen)
    yield from time.court(seen)
