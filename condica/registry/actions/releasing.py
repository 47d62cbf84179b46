"""Release at the desk (eliberarea la ghișeu): issued papers received, told of, released, posted, taken back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from condica.accounts.models import User
from condica.documents.models import Document
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.foundation.romanian import name_keys, words_of
from condica.foundation.search import to_vector
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.organisation.models import Desk, Unit
from condica.registry.actions.changing import record_exit
from condica.registry.models import Channel, Entry, Identity, Issued, IssuedKind, Outcome, Told

Teller = Callable[[Issued, User], bool]
_TELLERS: list[Teller] = []


@dataclass(frozen=True, slots=True)
class Posting:
    """Where a paper is at the post room, in words; `waits`: in an envelope that has not left."""

    words: str
    url: str
    waits: bool


@dataclass(frozen=True, slots=True)
class Poster:
    """A post room above (expedierea): it takes unclaimed papers into envelopes, says where they are, gives them back.

    `kinds`: how it sends them, the usual way first; `about`: words and address for each paper it ever had.
    """

    kinds: Sequence[tuple[str, str]]
    take: Callable[[Issued, str, User], bool]
    about: Callable[[Iterable[int]], dict[int, Posting]]
    give_back: Callable[[Issued, User], None]


_POSTERS: list[Poster] = []


def register_teller(tell: Teller) -> None:
    """A room above can tell the holder by e-mail that the paper waits; True when the message is on its way."""
    if tell not in _TELLERS:
        _TELLERS.append(tell)


def register_poster(poster: Poster) -> None:
    """A room above has envelopes and post lists: unclaimed papers leave by it."""
    if poster not in _POSTERS:
        _POSTERS.append(poster)


def post_kinds() -> list[tuple[str, str]]:
    """How an unclaimed paper can be sent; none where no room has envelopes."""
    return [kind for poster in _POSTERS for kind in poster.kinds]


def at_the_post(papers: Iterable[int]) -> dict[int, Posting]:
    """What the post room says of these papers: in which envelope, on which list, sent, received, come back."""
    wanted, found = list(papers), dict[int, Posting]()
    for poster in _POSTERS:
        found |= poster.about(wanted)
    return found


@dataclass(frozen=True, slots=True)
class Holder:
    """For whom a paper was issued (titularul)."""

    name: str
    address: str = ""
    email: str = ""


@transaction.atomic
def receive_issued(
    *,
    kind: IssuedKind,
    number: str,
    issued_on: date,
    holder: Holder,
    unit: Unit,
    entry: Entry | None = None,
    desk: Desk | None = None,
    shelf: str = "",
    by: User,
) -> Issued:
    """Receive an issued paper from the unit that made it (primirea la raft); the holder is told, if they can be."""
    number = number.strip()
    _check_issued(kind, number, issued_on, holder)
    known = Issued.objects.filter(kind=kind, year=issued_on.year, number=number).first()
    if known:
        raise RuleBroken(
            "issued-known",
            f"{known} este deja la ghișeu, {known.holder_name}.",
            remedy="Verifică felul, numărul și data de pe act.",
        )
    made = Issued.objects.create(
        kind=kind, number=number, issued_on=issued_on, year=issued_on.year, entry=entry, unit=unit, desk=desk,
        holder_name=holder.name.strip(), holder_address=holder.address.strip(), holder_email=holder.email.strip(),
        shelf=shelf.strip(), received_by=by, received_at=dates.now(), keys=_keys(number, issued_on, holder, entry),
    )  # fmt: skip
    record(Verb.ISSUED_RECEIVED, on=made, by=by, entry=entry.pk if entry else None, data={"unit": unit.short_name},
           personal={"holder": made.holder_name})  # fmt: skip
    tell(made, by=by)
    return made


def _check_issued(kind: IssuedKind, number: str, issued_on: date, holder: Holder) -> None:
    if not number or not holder.name.strip():
        raise RuleBroken("issued-incomplete", "Actul are un număr și un titular.", remedy="Scrie-le de pe act.")
    if issued_on > dates.today():
        raise RuleBroken("issued-in-future", "Data actului este în viitor.", remedy="Scrie data de pe act.")
    if kind.since > dates.today() or (kind.until is not None and kind.until < dates.today()):
        raise RuleBroken(
            "issued-kind-ended", f"„{kind}” nu se mai eliberează la ghișeu.", remedy="Alege alt fel de act."
        )


def _keys(number: str, issued_on: date, holder: Holder, entry: Entry | None) -> Any:
    """Found by the holder's name, by the paper's number, by the number of the request."""
    words = f"{holder.name} {number}" + (f" {entry.value}" if entry else "")
    return to_vector({*name_keys(words), f"{number}/{issued_on.year}".lower()})


@transaction.atomic
def tell(issued: Issued, *, by: User) -> Told | None:
    """Tell the holder by e-mail that the paper waits (înștiințare); None when there is no way to."""
    issued = _locked(issued)
    if not issued.is_waiting or not issued.holder_email or not any(teller(issued, by) for teller in _TELLERS):
        return None
    return _told(issued, Told.Way.EMAIL, issued.holder_email, by)


@transaction.atomic
def told_by_phone(issued: Issued, *, by: User) -> Told:
    """Write that the holder was called (anunțat la telefon)."""
    issued = _locked(issued)
    _check_waiting(issued)
    return _told(issued, Told.Way.PHONE, "", by)


def _told(issued: Issued, way: Told.Way, address: str, by: User) -> Told:
    made = Told.objects.create(issued=issued, way=way, address=address, by=by, at=dates.now())
    record(Verb.ISSUED_TOLD, on=issued, by=by, entry=issued.entry_id, data={"way": way.label},
           personal={"address": address})  # fmt: skip
    return made


def _locked(issued: Issued) -> Issued:
    """The paper locked first, then read: what somebody did while we waited is seen."""
    Issued.objects.select_for_update(no_key=True).get(pk=issued.pk)
    return Issued.objects.select_related("kind", "unit", "entry__register", "outcome__by").get(pk=issued.pk)


def _check_waiting(issued: Issued) -> None:
    if not issued.is_waiting:
        done = issued.outcome
        raise RuleBroken(
            "issued-gone",
            f"{issued}: {done.get_way_display()} {dates.moment(done.at)}, de {done.by}.",
            remedy="Deschide actul ca să vezi cui.",
        )


@dataclass(frozen=True, slots=True)
class Taker:
    """Who takes the paper (cel care ridică actul) and on what identity; only four characters of it are kept."""

    name: str
    identity: str
    last4: str
    power: str = ""  # the power of attorney of a delegate

    @property
    def four(self) -> str:
        """The last four letters or digits, in capitals."""
        return re.sub(r"[^0-9A-Z]", "", self.last4.upper())[-4:]


@transaction.atomic
def release(
    issued: Issued, *, taker: Taker, desk: Desk | None = None, signature: Document | None = None, by: User
) -> Outcome:
    """Release a paper to its holder or a delegate (eliberare): identity noted, moment, by whom; once only."""
    _back_from_post(issued, by)
    issued = _locked(issued)
    _check_waiting(issued)
    _check_taker(issued, taker)
    delegate = bool(taker.power.strip())
    made = Outcome.objects.create(
        paper=issued, issued=issued, way=Outcome.Way.RELEASED, by=by, at=_after(issued), desk=desk or issued.desk,
        to_name=taker.name.strip(), identity=taker.identity, identity_last4=taker.four, is_delegate=delegate,
        power=taker.power.strip(), signature=signature,
    )  # fmt: skip
    personal = {"to": made.to_name, "power": f", cu {made.power}" if delegate else ""}
    record(Verb.ISSUED_RELEASED, on=issued, by=by, entry=issued.entry_id, personal=personal)
    _write_exit(issued, made.to_name, Channel.COUNTER, "eliberat la ghișeu", by)
    return made


def _check_taker(issued: Issued, taker: Taker) -> None:
    if not taker.name.strip() or taker.identity not in Identity.values or len(taker.four) != 4:
        raise RuleBroken(
            "taker-unknown",
            "Actul se eliberează numai după un act de identitate.",
            remedy="Scrie cine ridică, felul actului de identitate și ultimele 4 semne ale numărului lui.",
        )
    if re.fullmatch(r"\D*\d{13}\D*", taker.last4):
        raise RuleBroken("taker-cnp", "CNP-ul nu se scrie.", remedy="Scrie numai ultimele 4 semne ale numărului.")
    if _folded(taker.name) != _folded(issued.holder_name) and not taker.power.strip():
        raise RuleBroken(
            "taker-not-holder",
            f"Titularul este {issued.holder_name}; altcineva ridică numai cu împuternicire.",
            remedy="Scrie procura sau împuternicirea: număr, dată, cine a dat-o.",
        )


def _folded(name: str) -> list[str]:
    return sorted(words_of(name))


def _after(issued: Issued) -> Any:
    return max(dates.now(), issued.received_at)


def _write_exit(issued: Issued, addressee: str, channel: Channel, way: str, by: User) -> None:
    """The register's out column of the request that the paper answers, where there is one."""
    if issued.entry is not None and not issued.entry.cancelled:
        record_exit(issued.entry, addressee=addressee, channel=channel, way=f"{issued}, {way}", by=by)


