"""Forms of the mailroom (formulare): strings to values; the rules stand in `actions`."""

from __future__ import annotations

from typing import Any

from django import forms

from condica.foundation import dates
from condica.mailroom.actions.boxes import CHANGEABLE
from condica.mailroom.actions.scanners import CHANGEABLE as SCANNER_FIELDS
from condica.mailroom.models import Acknowledging, Mailbox, Scanner
from condica.organisation.models import Desk
from condica.registry.forms import FilesField
from condica.registry.models import Entry

REASONS = (
    "reclamă sau mesaj nesolicitat",
    "copie a unui mesaj deja înregistrat",
    "notificare fără conținut pentru autoritate",
    "corespondență personală a unui angajat",
)


class AsideForm(forms.Form):
    """Why a message gets no number (motivul)."""

    reason = forms.CharField(
        label="Motiv", max_length=500, widget=forms.TextInput(attrs={"list": "motive", "autocomplete": "off"})
    )


class AcknowledgingForm(forms.Form):
    """Which letters by e-mail are acknowledged, from when, in what words."""

    covers = forms.ChoiceField(label="Se confirmă", choices=Acknowledging.Covers.choices)
    since = forms.DateField(label="De la", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    text = forms.CharField(
        label="Textul confirmării", max_length=5000, widget=forms.Textarea(attrs={"rows": 14}),
        help_text="Se completează singure: {subiect}, {numar}, {data}, {cod}, {adresa}, {institutia}.",
    )  # fmt: skip


class ContinueForm(forms.Form):
    """The paper that a letter continues."""

    continues = forms.ModelChoiceField(queryset=Entry.objects.filter(direction="in", register__confidentiality="open"))


class BringForm(forms.Form):
    """Stacks brought from the browser (aducerea scanărilor)."""

    files = FilesField(label="Fișierele scanate")  # type: ignore[assignment]
    desk = forms.ModelChoiceField(label="Ghișeul", queryset=Desk.objects.filter(closed_on=None), required=False,
                                  empty_label="toată registratura")  # fmt: skip
    both_sides = forms.BooleanField(label="Scanate pe ambele fețe", required=False)
    for_archive = forms.BooleanField(label="Dosare vechi, din inventare", required=False)


class DecideForm(forms.Form):
    """What a person says of sheets that wait."""

    CHOICES = ("paper", "position", "split", "join", "discard", "undo")
    decision = forms.ChoiceField(choices=[(one, one) for one in CHOICES])
    number = forms.CharField(label="Numărul sau codul de pe etichetă", max_length=60, required=False)
    page = forms.IntegerField(required=False, min_value=1)
    reason = forms.CharField(label="De ce se desface", max_length=500, required=False)


class ScannerForm(forms.ModelForm):  # type: ignore[type-arg]
    """The settings of a scanner."""

    class Meta:
        model = Scanner
        fields = [*SCANNER_FIELDS]
        help_texts = {
            "folder": "Un nume (ghiseu-1) în dosarul Condicăi, sau calea unui dosar îngăduit din rețea.",
            "both_sides": "Fiecare foaie dă două pagini; spatele gol nu intră în document.",
            "kept_days": "Fișierul preluat se mută în „preluate” și se șterge de acolo după atâtea zile.",
        }


class InventoryForm(forms.Form):
    """An inventory, with its table or to be filled by hand (inventar, anexa 2)."""

    unit_name = forms.CharField(label="Compartimentul, cum se numea atunci", max_length=200)
    year = forms.IntegerField(label="Anul dosarelor", min_value=1800, max_value=2200)
    keeping = forms.CharField(
        label="Termenul de păstrare", max_length=60, required=False, help_text="permanent, 10 ani…"
    )
    fonds = forms.CharField(label="Fondul arhivistic", max_length=200, required=False)
    note = forms.CharField(label="Observații", max_length=1000, required=False)
    table = forms.FileField(
        label="Tabelul inventarului", required=False,
        help_text="XLSX sau CSV cu antetul: Nr. crt., Indicativul, Conținutul pe scurt, Datele extreme, "
        "Numărul filelor, Observații. Fără tabel, pozițiile se scriu de mână.",
    )  # fmt: skip


class PositionForm(forms.Form):
    """A file of an inventory, typed by hand."""

    number = forms.CharField(label="Nr. crt.", max_length=12)
    file_code = forms.CharField(label="Indicativul", max_length=40, required=False)
    content = forms.CharField(label="Conținutul pe scurt", max_length=2000)
    extreme_dates = forms.CharField(label="Datele extreme", max_length=40, required=False)
    leaves = forms.CharField(label="Numărul filelor", max_length=10, required=False)
    note = forms.CharField(label="Observații", max_length=1000, required=False)


class MailboxForm(forms.ModelForm):  # type: ignore[type-arg]
    """The settings of a mailbox."""

    folders = forms.CharField(
        label="Dosare citite", initial="INBOX", help_text="Despărțite prin virgulă; de obicei numai INBOX."
    )
    password = forms.CharField(
        label="Parolă", required=False, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    class Meta:
        model = Mailbox
        fields = [*CHANGEABLE]

    field_order = [*CHANGEABLE[:6], "password", *CHANGEABLE[6:]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["folders"] = ", ".join(self.instance.folder_names)
            self.fields["password"].help_text = "Lasă gol ca să rămână cea de acum."
        else:
            self.fields["password"].required = True
            # A mailbox of years must not draw thousands of numbers on its first day.
            self.initial.setdefault("since", dates.today())

    def clean_folders(self) -> list[str]:
        """The folders as a list."""
        return [name.strip() for name in str(self.cleaned_data["folders"]).split(",") if name.strip()] or ["INBOX"]

    def clean(self) -> dict[str, Any]:
        """Moving needs a place to move to."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("afterwards") == Mailbox.Afterwards.MOVE and not given.get("afterwards_folder"):
            self.add_error("afterwards_folder", "Scrie dosarul în care se mută mesajele preluate.")
        return given

    def words(self) -> dict[str, Any]:
        """What `open_mailbox` and `change_mailbox` take."""
        given = {name: self.cleaned_data[name] for name in CHANGEABLE}
        return given | {"password": self.cleaned_data["password"] or (None if self.instance.pk else "")}
