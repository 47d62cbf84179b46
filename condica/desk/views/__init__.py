"""Pages of the desk (masa de lucru): home, search, news, the journal; the daily folders and what belongs to them."""

from condica.desk.views.deciding import batch, close_page, decide, opened, undo
from condica.desk.views.folders import (
    add,
    folder,
    folder_pdf,
    folders,
    gather,
    hand_originals,
    move,
    prepare,
    present,
    put_again,
    take_out,
)
from condica.desk.views.library import (
    acknowledge,
    deciders,
    drop_phrase,
    end_presenting,
    informations,
    phrases,
    suggestions,
)
from condica.desk.views.pages import home, journal, news, read_news, search, term

__all__ = [
    "acknowledge",
    "add",
    "batch",
    "close_page",
    "decide",
    "deciders",
    "drop_phrase",
    "end_presenting",
    "folder",
    "folder_pdf",
    "folders",
    "gather",
    "hand_originals",
    "home",
    "informations",
    "journal",
    "move",
    "news",
    "opened",
    "phrases",
    "prepare",
    "present",
    "put_again",
    "read_news",
    "search",
    "suggestions",
    "take_out",
    "term",
    "undo",
]
