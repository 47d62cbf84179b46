"""Forms of court papers and displays (formulare): strings to values; the rules stand in `rules`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from condica.accounts.forms import DayInput
from condica.contacts.models import Contact
from condica.court_papers.actions import Act, Asked
from condica.court_papers.models import CourtPaper
from condica.court_papers.rules.court import IDENTITIES, WAYS, WHYS
from condica.court_papers.rules.display import BASES, LASTINGS, PLACES
from condica.foundation import dates
from condica.foundation.romanian import comma_below

CHOOSE = ("", "alege")


class MomentField(forms.DateTimeField):
    """A day with its hour, chosen or typed."""

    def __init__(self, **more: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"], **more)


class ActForm(forms.Form):
    """An act as its agent's minute tells it (actul de procedură): six fields, a tick, and a remark."""

    court = forms.CharField(label="Instanța", max_length=300)
    file_number = forms.CharField(label="Dosarul nr.", max_length=100, help_text="De pildă 4417/55/2026.")
    recipient = forms.CharField(label="Destinatarul", max_length=300)
    recipient_contact = forms.ModelChoiceField(
        Contact.objects.filter(erased_at=None), required=False, widget=forms.HiddenInput(attrs={"data-draft-field": ""})
    )
    recipient_address = forms.CharField(
        label="Adresa lui", max_length=500, required=False,
        help_text="Lăsată goală, se ia din fișa destinatarului ales din contacte.",
    )  # fmt: skip
    posted_at = MomentField(
        label="Înștiințare afișată la", help_text="Data și ora din procesul-verbal; de atunci curg zilele."
    )
    agent = forms.CharField(label="Agentul", max_length=200)
    urgent = forms.BooleanField(label="Urgent: 3 zile în loc de 7", required=False)
    acts = forms.CharField(
        label="Ce acte sunt", max_length=300, required=False, help_text="De pildă: citație și cerere de chemare."
    )

    def __init__(self, *args: Any, courts: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.courts = list(courts)
        self.fields["court"].widget.attrs |= {"list": "instante", "autocomplete": "off"}

    @property
    def act(self) -> Act:
        """What was written, as the verb takes it."""
        given: dict[str, Any] = {
            name: comma_below(value) if isinstance(value, str) else value for name, value in self.cleaned_data.items()
        }
        return Act(**given)

    def clean(self) -> dict[str, Any]:
        """The address of a recipient picked from contacts stands on the card; of one only typed it is asked for."""
        given = super().clean() or self.cleaned_data
        if not given.get("recipient_address"):
            picked = given.get("recipient_contact")
            known = picked.addresses.filter(is_current=True).first() if picked else None
            given["recipient_address"] = str(known or "")
            if known is None:
                self.add_error("recipient_address", "Scrie adresa din procesul-verbal al agentului.")
        return given

    def clean_posted_at(self) -> Any:
        """A moment that has not come yet is a slip of the hand."""
        moment = self.cleaned_data["posted_at"]
        if moment and moment > dates.now():
            raise forms.ValidationError("Momentul afișării este în viitor. Scrie data și ora din procesul-verbal.")
        return moment


class HandForm(forms.Form):
    """Who takes the act (predarea): the name, the kind of paper shown, its last four characters."""

    to = forms.CharField(label="Cine ridică actul", max_length=300)
    identity_kind = forms.ChoiceField(label="Act de identitate", choices=list(IDENTITIES.items()))
    identity_last4 = forms.CharField(label="Ultimele 4 caractere", max_length=4, min_length=4)
    delegate = forms.CharField(
        label="Împuternicit prin", max_length=300, required=False,
        help_text="Numai dacă vine altcineva decât destinatarul: procura, delegația.",
    )  # fmt: skip
    also = forms.TypedMultipleChoiceField(
        label="Și acestea", coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Alte acte care așteaptă același destinatar.",
    )  # fmt: skip

    def __init__(self, *args: Any, others: Iterable[CourtPaper] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.pk, f"{one.entry.paper_number}, dosar {one.file_number}") for one in others]
        if choices:
            self.fields["also"].choices = choices  # type: ignore[attr-defined]
            self.fields["also"].initial = [pk for pk, _ in choices]
        else:
            del self.fields["also"]


class ReturnForm(forms.Form):
    """Why an act goes back (înapoierea)."""

    why = forms.ChoiceField(label="Motivul", choices=list(WHYS.items()), widget=forms.RadioSelect)
    note = forms.CharField(label="Observații", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class SentForm(forms.Form):
    """How it left without a letter of ours (trimiterea)."""

    way = forms.ChoiceField(label="Cum a plecat", choices=list(WAYS.items()), widget=forms.RadioSelect)
    reference = forms.CharField(
        label="Dovada", max_length=200, required=False, help_text="Numărul trimiterii, adresa de e-mail, cine a semnat."
    )


class ReasonForm(forms.Form):
    """A reason in writing (motiv)."""

    reason = forms.CharField(label="Motivul", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class AskedForm(forms.Form):
    """A document to be displayed (cererea de afișare)."""

    title = forms.CharField(
        label="Documentul", max_length=500, help_text="Cum apare în registru și în procesul-verbal."
    )
    requester = forms.CharField(label="Cine cere", max_length=300)
    basis = forms.ChoiceField(label="Temeiul", choices=[CHOOSE, *((key, one.label) for key, one in BASES.items())])
    places = forms.MultipleChoiceField(
        label="Unde", choices=[(key.value, words) for key, words in PLACES.items()], required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    lasting = forms.ChoiceField(
        label="Cât stă", choices=[(key.value, words) for key, words in LASTINGS.items()], required=False
    )
    days = forms.IntegerField(label="Câte zile", min_value=1, max_value=365, required=False)
    until = forms.DateField(label="Până la", required=False, widget=DayInput())
    basis_words = forms.CharField(
        label="Articolul sau actul", max_length=300, required=False, help_text="Când temeiul de sus nu îl spune."
    )
    url = forms.URLField(label="Pagina de internet", max_length=500, required=False, assume_scheme="https")
    reply_wanted = forms.BooleanField(label="Emitentul cere răspuns după dezafișare", required=False, initial=True)

    @property
    def asked(self) -> Asked:
        """What was written, as the verb takes it."""
        given = self.cleaned_data
        texts: dict[str, Any] = {
            name: comma_below(value) if isinstance(value, str) else value for name, value in given.items()
        }
        return Asked(**texts)


class PostForm(forms.Form):
    """When it went up (afișarea)."""

    at = MomentField(label="Afișat la")
    witness = forms.CharField(label="Martor", max_length=200, required=False)


class DownForm(forms.Form):
    """When it came down (dezafișarea)."""

    at = MomentField(label="Dezafișat la")
    reason = forms.CharField(
        label="Motivul", max_length=500, required=False,
        help_text="Se scrie când e scos mai devreme sau când nu are o dată: cine a cerut, prin ce act.",
    )  # fmt: skip


class PeriodForm(forms.Form):
    """The days of a printed register; the year so far when nothing is asked."""

    de_la = forms.DateField(label="De la", required=False, widget=DayInput())
    pana_la = forms.DateField(label="până la", required=False, widget=DayInput())
