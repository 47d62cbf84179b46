"""What reports read (interogări): facts from events, sheets made of them."""

from condica.statistics.queries.petitions import half_yearly, lines, members

__all__ = ["half_yearly", "lines", "members"]
