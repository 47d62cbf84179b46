"""Forms of reserved numbers (numere rezervate): reserving, filling in, giving up, deciding."""

from __future__ import annotations

from typing import Any

from django import forms

from condica.accounts.models import User
from condica.foundation import dates
from condica.organisation.models import Desk
from condica.registry.access import registers_to_write
from condica.registry.forms.papers import CounterForm
from condica.registry.models import Block, Direction, Filling, Register
from condica.registry.queries.blocks import free_numbers


class ReserveForm(forms.Form):
    """Numbers reserved for a desk."""

    desk = forms.ModelChoiceField(Desk.objects.filter(closed_on=None), label="Ghișeul", empty_label=None)
    count = forms.IntegerField(label="Câte numere", min_value=1, max_value=500, initial=20)
    reason = forms.CharField(
        label="Motivul", max_length=200, help_text="De ce lucrează fără rețea: lucrări la cablu, deplasare, târg."
    )
    register = forms.ModelChoiceField(
        Register.objects.none(), label="Registrul", to_field_name="key", empty_label=None, initial="general"
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        registers: Any = self.fields["register"]
        registers.queryset = registers_to_write(user).exclude(nature=Register.Nature.ENVELOPES)


class FillForm(CounterForm):
    """A paper under a reserved number: the counter's fields, the number and the real moment of receipt."""

    value = forms.TypedChoiceField(label="Numărul", coerce=int)
    direction = forms.ChoiceField(label="Sensul", choices=Direction.choices, initial=Direction.IN, required=False)  # type: ignore[assignment]  # the field

    field_order = ["value", "received_at", "subject"]

    def __init__(self, *args: Any, block: Block, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        for name in ("register", "files", "measured_keys", "measured_ms", "sender"):
            del self.fields[name]
        fields: dict[str, Any] = self.fields
        numbers = free_numbers(block)
        fields["value"].choices = [(value, str(value)) for value in numbers]
        fields["value"].initial = numbers[0] if numbers else None
        fields["received_at"].required = True
        fields["received_at"].help_text = "Ziua și ora scrise pe foaie."
        fields["received_at"].initial = dates.local(block.reserved_at)
        fields["direction"].initial = Direction.IN
        fields["channel"].required = False

    def clean_channel(self) -> str:
        """A desk that says nothing received it over the counter."""
        return self.cleaned_data["channel"] or "counter"

    def clean_direction(self) -> str:
        """A desk that says nothing received it."""
        return self.cleaned_data["direction"] or Direction.IN


class LineForm(FillForm):
    """A line that a device sent, or that waits: any number, any moment; the action judges both."""

    value = forms.IntegerField(label="Numărul", required=False, min_value=1)  # type: ignore[assignment]  # any number

    def __init__(self, *args: Any, block: Block, user: User, **kwargs: Any) -> None:
        super().__init__(*args, block=block, user=user, **kwargs)
        self.fields["received_at"].required = False
        self.fields["value"].initial = None

    def clean_received_at(self) -> Any:
        """Taken as it was said."""
        return self.cleaned_data["received_at"]


class AnnulForm(forms.Form):
    """A reserved number given up for ever, with its reason."""

    value = forms.TypedChoiceField(label="Numărul", coerce=int)
    reason = forms.ChoiceField(label="De ce", choices=[pair for pair in Filling.Reason.choices if pair[0]])

    def __init__(self, *args: Any, block: Block, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        value: Any = self.fields["value"]
        value.choices = [(number, str(number)) for number in free_numbers(block)]
