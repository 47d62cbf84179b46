"""Forms of papers (formulare): registering, filtering, correcting; the rules stand in `actions`."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from condica.accounts.forms import DayInput
from condica.accounts.models import User
from condica.contacts.models import Contact
from condica.foundation import dates
from condica.foundation.memo import kept
from condica.organisation.forms import FileCodeInput
from condica.organisation.models import Unit
from condica.registry.access import registers_seen_by, registers_to_write
from condica.registry.models import Channel, Register
from condica.registry.queries import STATES, Filters
from condica.registry.rules import kind_label, kinds


class FilesInput(forms.ClearableFileInput):
    """One control, several files (fișiere scanate)."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, each within the house's limit."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files as a list; a sentence names the one that is too large."""
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        for file in files:
            super().clean(file, initial)
            if file.size > settings.UPLOAD_LIMIT:
                limit = settings.UPLOAD_LIMIT // 1_000_000
                raise forms.ValidationError(
                    f"„{file.name}” are {file.size // 1_000_000} MB; un fișier poate avea cel mult {limit} MB. "
                    "Scanează la 200–300 dpi sau împarte-l în două."
                )
        return files


class CounterForm(forms.Form):
    """Registering a paper (înregistrare): six fields, the rest one key away."""

    subject = forms.CharField(label="Conținut pe scurt", max_length=2000)
    kind = forms.ChoiceField(label="Fel", required=False)
    sender_name = forms.CharField(label="De la", max_length=500, required=False)
    sender = forms.CharField(required=False, widget=forms.HiddenInput)
    leaves = forms.IntegerField(label="File", min_value=0, max_value=100_000, required=False)
    annexes = forms.IntegerField(label="Anexe", min_value=0, max_value=100_000, required=False)
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Se predă la", required=False, empty_label="Registratura")
    # under „Mai multe"
    channel = forms.ChoiceField(label="Cum a venit", choices=Channel.choices, initial=Channel.COUNTER)
    register = forms.ModelChoiceField(
        Register.objects.none(), label="Registrul", to_field_name="key", empty_label=None, required=False
    )
    received_at = forms.DateTimeField(
        label="Primit la",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        help_text="Numai dacă a sosit mai devreme decât se înregistrează.",
    )
    sender_address = forms.CharField(label="Adresa", max_length=500, required=False)
    sender_email = forms.EmailField(label="E-mail", required=False)
    document_number = forms.CharField(label="Numărul emitentului", max_length=100, required=False)
    document_date = forms.DateField(
        label="Data emitentului", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    addressee_name = forms.CharField(label="Destinatar", max_length=500, required=False)
    file_code = forms.CharField(label="Indicativul dosarului", max_length=50, required=False, widget=FileCodeInput)
    files = FilesField(label="Fișiere", required=False)  # type: ignore[assignment]  # the field, not the upload
    measured_keys = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    measured_ms = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, direction: str = "in", user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.direction = direction
        self.registers = list(registers_to_write(user).exclude(nature=Register.Nature.ENVELOPES))
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = [("", "De încadrat"), *((kind.key, kind.label) for kind in kinds())]
        fields["unit"].queryset = Unit.objects.filter(until__isnull=True).order_by("name")
        fields["register"].queryset = Register.objects.filter(pk__in=[one.pk for one in self.registers])
        fields["register"].initial = "general"
        if direction == "out":
            fields["addressee_name"].required = True
            fields["sender_name"].label = "De la (compartimentul)"

    def clean_register(self) -> Register:
        """The general register, where the form did not ask: the desk has no other."""
        return self.cleaned_data["register"] or Register.objects.get(is_default=True)

    def clean_received_at(self) -> Any:
        """A time that has not come yet is a slip of the hand."""
        moment = self.cleaned_data["received_at"]
        if moment and moment > dates.now():
            raise forms.ValidationError(
                "Momentul primirii este în viitor. Scrie data și ora la care a sosit documentul."
            )
        return moment

    def clean_document_date(self) -> Any:
        """The issuer's date cannot be later than today."""
        day = self.cleaned_data["document_date"]
        if day and day > dates.today():
            raise forms.ValidationError("Data documentului este în viitor. Scrie data pusă de emitent.")
        return day

    def contact(self) -> Contact | None:
        """The sender chosen from the list, if one was."""
        chosen = self.cleaned_data.get("sender", "")
        return Contact.objects.filter(pk=int(chosen)).first() if chosen.isdigit() else None


