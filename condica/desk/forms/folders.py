"""Forms of the daily folder (formularele mapei): strings into units, days and words; they know no rule."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from condica.accounts.models import User, valid_on
from condica.casework.forms import UnitField, UnitsField, people
from condica.desk.models import FolderPaper, Gathers, Phrase
from condica.desk.rules import EFFECTS, Effect, Wanted
from condica.foundation import dates
from condica.law.calendar import add_working
from condica.organisation import api as organisation
from condica.organisation.models import Unit
from condica.registry.rules import kinds

DAYS_AHEAD = (3, 5, 10)  # working days that the page offers for an answer


def due_choices(today: date) -> list[tuple[str, str]]:
    """The days offered for a resolution: some working days ahead, around the house's free days."""
    free = organisation.bridge_days()
    days = [add_working(today, ahead, free) for ahead in DAYS_AHEAD]
    return [("", "fără termen"), *((day.isoformat(), dates.short_day(day)) for day in days)]


def due_hint(today: date) -> str:
    """What the offered days are."""
    counted = f"{', '.join(map(str, DAYS_AHEAD[:-1]))} și {DAYS_AHEAD[-1]}"
    return f"{counted} zile lucrătoare de azi, {dates.long_day(today)}."


class ResolutionForm(forms.Form):
    """A resolution of the folder (rezoluție)."""

    effect = forms.ChoiceField(choices=[(one.value, words[0]) for one, words in EFFECTS.items()])
    phrase = forms.ModelChoiceField(Phrase.objects.none(), required=False)
    text = forms.CharField(required=False, max_length=2000)
    lead = UnitField(Unit.objects.none(), required=False)
    joint = UnitsField(Unit.objects.none(), required=False)
    informed = UnitsField(Unit.objects.none(), required=False)
    due = forms.CharField(required=False, max_length=10)
    due_other = forms.DateField(required=False)
    reason = forms.CharField(required=False, max_length=1000)
    seen = forms.IntegerField(required=False)
    ms = forms.IntegerField(required=False, min_value=0)

    def __init__(self, *args: Any, units: Any = None, phrases: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        units = Unit.objects.filter(valid_on(dates.today())) if units is None else units
        for name in ("lead", "joint", "informed"):
            fields[name].queryset = units
        fields["phrase"].queryset = Phrase.objects.all() if phrases is None else phrases

    def clean_due(self) -> date | None:
        """The day chosen among those offered; what is no day is none."""
        try:
            return date.fromisoformat(self.cleaned_data["due"])
        except ValueError:
            return None

    @property
    def wanted(self) -> Wanted:
        """The resolution as it was asked for: the phrase and what was added to it are one text."""
        data = self.cleaned_data
        phrase: Phrase | None = data["phrase"]
        return Wanted(
            effect=Effect(data["effect"]), text=_joined(phrase.text if phrase else "", data["text"]),
            lead=data["lead"], joint=list(data["joint"]), informed=list(data["informed"]),
            due_on=data["due_other"] or data["due"], reason=data["reason"], phrase=phrase, milliseconds=data["ms"],
        )  # fmt: skip


def _joined(phrase: str, text: str) -> str:
    """`Propuneți răspuns. Aviz de circulație, cu Poliția.`"""
    phrase, text = phrase.strip(), text.strip()
    if not phrase or text.startswith(phrase):
        return text
    return f"{phrase.rstrip('.')}. {text}" if text else phrase


class BatchForm(ResolutionForm):
    """The same resolution for several papers of a folder (aceeași rezoluție)."""

    papers = forms.ModelMultipleChoiceField(FolderPaper.objects.none())

    def __init__(self, *args: Any, papers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["papers"].queryset = papers  # type: ignore[attr-defined]


class AddForm(forms.Form):
    """A paper to be put in a folder, by its number (`41361`, `41361/2026`) or its code."""

    numar = forms.CharField(label="Numărul documentului", max_length=40)


class PhraseForm(forms.Form):
    """A phrase for the library (frază)."""

    text = forms.CharField(label="Fraza", max_length=300)
    effect = forms.ChoiceField(label="Ce face", choices=[(one.value, words[0]) for one, words in EFFECTS.items()])
    house = forms.BooleanField(label="a casei, pentru toți", required=False)


class PresentingForm(forms.Form):
    """Who decides by folder (decident), from which day on."""

    decider = forms.ModelChoiceField(User.objects.none(), label="Cine decide", empty_label="alege persoana")
    gathers = forms.ChoiceField(label="Ce se strânge", choices=Gathers.choices)
    kinds = forms.MultipleChoiceField(
        label="Numai felurile", required=False, widget=forms.CheckboxSelectMultiple, help_text="Niciunul ales: toate."
    )
    presenter = UnitField(Unit.objects.none(), label="Pregătește mapa", required=False, empty_label="registratura")
    a_day = forms.IntegerField(label="Mape pe zi", min_value=1, max_value=4, initial=1)
    since = forms.DateField(
        label="Din ziua", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), initial=dates.today
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["decider"].queryset = people()
        fields["presenter"].queryset = Unit.objects.filter(valid_on(dates.today()))
        fields["kinds"].choices = [(kind.key, kind.label) for kind in kinds()]
