"""Forms of the condica (predare-primire): whom, what was scanned, why not, with which sign."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms

from condica.accounts.forms import DayInput
from condica.accounts.models import User
from condica.foundation import dates
from condica.organisation.models import Desk, Unit
from condica.registry.models import Entry, PlaceKind
from condica.registry.print import read_code
from condica.registry.queries.custody import BookFilter
from condica.registry.rules import register_sign

SCANNED = 1000


@dataclass(slots=True)
class Scanned:
    """What a keyboard-wedge scanner typed (coduri scanate): papers of ours, and what is none of them."""

    papers: list[Entry] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


class CodesField(forms.CharField):
    """Codes of labels or numbers of papers, one a line; a scanner ends each with Enter."""

    widget = forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "spellcheck": "false"})

    def clean(self, value: Any) -> Any:
        """The papers behind the codes, each once, and the words that name none."""
        text = super().clean(value)
        words = [word for word in re.split(r"[\s,;]+", text) if word][:SCANNED]
        return papers_of(dict.fromkeys(words))


def papers_of(words: Iterable[str]) -> Scanned:
    """Each code or number (`R2026041388*`, `41388`, `41388/2026`) as the paper that it names."""
    found = Scanned()
    for word in words:
        paper = _by_code(word) or _by_number(word)
        if paper is None:
            found.unknown.append(word)
        elif paper not in found.papers:
            found.papers.append(paper)
    return found


def _by_code(word: str) -> Entry | None:
    read = read_code(word)
    if read is None:
        return None
    sign, year, value = read
    rows = Entry.objects.filter(year=year, value=value).select_related("register")
    return next((row for row in rows if register_sign(row.register.prefix) == sign), None)


def _by_number(word: str) -> Entry | None:
    """A number typed by hand: of the general register, of this year unless another is written."""
    said = re.fullmatch(r"(\d{1,9})(?:/(?:\d{1,2}\.\d{1,2}\.)?(\d{4}))?", word)
    if said is None:
        return None
    year = int(said[2]) if said[2] else dates.today().year
    found = Entry.objects.filter(value=int(said[1]), year=year, register__is_default=True)
    return found.select_related("register").first()


class HandForm(forms.Form):
    """A hand-over: to whom, what was scanned, a word beside it."""

    to_unit = forms.ModelChoiceField(
        Unit.objects.filter(until__isnull=True).order_by("name"),
        label="Către compartimentul",
        required=False,
        empty_label="–",
    )
    to_person = forms.ModelChoiceField(
        User.objects.filter(is_active=True, is_service=False, is_system=False).order_by("sort_key"),
        label="sau către persoana",
        required=False,
        empty_label="–",
    )
    to_desk = forms.ModelChoiceField(
        Desk.objects.filter(closed_on=None), label="sau înapoi la ghișeul", required=False, empty_label="–"
    )
    codes = CodesField(
        label="Coduri scanate sau numere",
        required=False,
        help_text="Câte unul pe rând. Cititorul de coduri le scrie singur.",
    )
    note = forms.CharField(label="Mențiune", max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """One receiver; codes that name no paper are told, and nothing typed is lost."""
        given = super().clean() or {}
        chosen = [name for name in ("to_unit", "to_person", "to_desk") if given.get(name)]
        if len(chosen) != 1:
            self.add_error("to_unit", "Alege un singur primitor: compartiment, persoană sau ghișeu.")
        scanned = given.get("codes")
        if scanned is not None and scanned.unknown:
            self.add_error("codes", f"Nu sunt documente ale noastre: {', '.join(scanned.unknown[:10])}.")
        return given


class CountForm(forms.Form):
    """What the receiver found in the stack."""

    codes = CodesField(
        label="Ce ai primit, scanat", help_text="Scanează fiecare hârtie din teanc; ce nu e al nostru se notează."
    )
    keep = forms.BooleanField(label="le țin eu, nu raftul compartimentului", required=False)


class SignForm(forms.Form):
    """A signature at somebody else's screen: who, by PIN or badge."""

    signer = forms.ModelChoiceField(User.objects.none(), label="Cine primește", empty_label="alege persoana")
    secret = forms.CharField(
        label="PIN sau legitimație",
        max_length=100,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "inputmode": "text"}),
    )

    def __init__(self, *args: Any, people: Iterable[User] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        signer: Any = self.fields["signer"]
        signer.queryset = User.objects.filter(pk__in=[one.pk for one in people]).order_by("sort_key")


class OwnSignForm(forms.Form):
    """One's own PIN and badge, typed twice where it cannot be read."""

    pin = forms.CharField(
        label="PIN nou", max_length=12, required=False, help_text="Cel puțin 4 cifre.",
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )  # fmt: skip
    again = forms.CharField(
        label="PIN-ul încă o dată", max_length=12, required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )  # fmt: skip
    badge = forms.CharField(
        label="Legitimația", max_length=100, required=False, help_text="Scanează codul de pe ea.",
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The two typings of the PIN agree."""
        given = super().clean() or {}
        if given.get("pin", "") != given.get("again", ""):
            self.add_error("again", "Cele două PIN-uri nu sunt la fel.")
        return given


class BookForm(forms.Form):
    """Which days of the book, of which unit."""

    compartiment = forms.ModelChoiceField(
        Unit.objects.none(), label="Compartimentul", required=False, empty_label="toate"
    )
    de_la = forms.DateField(label="De la", required=False, widget=DayInput)
    pana_la = forms.DateField(label="până la", required=False, widget=DayInput)

    def __init__(self, data: Mapping[str, Any], *, units: Iterable[int] | None) -> None:
        today = f"{dates.today():%Y-%m-%d}"
        super().__init__({"de_la": today, "pana_la": data.get("de_la", today), **data})
        unit: Any = self.fields["compartiment"]
        found = Unit.objects.order_by("name")
        unit.queryset = found if units is None else found.filter(pk__in=list(units))
        self.own = None if units is None else unit.queryset.first()
        if units is not None:
            unit.empty_label = None

    def asked(self) -> BookFilter:
        """The lines asked for; a wrong day is today, and whoever sees one unit sees that unit."""
        self.is_valid()
        since = self.cleaned_data.get("de_la") or dates.today()
        until = max(self.cleaned_data.get("pana_la") or since, since)
        return BookFilter(since, until, self.cleaned_data.get("compartiment") or self.own)


class PlacesForm(forms.Form):
    """Whose originals: of a unit, of a person, of a place."""

    compartiment = forms.ModelChoiceField(
        Unit.objects.none(), label="Compartimentul", required=False, empty_label="oricare"
    )
    persoana = forms.ModelChoiceField(User.objects.none(), label="Persoana", required=False, empty_label="oricare")
    loc = forms.ChoiceField(label="Locul", choices=[("", "oriunde"), *PlaceKind.choices], required=False)

    def __init__(self, *args: Any, units: Iterable[int] | None, people: Iterable[int] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        found, persons = Unit.objects.order_by("name"), User.objects.filter(is_service=False, is_system=False)
        fields["compartiment"].queryset = found if units is None else found.filter(pk__in=list(units))
        fields["persoana"].queryset = (persons if people is None else persons.filter(pk__in=list(people))).order_by(
            "sort_key"
        )


class LossForm(forms.Form):
    """A minute that says how an original was lost."""

    minute_number = forms.CharField(label="Procesul-verbal nr.", max_length=60)
    minute_on = forms.DateField(label="Data", widget=DayInput)
    words = forms.CharField(
        label="Împrejurările", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Unde a fost văzut ultima dată, cine l-a căutat și unde.",
    )  # fmt: skip

    def clean_minute_on(self) -> date:
        """A minute is not of tomorrow."""
        day: date = self.cleaned_data["minute_on"]
        if day > dates.today():
            raise forms.ValidationError("Data procesului-verbal este în viitor.")
        return day


class FoundForm(forms.Form):
    """Where a lost original was found."""

    words = forms.CharField(label="Unde și cum s-a găsit", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
