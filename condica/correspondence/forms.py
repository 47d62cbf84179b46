"""Forms of correspondence (formulare): strings to values; the rules stand in `rules` and `actions`."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from condica.accounts.models import User
from condica.correspondence import queries
from condica.correspondence.models import WAYS, Letter, LetterTemplate, Phrase
from condica.correspondence.rules import NAMES
from condica.foundation import richtext
from condica.organisation import api as organisation
from condica.organisation.models import Unit


class NewForm(forms.Form):
    """A letter's beginning: which model, to whom (scrisoare nouă)."""

    template = forms.ModelChoiceField(
        LetterTemplate.objects.none(), label="Modelul", empty_label=None, widget=forms.RadioSelect, to_field_name="key"
    )
    addressee_name = forms.CharField(label="Către", max_length=500)
    addressee_address = forms.CharField(
        label="Adresa", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    addressee_email = forms.EmailField(label="E-mail", required=False)
    subject = forms.CharField(label="Referitor la", max_length=500)
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Compartimentul care răspunde", required=False)

    def __init__(self, *args: Any, user: User, answering: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        models = queries.templates_on()
        fields["template"].queryset = models
        units = organisation.units_of(user)
        fields["unit"].queryset = (
            Unit.objects.filter(pk__in=units) if units else Unit.objects.filter(until__isnull=True)
        )
        fields["unit"].empty_label = None if units else "–"
        fields["unit"].initial = next(iter(units), None)
        fields["template"].initial = "raspuns-favorabil" if answering else "adresa"


class LetterForm(forms.Form):
    """A letter's words (textul scrisorii)."""

    subject = forms.CharField(label="Referitor la", max_length=500)
    addressee_name = forms.CharField(label="Către", max_length=500)
    addressee_address = forms.CharField(
        label="Adresa", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    addressee_email = forms.EmailField(label="E-mail", required=False)
    channel = forms.ChoiceField(label="Se trimite prin", choices=WAYS, required=False, widget=forms.RadioSelect)
    body = forms.CharField(label="Textul", max_length=100_000, widget=forms.Textarea(attrs={"rows": 22}))
    legal_basis = forms.CharField(
        label="Temei legal",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Fără el, răspunsul nu se poate semna (OG 27/2002, art. 13).",
    )
    way = forms.CharField(
        label="Modul rezolvării",
        max_length=100,
        required=False,
        help_text="Cum se trece în registru: favorabil, nefavorabil…",
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @classmethod
    def of(cls, letter: Letter) -> LetterForm:
        """The form with a letter's words in it."""
        names = [name for name in cls.base_fields if name not in {"body", "revision"}]
        words = {name: getattr(letter, name) for name in names}
        return cls(initial={**words, "body": richtext.to_typed(letter.body), "revision": letter.revision})

    @property
    def words(self) -> dict[str, Any]:
        """What `actions.edit` takes."""
        return {name: self.cleaned_data[name] for name in self.base_fields if name != "revision"}


class StepForm(forms.Form):
    """A step on a letter's way, with the reason where it is needed (pas)."""

    step = forms.ChoiceField(choices=[(key, key) for key in ("submit", "check", "approve", "sign", "return", "drop")])
    note = forms.CharField(label="Motivul", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    next = forms.CharField(required=False, widget=forms.HiddenInput)


class DispatchForm(forms.Form):
    """How a letter leaves (expediere)."""

    way = forms.ChoiceField(label="Calea", choices=WAYS, widget=forms.RadioSelect)
    address = forms.CharField(
        label="Adresa",
        max_length=500,
        required=False,
        help_text="Adresa de e-mail sau poștală; lăsată goală, cea din scrisoare.",
    )
    reference = forms.CharField(
        label="Cine a primit / nr. recomandată",
        max_length=200,
        required=False,
        help_text="Numai la ghișeu, poștă sau curier.",
    )


class ProofForm(forms.Form):
    """The proof that a letter arrived (dovada primirii)."""

    file = forms.FileField(label="Dovada", help_text="Confirmarea semnată, scanată.")

    def clean_file(self) -> Any:
        """A file within the house's limit."""
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_LIMIT:
            raise forms.ValidationError(
                f"Fișierul are peste {settings.UPLOAD_LIMIT // 1_000_000} MB; scanează-l mai mic."
            )
        return file


class TemplateForm(forms.Form):
    """A letter's model (model de scrisoare)."""

    key = forms.SlugField(label="Cheia", max_length=60, help_text="Litere mici și cratime; nu se mai schimbă.")
    title = forms.CharField(label="Numele", max_length=200)
    purpose = forms.CharField(label="Când se folosește", max_length=500, required=False)
    body = forms.CharField(
        label="Textul",
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text="Între acolade, ce se completează singur; între paranteze drepte, ce completează omul.",
    )
    legal_basis = forms.CharField(label="Temei legal", max_length=1000, required=False)
    way = forms.CharField(label="Modul rezolvării", max_length=100, required=False)
    sort_order = forms.IntegerField(label="Ordinea", min_value=0, max_value=999, initial=100)

    names = NAMES

    @classmethod
    def of(cls, template: LetterTemplate) -> TemplateForm:
        """The form with a model's words in it."""
        words = {name: getattr(template, name) for name in cls.base_fields if name != "body"}
        form = cls(initial={**words, "body": richtext.to_typed(template.body)})
        form.fields["key"].widget = forms.HiddenInput()
        return form


class PhraseForm(forms.Form):
    """A phrase used often (frază uzuală)."""

    phrase = forms.ModelChoiceField(Phrase.objects.all(), required=False, widget=forms.HiddenInput)
    title = forms.CharField(label="Numele", max_length=100)
    body = forms.CharField(label="Fraza", max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))
