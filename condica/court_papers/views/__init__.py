"""Pages of court papers and displays (paginile actelor și afișărilor)."""

from condica.court_papers.views.books import book, figures
from condica.court_papers.views.court import (
    describe,
    give_back,
    hand_over,
    letter,
    new,
    paper,
    papers,
    proof,
    record_sent,
    set_aside,
)
from condica.court_papers.views.display import (
    another,
    answer,
    change,
    display,
    displays,
    drop,
    new_display,
    post,
    posting_minute,
    record_answer,
    take_down,
    taking_minute,
)
from condica.court_papers.views.many import give_back_many, move_displays, proofs, send_many
from condica.court_papers.views.printed import displays_print, papers_print

__all__ = [
    "another",
    "answer",
    "book",
    "change",
    "describe",
    "display",
    "displays",
    "displays_print",
    "drop",
    "figures",
    "give_back",
    "give_back_many",
    "hand_over",
    "letter",
    "move_displays",
    "new",
    "new_display",
    "paper",
    "papers",
    "papers_print",
    "post",
    "posting_minute",
    "proof",
    "proofs",
    "record_answer",
    "record_sent",
    "send_many",
    "set_aside",
    "take_down",
    "taking_minute",
]
