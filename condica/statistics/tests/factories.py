"""Facts for tests of reports (fapte de probă)."""

from __future__ import annotations

from datetime import date
from typing import Any

from condica.statistics.rules.petitions import Fact


def make_fact(**more: Any) -> Fact:
    """An open petition of somebody, unless said otherwise."""
    on = date(2026, 3, 2)
    words: dict[str, Any] = {
        "entry": 1, "on": date(2026, 6, 30), "registered_on": on,
        "channel": "post", "domain": "roads", "applicant": "person",
        "nature": "report", "unit": 1, "due_on": on.replace(month=4), "extended": False,
    }  # fmt: skip
    return Fact(**{**words, **more})
