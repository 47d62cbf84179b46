"""Reading petitions (citirea petițiilor): what may be done next, earlier ones alike, the rows of reports."""

from condica.petitions.queries.likeness import earlier_of_same, petition_of
from condica.petitions.queries.offers import offers
from condica.petitions.queries.reports import PetitionRow, report_rows

__all__ = ["PetitionRow", "earlier_of_same", "offers", "petition_of", "report_rows"]
