"""Moments in papers that stay (cuvinte): whole, since a minute is read years after."""

from __future__ import annotations

from datetime import datetime

from condica.foundation import dates


def said_at(at: datetime) -> str:
    """`20 noiembrie 2026, ora 09:43`."""
    return f"{dates.long_day(dates.bucharest_day(at), year=True)}, ora {dates.clock(at)}"
