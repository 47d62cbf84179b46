"""Forms of petitions (formulare): turn strings into values; they know no rule."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from condica.accounts.models import User
from condica.law import og27
from condica.organisation.forms import FileCodeInput
from condica.petitions.models import APPLICANT_CHOICES, DOMAIN_CHOICES, NATURE_CHOICES, Notice, Petition
from condica.petitions.rules import EXTENSION_DAYS
from condica.registry.models import Entry

UNSAID = [("", "neprecizat")]


def few_lines() -> forms.Textarea:
    """A field for a few sentences."""
    return forms.Textarea(attrs={"rows": 3})


def a_day() -> forms.DateInput:
    """A field for a day."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class CardForm(forms.Form):
    """The petition's card (fișa petiției)."""

    domain = forms.ChoiceField(choices=UNSAID + DOMAIN_CHOICES, label="Domeniul", required=False)
    nature = forms.ChoiceField(choices=UNSAID + NATURE_CHOICES, label="Felul", required=False)
    applicant = forms.ChoiceField(choices=UNSAID + APPLICANT_CHOICES, label="Petiționarul", required=False)
    signatories = forms.IntegerField(
        label="Câți au semnat", min_value=2, max_value=10_000_000, required=False,
        help_text="Numai la o petiție colectivă; altfel rămâne gol.",
    )  # fmt: skip
    representative = forms.CharField(
        label="Cine primește răspunsul", max_length=200, required=False,
        help_text="Reprezentantul semnatarilor, la o petiție colectivă.",
    )  # fmt: skip
    on_behalf_of = forms.CharField(
        label="În numele cui", max_length=300, required=False,
        help_text="Colectivul pentru care scrie o organizație (art. 1 alin. (2)).",
    )  # fmt: skip
    about = forms.ModelChoiceField(
        User.objects.filter(is_active=True, is_service=False, is_system=False).order_by("full_name"),
        label="Persoana vizată",
        required=False,
        empty_label="niciun angajat",
        help_text="Petiția n-o poate rezolva nici persoana vizată, nici un subordonat al ei (art. 11).",
    )


class AskExtensionForm(forms.Form):
    """A proposal of more time (propunere de prelungire)."""

    days = forms.IntegerField(label="Cu câte zile", min_value=1, max_value=30, initial=EXTENSION_DAYS)
    reason = forms.CharField(label="De ce mai trebuie timp", widget=few_lines())


class ExtendForm(AskExtensionForm):
    """The head's decision about more time (prelungire, art. 9)."""

    energy = forms.BooleanField(label="Privește energia sau gazele naturale (până la 30 de zile)", required=False)


class PapersForm(forms.Form):
    """What is asked of the petitioner (cerere de completări)."""

    what = forms.CharField(label="Ce lipsește", widget=few_lines())
    until = forms.DateField(label="Până când", widget=a_day())


class ToldForm(forms.Form):
    """A notice given another way, with its proof."""

    kind = forms.ChoiceField(label="Ce s-a anunțat", widget=forms.RadioSelect)
    on = forms.DateField(label="În ziua", widget=a_day())
    proof = forms.CharField(
        label="Dovada",
        widget=few_lines(),
        help_text="Ce o dovedește: proces-verbal, semnătura de primire, confirmarea.",
    )

    def __init__(self, *args: Any, notices: list[Notice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(one.kind, one.label) for one in notices]  # type: ignore[attr-defined]
        if len(notices) == 1:
            self.fields["kind"].initial = notices[0].kind


class RedirectForm(forms.Form):
    """Where a misaddressed petition is sent (redirecționare)."""

    to = forms.CharField(label="Autoritatea competentă", max_length=300)
    email = forms.EmailField(label="E-mailul ei", required=False)
    address = forms.CharField(label="Adresa ei", max_length=300, required=False)
    reason = forms.CharField(label="De ce e competentă", widget=few_lines(), required=False)


class AuthorityForm(forms.Form):
    """Who sent the petition here (autoritatea de la care vine)."""

    authority = forms.CharField(label="Autoritatea care a trimis-o", max_length=300)


class AnonymousForm(forms.Form):
    """Why a petition is filed as anonymous (art. 7)."""

    reason = forms.CharField(label="Ce lipsește", widget=few_lines())


class UnsignedForm(AnonymousForm):
    """The same, where the authority reads a missing signature as anonymity (P7a)."""

    unsigned = forms.BooleanField(label="E-mailul nu are semnătură")


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


class WithdrawForm(forms.Form):
    """The paper by which the petitioner gives the petition up (cerere de renunțare)."""

    paper = forms.ModelChoiceField(
        Entry.objects.none(), label="Cererea de renunțare", widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, papers: QuerySet[Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"].queryset = papers  # type: ignore[attr-defined]
        self.fields["paper"].label_from_instance = lambda one: f"{one}: {one.subject}"  # type: ignore[attr-defined]


class CourtForm(forms.Form):
    """A court's ruling (hotărâre)."""

    court = forms.CharField(label="Instanța", max_length=200)
    number = forms.CharField(label="Numărul hotărârii", max_length=60)
    dated = forms.DateField(label="Din", widget=a_day())
    counts_from = forms.DateField(
        label="Termenul curge din", widget=a_day(), help_text="Ziua comunicării, sau ziua în care a rămas definitivă."
    )
    days = forms.IntegerField(
        label="În câte zile", min_value=1, max_value=og27.RULING_DAYS_MOST, initial=og27.RULING_DAYS,
        help_text="Cât scrie în hotărâre; dacă nu scrie, 30 (Legea 554/2004, art. 24).",
    )  # fmt: skip


class WhyForm(forms.Form):
    """Why something is undone (motiv)."""

    reason = forms.CharField(label="De ce", widget=few_lines())


class CloseForm(forms.Form):
    """The file that a closed petition goes to (indicativul dosarului)."""

    file_code = forms.CharField(
        label="Indicativul dosarului", max_length=60, required=False, widget=FileCodeInput,
        help_text="Din nomenclator; de el atârnă cât se păstrează.",
    )  # fmt: skip
