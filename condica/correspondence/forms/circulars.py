"""Forms of circulars (formulare): whom, what is asked, until when; the rules stand in `actions`."""

from __future__ import annotations

from typing import Any

from django import forms

from condica.accounts.forms import DayInput
from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.contacts.models import Contact
from condica.correspondence.actions import Addressees
from condica.correspondence.models import ASKED, DistributionList
from condica.correspondence.queries import circulars as queries
from condica.foundation import dates
from condica.organisation.models import Unit, valid_on
from condica.registry.models import Entry
from condica.registry.queries import by_number


class ManyUnits(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # generic for the type checker only
    """Several units, typed one after another; those chosen stand as chips."""

    widget = forms.CheckboxSelectMultiple(attrs={"data-chips": ""})

    def label_from_instance(self, obj: Any) -> str:
        """`Direcția Poliția Locală (DPL)`."""
        return f"{obj.name} ({obj.code})"


class CircularForm(forms.Form):
    """A circular (circulară): a list, units, institutions; what is asked and until when."""

    list = forms.ModelChoiceField(
        DistributionList.objects.none(), label="Lista de difuzare", required=False, empty_label="fără listă"
    )
    everybody = forms.BooleanField(label="Tuturor structurilor", required=False)
    units = ManyUnits(Unit.objects.none(), label="Structuri", required=False)
    contacts = forms.ModelMultipleChoiceField(
        Contact.objects.none(), label="Instituții, prin e-mail", required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"data-chips": ""}),
    )  # fmt: skip
    asked = forms.ChoiceField(label="Ce se cere", choices=ASKED, initial="inform")
    due_on = forms.DateField(label="Până la", required=False, widget=DayInput)
    words = forms.CharField(
        label="Ce e de făcut", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        today = dates.today()
        fields["list"].queryset = queries.lists_on(today)
        fields["units"].queryset = Unit.objects.filter(valid_on(today))
        if user.may(Permission.LETTER_DISPATCH):
            fields["contacts"].queryset = queries.contacts_with_email()
        else:
            del fields["contacts"]

    @property
    def addressees(self) -> Addressees:
        """The list's members of today with those chosen beside it, each once."""
        data, today = self.cleaned_data, dates.today()
        units, contacts = queries.members_on(data["list"], today) if data["list"] else ([], [])
        units += Unit.objects.filter(valid_on(today)) if data["everybody"] else data["units"]
        contacts += data.get("contacts") or []
        return Addressees(list(dict.fromkeys(units)), list(dict.fromkeys(contacts)))


class PassForm(forms.Form):
    """To whom of the unit (dată mai departe)."""

    people = forms.ModelMultipleChoiceField(
        User.objects.none(), label="Cui", widget=forms.CheckboxSelectMultiple(attrs={"data-chips": ""})
    )

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found: Any = self.fields["people"]
        found.queryset = User.objects.filter(pk__in=[one.pk for one in people]).order_by("sort_key")


class AnswerForm(forms.Form):
    """The registered paper that answers (răspunsul)."""

    number = forms.CharField(label="Numărul documentului intern", max_length=40, help_text="De exemplu 38214/2026.")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_number(self) -> Entry:
        """The paper of that number, which the person may see."""
        found = by_number(self.user, self.cleaned_data["number"])
        if len(found) != 1:
            said = "Sunt mai multe documente cu acest număr; scrie și anul." if found else "Nu găsesc acest număr."
            raise forms.ValidationError(said)
        return found[0]


class ReasonForm(forms.Form):
    """Why it is closed before its end (motiv)."""

    reason = forms.CharField(label="De ce se închide", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class AgainForm(forms.Form):
    """The address to which a circular that came back goes again (retrimitere)."""

    email = forms.EmailField(label="Adresa corectată", max_length=254)


class DistributionForm(forms.Form):
    """A new distribution list (listă de difuzare)."""

    name = forms.CharField(label="Numele listei", max_length=80)


class MemberForm(forms.Form):
    """Who comes on a distribution list (membru)."""

    units = ManyUnits(Unit.objects.none(), label="Structuri", required=False)
    contacts = forms.ModelMultipleChoiceField(
        Contact.objects.none(), label="Instituții cu e-mail", required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"data-chips": ""}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["units"].queryset = Unit.objects.filter(valid_on(dates.today()))
        fields["contacts"].queryset = queries.contacts_with_email()
