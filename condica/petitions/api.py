"""The door of petitions (ușa petițiilor): what rooms above may call, and what this one tells those below at start."""

from __future__ import annotations

from django.urls import reverse

from condica.casework import api as casework
from condica.correspondence import api as correspondence
from condica.journal import queries as journal
from condica.journal.models import Line
from condica.petitions import actions
from condica.petitions.access import kept_out
from condica.petitions.actions import (
    ask_extension,
    ask_papers,
    close,
    connect,
    describe,
    disconnect,
    extend,
    file_anonymous,
    file_repeated,
    keep,
    obey_court,
    open_petition,
    receive_from,
    redirect,
    resume,
    tell_otherwise,
    withdraw,
    write_notice,
)
from condica.petitions.models import Petition
from condica.petitions.print import promise
from condica.petitions.queries import (
    PublicStep,
    Rights,
    card,
    earlier_of_same,
    not_left,
    offers,
    petition_of,
    public_steps,
    rights_after,
    wrong_hands,
)
from condica.petitions.rules import (
    APPLICANTS,
    DOMAINS,
    KIND,
    LEFT,
    NATURES,
    NEXT,
    SOLUTIONS,
    STAGES,
    Ended,
    Stage,
    hint,
)
from condica.registry.print import register_promise
from condica.registry.rules import PaperKind, register_kind

__all__ = [
    "APPLICANTS",
    "DOMAINS",
    "KIND",
    "NATURES",
    "SOLUTIONS",
    "STAGES",
    "Ended",
    "Petition",
    "PublicStep",
    "Rights",
    "Stage",
    "ask_extension",
    "ask_papers",
    "close",
    "connect",
    "describe",
    "disconnect",
    "earlier_of_same",
    "extend",
    "file_anonymous",
    "file_repeated",
    "keep",
    "not_left",
    "obey_court",
    "open_petition",
    "petition_of",
    "public_steps",
    "receive_from",
    "redirect",
    "resume",
    "rights_after",
    "tell_otherwise",
    "withdraw",
    "write_notice",
    "wrong_hands",
]


def register() -> None:
    """A kind of paper for the counter, a kind of case, and the letters that answer it."""
    register_kind(
        PaperKind(
            KIND, "Petiție", 1, words=WORDS, hint=hint, opens=actions.open_paper, leaves=actions.leave_paper,
            common=True,
        )
    )  # fmt: skip
    casework.register_kind(
        casework.CaseKind(
            KIND, "petiție", STAGES, NEXT, offers=offers, card=card, follow=actions.follow, keeps_out=kept_out,
            ways_out=LEFT, after_minutes=frozenset({Stage.APPROVED, Stage.SIGNED, Stage.ANSWERED}),
        )
    )  # fmt: skip
    correspondence.letter_moved.connect(actions.on_letter_moved, dispatch_uid="petitions.letter_moved")
    correspondence.letter_left.connect(actions.on_letter_left, dispatch_uid="petitions.letter_left")
    correspondence.letter_written.connect(actions.on_letter_written, dispatch_uid="petitions.letter_written")
    correspondence.register_addressee(actions.addressee_of)
    journal.register_link("petitions.petition", _link)
    register_promise(KIND, promise)


#: Beginnings of folded words that make a petition likely.
WORDS = ("petit", "sesiz", "reclam", "revenire", "plang", "propun", "nemultum")


def _link(line: Line) -> str:
    return reverse("casework:by_id", args=[line.object_id])
