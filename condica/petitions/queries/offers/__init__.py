"""What a person may do next with a petition (pașii următori), and what not, with the reason and the article."""

from condica.petitions.queries.offers.all import offers

__all__ = ["offers"]
