"""Displays (afișare, dezafișare): asked, posted with a minute, taken down with a minute, answered to who asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from condica.accounts.models import User
from condica.court_papers.actions.steps import day, locked_display, own_register, step_display, tell
from condica.court_papers.models import Display, DisplayStep
from condica.court_papers.rules import display as rules
from condica.court_papers.rules.court import WAYS
from condica.court_papers.rules.display import Stage
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.rules import Verb
from condica.law import cpc
from condica.law.calendar import roll
from condica.law.terms import compute
from condica.registry import api as registry
from condica.registry.models import Channel, Direction, Entry


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked to be displayed, on what ground, where and for how long (cererea de afișare)."""

    title: str
    basis: str
    places: Sequence[str] = ()
    requester: str = ""
    basis_words: str = ""
    url: str = ""
    lasting: str = ""
    days: int | None = None
    until: date | None = None
    reply_wanted: bool = True


def open_request(entry: Entry, by: User) -> None:
    """What the registry calls when a paper asks for a display (încadrare): in its own transaction."""
    dropped = Display.objects.filter(entry=entry, stage=Stage.DROPPED)
    if not Display.objects.filter(entry=entry).exists():
        ask(entry, Asked(title=entry.subject, basis="hall", requester=entry.sender_name), by=by)
    for one in dropped:
        _again(locked_display(one), by)


def _again(one: Display, by: User) -> None:
    one.dropped_reason, one.owed_on = "", _post_by(one)
    step_display(one, Stage.ASKED, by=by, at=dates.now())
    tell(Verb.DISPLAY_ASKED, one, by, {"basis": one.ground.label})


@transaction.atomic
def register_request(asked: Asked, *, by: User) -> Display:
    """Register a request that came without a number yet, and write it down (înregistrarea cererii)."""
    own = asked.basis in {"own", "l544", "mol"}
    register = registry.register_internal if own else registry.register_incoming
    entry = register(
        by=by, channel=Channel.INTERNAL if own else Channel.COUNTER, kind=rules.KIND, sender_name=asked.requester,
        subject=f"Cerere de afișare: {asked.title}",
    )  # fmt: skip
    opened = Display.objects.filter(entry=entry).first()
    return change(opened, asked, by=by) if opened else ask(entry, asked, by=by)


@transaction.atomic
def ask(entry: Entry, asked: Asked, *, by: User) -> Display:
    """Write down that a document is to be displayed (cerere de afișare); one request may hold several."""
    _check(asked)
    now = dates.now()
    one = Display(entry=entry, asked_by=by, asked_at=now, **_fields(asked))
    one.owed_on = _post_by(one)
    one.save()
    DisplayStep.objects.create(display=one, stage=Stage.ASKED, cites=one.cites, by=by, at=now)
    _show_term(one)
    tell(Verb.DISPLAY_ASKED, one, by, {"basis": one.ground.label})
    return one


def _fields(asked: Asked) -> dict[str, Any]:
    names = ("title", "basis", "requester", "basis_words", "url", "lasting", "days", "until", "reply_wanted")
    return {name: getattr(asked, name) for name in names} | {"places": list(asked.places)}


def _check(asked: Asked) -> None:
    if not asked.title.strip():
        raise RuleBroken("title-missing", "Lipsește documentul de afișat.", remedy="Scrie ce se afișează.")
    if asked.lasting:  # else somebody asks the issuer first (A10)
        rules.check_duration(asked.basis, asked.lasting, asked.days, asked.until)


def _post_by(one: Display) -> date:
    asked = day(one.entry.registered_at)
    return compute(cpc.LAND_POST, asked).legal if one.basis == "land" else roll(asked)


@transaction.atomic
def change(one: Display, asked: Asked, *, by: User) -> Display:
    """Write a request again before it goes up (completare): the ground, the places, for how long."""
    one = locked_display(one)
    if one.stage != Stage.ASKED:
        rules.check_arrow(one.stage, Stage.POSTED)
    _check(asked)
    for name, value in _fields(asked).items():
        setattr(one, name, value)
    one.owed_on = _post_by(one)
    step_display(one, Stage.ASKED, by=by, at=dates.now())
    _show_term(one)
    tell(Verb.DISPLAY_CHANGED, one, by, {"basis": one.ground.label, "lasting": one.lasting_words})
    return one


@transaction.atomic
def post(one: Display, *, at: datetime | None = None, witness: str = "", by: User) -> Display:
    """Say that it was put up (afișarea), with its minute: the days run from this one."""
    one, now = locked_display(one), dates.now()
    if one.posted_at is not None:
        return one
    rules.check_arrow(one.stage, Stage.POSTED)
    if one.lasting:
        rules.check_duration(one.basis, one.lasting, one.days, one.until)
    rules.check_post(one.basis, one.lasting, one.places, url=one.url, witness=witness)
    moment = at or now
    rules.check_moment(moment, dates.at(day(one.entry.received_at)), now, "Afișarea")
    _put_up(one, moment, witness, by)
    step_display(one, Stage.POSTED, by=by, at=now, note=rules.late_citation(_hearing(one), day(moment)))
    _show_term(one)
    tell(Verb.DISPLAY_POSTED, one, by, _told(one, one.posting_minute))
    return one


