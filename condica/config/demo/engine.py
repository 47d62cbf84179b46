"""The demo town's time (timpul): what everybody does, moment by moment, in the order in which it happens.

Each paper lives as a generator: it does a step through the same action that a page would call, then yields the moment
of its next step. The clock of the house and of the database stands at that moment while the step is done. What would
happen after `until` has not happened yet, so every stage is met by itself.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from condica.foundation import dates
from condica.foundation.refusal import RuleBroken

Life = Iterator[datetime]
Progress = Callable[[int, int, str], None]
INSTANT = timedelta(microseconds=10)


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
        while self._next and self._next[0][0] <= self.until:
            moment, _, life = heapq.heappop(self._next)
            moment = max(moment, self._last + INSTANT)  # two papers never share an instant
            self._last = moment
            following = self._step(moment, life)
            steps += 1
            if following is not None:
                self.begin(following, life)
            if tick:
                tick(steps)
        return steps

    def _step(self, moment: datetime, life: Life) -> datetime | None:
        """One step; a refusal by a rule ends that life and is counted, so that a test can say there was none."""
        with dates.frozen(moment):
            try:
                return next(life, None)
            except RuleBroken as refusal:
                self.refusals[refusal.code] += 1
                return None
