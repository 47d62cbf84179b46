"""Forms of the post room (formularele expedierii): strings to values; the rules stand in `rules` and `actions`."""

from __future__ import annotations

from typing import Any

from django import forms

from condica.accounts.models import User
from condica.correspondence import rules
from condica.correspondence.forms.letters import within_limit
from condica.correspondence.models import OUTCOMES, REASONS
from condica.correspondence.rules import Kind
from condica.foundation import dates

DAY = {"type": "date"}
NUMBER = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
#: Kinds as the select of the screen offers them: with and without priority where the post sells both.
CHOICES = [
    *(
        (f"{kind.value}{'+' if priority else ''}", rules.kind_words(kind, priority=priority))
        for kind in (Kind.SIMPLE, Kind.REGISTERED, Kind.RECEIPT)
        for priority in (False, True)
    ),
    (Kind.COURIER.value, "prin curier"),
    (Kind.HAND.value, "prin agent, cu semnătură"),
]


def kind_of(chosen: str) -> tuple[Kind, bool]:
    """`receipt+`: the kind, and whether it has priority."""
    return Kind(chosen.rstrip("+")), chosen.endswith("+")


class PutForm(forms.Form):
    """How the chosen letters are put in envelopes (punerea în plic)."""

    fel = forms.ChoiceField(label="Felul trimiterii", choices=CHOICES, initial=Kind.SIMPLE.value)
    impreuna = forms.BooleanField(label="cele pentru aceeași adresă, în același plic", required=False, initial=True)


class ScanForm(forms.Form):
    """What a reader or a hand writes in the first field (citire): a label's code, a number, a sticker."""

    cod = forms.CharField(label="Citește eticheta sau scrie numărul", max_length=60)
    fel = forms.ChoiceField(label="Felul plicului", choices=CHOICES, required=False)
    fila = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)


class EnvelopeForm(forms.Form):
    """What the scale and the sticker say of an envelope (greutate, număr)."""

    grams = forms.IntegerField(label="Greutatea (g)", min_value=1, max_value=rules.MOST_GRAMS, required=False)
    number = forms.CharField(
        label="Nr. recomandată", max_length=30, required=False, widget=forms.TextInput(attrs=NUMBER),
        help_text="De pe eticheta poștei: două litere, nouă cifre, RO.",
    )  # fmt: skip
    tracking = forms.CharField(label="Nr. curier (AWB)", max_length=60, required=False)
    cost = forms.DecimalField(
        label="Cost (lei)", min_value=0, max_digits=8, decimal_places=2, required=False, localize=True,
        help_text="Numai dacă nu există tarif scris pentru felul și greutatea lui.",
    )  # fmt: skip


class KindForm(forms.Form):
    """Another kind for an envelope (schimbarea felului)."""

    fel = forms.ChoiceField(label="Felul trimiterii", choices=CHOICES)


class ReceiptForm(forms.Form):
    """The receipt that came back (confirmarea de primire)."""

    on = forms.DateField(label="Primit la", widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    received_by = forms.CharField(label="Cine a primit, calitatea", max_length=200, required=False)
    file = forms.FileField(label="Confirmarea scanată", required=False)

    def clean_file(self) -> Any:
        """A file within the house's limit."""
        return within_limit(self.cleaned_data["file"])


class ReturnForm(forms.Form):
    """An envelope that came back (retur)."""

    on = forms.DateField(label="Întors la", widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    reason = forms.ChoiceField(label="Motivul scris de poștă", choices=REASONS)
    note = forms.CharField(label="Mențiuni", max_length=500, required=False)


class AttemptForm(forms.Form):
    """A try of our own agent (încercare de predare)."""

    outcome = forms.ChoiceField(label="Ce s-a întâmplat", choices=OUTCOMES)
    at = forms.DateTimeField(
        label="Când", widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )  # fmt: skip
    recipient = forms.CharField(label="Cine a primit", max_length=200, required=False)
    quality = forms.CharField(
        label="În calitate de", max_length=100, required=False, help_text="destinatar, soție, secretariat…"
    )
    note = forms.CharField(label="Mențiuni", max_length=500, required=False)
    file = forms.FileField(label="Dovada scanată", required=False)

    def clean_file(self) -> Any:
        """A file within the house's limit."""
        return within_limit(self.cleaned_data["file"])


class ListForm(forms.Form):
    """Who carries the envelopes of a list (borderou): the courier's firm, our agent."""

    carrier = forms.CharField(label="Firma de curierat", max_length=120, required=False)
    agent = forms.ModelChoiceField(User.objects.none(), label="Agentul", required=False, empty_label="agentul…")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["agent"]
        field.queryset = User.objects.filter(is_active=True, holdings__isnull=False).distinct().order_by("sort_key")


class HandForm(forms.Form):
    """The post's stamp (dovada predării)."""

    stamp = forms.CharField(
        label="Oficiul și ștampila", max_length=200,
        help_text="De exemplu: OP Valea Mureșului 1, ștampila din 22.11.2026, ora 15.",
    )  # fmt: skip


class ReasonForm(forms.Form):
    """Why a list is given up (anularea borderoului)."""

    reason = forms.CharField(label="Motivul", max_length=300)


class TariffForm(forms.Form):
    """A price of the contract (tarif)."""

    prefix = "tarif"
    fel = forms.ChoiceField(label="Felul trimiterii", choices=CHOICES)
    upto = forms.IntegerField(label="Până la (g)", min_value=1, max_value=rules.MOST_GRAMS, initial=20)
    price = forms.DecimalField(label="Preț (lei)", min_value=0, max_digits=8, decimal_places=2, localize=True)
    since = forms.DateField(label="Din ziua", widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"), initial=dates.today)
    source = forms.CharField(label="De unde", max_length=200, help_text="Contractul și anexa lui.")


class ContractForm(forms.Form):
    """The contract with the post (contract de francare)."""

    prefix = "contract"
    carrier = forms.CharField(label="Cu cine", max_length=200, initial="CN Poșta Română SA")
    number = forms.CharField(label="Nr. contractului", max_length=60)
    franking = forms.CharField(
        label="Francarea", max_length=200, required=False, help_text="Ce se tipărește în locul timbrului."
    )
    since = forms.DateField(label="Din ziua", widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"), initial=dates.today)


class RangeForm(forms.Form):
    """Numbers given by the post (plajă de numere)."""

    prefix = "plaja"
    first = forms.CharField(label="Primul număr", max_length=30, widget=forms.TextInput(attrs=NUMBER))
    last = forms.CharField(label="Ultimul număr", max_length=30, widget=forms.TextInput(attrs=NUMBER))
    source = forms.CharField(label="Cum au fost primite", max_length=200, help_text="Procesul-verbal al poștei.")
    warn_at = forms.IntegerField(label="Anunță când rămân", min_value=0, max_value=100_000, initial=50)