def _put_up(one: Display, moment: datetime, witness: str, by: User) -> None:
    term = rules.term_of(one.basis, one.lasting, one.days, day(moment), one.cites)
    one.posted_at, one.posted_by, one.witness = moment, by, witness.strip()
    one.term, one.last_on = term.to_json() if term else None, rules.last_day(term, one.lasting, one.until)
    one.planned_on = one.owed_on = cpc.take_down_on(one.last_on) if one.last_on else None
    one.posting_minute = _minute(one, "afișare", by)


def _hearing(one: Display) -> date | None:
    return one.until if one.ground.hearing else None


def _minute(one: Display, what: str, by: User) -> Entry:
    """The number of a minute (proces-verbal), drawn by the register like every other."""
    return registry.register_internal(
        register=own_register(rules.KIND, by), by=by, channel=Channel.INTERNAL, sender_name=str(by),
        subject=f"Proces-verbal de {what}: {one.title}", answers=one.entry,
    )  # fmt: skip


def _told(one: Display, minute: Entry | None) -> dict[str, Any]:
    until = dates.numeric(one.planned_on) if one.planned_on else "la cerere"
    return {"minute": str(minute), "where": one.places_words, "until": until}


@transaction.atomic
def take_down(one: Display, *, at: datetime | None = None, reason: str = "", by: User) -> Display:
    """Say that it was taken down (dezafișarea), with its minute; never by the clock, always by a person."""
    one, now = locked_display(one), dates.now()
    if one.taken_at is not None:
        return one
    rules.check_arrow(one.stage, Stage.DOWN)
    moment = at or now
    assert one.posted_at is not None  # noqa: S101 - a posted display has its moment
    rules.check_moment(moment, one.posted_at, now, "Dezafișarea")
    rules.check_down(one.basis, one.lasting, one.last_on, day(moment), reason)
    one.taken_at, one.taken_by, one.taken_reason = moment, by, reason.strip()
    one.owed_on = roll(day(moment)) if one.reply_wanted else None
    one.taking_minute = _minute(one, "dezafișare", by)
    step_display(one, Stage.DOWN, by=by, at=now, note=reason.strip())
    _show_term(one)
    tell(Verb.DISPLAY_TAKEN_DOWN, one, by, _told(one, one.taking_minute))
    return one


@transaction.atomic
def record_answer(one: Display, *, way: str, reference: str = "", by: User) -> Display:
    """Write that who asked got their minutes without a letter of ours (răspunsul către emitent)."""
    one = locked_display(one)
    if one.answered_at is not None:
        return one
    rules.check_arrow(one.stage, Stage.ANSWERED)
    if one.entry.direction == Direction.IN:
        addressee = one.requester or one.entry.sender_name
        registry.record_exit(one.entry, addressee=addressee, channel=way, way="procesele-verbale de afișare", by=by)
    return answered(one, at=dates.now(), way=way, reference=reference, by=by)


def answered(one: Display, *, at: datetime, way: str, reference: str, by: User) -> Display:
    """The end of a display: who asked knows when it went up and when it came down."""
    one.answered_at, one.answered_way, one.answered_reference, one.owed_on = at, way, reference.strip(), None
    step_display(one, Stage.ANSWERED, by=by, at=at)
    _show_term(one)
    tell(Verb.DISPLAY_ANSWERED, one, by, {"way": WAYS.get(way, way)})
    return one


@transaction.atomic
def drop(one: Display, *, reason: str, by: User) -> Display:
    """Say that it is not displayed (nu se afișează): sent to the wrong hall, withdrawn, no ground."""
    one = locked_display(one)
    if one.stage == Stage.DROPPED:
        return one
    if not reason.strip():
        raise RuleBroken("reason-missing", "Lipsește motivul.", remedy="Scrie de ce nu se afișează.")
    one.dropped_reason, one.owed_on = reason.strip(), None
    step_display(one, Stage.DROPPED, by=by, at=dates.now(), note=reason.strip())
    _show_term(one)
    tell(Verb.DISPLAY_DROPPED, one, by, personal={"reason": reason.strip()})
    return one


def leave_request(entry: Entry, by: User) -> None:
    """What the registry calls when the paper is found to be of another kind (reîncadrare)."""
    for one in Display.objects.filter(entry=entry).exclude(stage=Stage.DROPPED):
        drop(one, reason="documentul e de alt fel", by=by)


def _show_term(one: Display) -> None:
    """The register shows the nearest thing owed for a request; settled when nothing of it is owed any more."""
    rows = list(Display.objects.filter(entry=one.entry).values_list("stage", "owed_on"))
    owed = min((on for _, on in rows if on), default=None)
    registry.set_term(one.entry, due_on=owed, safe_on=owed)
    running = any(on or stage in {Stage.ASKED, Stage.POSTED} for stage, on in rows)
    if not running and rows:
        done = any(stage in {Stage.DOWN, Stage.ANSWERED} for stage, _ in rows)
        registry.settle(one.entry, settled_as="answered" if done else "closed", on=day(dates.now()))
    elif one.entry.settled_as:
        registry.settle(one.entry, settled_as="", on=None)
