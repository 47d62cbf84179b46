"""Forms of casework (formulare): turn strings into units, people and days; they know no rule."""

from __future__ import annotations

from typing import Any

from django import forms

from condica.accounts.models import User, valid_on
from condica.casework.models import Case, JointUnit
from condica.foundation import dates
from condica.organisation.models import Unit


def text_area(rows: int = 4) -> forms.Textarea:
    """A field for a few sentences."""
    return forms.Textarea(attrs={"rows": rows})


class AssignForm(forms.Form):
    """A resolution (rezoluție)."""

    text = forms.CharField(label="Ce e de făcut", widget=text_area(3))
    lead = forms.ModelChoiceField(Unit.objects.none(), label="Rezolvă", empty_label="alege compartimentul")
    joint = forms.ModelMultipleChoiceField(Unit.objects.none(), label="Împreună cu", required=False)
    assignee = forms.ModelChoiceField(
        User.objects.none(),
        label="Anume cui",
        required=False,
        empty_label="cui hotărăște șeful compartimentului",
    )
    due_on = forms.DateField(label="Până când", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.filter(valid_on(dates.today()))
        people = User.objects.filter(is_active=True, is_service=False, is_system=False, holdings__isnull=False)
        self.fields["lead"].queryset = units  # type: ignore[attr-defined]
        self.fields["joint"].queryset = units  # type: ignore[attr-defined]
        self.fields["assignee"].queryset = people.distinct().order_by("full_name")  # type: ignore[attr-defined]
        if case.internal_on:
            self.fields["due_on"].help_text = f"Dacă lipsește: ziua sigură, {dates.short(case.internal_on)}."


class AskForm(forms.Form):
    """A point of view asked from another unit (cerere de punct de vedere)."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="De la", empty_label="alege compartimentul")
    text = forms.CharField(label="Ce vrei să afli", widget=text_area(3))

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = JointUnit.objects.filter(task__case=case, task__state__in=["given", "accepted"]).values("unit")
        units = Unit.objects.filter(valid_on(dates.today())).exclude(pk__in=asked)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why something is done (motiv)."""

    reason = forms.CharField(label="De ce", widget=text_area(3))


class TextForm(forms.Form):
    """A few sentences (notă, punct de vedere)."""

    text = forms.CharField(label="Text", widget=text_area(5))


class ResultForm(forms.Form):
    """What came out of a task (rezultat)."""

    result = forms.CharField(label="Ce s-a făcut", widget=text_area(3), required=False)


class NoForm(forms.Form):
    """A verb that asks for nothing but a yes."""
