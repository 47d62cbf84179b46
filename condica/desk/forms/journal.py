"""Forms of the desk (formulare): what the address asks of the journal."""

from __future__ import annotations

from typing import Any

from django import forms

from condica.journal.rules import Verb

ROOMS = {
    "accounts": "conturi",
    "casework": "lucrări",
    "contacts": "contacte",
    "correspondence": "corespondență",
    "desk": "mape",
    "documents": "documente",
    "journal": "jurnal",
    "mailroom": "poștă",
    "organisation": "organizare",
    "petitions": "petiții",
    "registry": "registratură",
}


class JournalForm(forms.Form):
    """What part of the journal; a wrong value is left out, never an error page."""

    unde = forms.ChoiceField(label="Unde", required=False)
    cine = forms.CharField(label="Cine", required=False, max_length=100)
    ziua = forms.DateField(
        label="Ziua", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rooms = sorted({verb.value.split(".")[0] for verb in Verb})
        choices = [("", "oriunde"), *((room, ROOMS.get(room, room)) for room in rooms)]
        self.fields["unde"].choices = choices  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """The parts that could be read."""
        self.is_valid()
        given = getattr(self, "cleaned_data", {})
        return {"room": given.get("unde", ""), "who": given.get("cine", ""), "day": given.get("ziua")}
