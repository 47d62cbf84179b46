"""Forms of petitions (formulare): turn strings into values; they know no rule."""

from __future__ import annotations

from typing import Any

from django import forms

from condica.accounts.models import User
from condica.organisation.forms import FileCodeInput
from condica.petitions.models import APPLICANT_CHOICES, DOMAIN_CHOICES, NATURE_CHOICES, Petition
from condica.petitions.rules import ENERGY_DAYS, EXTENSION_DAYS

UNSAID = [("", "neprecizat")]


def few_lines() -> forms.Textarea:
    """A field for a few sentences."""
    return forms.Textarea(attrs={"rows": 3})


class CardForm(forms.Form):
    """The petition's card (fișa petiției)."""

    domain = forms.ChoiceField(choices=UNSAID + DOMAIN_CHOICES, label="Domeniul", required=False)
    nature = forms.ChoiceField(choices=UNSAID + NATURE_CHOICES, label="Felul", required=False)
    applicant = forms.ChoiceField(choices=UNSAID + APPLICANT_CHOICES, label="Petiționarul", required=False)
    about = forms.ModelChoiceField(
        User.objects.filter(is_active=True, is_service=False, is_system=False).order_by("full_name"),
        label="Persoana vizată",
        required=False,
        empty_label="niciun angajat",
        help_text="Petiția n-o poate rezolva nici persoana vizată, nici un subordonat al ei (art. 11).",
    )


class AskExtensionForm(forms.Form):
    """A proposal of more time (propunere de prelungire)."""

    days = forms.IntegerField(label="Cu câte zile", min_value=1, max_value=ENERGY_DAYS, initial=EXTENSION_DAYS)
    reason = forms.CharField(label="De ce mai trebuie timp", widget=few_lines())


class ExtendForm(AskExtensionForm):
    """The head's decision about more time (prelungire, art. 9)."""

    told_on = forms.DateField(
        label="Petiționarul a fost anunțat pe",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="Anunțul pleacă înainte de prelungire (art. 9).",
    )
    energy = forms.BooleanField(label="Privește energia sau gazele naturale (până la 30 de zile)", required=False)


class RedirectForm(forms.Form):
    """Where a misaddressed petition is sent (redirecționare)."""

    to = forms.CharField(label="Autoritatea competentă", max_length=300)
    reason = forms.CharField(label="De ce e competentă", widget=few_lines(), required=False)


class AuthorityForm(forms.Form):
    """Who sent the petition here (autoritatea de la care vine)."""

    authority = forms.CharField(label="Autoritatea care a trimis-o", max_length=300)


class AnonymousForm(forms.Form):
    """Why a petition is filed as anonymous (art. 7)."""

    reason = forms.CharField(
        label="Ce lipsește", widget=few_lines(), initial="Lipsesc datele de identificare a petiționarului."
    )


class EarlierForm(forms.Form):
    """Another petition of the same petitioner."""

    other = forms.ModelChoiceField(Petition.objects.none(), label="Petiția", widget=forms.RadioSelect, empty_label=None)

    def __init__(self, *args: Any, choices: list[Petition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["other"]
        field.queryset = Petition.objects.select_related("case__entry__register").filter(  # type: ignore[attr-defined]
            pk__in=[one.pk for one in choices]
        )
        field.label_from_instance = lambda one: f"{one}: {one.entry.subject}"  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """The file that a closed petition goes to (indicativul dosarului)."""

    file_code = forms.CharField(
        label="Indicativul dosarului", max_length=60, required=False, widget=FileCodeInput,
        help_text="Din nomenclator; de el atârnă cât se păstrează.",
    )  # fmt: skip
