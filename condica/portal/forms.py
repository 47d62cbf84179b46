"""Forms of the portal (formulare): strings to values, with sentences that say what to write."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from condica.portal.models import Feedback, Way
from condica.portal.rules import Step

EMAIL_PARTS = 2


def _said(label: Any, missing: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, error_messages={"required": missing}, **more)


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class Portal(forms.Form):
    """A form as the portal shows it: ids in Romanian addresses, optional said, required not."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def kept(self) -> dict[str, Any]:
        """What was typed, judged or not, to be kept in the draft."""
        return {name: self.data.get(name, "") for name in self.fields}


class WhatForm(Portal):
    """What it is about."""

    subject = _said(
        _("Despre ce este vorba, pe scurt"), _("Scrieți în câteva cuvinte despre ce este vorba."), max_length=200
    )
    text = _said(
        _("Povestiți-ne mai pe larg"),
        _("Scrieți ce s-a întâmplat și ce ne cereți."),
        max_length=10_000,
        widget=_area(9),
        help_text=_(
            "Ce s-a întâmplat, de când și ce ne cereți. Scrieți cum vă vine mai ușor, nu e nevoie de formule oficiale."
        ),
    )
    place = forms.CharField(label=_("Unde se întâmplă"), required=False, max_length=200)
    place.help_text = _("Dacă e vorba de un loc: strada și numărul.")


class WhoForm(Portal):
    """Who writes: for oneself, for an organisation, together with others."""

    who = forms.ChoiceField(
        label=_("În numele cui scrieți"),
        choices=[
            ("person", _("În numele meu")),
            ("organisation", _("În numele unei firme, asociații sau instituții")),
            ("group", _("Împreună cu alte persoane")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Alegeți în numele cui scrieți.")},
    )
    organisation = forms.CharField(label=_("Denumirea organizației"), required=False, max_length=200)
    signatories = forms.IntegerField(
        label=_("Câte persoane semnează, cu dumneavoastră cu tot"),
        required=False,
        min_value=2,
        max_value=1_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_(
            "Dumneavoastră le reprezentați; răspunsul vine la dumneavoastră. Lista semnăturilor se atașează ca fișier."
        ),
        error_messages={
            "invalid": _("Scrieți numărul cu cifre."),
            "min_value": _("Împreună cu alte persoane înseamnă cel puțin două."),
        },
    )
    name = _said(
        _("Numele și prenumele"),
        _("Scrieți numele și prenumele, ca în cartea de identitate."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_(
            "Petițiile fără numele și adresa celui care le trimite se clasează, fără răspuns (OG 27/2002, art. 7). Nu "
            "vă cerem CNP-ul."
        ),
    )
    address = _said(
        _("Adresa"),
        _("Scrieți strada, numărul și localitatea."),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
        help_text=_("Strada, numărul și localitatea."),
    )

    def clean(self) -> dict[str, Any]:
        """The organisation's name, or how many sign, where that is the case; nothing of the other."""
        given: dict[str, Any] = super().clean() or {}
        who = given.get("who")
        if who == "organisation" and not given.get("organisation"):
            self.add_error("organisation", _("Scrieți denumirea organizației."))
        if who == "group" and not given.get("signatories") and "signatories" not in self.errors:
            self.add_error("signatories", _("Scrieți câte persoane semnează."))
        given["organisation"] = given.get("organisation", "") if who == "organisation" else ""
        given["signatories"] = given.get("signatories") if who == "group" else None
        return given


class EmailField(forms.CharField):
    """An e-mail address, refused with the reason that a person sees."""

    def clean(self, value: Any) -> str:
        """The address without spaces around."""
        given = str(super().clean(value)).strip()
        if not given:
            return ""
        if "@" not in given:
            raise forms.ValidationError(_("Lipsește semnul @. O adresă arată așa: nume@exemplu.ro"))
        try:
            validate_email(given)
        except forms.ValidationError:
            raise forms.ValidationError(
                _("Adresa de e-mail nu e scrisă întreagă. O adresă arată așa: nume@exemplu.ro")
            ) from None
        return given


class ReplyForm(Portal):
    """How the answer should come."""

    way = forms.ChoiceField(
        label=_("Unde doriți răspunsul"),
        choices=[
            (Way.EMAIL, _("Pe e-mail: ajunge cel mai repede")),
            (Way.POST, _("Prin poștă, acasă")),
            (Way.COUNTER, _("Vin eu după el, la ghișeu")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Alegeți cum doriți răspunsul.")},
    )
    email = EmailField(
        label=_("Adresa de e-mail"),
        required=False,
        max_length=254,
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "email"}),
        help_text=_("Trimitem acolo confirmarea cu numărul și codul; fără ea le vedeți numai pe ecran."),
    )
    phone = forms.CharField(
        label=_("Telefon"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        help_text=_("Doar dacă avem o întrebare despre petiție."),
    )

    def clean(self) -> dict[str, Any]:
        """An answer by e-mail needs an address."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("way") == Way.EMAIL and not given.get("email") and "email" not in self.errors:
            self.add_error("email", _("Scrieți adresa de e-mail la care trimitem răspunsul."))
        return given


class CheckForm(Portal):
    """The last page: the notice about personal data was read."""

    notice = forms.BooleanField(
        label=_("Am citit cum se folosesc datele mele și trimit petiția"),
        error_messages={"required": _("Bifați că ați citit cum se folosesc datele dumneavoastră.")},
    )


FORMS: dict[Step, type[Portal]] = {
    Step.WHAT: WhatForm,
    Step.WHO: WhoForm,
    Step.REPLY: ReplyForm,
    Step.CHECK: CheckForm,
}


class LookupForm(Portal):
    """A number and its tracking code; numbers as people copy them."""

    number = _said(
        _("Numărul"),
        _("Scrieți numărul de pe bon sau din e-mail."),
        max_length=40,
        help_text=_("De pe bon sau din e-mail; de exemplu 38214/30.10.2026 sau 38214/2026."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    code = _said(
        _("Codul de urmărire"),
        _("Scrieți codul de urmărire de pe bon sau din e-mail."),
        max_length=40,
        help_text=_("Douăsprezece litere și cifre, ca 7KQ4-M2XD-93TB. Literele mari sau mici nu contează."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_number(self) -> tuple[int, int]:
        """Number and year."""
        found = re.search(r"(\d{1,8})\s*/\s*(?:\d{1,2}\.\d{1,2}\.)?(\d{4})\b", self.cleaned_data["number"])
        if found is None:
            raise forms.ValidationError(_("Scrieți numărul cu anul sau cu data lui, ca 38214/2026."))
        return int(found[1]), int(found[2])


class CodeForm(Portal):
    """The code that came by e-mail."""

    code = _said(
        _("Codul din e-mail"),
        _("Scrieți codul de șase cifre."),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class FeedbackForm(Portal):
    """One question, and a few words for who wants."""

    useful = forms.ChoiceField(
        label=_("V-a fost de folos răspunsul?"),
        choices=[
            (Feedback.Useful.YES, _("Da")),
            (Feedback.Useful.PARTLY, _("În parte")),
            (Feedback.Useful.NO, _("Nu")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Alegeți un răspuns.")},
    )
    words = forms.CharField(label=_("Ce am fi putut face mai bine"), required=False, max_length=2000, widget=_area(4))


class AdditionForm(Portal):
    """What is added to an open request; files come beside it."""

    words = _said(_("Ce doriți să adăugați"), _("Scrieți ce adăugați."), max_length=10_000, widget=_area(6))


class ReleaseForm(forms.Form):
    """Why a held file is let out."""

    reason = forms.CharField(label="Motivul", max_length=500)
