"""Who works on it: resolutions, points of view, a commission; what is in the wrong hands (art. 11)."""

from __future__ import annotations

from collections.abc import Iterator

from condica.accounts.rules import Permission
from condica.casework.access import may_move
from condica.casework.api import ActionOffer
from condica.law import og27
from condica.petitions.queries.offers.seen import Seen, refused, url
from condica.petitions.rules import Stage


def to_move(seen: Seen) -> Iterator[ActionOffer]:
    """Work in the wrong hands comes before anything else: it must be given to somebody (art. 11)."""
    if seen.open and seen.user.may(Permission.CASE_ASSIGN) and seen.wrong:
        yield _assign(seen)


def offers(seen: Seen) -> Iterator[ActionOffer]:
    """Give it out, ask others, give it back, fill the card in."""
    if not seen.open:
        return
    if seen.user.may(Permission.CASE_ASSIGN):
        yield from () if seen.wrong else (_assign(seen),)
    elif seen.stage == Stage.REGISTERED and seen.works:
        reason = "Nimeni nu își ia singur o petiție; o repartizează șeful compartimentului."
        yield refused("assign", "Repartizează", reason, og27.ART_12, "user-plus")
    if seen.task and seen.works:
        yield ActionOffer(
            "ask", "Mai cere un punct de vedere", "de la alt compartiment", seen.case_url("ask_opinion"), "v",
            icon="message-question",
        )  # fmt: skip
    if seen.petition.about:
        reason = "Petiția îl privește: n-o poate rezolva nici acest coleg, nici un subordonat."
        yield refused("about", f"Repartizează lui {seen.petition.about}", reason, og27.ART_11)
    if seen.task and may_move(seen.user, seen.task):
        yield ActionOffer(
            "return", "Întoarce lucrarea", "cu motivul; se scrie altă rezoluție", url("casework:return", seen.task.pk),
            icon="arrow-back-up",
        )  # fmt: skip


def _assign(seen: Seen) -> ActionOffer:
    wrong = seen.wrong
    first = seen.stage == Stage.REGISTERED
    why = "Cine rezolvă, cu cine, până când." if first else "rezoluția nouă o înlocuiește pe cea de acum"
    if wrong:
        why = f"e la {wrong[0].who}, pe care legea îl ține departe (art. 11)"
    return ActionOffer(
        "assign", "Repartizează" if first else "Repartizează altcuiva", why, seen.case_url("assign"), "d",
        primary=first or bool(wrong), icon="user-plus",
    )  # fmt: skip
