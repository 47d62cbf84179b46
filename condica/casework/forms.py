"""Forms of casework (formulare): turn strings into units, people and days; they know no rule."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery

from condica.accounts.models import User, valid_on
from condica.casework.models import OPEN_PARTS, Case, JointUnit, PartState
from condica.casework.queries.lists import STATES
from condica.casework.rules import Question
from condica.foundation import dates
from condica.organisation import api as organisation
from condica.organisation.models import Holding, Unit


def text_area(rows: int = 4) -> forms.Textarea:
    """A field for a few sentences."""
    return forms.Textarea(attrs={"rows": rows})


def day_input() -> forms.DateInput:
    """A field for a day."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def people() -> QuerySet[User]:
    """Everybody who holds a post today, each with the unit of their first post."""
    held = Holding.objects.filter(valid_on(dates.today()), user=OuterRef("pk")).order_by("-post__is_head", "pk")
    found = User.objects.filter(is_active=True, is_service=False, is_system=False)
    found = found.annotate(unit_name=Subquery(held.values("post__unit__short_name")[:1]))
    return found.filter(unit_name__isnull=False).order_by("sort_key", "pk")


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic for the type checker only
    """One person, with the unit beside the name."""

    def label_from_instance(self, obj: Any) -> str:
        """`Ioana Hossu, Serviciul Energetic`."""
        return f"{obj}, {obj.unit_name}"


class PeopleField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several people, picked by keyboard from a list of boxes, each with the unit beside the name."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        """`Ioana Hossu, Serviciul Energetic`."""
        return f"{obj}, {obj.unit_name}"


class UnitField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One unit, by name or code."""

    def label_from_instance(self, obj: Any) -> str:
        """`Direcția Poliția Locală (DPL)`."""
        return f"{obj} ({obj.code})"


class UnitsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several units, typed one after another by code or name; those chosen stand as chips."""

    widget = forms.CheckboxSelectMultiple(attrs={"data-chips": ""})

    def label_from_instance(self, obj: Any) -> str:
        """`Direcția Poliția Locală (DPL)`."""
        return f"{obj} ({obj.code})"


class AssignForm(forms.Form):
    """A resolution (rezoluție)."""

    text = forms.CharField(label="Ce e de făcut", widget=text_area(3))
    lead = UnitField(Unit.objects.none(), label="Rezolvă", empty_label="alege compartimentul")
    assignee = PersonField(
        User.objects.none(),
        label="Anume cui",
        required=False,
        empty_label="cui hotărăște șeful compartimentului",
    )
    due_on = forms.DateField(label="Până când", required=False, widget=day_input())
    joint = UnitsField(Unit.objects.none(), label="Împreună cu", required=False)
    joint_text = forms.CharField(label="Ce li se cere", required=False, widget=text_area(2))
    joint_due_on = forms.DateField(label="Răspund până", required=False, widget=day_input())

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        parts = list(case.parts.filter(state__in=[*OPEN_PARTS, PartState.GIVEN]).select_related("unit"))
        waiting = [part.unit_id for part in parts if part.is_open]
        super().__init__(*args, **kwargs)
        self.initial["joint"] = waiting
        fields: dict[str, Any] = self.fields
        fields["lead"].queryset = fields["joint"].queryset = Unit.objects.filter(valid_on(dates.today()))
        fields["assignee"].queryset = people()
        fields["joint_text"].help_text = "Dacă lipsește: rezoluția de mai sus."
        if case.internal_on:
            fields["due_on"].help_text = f"Dacă lipsește: ținta internă, {dates.long(case.internal_on)}."
        given = ", ".join(part.unit.short_name for part in parts if not part.is_open)
        fields["joint"].help_text = f"Punctele de vedere date rămân: {given}." if given else ""

    @property
    def resolution(self) -> dict[str, Any]:
        """What `actions.assign` takes."""
        data = dict(self.cleaned_data)
        question = Question(data.pop("joint_text"), data.pop("joint_due_on"))
        return {**data, "question": question}


class AskForm(forms.Form):
    """A point of view asked from another unit (cerere de punct de vedere)."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="De la", empty_label="alege compartimentul")
    text = forms.CharField(label="Ce vrei să afli", widget=text_area(3))
    due_on = forms.DateField(label="Până când", required=False, widget=day_input())

    def __init__(self, *args: Any, case: Case, day: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = JointUnit.objects.filter(case=case, state__in=OPEN_PARTS).values("unit")
        units = Unit.objects.filter(valid_on(dates.today())).exclude(pk__in=asked).exclude(cases=case)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        if day:
            self.fields["due_on"].help_text = f"Dacă lipsește: {dates.long(day)}."


class ColleagueForm(forms.Form):
    """To whom of the unit a part is given (coleg)."""

    to = forms.ModelChoiceField(User.objects.none(), label="Cui", empty_label="alege colegul")

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = [user.pk for user in organisation.users_of(unit)]
        self.fields["to"].queryset = User.objects.filter(pk__in=mine).order_by("sort_key")  # type: ignore[attr-defined]


class CommissionForm(forms.Form):
    """A mixed commission (comisie mixtă)."""

    asked = forms.CharField(label="Ce cercetează", widget=text_area(3))
    chair = PersonField(User.objects.none(), label="Președinte", empty_label="alege președintele")
    members = PeopleField(User.objects.none(), label="Membri")
    due_on = forms.DateField(label="Până când", required=False, widget=day_input())

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["chair"].queryset = fields["members"].queryset = people()
        fields["members"].help_text = "Oameni din cel puțin două compartimente; președintele e membru oricum."
        if case.internal_on:
            fields["due_on"].help_text = f"Dacă lipsește: ținta internă, {dates.long(case.internal_on)}."


class MinutesForm(forms.Form):
    """The minutes of a commission (proces-verbal): written here, or as a file."""

    text = forms.CharField(label="Ce s-a constatat", required=False, widget=text_area(8))
    file = forms.FileField(label="Fișierul", required=False, help_text="Procesul-verbal semnat, scanat sau PDF.")

    def clean_file(self) -> Any:
        """A file within the house's limit."""
        file = self.cleaned_data["file"]
        if file and file.size > settings.UPLOAD_LIMIT:
            raise forms.ValidationError(
                f"Fișierul are peste {settings.UPLOAD_LIMIT // 1_000_000} MB; scanează-l mai mic."
            )
        return file


class BulkForm(forms.Form):
    """Several cases given to somebody else (redistribuire)."""

    to = PersonField(User.objects.none(), label="Cui", empty_label="alege colegul")
    text = forms.CharField(
        label="Rezoluția",
        required=False,
        widget=text_area(2),
        help_text="Dacă lipsește, rămâne rezoluția de acum a fiecărei lucrări.",
    )

    def __init__(self, *args: Any, units: set[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Holding.objects.filter(valid_on(dates.today()), post__unit__in=units).values("user")
        self.fields["to"].queryset = people().filter(pk__in=held)  # type: ignore[attr-defined]


class NarrowForm(forms.Form):
    """What part of a list the address asks for; what cannot be read is left out."""

    cine = forms.CharField(required=False)
    structura = forms.IntegerField(required=False)
    stare = forms.ChoiceField(required=False, choices=[("", ""), *STATES.items()])

    def asked(self) -> dict[str, Any]:
        """The parts that could be read."""
        self.is_valid()
        given = getattr(self, "cleaned_data", {})
        who = given.get("cine") or ""
        return {
            "owner": int(who) if who.isdigit() else None,
            "nobody": who == "nimeni",
            "unit": given.get("structura"),
            "state": given.get("stare") or "",
        }


class ReasonForm(forms.Form):
    """Why something is done (motiv)."""

    reason = forms.CharField(label="De ce", widget=text_area(3))


class TextForm(forms.Form):
    """A few sentences (notă, punct de vedere)."""

    text = forms.CharField(label="Text", widget=text_area(5))


class ResultForm(forms.Form):
    """What came out of a task (rezultat)."""

    result = forms.CharField(label="Ce s-a făcut", widget=text_area(3), required=False)


class ClosingForm(forms.Form):
    """What was done with a paper that needs no answer (clasare la dosar)."""

    result = forms.CharField(label="Ce s-a făcut", widget=text_area(3))


class NoForm(forms.Form):
    """A verb that asks for nothing but a yes."""
