"""Forms of correspondence (formulare): strings to values; the rules stand in `rules` and `actions`."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from condica.accounts.models import User
from condica.accounts.rules import ROLE_PERMISSIONS, Permission
from condica.correspondence import queries
from condica.correspondence.models import WAYS, Letter, LetterTemplate, Phrase
from condica.correspondence.rules import NAMES
from condica.documents.models import Document
from condica.foundation import richtext
from condica.foundation.signatures.keys import LARGEST_FILE
from condica.organisation import api as organisation
from condica.organisation.models import Unit
from condica.registry.models import has_original


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


class VisaForm(forms.Form):
    """A visa asked of a unit or of a person (cerere de viză)."""

    title = forms.CharField(label="Ce viză", max_length=120, initial="viză de legalitate")
    unit = forms.ModelChoiceField(Unit.objects.none(), label="De la compartimentul", required=False, empty_label="–")
    user = forms.ModelChoiceField(
        User.objects.none(), label="sau de la persoana", required=False, empty_label="–",
        help_text="Alege una din ele. Viza se cere după cele deja cerute.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["unit"].queryset = Unit.objects.filter(until__isnull=True)
        fields["user"].queryset = User.objects.filter(is_active=True, holdings__isnull=False).distinct()


class DecisionForm(forms.Form):
    """What somebody says of a visa (hotărârea asupra vizei)."""

    verdict = forms.ChoiceField(choices=[(key, key) for key in ("give", "refuse", "withdraw")])
    note = forms.CharField(label="Motivul", max_length=2000, required=False)


class DutyForm(VisaForm):
    """A visa that every letter of a model needs (lista de vize)."""

    template_key = forms.ChoiceField(label="Pentru scrisorile după modelul", required=False)
    place = forms.IntegerField(
        label="Al câtelea", min_value=1, max_value=9, initial=1, help_text="Cele cu același număr se cer deodată."
    )
    cites = forms.CharField(label="Temeiul", max_length=300, required=False)

    field_order = ("template_key", "title", "unit", "user", "place", "cites")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["template_key"]
        field.choices = [("", "orice răspuns"), *((row.key, row.title) for row in queries.templates_on())]
        self.fields["user"].help_text = "Alege una din ele."


class AnnexForm(forms.Form):
    """A file to go with a letter (anexă): a new one, or one of the paper's own."""

    file = forms.FileField(label="Fișierul", required=False)
    document = forms.ModelChoiceField(
        Document.objects.none(), label="sau unul dintre documentele lucrării", required=False, empty_label="–"
    )
    title = forms.CharField(label="Cum se numește în listă", max_length=200, required=False)
    sheets = forms.IntegerField(
        label="Câte file", min_value=1, max_value=5000, required=False, help_text="La PDF se numără singure."
    )

    def __init__(self, *args: Any, letter: Letter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["document"]
        if letter.entry_id:
            field.queryset = Document.objects.filter(attached_to__entry=letter.entry_id).distinct()

    def clean_file(self) -> Any:
        """A file within the house's limit."""
        return within_limit(self.cleaned_data["file"])

    def clean(self) -> dict[str, Any]:
        """One file, from here or from there."""
        if not self.cleaned_data.get("file") and not self.cleaned_data.get("document"):
            raise forms.ValidationError("Alege un fișier, sau unul dintre documentele lucrării.")
        return self.cleaned_data


class OriginalForm(forms.Form):
    """Which paper's original leaves with a letter (originalul): the one that it answers, or another by its number."""

    number = forms.CharField(
        label="Numărul documentului", max_length=40, help_text="De pe etichetă; originalul trebuie să fie la noi."
    )

    def __init__(self, *args: Any, letter: Letter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if letter.entry is not None and letter.is_answer and has_original(letter.entry):
            self.fields["number"].initial = letter.entry.paper_number


class WordForm(forms.Form):
    """A letter's text brought back from a word processor (fișier Word)."""

    file = forms.FileField(label="Fișierul Word (.docx)")
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_file(self) -> Any:
        """A file within the house's limit."""
        return within_limit(self.cleaned_data["file"])


def within_limit(file: Any) -> Any:
    """A file not larger than the house takes."""
    if file and file.size > settings.UPLOAD_LIMIT:
        raise forms.ValidationError(f"Fișierul are peste {settings.UPLOAD_LIMIT // 1_000_000} MB; micșorează-l.")
    return file


class StepForm(forms.Form):
    """A step on a letter's way, with the reason where it is needed (pas)."""

    step = forms.ChoiceField(
        choices=[(key, key) for key in ("submit", "check", "visas", "approve", "sign", "return", "drop")]
    )
    note = forms.CharField(label="Motivul", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    next = forms.CharField(required=False, widget=forms.HiddenInput)


class KeyForm(forms.Form):
    """A person's certificate, for one use (certificatul cu care se semnează); nothing of it is kept."""

    means = forms.ChoiceField(
        label="Semnezi cu",
        choices=[("file", "fișierul .p12"), ("token", "dispozitivul")],
        initial="file",
        required=False,
        widget=forms.RadioSelect,
    )
    file = forms.FileField(label="Fișierul certificatului", required=False, help_text="Fișier .p12 sau .pfx.")
    passphrase = forms.CharField(
        label="Parola lui", required=False, max_length=200, strip=False,
        help_text="Nici fișierul, nici parola nu se păstrează.",
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    pin = forms.CharField(
        label="PIN-ul dispozitivului", required=False, max_length=60, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def clean_file(self) -> bytes:
        """The file's content, read now: it stays in memory for this request only."""
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST_FILE:
            raise forms.ValidationError("Fișierul este prea mare pentru un certificat.")
        return bytes(file.read()) if file else b""

    def key_words(self) -> dict[str, Any]:
        """What `actions.open_key` takes."""
        sent = self.cleaned_data
        by_token = sent["means"] == "token" and bool(sent["pin"])
        words = {"content": sent["file"], "passphrase": sent["passphrase"], "pin": sent["pin"]}
        return {"means": "token" if by_token else "file", **words}


class MandateForm(forms.Form):
    """A mandate to sign (împuternicire)."""

    user = forms.ModelChoiceField(User.objects.none(), label="Cine semnează", empty_label="alege…")
    act = forms.CharField(label="Prin ce act", max_length=120, help_text="De exemplu: Dispoziția nr. 214/03.11.2026.")
    since = forms.DateField(label="De la", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    until = forms.DateField(
        label="Până la (inclusiv)", required=False, help_text="Gol: până la altă dispoziție.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["user"]
        roles = [role for role, may in ROLE_PERMISSIONS.items() if Permission.LETTER_APPROVE in may]
        people = User.objects.filter(is_active=True, grants__role__in=roles, grants__withdrawn_at=None)
        field.queryset = people.distinct().order_by("sort_key")


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
        help_text="La ghișeu, numele și calitatea celui care ia răspunsul.",
    )

    def clean(self) -> dict[str, Any]:
        """What is given at the desk is given to somebody (eliberarea răspunsului)."""
        if self.cleaned_data.get("way") == "counter" and not self.cleaned_data.get("reference"):
            raise forms.ValidationError("Scrie cine a luat răspunsul de la ghișeu.")
        return self.cleaned_data


class ProofForm(forms.Form):
    """The proof that a letter arrived (dovada primirii)."""

    file = forms.FileField(label="Dovada", help_text="Confirmarea semnată, scanată.")

    def clean_file(self) -> Any:
        """A file within the house's limit."""
        return within_limit(self.cleaned_data["file"])


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
    rights = forms.CharField(
        label="Drepturile după răspuns",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Se tipărește sub semnături, la răspunsuri; lasă gol la înștiințări.",
    )
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
    unit = forms.ModelChoiceField(
        Unit.objects.filter(until__isnull=True), label="A cui", required=False, empty_label="a tuturor"
    )
