"""Petitions of one petitioner (conexare, art. 10 alin. (1)): joined while they are open, one answer that names all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.db import transaction

from condica.accounts.models import User
from condica.casework import api as casework
from condica.contacts import api as contacts
from condica.documents.models import Document
from condica.foundation.refusal import RuleBroken
from condica.journal.rules import Verb
from condica.law import og27
from condica.law.terms import Term
from condica.organisation import api as organisation
from condica.petitions import rules
from condica.petitions.actions.steps import again, check_act, leave, locked, locked_both, tell, term_now
from condica.petitions.models import Petition
from condica.petitions.rules import Ended, Stage
from condica.registry import api as registry
from condica.registry.models import Connection, Entry


@transaction.atomic
def connect(petition: Petition, *, to: Petition, by: User) -> Petition:
    """Connect a petition to an earlier one of the same petitioner on the same matter (conexare).

    The earlier one keeps the matter; whose term counts is the authority's reading, the first's unless it chose.
    """
    first, later = locked_both(*sorted((to, petition), key=lambda one: one.case.entry_id))
    if later.case.stage == Stage.JOINED and later.joined_to_id == first.pk:
        return later
    if first.pk == later.pk:
        raise RuleBroken("connect-itself", "O petiție nu se conexează cu ea însăși.", remedy="Alege altă petiție.")
    for one in (first, later):
        check_act(one, by, "Conexarea")
    check_same(first, later, "conexa", og27.ART_10_1)
    later.joined_to = first
    later.save(update_fields=["joined_to"])
    registry.connect(first.entry, later.entry, by=by)
    casework.take_paper(first.case, later.entry, role="connected", by=by)
    _take_term(first, later, by)
    leave(
        later, Stage.JOINED, by=by, settled_as="joined", ended=Ended.JOINED, note=str(first.entry.value),
        reason=f"conexată la {first}", cites=og27.ART_10_1,
    )  # fmt: skip
    tell(Verb.PETITION_CONNECTED, later, by, {"other": str(first), "cites": og27.ART_10_1})
    return later


def _take_term(first: Petition, later: Petition, by: User) -> None:
    """Where the authority reads art. 10 so, the later petition's term is that of the one answer."""
    term = term_now(later)
    if organisation.setting("petition_joined_term") and term.legal > term_now(first).legal:
        said = organisation.setting_said("petition_joined_term")
        casework.start_clock(first.case, _saying(term, said), by=by, reason=f"conexată petiția {later}")


def _saying(term: Term, sentence: str) -> Term:
    return replace(term, explanation=(*term.explanation, sentence))


@transaction.atomic
def disconnect(petition: Petition, *, by: User) -> Petition:
    """Undo a connection made wrongly (desfacerea conexării): both petitions and their terms stand as before."""
    if petition.joined_to is None:
        return petition
    first, petition = locked_both(petition.joined_to, petition)
    if petition.case.stage != Stage.JOINED:
        return petition
    check_act(first, by, "Desfacerea conexării")
    undo_link(first, petition, by)
    _give_term_back(first, petition, by)
    again(petition, by=by, reason=f"desfăcută conexarea la {first}")
    petition.joined_to = None
    petition.save(update_fields=["joined_to"])
    tell(Verb.PETITION_DISCONNECTED, petition, by, {"other": str(first)})
    return petition


def undo_link(first: Petition, later: Petition, by: User) -> None:
    """Take the later paper out of the first one's case, and the link out of the register."""
    for made in Connection.objects.filter(first=first.entry, second=later.entry, undone_at__isnull=True):
        registry.disconnect(made, by=by)
    casework.leave_paper(first.case, later.entry)


def _give_term_back(first: Petition, later: Petition, by: User) -> None:
    """The first's own term, when the later one had lent it its own."""
    lent = first.case.clock.filter(kind="restarted", reason=f"conexată petiția {later}").last()
    last = first.case.clock.last()
    if lent is None or last is None or lent.pk != last.pk:
        return
    before = first.case.clock.filter(pk__lt=lent.pk).last()
    if before is not None:
        term = Term.from_json(before.term)
        casework.start_clock(first.case, term, by=by, reason=f"desfăcută conexarea petiției {later}")


# ── all that one answer is about ──


def joined_of(petition: Petition) -> Iterator[Petition]:
    """The petitions joined to it, and those joined to them."""
    found = Petition.objects.select_related("case__entry__register", "case__entry__number")
    for one in found.filter(joined_to=petition, case__stage=Stage.JOINED).order_by("case__entry"):
        yield one
        yield from joined_of(one)


def numbers(petition: Petition) -> list[tuple[int, int, str]]:
    """The numbers that one answer must name: the first's stands in the letter's head, the joined ones in its text."""
    entries = [one.entry for one in joined_of(petition)]
    return [(entry.value, entry.year, entry.paper_number) for entry in entries]


def go_along(
    petition: Petition, *, by: User, addressee: str = "", way: str = "", channel: str = "post",
    document: Document | None = None,
) -> None:  # fmt: skip
    """What became of the first becomes of the joined ones: the register's out column says it at each, they are over."""
    for one in list(joined_of(petition)):
        joined = locked(one)
        if way:
            registry.record_exit(joined.entry, addressee=addressee, channel=channel, way=way, document=document, by=by)
        casework.move(joined.case, Stage.CLOSED, by=by, note=f"odată cu petiția {petition}")
        tell(Verb.PETITION_ENDED_TOGETHER, joined, by, {"other": str(petition), "cites": og27.ART_10_1})


# ── one petitioner ──


def check_same(first: Petition, second: Petition, act: str, cites: str) -> None:
    """Refuse two petitioners; what an authority sent on may be in its name (art. 10 alin. (2))."""
    same = rules.same_petitioner(who(first.entry), who(second.entry))
    sent_on = cites == og27.ART_10_2 and bool(second.received_from)
    rules.check_same_petitioner(str(first), str(second), same=same or sent_on, act=act, cites=cites)


def who(entry: Entry) -> dict[str, str]:
    """What tells a petitioner: the contact (after merges), the e-mail, the name."""
    contact = str(contacts.resolved(entry.sender).pk) if entry.sender else ""
    return {"contact": contact, "email": entry.sender_email.strip().lower(), "name": entry.sender_name}
