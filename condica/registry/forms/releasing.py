"""Forms of the shelf (eliberarea actelor): what came from the unit, who takes it, which kinds the house releases."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from typing import Any

from django import forms

from condica.accounts.forms import DayInput
from condica.foundation import dates
from condica.organisation.models import Desk, Unit
from condica.registry.forms.custody import papers_of
from condica.registry.models import Entry, Identity, Issued, IssuedKind
from condica.registry.queries.releasing import STATES, ShelfFilter, kinds_on

SIGNATURE_LIMIT = 300_000
PNG = b"\x89PNG\r\n\x1a\n"


class ShelfForm(forms.Form):
    """What the address asks of the shelf; a wrong value is left out."""

    q = forms.CharField(
        label="Nume sau număr", required=False, max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "type": "search"}),
    )  # fmt: skip
    stare = forms.ChoiceField(label="Stare", choices=[("", "așteaptă la ghișeu"), *STATES.items()], required=False)
    fel = forms.ModelChoiceField(IssuedKind.objects.all(), label="Felul", required=False, empty_label="oricare")
    ghiseu = forms.ModelChoiceField(Desk.objects.all(), label="Ghișeul", required=False, empty_label="oricare")

    def asked(self) -> ShelfFilter:
        """The filters; whoever types a name looks everywhere, also among those released."""
        self.is_valid()
        given = self.cleaned_data
        state = given.get("stare") or ("toate" if given.get("q") else "asteapta")
        return ShelfFilter(state, given.get("q", ""), given.get("fel"), given.get("ghiseu"))


class ReceiveForm(forms.Form):
    """An issued paper as it comes from its unit."""

    kind = forms.ModelChoiceField(IssuedKind.objects.none(), label="Felul actului", empty_label=None)
    number = forms.CharField(label="Numărul", max_length=40)
    issued_on = forms.DateField(label="Data", widget=DayInput)
    holder_name = forms.CharField(label="Titularul", max_length=300)
    request = forms.CharField(
        label="Cererea", max_length=40, required=False, help_text="Numărul cererii: titularul se ia de acolo."
    )
    holder_address = forms.CharField(label="Adresa", max_length=500, required=False)
    holder_email = forms.EmailField(label="E-mail", required=False)
    unit = forms.ModelChoiceField(Unit.objects.filter(until=None).order_by("name"), label="De la", empty_label=None)
    desk = forms.ModelChoiceField(
        Desk.objects.filter(closed_on=None), label="Ghișeul", required=False, empty_label="registratura"
    )
    shelf = forms.CharField(label="Raftul", max_length=60, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.queryset = kinds_on(dates.today())
        self.fields["holder_name"].required = False
        self.entry: Entry | None = None

    def clean_request(self) -> str:
        """A number of a request leads to its paper."""
        said: str = self.cleaned_data["request"].strip()
        if said:
            found = papers_of([said])
            if not found.papers:
                raise forms.ValidationError("Nu am găsit această cerere. Scrie numărul ca în registru: 38214/2026.")
            self.entry = found.papers[0]
        return said

    def clean(self) -> dict[str, Any]:
        """Who asked is who it was issued for, unless another is written."""
        given = super().clean() or {}
        if self.entry is not None:
            given["holder_name"] = given.get("holder_name") or self.entry.sender_name
            given["holder_address"] = given.get("holder_address") or self.entry.sender_address
            given["holder_email"] = given.get("holder_email") or self.entry.sender_email
        if not given.get("holder_name"):
            self.add_error("holder_name", "Scrie titularul de pe act sau numărul cererii.")
        return given


class ReleaseForm(forms.Form):
    """Who takes the paper."""

    name = forms.CharField(label="Cine ridică", max_length=300)
    identity = forms.ChoiceField(label="Act de identitate", choices=Identity.choices)
    last4 = forms.CharField(
        label="Ultimele 4 semne ale numărului", max_length=20, help_text="Numai ele; CNP-ul nu se scrie.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    power = forms.CharField(
        label="Împuternicire", max_length=300, required=False,
        help_text="Numai dacă nu e titularul: procura, numărul, data, notarul.",
    )  # fmt: skip
    signature = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"data-sign-into": ""}))

    def __init__(self, *args: Any, issued: Issued, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].initial = issued.holder_name

    def clean_signature(self) -> bytes:
        """The drawn signature as PNG; nothing where the paper sheet is signed."""
        said: str = self.cleaned_data["signature"]
        if not said:
            return b""
        try:
            picture = base64.b64decode(said.removeprefix("data:image/png;base64,"), validate=True)
        except (binascii.Error, ValueError):
            picture = b""
        if not picture.startswith(PNG) or len(picture) > SIGNATURE_LIMIT:
            raise forms.ValidationError("Semnătura desenată nu s-a putut citi; semnați pe foaia tipărită.")
        return picture


class PostForm(forms.Form):
    """How an unclaimed paper leaves: by the post room's envelopes, or with the post's number where there is none."""

    kind = forms.ChoiceField(label="Cum se trimite", required=False)
    reference = forms.CharField(label="Recomandata nr.", max_length=40, required=False)

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        field.choices = kinds
        del self.fields["reference" if kinds else "kind"]


class KindForm(forms.Form):
    """A kind of issued paper that the house releases."""

    name = forms.CharField(label="Felul actului", max_length=120)
    wait_days = forms.IntegerField(label="Zile până se socotește neridicat", min_value=1, max_value=365, initial=30)
    since = forms.DateField(label="De la", widget=DayInput)


class YearForm(forms.Form):
    """Which year, which unit."""

    an = forms.IntegerField(label="Anul", min_value=2000, max_value=2200, required=False)
    compartiment = forms.ModelChoiceField(
        Unit.objects.order_by("name"), label="Compartimentul", required=False, empty_label="toate"
    )
