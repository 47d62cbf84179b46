"""Any sequence of verbs, legal or not (orice șir de fapte): the clock, the stages, the register, the report agree.

Hypothesis picks the verbs and their order; a refusal in words is as good as a deed, anything else is a fault. After
each step four tellings of the same facts are compared: the clock's ledger, the history of stages, the register's line
and the facts that the half-yearly report counts.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from condica.casework import api as casework
from condica.correspondence import api as correspondence
from condica.correspondence import print as paper
from condica.correspondence.api import Letter
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.petitions import actions, queries, rules
from condica.petitions.models import Petition
from condica.petitions.rules import NEXT, WORKED_ON, Ended, Stage
from condica.petitions.tests.factories import Town, fill, fresh, give, make_paper, make_petition, make_town, send
from condica.registry import api as registry
from condica.statistics.queries.facts import facts_of
from condica.statistics.rules import Period, Question

MOST = 4  # petitions at once
WHICH = st.integers(min_value=0, max_value=MOST - 1)
BEGIN = datetime(2026, 10, 30, 9, 0, tzinfo=dates.BUCHAREST)
PEOPLE = st.sampled_from(["mayor", "head", "clerk", "police_head", "registrar"])
KINDS = st.sampled_from(["authority", "redirected", "extension", "papers", "withdrawal"])
#: What the register says of each ending.
SETTLED = {
    "": "", Ended.ANSWERED: "answered", Ended.JOINED: "joined", Ended.MOVED: "moved", Ended.FILED: "filed",
    Ended.WITHDRAWN: "filed", Ended.RECLASSED: "closed",
}  # fmt: skip
#: Which endings a stage may stand under.
ENDINGS = {
    **{stage: {""} for stage in (*WORKED_ON, Stage.SIGNED, Stage.REDIRECTING)},
    Stage.ANSWERED: {Ended.ANSWERED},
    Stage.CLOSED: {Ended.ANSWERED, Ended.JOINED},
    Stage.REDIRECTED: {Ended.MOVED},
    Stage.JOINED: {Ended.JOINED},
    Stage.FILED: {Ended.FILED},
    Stage.WITHDRAWN: {Ended.WITHDRAWN},
    Stage.RECLASSED: {Ended.RECLASSED},
}


class Verbs(RuleBasedStateMachine):
    """A small town that does anything to a few petitions, day after day."""

    town: ClassVar[Town]

    def __init__(self) -> None:
        super().__init__()
        self.save = transaction.savepoint()
        self.now, self.rows, self.done = BEGIN, [], 0
        self.checks("DEFERRED")

    def teardown(self) -> None:
        """Nothing of this sequence stays."""
        transaction.savepoint_rollback(self.save)

    def checks(self, when: str) -> None:
        """When the database checks what it may check at the commit."""
        with connection.cursor() as cursor:
            cursor.execute(f"SET CONSTRAINTS ALL {when}")

    # ── doing ──

    def do(self, verb: Callable[[], Any]) -> None:
        """A verb in its own transaction, a minute after the last one; refused in words, it leaves nothing."""
        self.now += timedelta(minutes=1)
        with dates.frozen(self.now):
            with contextlib.suppress(RuleBroken):
                with transaction.atomic():
                    verb()
                    self.checks("IMMEDIATE")
                self.done += 1
            self.checks("DEFERRED")

    def one(self, which: int) -> Petition:
        """One of the petitions."""
        return fresh(self.rows[which % len(self.rows)])

    def letter(self, petition: Petition) -> Letter:
        """The last answer begun; without one, nothing can be done with it."""
        letters = Letter.objects.filter(entry=petition.entry, notice=None).exclude(stage="dropped")
        found = letters.last()
        if found is None:
            raise RuleBroken("no-letter", "Nu e nicio scrisoare.")
        return found

    def by(self, name: str) -> Any:
        """Somebody of the town."""
        return getattr(self.town, name)

    # ── the ordinary way ──

    @initialize()
    def begin(self) -> None:
        """The first one came."""
        self.come(same=True, named=True)

    @rule(same=st.booleans(), named=st.booleans())
    @precondition(lambda self: len(self.rows) < MOST)
    def come(self, same: bool, named: bool) -> None:
        """A petition is registered: of the same person, of another, of nobody."""
        words = {} if same else {"sender_name": "Ion Marin", "sender_email": "ion@exemplu.ro"}
        words |= {} if named else {"sender_name": "", "sender_email": ""}
        self.do(lambda: self.rows.append(make_petition(self.town, **words)))

    @rule(days=st.integers(min_value=1, max_value=12))
    def days_pass(self, days: int) -> None:
        """Time goes by."""
        self.now += timedelta(days=days)

    @rule(which=WHICH, who=PEOPLE, to=st.sampled_from(["head", "clerk", "police_head", None]))
    def assign(self, which: int, who: str, to: str | None) -> None:
        """A resolution, by whoever."""
        solver = self.by(to) if to else None
        lead = self.town.police if to == "police_head" else self.town.lighting
        words = {"text": f"Rezolvați. {self.now}", "lead": lead, "joint": [], "assignee": solver, "by": self.by(who)}
        self.do(lambda: casework.assign(self.one(which).case, **words))

    @rule(which=WHICH, who=PEOPLE, back=st.booleans())
    def take(self, which: int, who: str, back: bool) -> None:
        """The task is accepted, or sent back."""
        task = casework.open_task(self.one(which).case)
        if task is None:
            return
        verb = (
            (lambda: casework.return_task(task, reason="Nu e la noi.", by=self.by(who)))
            if back
            else (lambda: casework.accept(task, by=self.by(who)))
        )
        self.do(verb)

    @rule(which=WHICH, who=st.sampled_from(["clerk", "head"]), names=st.booleans())
    def draft(self, which: int, who: str, names: bool) -> None:
        """An answer is begun; it may forget the numbers joined."""
        petition = self.one(which)
        numbers = " ".join(str(one) for one in self.rows) if names else ""
        words = {"body": f"<p>S-a reparat. {numbers}</p>", "legal_basis": "Legea nr. 230/2006", "way": "favorabil"}
        self.do(lambda: correspondence.draft(entry=petition.entry, by=self.by(who), unit=self.town.lighting, **words))

    @rule(which=WHICH, step=st.sampled_from(["approve", "sign", "send", "return", "drop"]))
    def letter_moves(self, which: int, step: str) -> None:
        """A letter goes on its way, back, or away."""
        petition, town = self.one(which), self.town
        steps = {
            "approve": lambda: correspondence.approve(self.letter(petition), by=town.head),
            "sign": lambda: correspondence.sign(self.letter(petition), by=town.mayor),
            "send": lambda: send(town, self.letter(petition)),
            "return": lambda: correspondence.return_to_author(self.letter(petition), reason="scurt", by=town.mayor),
            "drop": lambda: correspondence.drop(self.letter(petition), reason="alta", by=town.clerk),
        }
        self.do(steps[step])

    @rule(which=WHICH)
    def answered_in_one_go(self, which: int) -> None:
        """The short way to an answer, so that what follows one is met often."""
        town, petition = self.town, self.one(which)
        if petition.case.stage == Stage.REGISTERED:
            self.do(lambda: give(town, petition, text=f"Direct. {self.now}", joint=[]))
        self.draft(which, "clerk", names=True)
        for step in ("approve", "sign", "send"):
            self.letter_moves(which, step)

    @rule(which=WHICH)
    def close(self, which: int) -> None:
        """The file is closed."""
        self.do(lambda: actions.close(self.one(which), by=self.town.registrar))

    # ── the other ways, and back ──

    @rule(which=WHICH, who=st.sampled_from(["registrar", "clerk"]))
    def redirect(self, which: int, who: str) -> None:
        """Sent on."""
        self.do(lambda: actions.redirect(self.one(which), to="Compania de Apă", by=self.by(who)))

    @rule(which=WHICH, kind=KINDS, by_letter=st.booleans())
    def notice_goes(self, which: int, kind: str, by_letter: bool) -> None:
        """A letter owed leaves, or somebody is told another way."""
        petition = self.one(which)
        told = {"kind": kind, "on": self.now.date(), "proof": "proces-verbal", "by": self.town.registrar}
        self.do(
            (lambda: self._leave(petition, kind)) if by_letter else (lambda: actions.tell_otherwise(petition, **told))
        )

    def _leave(self, petition: Petition, kind: str) -> None:
        letter = actions.write_notice(petition, kind=kind, by=self.town.clerk)
        correspondence.edit(letter, fill(letter.body), by=letter.drafted_by, addressee_address="Piața Mare nr. 1")
        correspondence.approve(letter, by=self.town.head)
        correspondence.sign(letter, by=self.town.mayor)
        send(self.town, letter)

    @rule(which=WHICH, other=WHICH, verb=st.sampled_from(["connect", "repeated", "disconnect"]))
    def belong_together(self, which: int, other: int, verb: str) -> None:
        """Joined, found to repeat, taken apart."""
        one, two, by = self.one(which), self.one(other), self.town.registrar
        verbs = {
            "connect": lambda: actions.connect(one, to=two, by=by),
            "repeated": lambda: actions.file_repeated(one, answered=two, by=by),
            "disconnect": lambda: actions.disconnect(one, by=by),
        }
        self.do(verbs[verb])

    @rule(which=WHICH, verb=st.sampled_from(["anonymous", "withdraw", "resume", "keep", "other", "petition"]))
    def out_and_back(self, which: int, verb: str) -> None:
        """Filed, withdrawn, found to be something else; and undone."""
        petition, by = self.one(which), self.town.registrar
        words = {name: getattr(petition.entry, name) for name in ("sender_name", "sender_email")}
        verbs = {
            "anonymous": lambda: actions.file_anonymous(petition, reason="", by=by),
            "withdraw": lambda: actions.withdraw(petition, paper=make_paper(by, kind="letter", **words), by=by),
            "resume": lambda: actions.resume(petition, reason="Greșeală.", by=by),
            "keep": lambda: actions.keep(petition, reason="E a noastră.", by=by),
            "other": lambda: registry.decide_kind(petition.entry, "request", by=by),
            "petition": lambda: registry.decide_kind(petition.entry, "petition", by=by),
        }
        self.do(verbs[verb])

    @rule(which=WHICH, days=st.integers(min_value=1, max_value=17), who=st.sampled_from(["mayor", "head"]))
    def extend(self, which: int, days: int, who: str) -> None:
        """More time."""
        self.do(lambda: actions.extend(self.one(which), days=days, reason="Se sapă.", by=self.by(who)))

    @rule(which=WHICH, days=st.integers(min_value=1, max_value=40))
    def court(self, which: int, days: int) -> None:
        """A court rules."""
        on = self.now.date()
        words = {"court": "Tribunalul", "number": str(self.now), "dated": on, "counts_from": on, "days": days}
        self.do(lambda: actions.obey_court(self.one(which), by=self.town.registrar, **words))

    @rule(which=WHICH, who=st.sampled_from(["clerk", "police_head", None]))
    def about(self, which: int, who: str | None) -> None:
        """Somebody is found to be whom it complains about."""
        user = self.by(who) if who else None
        self.do(lambda: actions.describe(self.one(which), about=user, by=self.town.registrar))

    @rule(which=WHICH)
    def from_elsewhere(self, which: int) -> None:
        """Another authority sent it."""
        self.do(lambda: actions.receive_from(self.one(which), authority="Prefectura", by=self.town.registrar))

    @rule(which=WHICH)
    def papers(self, which: int) -> None:
        """Something is missing."""
        until = self.now.date() + timedelta(days=3)
        self.do(lambda: actions.ask_papers(self.one(which), what="Planul.", until=until, by=self.town.clerk))

    # ── four tellings of the same facts ──

    @invariant()
    def the_ledger_is_the_term(self) -> None:
        """The days of the clock's lines add up to the case's term, and the register shows it."""
        for petition in map(fresh, self.rows):
            case, ledger = petition.case, casework.clock(petition.case)
            assert ledger.term is not None
            assert ledger.total == ledger.term.days
            assert case.due_on == ledger.term.legal == case.clock.last().legal == case.entry.due_on
            assert case.extended == case.entry.extended == case.clock.filter(kind="extended").exists()
            assert ledger.stopped == bool(self.ended(petition))

    @invariant()
    def every_stage_was_reached_by_an_arrow(self) -> None:
        """Each change of stage is an arrow of the table, under its article, from where the petition stood."""
        for petition in self.rows:
            at, changes = "", list(petition.case.stages.all())
            for change in changes:
                assert change.previous == at
                assert not at or change.cites == NEXT[at][change.stage]
                at = change.stage
            assert fresh(petition).case.stage == at

    @invariant()
    def the_register_says_how_it_ended(self) -> None:
        """The register's word is that of the last ending; answers stand in its out column, and only answers."""
        for petition in map(fresh, self.rows):
            stage, ended = Stage(petition.case.stage), self.ended(petition)
            assert ended in ENDINGS[stage], (stage, ended)
            assert petition.entry.settled_as == SETTLED[ended]
            assert (petition.entry.settled_on is None) == (not ended)
            waits = stage in {Stage.REDIRECTED, Stage.WITHDRAWN} and queries.not_left(petition)
            if stage != Stage.WITHDRAWN:
                assert petition.case.is_open == (stage in {*WORKED_ON, Stage.SIGNED, Stage.REDIRECTING, Stage.ANSWERED}
                                                 or bool(waits))  # fmt: skip
            self._answers_in_the_out_column(petition)

    def _answers_in_the_out_column(self, petition: Petition) -> None:
        ways = [made.way for made in petition.entry.exits.all()]
        answers = sum(rules.is_answer(way) for way in ways)
        own = petition.endings.filter(kind=Ended.ANSWERED).count()
        if petition.case.stage != Stage.CLOSED or self.ended(petition) != Ended.JOINED:
            assert answers >= own
            assert bool(answers) == bool(own) or petition.case.stages.filter(stage=Stage.JOINED).exists()

    @invariant()
    def the_report_counts_the_same(self) -> None:
        """The facts of the half-yearly report, made from what was appended, are the petitions as they stand."""
        with dates.frozen(self.now):
            question = Question(Period(date(2026, 1, 1), date(2029, 1, 1)), self.now + timedelta(microseconds=1))
            counted = {fact.entry: fact for fact in facts_of(question)}
        for petition in map(fresh, self.rows):
            ended, row = self.ended(petition), counted.pop(petition.entry.pk, None)
            assert (row is None) == (ended == Ended.RECLASSED)
            if row is not None:
                assert (row.ended_as, row.ended_on) == (ended, petition.entry.settled_on)
                assert (row.due_on, row.extended) == (petition.case.due_on, petition.case.extended)
        assert counted == {}

    def ended(self, petition: Petition) -> str:
        """How it ended, by the history of endings."""
        last = petition.endings.last()
        return "" if last is None or last.kind == Ended.AGAIN else last.kind