def _back_from_post(issued: Issued, by: User) -> None:
    """Whoever holds it in an envelope gives it back, the holder stands here; envelopes are locked before papers."""
    for poster in _POSTERS:
        poster.give_back(issued, by)


@transaction.atomic
def post(issued: Issued, *, reference: str = "", kind: str = "", by: User) -> Outcome | None:
    """Send an unclaimed paper by post (trimitere prin poștă).

    Where a post room is connected it goes into an envelope there, and has left when its list is handed over: None.
    """
    issued = _locked(issued)
    _check_waiting(issued)
    if not issued.holder_address:
        raise RuleBroken("holder-address", f"{issued} nu are adresa titularului.", remedy="Cheamă-l la telefon.")
    posting = at_the_post([issued.pk]).get(issued.pk)
    if posting is not None and posting.waits:
        return None
    if any(poster.take(issued, kind or poster.kinds[0][0], by) for poster in _POSTERS):
        record(Verb.ISSUED_ENVELOPED, on=issued, by=by, entry=issued.entry_id)
        return None
    return posted(issued, reference=reference, by=by)


@transaction.atomic
def posted(issued: Issued, *, reference: str, at: datetime | None = None, by: User) -> Outcome:
    """Write that a paper has left by post (expediat): its outcome, and the out column of the request."""
    issued = _locked(issued)
    _check_waiting(issued)
    made = Outcome.objects.create(
        paper=issued, issued=issued, way=Outcome.Way.POSTED, by=by, at=max(at or dates.now(), issued.received_at),
        desk=issued.desk, reference=reference.strip(),
    )  # fmt: skip
    record(Verb.ISSUED_POSTED, on=issued, by=by, entry=issued.entry_id, data={"reference": made.reference or "–"})
    _write_exit(issued, issued.holder_name, Channel.POST, "trimis prin poștă, neridicat", by)
    return made


