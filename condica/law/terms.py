"""A computed term (termen) as a fact that explains itself: which day, how counted, what was skipped, which article."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from condica.law import cpc, og27
from condica.law.calendar import NO_DAYS, add_working, holidays, roll_back
from condica.law.counting import CITES, Counting, due
from condica.law.explaining import Mark, explain, strip
from condica.law.provision import Provision, in_force

PROVISIONS: Final = (*og27.PROVISIONS, *cpc.PROVISIONS)


class TooManyDays(ValueError):  # noqa: N818 - it says what was asked
    """An extension longer than the statute allows (prelungire peste limită)."""


@dataclass(frozen=True, slots=True)
class Term:
    """One term (termen): late only after `legal`; `safe` is on time by every reading; `internal` is the house's own."""

    rule: str
    title: str
    start: date
    days: int
    counting: str
    legal: date
    alternative: date | None
    safe: date
    internal: date
    cites: tuple[str, ...]
    explanation: tuple[str, ...]
    strip: tuple[Mark, ...]

    def to_json(self) -> dict[str, Any]:
        """As stored beside the case: plain values, days as `2026-12-02`."""
        return {key: _plain(value) for key, value in asdict(self).items()}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Term:
        """The same term, read back; nothing is computed again."""
        days = {name: _day(stored[name]) for name in ("start", "legal", "alternative", "safe", "internal")}
        marks = tuple(Mark(_day(m["day"]), m["role"], m["words"]) for m in stored["strip"])
        texts = {name: tuple(stored[name]) for name in ("cites", "explanation")}
        return cls(**{**stored, **days, **texts, "strip": marks})


def compute(
    rule_key: str,
    start: date,
    *,
    bridge_days: Collection[date] = NO_DAYS,
    reading: Counting | str | None = None,
    extra_days: int | None = None,
    received: date | None = None,
    earlier_by: int = 0,
    days: int | None = None,
) -> Term:
    """The term of a rule from its start day.

    `reading` is the authority's own way of counting where texts differ; `extra_days` the days an extension gives,
    at most those of the statute; `days` those that a decision gave where the statute leaves the number to it;
    `received`, when earlier than the start, moves only the safe day; `earlier_by` are the working days before the legal
    day by which the house wants the answer gone, and never later than the safe day.
    """
    holidays(start.year)
    provision = _read_as(in_force(PROVISIONS, rule_key, start), reading)
    if days is not None:
        provision = _given(provision, days)
    return term_under(
        provision, start, bridge_days=bridge_days, extra_days=extra_days, received=received, earlier_by=earlier_by
    )


def term_under(
    provision: Provision,
    start: date,
    *,
    bridge_days: Collection[date] = NO_DAYS,
    extra_days: int | None = None,
    received: date | None = None,
    earlier_by: int = 0,
) -> Term:
    """The term of one provision, whether the law's or one that somebody asked for."""
    extra = _extra(provision, extra_days)
    total = provision.days + extra
    legal = due(provision.counting, start, total)
    safe = legal if provision.lasts else _safe(min(start, received or start), total, legal, bridge_days)
    return Term(
        rule=provision.key,
        title=provision.title,
        start=start,
        days=total,
        counting=str(provision.counting),
        legal=legal,
        alternative=_alternative(provision, start, extra),
        safe=safe,
        internal=min(safe, add_working(legal, -earlier_by, bridge_days)),
        cites=(*provision.cites, CITES[provision.counting]),
        explanation=explain(provision, start, extra, legal),
        strip=strip(provision.counting, start, total, safe, legal),
    )


def _read_as(provision: Provision, reading: Counting | str | None) -> Provision:
    if reading is None or Counting(reading) == provision.counting:
        return provision
    return replace(provision, counting=Counting(reading), alternative=provision.counting, chained=False)


def _given(provision: Provision, days: int) -> Provision:
    if not 1 <= days <= provision.most:
        raise TooManyDays(f"Termenul e cel din lege, sau cel mult {provision.most} zile, nu {days}.")
    return replace(provision, days=days)


def _extra(provision: Provision, asked: int | None) -> int:
    extra = provision.extra if asked is None else asked
    if not 0 <= extra <= provision.extra:
        raise TooManyDays(f"Termenul se poate prelungi cu cel mult {provision.extra} zile, nu cu {extra}.")
    return extra


def _safe(start: date, total: int, legal: date, bridge_days: Collection[date]) -> date:
    return min(due(Counting.SAFE, start, total), roll_back(start + timedelta(days=total), bridge_days), legal)


def _alternative(provision: Provision, start: date, extra: int) -> date | None:
    if provision.chained:
        return due(provision.counting, due(provision.counting, start, provision.days), extra)
    return due(provision.alternative, start, provision.days + extra) if provision.alternative else None


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
