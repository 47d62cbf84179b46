"""Forms of the mailroom (formulare): strings to values; the rules stand in `actions`."""

from __future__ import annotations

from typing import Any

from django import forms

from condica.foundation import dates
from condica.mailroom.actions.boxes import CHANGEABLE
from condica.mailroom.models import Acknowledging, Mailbox
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
