"""The other ways out (art. 6^1, 7, 10): connect, send on, file, withdraw; and how each is undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from condica.accounts.rules import Permission
from condica.casework.api import ActionOffer, refused
from condica.foundation import dates
from condica.law import og27
from condica.organisation import api as organisation
from condica.petitions import rules
from condica.petitions.actions.filing import missing_identity
from condica.petitions.queries.likeness import later_papers
from condica.petitions.queries.offers.seen import Seen
from condica.petitions.rules import Stage


def connecting(seen: Seen) -> Iterator[ActionOffer]:
    """Connect with another open petition of the same petitioner."""
    if seen.open and seen.cares and seen.user.may(Permission.PETITION_FILE):
        yield _connect(seen)


def offers(seen: Seen) -> Iterator[ActionOffer]:
    """The card, then each way out that this person has a right to."""
    if not (seen.open and seen.cares):
        return
    missing = "" if seen.petition.domain else "lipsește domeniul"
    words = missing or "domeniu, fel, petiționar, semnatari, persoana vizată"
    yield seen.verb("describe", "Completează fișa", words, shortcut="e", icon="forms")
    yield from _kept(seen, Permission.PETITION_REDIRECT, _redirect)
    yield from _kept(seen, Permission.PETITION_FILE, _anonymous, _repeated, _withdraw)
    if not seen.petition.received_from:
        yield seen.verb("receive_from", "A venit de la altă autoritate", "termen nou, de la înregistrarea aici",
                        icon="building-bank")  # fmt: skip


def _kept(seen: Seen, permission: Permission, *made: Callable[[Seen], ActionOffer]) -> Iterator[ActionOffer]:
    if seen.user.may(permission):
        yield from (offer(seen) for offer in made)


def _connect(seen: Seen) -> ActionOffer:
    live = [one for one in seen.earlier if one.case.stage in rules.WORKED_ON]
    if live:
        why = f"cu {live[0]}; un singur răspuns (art. 10)"
        return seen.verb("connect", "Conexează", why, shortcut="c", icon="link")
    return refused("connect", "Conexează", rules.NO_OPEN_ONE, og27.ART_10_1, "link")


def _redirect(seen: Seen) -> ActionOffer:
    term = seen.term(og27.REDIRECT)
    late = "cele 5 zile au trecut; se consemnează ca târzie (art. 6^1)"
    why = late if seen.today > term.legal else f"la autoritatea competentă, până {dates.short(term.safe)} (art. 6^1)"
    return seen.verb("redirect", "Redirecționează", why, shortcut="t", icon="arrow-forward-up")


def _anonymous(seen: Seen) -> ActionOffer:
    missing, entry = missing_identity(seen.petition), seen.petition.entry
    offer = seen.verb("anonymous", "Clasează ca anonimă", icon="user-question")
    if missing:
        why = f"se propune: lipsesc {missing}; hotărăști tu (art. 7)"
        return replace(offer, why=why, primary=seen.stage == Stage.REGISTERED)
    if entry.channel == "email" and organisation.setting("petition_unsigned"):
        return replace(offer, why="numai dacă e-mailul nu e semnat; așa citește autoritatea art. 7")
    return refused("anonymous", "Clasează ca anonimă", "Are nume și adresă.", og27.ART_7, "user-question")


def _repeated(seen: Seen) -> ActionOffer:
    answered = [one for one in seen.earlier if one.case.stage in rules.DONE]
    if answered:
        why = f"s-a răspuns la {answered[0]} (art. 10 alin. (2))"
        return seen.verb("repeated", "Clasează ca repetată", why, icon="repeat")
    return refused("repeated", "Clasează ca repetată", rules.NO_ANSWERED_ONE, og27.ART_10_2, "repeat")


def _withdraw(seen: Seen) -> ActionOffer:
    if later_papers(seen.petition).exists():
        return seen.verb("withdraw", "Petiționarul renunță", "prin cererea lui, înregistrată", icon="user-minus")
    return refused("withdraw", "Petiționarul renunță", rules.NO_WITHDRAWAL, og27.ART_6_4, "user-minus")


def undoing(seen: Seen) -> Iterator[ActionOffer]:
    """A way out taken by mistake is undone by who may take it."""
    if not (seen.cares and seen.user.may(Permission.PETITION_FILE)):
        return
    if seen.stage == Stage.JOINED:
        why = "petiția își reia drumul și termenul"
        yield seen.verb("disconnect", "Desfă conexarea", why, icon="unlink")
    if seen.stage in {Stage.FILED, Stage.WITHDRAWN}:
        yield seen.verb("resume", "Reia petiția", "clasarea a fost greșită; termenul curge ca înainte", icon="rotate")
    if seen.stage == Stage.REDIRECTING:
        yield seen.verb("keep", "Renunță la redirecționare", "cât timp nimic n-a plecat", icon="arrow-back-up")
