"""Forms of contacts (formulare): strings to values; what is a good code or number is asked of `rules`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from condica.accounts.forms import DayInput
from condica.contacts import queries
from condica.contacts.models import ADDRESS_CHOICES, KIND_CHOICES, Contact
from condica.contacts.models.personal import ASKED, GROUNDS, PURPOSES, WAYS
from condica.contacts.rules import check_cnp, check_cui, normal_phone
from condica.foundation.refusal import RuleBroken

WRONG_EMAIL = {"invalid": _("„%(value)s” nu este o adresă de e-mail întreagă, ca nume@exemplu.ro.")}


class CheckedField(forms.CharField):
    """A text that a rule checks; the rule's own sentence stands under the field."""

    def __init__(self, check: Callable[[str], str], **kwargs: Any) -> None:
        self.check = check
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> str:
        """The text as it was written, if the rule takes it."""
        text = str(super().clean(value))
        try:
            return self.check(text) and text if text else ""
        except RuleBroken as error:
            raise forms.ValidationError(f"{error.message} {error.remedy}") from None


class ListField(forms.CharField):
    """Several values, one a line (mai multe, câte una pe rând)."""

    def __init__(self, one: forms.Field, **kwargs: Any) -> None:
        self.one = one
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 2}), **kwargs)

    def clean(self, value: Any) -> Any:
        """The values, each checked."""
        return [self.one.clean(line.strip()) for line in str(super().clean(value)).splitlines() if line.strip()]


class ContactForm(forms.Form):
    """Who somebody is and how they are reached (contact)."""

    kind = forms.ChoiceField(label=_("Fel"), choices=KIND_CHOICES)
    name = forms.CharField(label=_("Nume"), max_length=300, help_text=_("Așa cum apare pe hârtie."))
    emails = ListField(
        forms.EmailField(error_messages=WRONG_EMAIL), label=_("E-mail"), help_text=_("Câte unul pe rând.")
    )
    phones = ListField(CheckedField(normal_phone), label=_("Telefon"), help_text=_("Câte unul pe rând."))
    cnp = CheckedField(check_cnp, label=_("CNP"))
    forget_cnp = forms.BooleanField(label=_("Șterge CNP-ul"), required=False)
    cui = CheckedField(check_cui, label=_("CUI"))
    note = forms.CharField(label=_("Observații"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, contact: Contact | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if contact and contact.cnp:
            self.fields["cnp"].help_text = _("Acum: %(cnp)s. Lasă gol ca să rămână.") % {"cnp": contact.masked_cnp}
        else:
            del self.fields["forget_cnp"]

    def cnp_wanted(self) -> str | None:
        """The new CNP, an empty one to forget it, None to leave it."""
        if self.cleaned_data.get("forget_cnp"):
            return ""
        return self.cleaned_data["cnp"] or None


class AddressForm(forms.Form):
    """An address (adresă); a locality taken from the list brings its county and postal code."""

    kind = forms.ChoiceField(label=_("Fel"), choices=ADDRESS_CHOICES)
    text = forms.CharField(label=_("Strada, numărul"), max_length=300, required=False)
    locality = forms.CharField(label=_("Localitatea"), max_length=120, required=False)
    siruta = forms.IntegerField(required=False, widget=forms.HiddenInput)
    county = forms.CharField(
        label=_("Județul"), max_length=60, required=False, help_text=_("Gol: al localității alese.")
    )
    postal_code = forms.CharField(label=_("Cod poștal"), max_length=10, required=False)

    def clean(self) -> dict[str, Any]:
        """What the locality says, unless something else was written."""
        facts = super().clean() or self.cleaned_data
        place = queries.locality(facts["siruta"]) if facts.get("siruta") else None
        if place is None or place.name != facts.get("locality"):
            return {**facts, "siruta": None}
        postal = facts.get("postal_code") or place.postal_code
        return {**facts, "county": facts.get("county") or place.county, "postal_code": postal}


class RoleForm(forms.Form):
    """What somebody is, and for whom (calitate)."""

    title = forms.CharField(label=_("Calitatea"), max_length=120, help_text=_("De exemplu: președinte, jurnalist."))
    of_name = forms.CharField(label=_("La"), max_length=300, required=False)
    of = forms.ModelChoiceField(Contact.objects.all(), required=False, widget=forms.HiddenInput)
    since = forms.DateField(label=_("De la"), widget=DayInput, required=False)
    until = forms.DateField(label=_("Până la"), widget=DayInput, required=False)

    def clean(self) -> dict[str, Any]:
        """An organisation that was typed but not chosen would be lost without a word."""
        facts = super().clean() or self.cleaned_data
        if facts.get("of_name") and not facts.get("of"):
            self.add_error("of_name", _("Alege organizația din listă; dacă lipsește, adaug-o întâi la contacte."))
        return facts


class PairForm(forms.Form):
    """Two contacts (pereche)."""

    first = forms.ModelChoiceField(Contact.objects.all())
    second = forms.ModelChoiceField(Contact.objects.all())


class CnpForm(forms.Form):
    """Somebody by their CNP, and why (căutare după CNP)."""

    cnp = CheckedField(check_cnp, label=_("CNP"))
    reason = forms.CharField(label=_("De ce cauți"), max_length=200, help_text=_("Rămâne în jurnal."))

    def clean_cnp(self) -> str:
        """The whole code; nothing to look for without it."""
        if not self.cleaned_data["cnp"]:
            raise forms.ValidationError(_("Scrie CNP-ul întreg."))
        return str(self.cleaned_data["cnp"])


class ConsentForm(forms.Form):
    """A consent (consimțământ)."""

    purpose = forms.ChoiceField(label=_("Pentru ce"), choices=PURPOSES)
    text = forms.CharField(
        label=_("Textul acceptat"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Cuvintele pe care le-a văzut."),
    )
    way = forms.ChoiceField(label=_("Cum a fost dat"), choices=WAYS)
    since = forms.DateField(label=_("Din"), widget=DayInput)
    until = forms.DateField(label=_("Până la"), widget=DayInput, required=False)


class RequestForm(forms.Form):
    """What a person asks about their data (cerere)."""

    kind = forms.ChoiceField(label=_("Ce cere"), choices=ASKED)
    paper = forms.CharField(label=_("Numărul cererii"), max_length=60, help_text=_("De exemplu 38214/22.11.2026."))
    received_on = forms.DateField(label=_("Primită la"), widget=DayInput)
    identity = forms.CharField(
        label=_("Identitatea"),
        max_length=200,
        help_text=_("Cum ai verificat persoana: act văzut la ghișeu…"),
    )


class ReasonForm(forms.Form):
    """Why (motiv)."""

    reason = forms.CharField(label=_("Motivul"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))


class ErasureForm(forms.Form):
    """The ground of an erasure (hotărârea)."""

    ground = forms.ChoiceField(label=_("Motivul, GDPR art. 17 alin. (1)"), choices=GROUNDS)


class OutcomeForm(forms.Form):
    """What the person was answered (răspuns)."""

    outcome = forms.CharField(label=_("Ce i s-a răspuns"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
