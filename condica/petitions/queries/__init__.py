"""Reading petitions (citirea petițiilor): what may be done next, earlier ones alike."""

from condica.petitions.queries.likeness import earlier_of_same, petition_of
from condica.petitions.queries.offers import offers
from condica.petitions.queries.public import PublicStep, Rights, public_steps, rights_after

__all__ = [
    "PublicStep",
    "Rights",
    "earlier_of_same",
    "offers",
    "petition_of",
    "public_steps",
    "rights_after",
]
