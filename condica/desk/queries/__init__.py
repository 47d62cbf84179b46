"""Reads of the desk (interogări): what was found, what waits, what came; only through the doors of other rooms."""

from condica.desk.queries.home import Home, home, post_of
from condica.desk.queries.month import Month, month
from condica.desk.queries.search import Found, register_sources, search
from condica.desk.queries.todo import Todo, TodoList, todo

__all__ = [
    "Found",
    "Home",
    "Month",
    "Todo",
    "TodoList",
    "home",
    "month",
    "post_of",
    "register_sources",
    "search",
    "todo",
]
