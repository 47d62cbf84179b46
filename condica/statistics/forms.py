"""The period of a report (perioada raportului), from the address bar."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms

from condica.foundation import dates
from condica.organisation import api as organisation
from condica.statistics.rules import Period, Question, last_half_year

LONGEST = timedelta(days=366 * 5)


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class PeriodForm(forms.Form):
    """From when, until when, as it stood at the end of which day, of which unit; all may be left out."""

    def __init__(self, data: Any, *, now: datetime) -> None:
        super().__init__(data)
        self.now = now
        self.fields["de-la"] = _day("De la")
        self.fields["pana-la"] = _day("Până la")
        self.fields["la"] = _day("Situația la sfârșitul zilei")
        units = [("", "toate"), *((str(pk), name) for pk, name in organisation.unit_choices())]
        self.fields["compartiment"] = forms.ChoiceField(label="Compartiment", required=False, choices=units)

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

    @property
    def unit(self) -> int | None:
        """The unit whose figures are asked for; None: the whole house."""
        given = self.cleaned_data.get("compartiment") if self.is_valid() else ""
        return int(given) if given else None

    @property
    def question(self) -> Question:
        """What the report is asked."""
        return Question(self.period, self.as_of, self.unit)

    @property
    def words(self) -> dict[str, str]:
        """The question as the address bar says it; day and unit only where somebody chose one."""
        given = self.cleaned_data if self.is_valid() else {}
        chosen = {name: str(given.get(name) or "") for name in ("la", "compartiment")}
        period = {"de-la": f"{self.period.since}", "pana-la": f"{self.period.until}"}
        return {**period, **{name: value for name, value in chosen.items() if value}}


class BookForm(PeriodForm):
    """The same for a register, which may also be asked without names."""

    def __init__(self, data: Any, *, now: datetime) -> None:
        super().__init__(data, now=now)
        self.fields["fara-nume"] = forms.BooleanField(label="Fără nume și adrese", required=False)

    @property
    def nameless(self) -> bool:
        """Whether names and addresses are left out."""
        return bool(self.is_valid() and self.cleaned_data.get("fara-nume"))

    @property
    def words(self) -> dict[str, str]:
        """The question as the address bar says it."""
        return {**super().words, **({"fara-nume": "on"} if self.nameless else {})}
