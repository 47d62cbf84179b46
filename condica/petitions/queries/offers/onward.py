"""The way on: accept, write, sign, send, close; and the letters that a verb owes."""

from __future__ import annotations

from collections.abc import Iterator

from condica.accounts.rules import Permission
from condica.casework.api import ActionOffer, accepting, answering, refused
from condica.law import og27
from condica.petitions.queries.offers.seen import Seen
from condica.petitions.queries.waiting import standing
from condica.petitions.rules import NoticeKind, Stage


def letters_owed(seen: Seen) -> Iterator[ActionOffer]:
    """What has not left yet: written by a click, or led to; told another way, with its proof."""
    if not (seen.cares or seen.user.may(Permission.LETTER_SIGN)):
        return
    for notice in seen.owed:
        kind = NoticeKind(notice.kind)
        label = f"{kind.label[:1].upper()}{kind.label[1:]}"
        if notice.letter:
            yield ActionOffer(f"notice-{kind}", f"{label}: {standing(notice)}", "n-a plecat încă",
                              notice.letter.get_absolute_url(), primary=not seen.open, icon="mail")  # fmt: skip
        elif seen.user.may(Permission.LETTER_DRAFT):
            address = f"{seen.petition.address('write_notice')}?fel={kind}"
            yield ActionOffer(f"notice-{kind}", f"Scrie {kind.label}", "nimeni n-a început-o", address,
                              primary=not seen.open, icon="pencil")  # fmt: skip
    if seen.cares and seen.owed:
        yield seen.verb("tell_otherwise", "S-a anunțat pe altă cale", "cu dovada", icon="message-check")


def ordinary(seen: Seen) -> Iterator[ActionOffer]:
    """Accept, write, send, close."""
    if seen.open:
        yield from accepting(seen)
    if seen.works or seen.letter:
        yield from _letter(seen)
    if seen.stage == Stage.ANSWERED and seen.cares:
        yield ActionOffer(
            "close", "Închide petiția", "Răspunsul a plecat; dosarul primește indicativul lui.",
            seen.petition.address("close"), "i", primary=True, icon="archive",
        )  # fmt: skip


def _letter(seen: Seen) -> Iterator[ActionOffer]:
    yield from answering(seen)
    if seen.stage == Stage.REGISTERED and seen.works:
        reason = "Petiția nu e repartizată; răspunde compartimentul din rezoluție."
        yield refused("draft", "Redactează răspunsul", reason, og27.ART_12, "pencil")
    if seen.open and seen.works:
        reason = "Lipsește răspunsul semnat de conducător și de șeful compartimentului care rezolvă."
        yield refused("send", "Trimite răspunsul", reason, og27.ART_13, "send")
