"""The demo town's time (timpul): what everybody does, moment by moment, in the order in which it happens.

Each paper lives as a generator: it does a step through the same action that a page would call, then yields the moment
of its next step. The clock of the house and of the database stands at that moment while the step is done. What would
happen after `until` has not happened yet, so every stage is met by itself.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import connection, transaction

from condica.foundation import dates
from condica.foundation.refusal import RuleBroken

Life = Iterator[datetime]
Progress = Callable[[int, int, str], None]
INSTANT = timedelta(microseconds=10)
BATCH = 40  # steps in one transaction: the seals of the journal are made at its end, as always


class Engine:
    """Lives in the order of their next steps."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        self.refusals: Counter[str] = Counter()
        self.registered = 0
        self._next: list[tuple[datetime, int, Life]] = []
        self._count = 0
        self._last = datetime.min.replace(tzinfo=dates.BUCHAREST)

    def begin(self, moment: datetime, life: Life) -> None:
        """Let a life begin at a moment; one that would begin after the end never does."""
        self._count += 1
        heapq.heappush(self._next, (dates.local(moment), self._count, life))

    def run(self, tick: Callable[[int], None] | None = None) -> int:
        """Live until the end; returns how many steps were done."""
        steps = 0
        while self._due():
            with one_batch():
                for _ in range(BATCH):
                    if not self._due():
                        break
                    self._advance()
                    steps += 1
            if tick:
                tick(steps)
        return steps

    def _due(self) -> bool:
        return bool(self._next) and self._next[0][0] <= self.until

    def _advance(self) -> None:
        moment, _, life = heapq.heappop(self._next)
        moment = max(moment, self._last + INSTANT)  # two papers never share an instant
        self._last = moment
        following = self._step(moment, life)
        if following is not None:
            self.begin(following, life)

    def _step(self, moment: datetime, life: Life) -> datetime | None:
        """One step; a refusal by a rule ends that life and is counted, so that a test can say there was none."""
        with dates.frozen(moment):
            try:
                with _savepoint():
                    return next(life, None)
            except RuleBroken as refusal:
                self.refusals[refusal.code] += 1
                return None


@contextmanager
def one_batch() -> Iterator[None]:
    """Actions keep their transactions, nested in that of the batch: a savepoint a step is enough, not one a verb."""
    with transaction.atomic():
        connection.features.uses_savepoints = False
        try:
            yield
        finally:
            connection.features.uses_savepoints = True


@contextmanager
def _savepoint() -> Iterator[None]:
    connection.features.uses_savepoints = True
    with transaction.atomic():
        connection.features.uses_savepoints = False
        try:
            yield
        finally:
            connection.features.uses_savepoints = True
    connection.features.uses_savepoints = False