class FilterForm(forms.Form):
    """What the address bar asks of the list; a wrong value is left out, never an error page."""

    registru = forms.ModelChoiceField(
        Register.objects.none(), label="Registrul", required=False, to_field_name="key", empty_label="oricare"
    )
    sens = forms.ChoiceField(
        choices=[("", "Toate"), ("in", "Intrări"), ("out", "Ieșiri"), ("internal", "Interne")], required=False
    )
    stare = forms.ChoiceField(label="Stare", choices=[("", "oricare"), *STATES.items()], required=False)
    fel = forms.ChoiceField(label="Fel", required=False)
    canal = forms.ChoiceField(label="Canal", choices=[("", "oricare"), *Channel.choices], required=False)
    compartiment = forms.ModelChoiceField(
        Unit.objects.order_by("name"), label="La", required=False, empty_label="oriunde"
    )
    de_la = forms.DateField(
        label="Intrate de la", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    pana_la = forms.DateField(
        label="până la", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    q = forms.CharField(label="Cuvinte", required=False, max_length=200)
    expeditor = forms.IntegerField(required=False, widget=forms.HiddenInput)
    ordine = forms.ChoiceField(choices=[("", "număr"), ("numar", "număr"), ("termen", "termen")], required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.registers = list(registers_seen_by(user))
        fields: Any = self.fields
        fields["registru"].queryset = registers_seen_by(user)
        fields["registru"].choices = [("", "oricare"), *((one.key, one.name) for one in self.registers)]
        fields["compartiment"].choices = [("", "oriunde"), *((one.pk, str(one)) for one in _units())]
        self.fields["fel"].choices = [("", "oricare"), *((kind.key, kind.label) for kind in kinds())]  # type: ignore[attr-defined]

    def filters(self) -> Filters:
        """The filters, without what could not be read."""
        self.is_valid()
        given = self.cleaned_data
        register = given.get("registru")
        return Filters(
            register=register.key if register else "",
            direction=given.get("sens", ""),
            state=given.get("stare", ""),
            kind=given.get("fel", ""),
            channel=given.get("canal", ""),
            unit=given.get("compartiment"),
            since=given.get("de_la"),
            until=given.get("pana_la"),
            words=given.get("q", ""),
            sender=given.get("expeditor"),
            sort=given.get("ordine") or "numar",
        )

    def chosen(self) -> list[tuple[str, str, str]]:
        """The filters in force as (address key, name, value in words), to be shown and taken out one by one."""
        self.is_valid()
        shown = []
        for name in ("registru", "stare", "fel", "canal", "compartiment", "de_la", "pana_la", "q"):
            value = self.cleaned_data.get(name)
            if value:
                shown.append((name, str(self.fields[name].label), _in_words(name, value)))
        return shown


def _in_words(name: str, value: Any) -> str:
    if name == "stare":
        return STATES[value]
    if name == "fel":
        return kind_label(value)
    if name == "canal":
        return str(Channel(value).label)
    return f"{value:%d.%m.%Y}" if name in {"de_la", "pana_la"} else str(value)


class ReasonForm(forms.Form):
    """A reason (motiv), asked wherever something is struck out or written again."""

    reason = forms.CharField(label="Motivul", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class CorrectionForm(ReasonForm):
    """The words of a paper, written again."""

    subject = forms.CharField(label="Conținut pe scurt", max_length=2000)
    sender_name = forms.CharField(label="De la", max_length=500, required=False)
    sender_address = forms.CharField(label="Adresa", max_length=500, required=False)
    sender_email = forms.EmailField(label="E-mail", required=False)
    addressee_name = forms.CharField(label="Destinatar", max_length=500, required=False)
    document_number = forms.CharField(label="Numărul emitentului", max_length=100, required=False)
    document_date = forms.DateField(
        label="Data emitentului", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    leaves = forms.IntegerField(label="File", min_value=0, max_value=100_000, required=False)
    annexes = forms.IntegerField(label="Anexe", min_value=0, max_value=100_000, required=False)
    file_code = forms.CharField(label="Indicativul dosarului", max_length=50, required=False, widget=FileCodeInput)

    field_order = ["subject", "sender_name", "sender_address", "sender_email", "addressee_name", "document_number",
                   "document_date", "leaves", "annexes", "file_code", "reason"]  # fmt: skip


class KindForm(forms.Form):
    """What the law says the paper is (încadrare)."""

    kind = forms.ChoiceField(label="Fel")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.key, kind.label) for kind in kinds()]  # type: ignore[attr-defined]


class NumberForm(forms.Form):
    """Another paper's number (pentru conexare)."""

    number = forms.CharField(label="Numărul celuilalt document", max_length=40)


class FilesForm(forms.Form):
    """Files for a paper already registered (scanare, completare)."""

    files = FilesField(label="Fișiere")  # type: ignore[assignment]  # the field, not the upload


class UnitForm(forms.Form):
    """The department that gets the paper (repartizare)."""

    unit = forms.ModelChoiceField(Unit.objects.filter(until__isnull=True).order_by("name"), label="Se predă la")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = [(one.pk, str(one)) for one in _units() if one.until is None]
        self.fields["unit"].choices = [("", "alege compartimentul"), *now]  # type: ignore[attr-defined]


def _units() -> list[Unit]:
    """All units by name, read once a page that shows them in several selects."""
    return kept(("units by name",), lambda: list(Unit.objects.order_by("name")))


class MinuteForm(forms.Form):
    """The minute of a selection, or the act that confirms it: number and day."""

    number = forms.CharField(label="Numărul", max_length=60)
    on = forms.DateField(label="Data", widget=DayInput)
