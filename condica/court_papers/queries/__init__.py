"""Reads of court papers and displays (interogări): lists, what is owed, figures, next steps."""

from condica.court_papers.queries.figures import (
    display_figures,
    displays_between,
    paper_figures,
    papers_between,
)
from condica.court_papers.queries.lists import (
    DISPLAY_LISTS,
    PAPER_LISTS,
    counts,
    courts,
    displays,
    order_of,
    papers,
    shown_address,
    shown_name,
)
from condica.court_papers.queries.offers import display_offers, paper_offers
from condica.court_papers.queries.owed import Duty, duties

__all__ = [
    "DISPLAY_LISTS",
    "PAPER_LISTS",
    "Duty",
    "counts",
    "courts",
    "display_figures",
    "display_offers",
    "displays",
    "displays_between",
    "duties",
    "order_of",
    "paper_figures",
    "paper_offers",
    "papers",
    "papers_between",
    "shown_address",
    "shown_name",
]