@transaction.atomic
def brought_back(outcome: Outcome, *, on: date, reason: str, by: User) -> None:
    """Write that the post brought a paper back (retur): it waits at the desk again, and can be released or sent."""
    outcome = (
        Outcome.objects.select_for_update(no_key=True, of=("self",)).select_related("paper__kind").get(pk=outcome.pk)
    )
    if outcome.issued_id is None:
        return
    outcome.issued, outcome.returned_on, outcome.return_reason = None, on, reason
    outcome.save(update_fields=["issued", "returned_on", "return_reason"])
    data = {"day": dates.numeric(on), "reason": reason}
    record(Verb.ISSUED_RETURNED, on=outcome.paper, by=by, entry=outcome.paper.entry_id, data=data)


@transaction.atomic
def take_back(issued: Issued, *, reason: str, by: User) -> Outcome:
    """Give a paper back to the unit that issued it (retragere de la raft), with a reason."""
    _back_from_post(issued, by)
    issued = _locked(issued)
    _check_waiting(issued)
    if not reason.strip():
        raise RuleBroken("reason-missing", "Actul se retrage numai cu motiv.", remedy="Scrie de ce.")
    made = Outcome.objects.create(
        paper=issued, issued=issued, way=Outcome.Way.WITHDRAWN, by=by, at=_after(issued), desk=issued.desk,
        reason=reason.strip(),
    )  # fmt: skip
    record(Verb.ISSUED_BACK, on=issued, by=by, entry=issued.entry_id, data={"unit": issued.unit.short_name},
           personal={"reason": made.reason})  # fmt: skip
    return made


@transaction.atomic
def set_issued_kind(*, name: str, wait_days: int, since: date, by: User) -> IssuedKind:
    """Say that a kind of paper is released at the desk from a day on (alegere a casei); the same name is replaced."""
    name = " ".join(name.split())
    if not name:
        raise RuleBroken("kind-name", "Felul actului are un nume.", remedy="Scrie-l ca pe act.")
    current = IssuedKind.objects.select_for_update(no_key=True).filter(name=name, until=None).first()
    if current and (current.wait_days, current.since <= since) == (wait_days, True):
        return current
    if current:
        end_issued_kind(current, on=max(since, current.since), by=by)
    made = IssuedKind.objects.create(name=name, wait_days=wait_days, since=since)
    record(Verb.ISSUED_KIND_SET, on=made, by=by, data={"since": dates.numeric(since), "days": wait_days})
    return made


@transaction.atomic
def end_issued_kind(kind: IssuedKind, *, on: date, by: User) -> None:
    """Say that a kind of paper is no longer released at the desk after a day (ultima zi)."""
    kind = IssuedKind.objects.select_for_update(no_key=True).get(pk=kind.pk)
    if kind.until is not None:
        return
    kind.until = max(on, kind.since)
    kind.save(update_fields=["until"])
    record(Verb.ISSUED_KIND_ENDED, on=kind, by=by, data={"until": dates.numeric(kind.until)})


@transaction.atomic
def tell_counts_export(year: int, count: int, *, by: User) -> None:
    """Write down that the figures left as a file (export): who, which year."""
    data = {"period": f"din {year}", "count": count}
    record(Verb.ISSUED_EXPORTED, on=("registry.issued", 0, "eliberări"), by=by, data=data)
