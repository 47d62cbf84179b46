"""Reads of the desk (interogări): what was found, what waits, what came; only through the doors of other rooms."""

from condica.desk.queries.home import Home, home, late_next_week, post_of
from condica.desk.queries.month import Month, month
from condica.desk.queries.news import News, lines_for, read_until, told, unread
from condica.desk.queries.search import Found, register_sources, search
from condica.desk.queries.todo import Todo, TodoList, todo

__all__ = [
    "Found",
    "Home",
    "Month",
    "News",
    "Todo",
    "TodoList",
    "home",
    "late_next_week",
    "lines_for",
    "month",
    "post_of",
    "read_until",
    "register_sources",
    "search",
    "todo",
    "told",
    "unread",
]
