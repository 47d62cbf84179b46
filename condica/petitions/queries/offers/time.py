"""The term: more of it (art. 9), papers asked meanwhile, what a court gave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from condica.accounts.rules import Permission
from condica.casework.api import ActionOffer, refused
from condica.foundation import dates
from condica.foundation.romanian import plural
from condica.law import og27
from condica.petitions.actions.steps import term_now
from condica.petitions.queries.offers.seen import Seen
from condica.petitions.rules import EXTENSION_DAYS, NoticeKind, Stage


def offers(seen: Seen) -> Iterator[ActionOffer]:
    """The extension, the papers."""
    head = seen.user.may(Permission.PETITION_EXTEND)
    if seen.open and (head or seen.works):
        yield _extension(seen, head=head)
    if seen.open and seen.works and seen.user.may(Permission.LETTER_DRAFT):
        yield seen.verb("ask_papers", "Cere completări", "scrisoare; termenul curge mai departe", icon="file-plus")


def court(seen: Seen) -> Iterator[ActionOffer]:
    """What a court ordered; rare, so it stands last."""
    if seen.cares and seen.stage not in {Stage.JOINED, Stage.RECLASSED, Stage.REDIRECTING}:
        yield seen.verb("obey_court", "Consemnează hotărârea instanței", "termenul dat de instanță", icon="gavel")


def _extension(seen: Seen, *, head: bool) -> ActionOffer:
    label, key = ("Prelungește termenul", "extend") if head else ("Propune prelungirea", "ask_extension")
    reason = _why_not(seen)
    if reason:
        return refused("extend", label, reason, og27.extension_cites(term_now(seen.petition).start), "calendar-plus")
    term = term_now(seen.petition)
    longest = seen.term(og27.EXTENSION, term.start)
    proposed = seen.petition.extension_days
    asked = f"propusă cu {plural(proposed, 'zi', 'zile')}" if proposed else ""
    decides = "" if head else "; decide conducătorul, cu anunț înainte"
    why = asked or f"cel mult {EXTENSION_DAYS} zile, până {dates.short(longest.legal)}{decides} (art. 9)"
    return replace(seen.verb(key, label, why, shortcut="p", icon="calendar-plus"), primary=bool(asked and head))


def _why_not(seen: Seen) -> str:
    term = term_now(seen.petition)
    if term.rule == og27.COURT:
        return "Termenul l-a dat instanța."
    if seen.petition.case.extended:
        return "Termenul a fost deja prelungit o dată."
    if seen.today > term.legal:
        return "Termenul s-a împlinit; se putea prelungi numai înainte."
    return _decided(seen)


def _decided(seen: Seen) -> str:
    waiting = any(one.kind == NoticeKind.EXTENSION and one.letter for one in seen.owed)
    return "E hotărâtă; contează după ce pleacă înștiințarea." if waiting else ""
