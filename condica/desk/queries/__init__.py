"""Reads of the desk (interogări): what was found, what waits, what came; only through the doors of other rooms."""

from condica.desk.queries.home import Home, home, post_of
from condica.desk.queries.month import Month, month
from condica.desk.queries.search import Found, register_sources, search

__all__ = ["Found", "Home", "Month", "home", "month", "post_of", "register_sources", "search"]
