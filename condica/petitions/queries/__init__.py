"""Reading petitions (citirea petițiilor): what may be done next, earlier ones alike."""

from condica.petitions.queries.likeness import earlier_of_same, petition_of
from condica.petitions.queries.offers import offers

__all__ = ["earlier_of_same", "offers", "petition_of"]
