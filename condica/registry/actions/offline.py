"""Lines sent by a desk that worked without network (rânduri trimise): taken once, or kept whole for a person."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from condica.accounts.models import User
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.registry.actions import bound
from condica.registry.actions.blocks import fill, judge, locked_block
from condica.registry.actions.registering import Paper, register
from condica.registry.models import Block, Entry, OfflineLine


def register_keepers() -> None:
    """What a desk wrote goes with the paper that it became."""
    bound.register_bound(
        key="offline",
        label="Rânduri trimise de ghișee fără rețea",
        how="Cuvintele rândului se golesc odată cu documentul.",
        keeps="Numărul, momentele, ghișeul și ce s-a hotărât.",
        rows=(bound.Rows(OfflineLine, "entry", "Rândul trimis", ("words", "told")),),
        order=21,
    )


State, Problem, Decision = OfflineLine.State, OfflineLine.Problem, OfflineLine.Decision


@dataclass(frozen=True, slots=True)
class Sent:
    """What a desk sent: its own key, the number it wrote on the paper, the words, its clock (rândul trimis)."""

    key: UUID
    value: int
    words: Mapping[str, Any]
    said_at: datetime

    @property
    def fingerprint(self) -> str:
        """What must be the same when the line is sent again."""
        text = json.dumps([self.value, dict(self.words), self.said_at.isoformat()], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def take(block: Block, sent: Sent, paper: Paper | None, *, direction: str, told: str = "", by: User) -> OfflineLine:
    """Register a line under the number it was given at the desk, once; the same line again gets the first answer.

    What cannot be taken (the number is another paper's, the clock is strange, the words are refused) is kept whole and
    waits for a person. `paper` is None when the words could not be read; `told` says why.
    """
    block = locked_block(block)  # two tabs, two machines: one after another
    known = OfflineLine.objects.filter(block=block, key=sent.key)
    if again := known.filter(fingerprint=sent.fingerprint).first():
        return again
    if known.exists():
        return _keep(block, sent, Problem.KEY, "Același rând a venit înainte cu alte cuvinte.", by)
    if paper is None:
        return _keep(block, sent, Problem.REFUSED, told, by)
    try:
        judge(block, sent.value, paper)  # before anything is written: what is refused here leaves nothing to undo
        with transaction.atomic():
            entry = fill(block, sent.value, paper, direction=direction, by=by)
    except RuleBroken as refusal:
        problem = Problem(refusal.code) if refusal.code in Problem.values else Problem.REFUSED
        return _keep(block, sent, problem, str(refusal), by)
    # The words stand in the register now; the line remembers only that it came.
    return _written(block, sent, {}, by, state=State.REGISTERED, entry=entry)


def _written(block: Block, sent: Sent, words: Mapping[str, Any], by: User, **more: Any) -> OfflineLine:
    return OfflineLine.objects.create(
        block=block, key=sent.key, fingerprint=sent.fingerprint, value=sent.value, words=dict(words),
        said_at=sent.said_at, sent_at=dates.now(), sent_by=by, **more,
    )  # fmt: skip


def _keep(block: Block, sent: Sent, problem: OfflineLine.Problem, told: str, by: User) -> OfflineLine:
    line = _written(block, sent, sent.words, by, state=State.WAITING, problem=problem, told=told)
    record(Verb.OFFLINE_LINE_KEPT, on=line, by=by, data={"why": problem.label})
    return line


@transaction.atomic
def register_line(line: OfflineLine, paper: Paper, *, direction: str, value: int | None, by: User) -> OfflineLine:
    """Register a line that waited, under a number of its block, or (no `value`) under a new one of the register."""
    line = _locked(line)
    if line.state != State.WAITING:
        return line
    if value is None:
        entry = register(paper, direction=direction, register=line.block.register.key, by=by)
        return _decide(line, Decision.NEW, entry, by)
    entry = fill(line.block, value, paper, direction=direction, by=by)
    return _decide(line, Decision.OWN if value == line.value else Decision.OTHER, entry, by)


@transaction.atomic
def same_paper(line: OfflineLine, *, by: User) -> OfflineLine:
    """Say that a line is the paper that already stands under its number (trimis de două ori); it stays kept."""
    line = _locked(line)
    if line.state != State.WAITING:
        return line
    entry = Entry.objects.filter(number__reserved__block=line.block, value=line.value).first()
    if entry is None:
        raise RuleBroken(
            "offline-line-alone",
            f"Sub numărul {line.value} nu stă niciun document.",
            remedy="Înregistrează rândul; nimic din ce s-a scris la ghișeu nu se pierde.",
        )
    return _decide(line, Decision.TWICE, entry, by)


def _locked(line: OfflineLine) -> OfflineLine:
    rows = OfflineLine.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("block__register", "block__desk").get(pk=line.pk)


def _decide(line: OfflineLine, decision: OfflineLine.Decision, entry: Entry, by: User) -> OfflineLine:
    line.state, line.decision, line.entry = State.DECIDED, decision, entry
    line.decided_by, line.decided_at = by, dates.now()
    line.save(update_fields=["state", "decision", "entry", "decided_by", "decided_at"])
    record(Verb.OFFLINE_LINE_DECIDED, on=line, by=by, entry=entry.pk, data={"decision": f"{decision.label} ({entry})"})
    return line
