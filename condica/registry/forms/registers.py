"""Forms of registers (registre): opening, rights, closing, and the envelope's outside."""

from __future__ import annotations

from typing import Any

from django import forms

from condica.accounts.forms import DayInput
from condica.accounts.models import User
from condica.foundation import dates
from condica.law.l182 import Secrecy
from condica.organisation import api as organisation
from condica.organisation.models import Desk, Unit
from condica.registry.models import Envelope, Register


class RegisterForm(forms.Form):
    """A register to be opened (registru nou)."""

    name = forms.CharField(label="Denumirea", max_length=120, help_text="De exemplu: Registrul audiențelor.")
    prefix = forms.CharField(  # type: ignore[assignment]  # the field, not the form's own
        label="Prefixul numerelor", max_length=7,
        help_text="Litere mari, ca AU-. Stă înaintea fiecărui număr, ca numerele să nu se repete; nu se mai schimbă.",
    )  # fmt: skip
    nature = forms.ChoiceField(label="Ce se înregistrează", choices=Register.Nature.choices, widget=forms.RadioSelect,
                               initial=Register.Nature.PAPERS)  # fmt: skip
    confidentiality = forms.ChoiceField(
        label="Cine îl vede", choices=Register.Confidentiality.choices, widget=forms.RadioSelect,
        initial=Register.Confidentiality.OPEN,
        help_text="Cel restricționat este ascuns tuturor celor care nu au primit dreptul pe nume, și conducerii.",
    )  # fmt: skip
    minute_number = forms.CharField(label="Procesul-verbal de deschidere, nr.", max_length=40)
    minute_on = forms.DateField(label="din", widget=DayInput, initial=dates.today)


class ChangeForm(forms.Form):
    """What of a register may change."""

    name = forms.CharField(label="Denumirea", max_length=120)
    confidentiality = forms.ChoiceField(
        label="Cine îl vede", choices=Register.Confidentiality.choices, widget=forms.RadioSelect
    )


class DeskForm(forms.Form):
    """A desk that registers here."""

    desk = forms.ModelChoiceField(Desk.objects.none(), label="Ghișeul")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        desk: Any = self.fields["desk"]
        desk.queryset = Desk.objects.filter(pk__in=[one.pk for one in organisation.desks()])


class ReaderForm(forms.Form):
    """Who is let in, and until when."""

    user = forms.ModelChoiceField(User.objects.none(), label="Persoana", required=False, empty_label="–")
    unit = forms.ModelChoiceField(Unit.objects.none(), label="sau toată structura", required=False, empty_label="–")
    may_write = forms.BooleanField(label="Poate și înregistra", required=False)
    since = forms.DateField(label="De la", widget=DayInput, initial=dates.today)
    until = forms.DateField(label="Până la (inclusiv)", widget=DayInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["user"].queryset = User.objects.filter(is_active=True, is_system=False).order_by("sort_key")
        fields["unit"].queryset = Unit.objects.filter(until__isnull=True).order_by("name")

    def clean(self) -> dict[str, Any]:
        """One of the two, and days in order."""
        given = super().clean() or {}
        if bool(given.get("user")) == bool(given.get("unit")):
            raise forms.ValidationError("Alege o persoană sau o structură, una din două.")
        return given


class MinuteNumberForm(forms.Form):
    """The number of the minute that closes a year."""

    minute_number = forms.CharField(label="Procesul-verbal de închidere, nr.", max_length=40)


class EnvelopeForm(forms.Form):
    """What stands on an envelope (exteriorul plicului); nothing of what is in it has a field."""

    number = forms.CharField(label="Numărul de pe plic", max_length=60)
    dated = forms.DateField(label="Data de pe plic", widget=DayInput, required=False)
    sender = forms.CharField(label="Expeditorul", max_length=200)
    secrecy = forms.ChoiceField(
        label="Clasa scrisă pe plic", choices=[(one.value, one.label) for one in Secrecy], widget=forms.RadioSelect,
        initial=Secrecy.NONE.value,
    )  # fmt: skip
    seals = forms.ChoiceField(label="Sigiliile", choices=Envelope.Seals.choices, widget=forms.RadioSelect,
                              initial=Envelope.Seals.INTACT)  # fmt: skip
    state = forms.CharField(
        label="Starea plicului", max_length=200, required=False,
        help_text="Numai ce se vede din afară; obligatoriu când sigiliile sunt deteriorate.",
    )  # fmt: skip
    brought_by = forms.CharField(label="Adus de", max_length=200, help_text="Curierul sau delegatul, pe nume.")
    delegation = forms.CharField(label="Delegația sau borderoul", max_length=100, required=False)


class HandForm(forms.Form):
    """Whose hands the envelope passes into."""

    to = forms.ModelChoiceField(User.objects.none(), label="Primește")

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to: Any = self.fields["to"]
        to.queryset = User.objects.filter(pk__in=[one.pk for one in people]).order_by("sort_key")
