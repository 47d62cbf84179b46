"""The period of a report (perioada raportului), from the address bar."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms

from condica.foundation import dates
from condica.statistics.rules import Period, last_half_year

LONGEST = timedelta(days=366 * 5)


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class PeriodForm(forms.Form):
    """From when, until when, and as it stood at the end of which day; all may be left out."""

    def __init__(self, data: Any, *, now: datetime) -> None:
        super().__init__(data)
        self.now = now
        self.fields["de-la"] = _day("De la")
        self.fields["pana-la"] = _day("Până la")
        self.fields["la"] = _day("Situația la sfârșitul zilei")

    def clean(self) -> dict[str, Any]:
        """Both ends of the period or none; in order, not longer than five years."""
        given = super().clean() or {}
        since, until = given.get("de-la"), given.get("pana-la")
        if (since is None) != (until is None) and not self.errors:
            self.add_error("pana-la" if since else "de-la", "Scrie amândouă zilele perioadei.")
        if since and until:
            self._check(since, until)
        return given

    def _check(self, since: date, until: date) -> None:
        if until < since:
            self.add_error("pana-la", "Perioada se încheie înainte să înceapă.")
        elif until - since > LONGEST:
            self.add_error("pana-la", "Perioada poate avea cel mult cinci ani.")

    @property
    def period(self) -> Period:
        """The period asked for; the last half-year where none was, or where it makes no sense."""
        given = self.cleaned_data if self.is_valid() else {}
        if given.get("de-la") and given.get("pana-la"):
            return Period(given["de-la"], given["pana-la"])
        return last_half_year(dates.today(self.now))

    @property
    def as_of(self) -> datetime:
        """The moment of the figures: the end of the day asked for, else of the period; never after now."""
        given = self.cleaned_data if self.is_valid() else {}
        day = given.get("la") or self.period.until
        return min(dates.bounds(day, day)[1], self.now)
