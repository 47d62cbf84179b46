"""Reading petitions (citirea petițiilor): next steps, the card, what waits, likeness."""

from condica.petitions.queries.card import card
from condica.petitions.queries.likeness import earlier_of_same, later_papers, petition_of
from condica.petitions.queries.offers import offers
from condica.petitions.queries.public import PublicStep, Rights, public_steps, rights_after
from condica.petitions.queries.waiting import not_left, standing, wrong_hands

__all__ = [
    "PublicStep",
    "Rights",
    "card",
    "earlier_of_same",
    "later_papers",
    "not_left",
    "offers",
    "petition_of",
    "public_steps",
    "rights_after",
    "standing",
    "wrong_hands",
]