@pytest.fixture
def machine(db, monkeypatch):
    """The machine over a town of its own; letters are not typeset, which is not what is tried here."""
    monkeypatch.setattr(paper, "letter_pdf", lambda letter, **_: b"%PDF-1.7\n%%EOF\n")
    with dates.frozen(BEGIN):
        Verbs.town = make_town()
    return Verbs


def test_any_sequence_of_verbs_leaves_the_four_tellings_in_agreement(machine):
    bounded = settings(
        max_examples=14, stateful_step_count=24, deadline=None, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(machine, settings=bounded)


def drive(machine, *steps):
    """A sequence by hand, each step followed by the invariants."""
    made = machine()
    try:
        made.begin()
        for step in steps:
            step(made)
            made.the_ledger_is_the_term()
            made.every_stage_was_reached_by_an_arrow()
            made.the_register_says_how_it_ended()
            made.the_report_counts_the_same()
        return made.done
    finally:
        made.teardown()


def test_a_whole_life_by_hand_does_what_it_says(machine):
    """The rules of the machine really do something: none of these is refused."""
    steps = [
        lambda m: m.come(same=True, named=True),
        lambda m: m.belong_together(1, 0, "connect"),
        lambda m: m.extend(0, 15, "mayor"),
    ]
    assert drive(machine, *steps) == 4


BROKEN = {
    "the register is not told": ("condica.registry.api.settle", lambda *args, **words: None),
    "the end is not appended": ("condica.petitions.actions.steps.end", lambda *args, **words: None),
    "the clock is not stopped": ("condica.casework.api.stop_clock", lambda *args, **words: None),
}


@pytest.mark.parametrize("what", BROKEN)
def test_the_machine_notices_what_is_broken(machine, monkeypatch, what):
    place, nothing = BROKEN[what]

    def filed(made):
        made.out_and_back(1, "anonymous")

    steps = [lambda m: m.come(same=True, named=False), filed]
    assert drive(machine, *steps) == 3
    monkeypatch.setattr(place, nothing)
    with pytest.raises(AssertionError):
        drive(machine, *steps)
