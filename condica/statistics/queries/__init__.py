"""What reports read (interogări): facts from events, sheets made of them."""

from condica.statistics.queries.petitions import half_yearly, listing, members

__all__ = ["half_yearly", "listing", "members"]
