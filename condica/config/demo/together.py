"""What many do together in the demo town (împreună): a mixed commission, people away, the morning's reminders."""

from __future__ import annotations

from datetime import datetime, timedelta

from condica.casework import actions as casework
from condica.casework.models import OPEN_PARTS, Task
from condica.config.demo.engine import one_batch
from condica.config.demo.raising import Town
from condica.foundation import dates
from condica.organisation import actions as organisation


def show(town: Town, until: datetime) -> None:
    """At the moment of the demonstration; each through the verb of its page."""
    with dates.frozen(until), one_batch():
        _away(town, until)
        _commission(town)
        casework.remind(by=town.system)


def _away(town: Town, until: datetime) -> None:
    """One colleague of Iluminat Public is on leave with a substitute, one of Relații Publice without."""
    today = dates.bucharest_day(until)
    head, away, stands = town.heads["SE"], town.users["Silvia Leucuța"], town.users["Ovidiu Buda"]
    organisation.record_absence(
        away, since=today - timedelta(days=2), until=today + timedelta(days=12), substitute=stands,
        reason="concediu de odihnă", by=head,
    )  # fmt: skip
    organisation.record_absence(
        town.staff["SRP"][-1], since=today, until=today + timedelta(days=6), reason="concediu medical", by=head
    )


def _commission(town: Town) -> None:
    """A petition that one unit alone cannot answer."""
    open_ones = Task.objects.filter(state="accepted", case__closed_at=None, case__stage="accepted")
    task = open_ones.exclude(case__parts__state__in=OPEN_PARTS).order_by("-case__safe_on", "pk").first()
    if task is None:
        return
    members = [town.users[name] for name in ("Radu Coroian", "Mircea Todea", "Letiția Roman")]
    casework.name_commission(
        task.case, members=members, chair=members[1], by=town.users["Laura Dumitrescu"],
        asked="Cercetați la fața locului și arătați ce compartiment are ce de făcut.",
    )  # fmt: skip
