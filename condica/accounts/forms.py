"""Forms of accounts (formulare): strings to values; the rules stand in `actions`."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as key_forms
from django import forms
from django.utils.translation import gettext_lazy as _

from condica.accounts.models import ROLES, User


class _Worded:
    """Our words on allauth's fields: a label above, no word inside the box."""

    words: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.widget.attrs.pop("placeholder", None)
            field.label = self.words.get(name, field.label)
            field.help_text = self.words.get(f"{name}_help", "")


class LoginForm(_Worded, account_forms.LoginForm):  # type: ignore[misc]
    """Sign-in (intrare)."""

    words = {"login": _("Utilizator"), "password": _("Parola")}


class ReauthenticateForm(_Worded, account_forms.ReauthenticateForm):  # type: ignore[misc]
    """The password once more (confirmare)."""

    words = {"password": _("Parola")}


class ChangePasswordForm(_Worded, account_forms.ChangePasswordForm):  # type: ignore[misc]
    """A password of one's own (parolă nouă)."""

    words = {
        "oldpassword": _("Parola de acum"),
        "password1": _("Parola nouă"),
        "password2": _("Parola nouă, încă o dată"),
    }


class CodeForm(_Worded, mfa_forms.AuthenticateForm):  # type: ignore[misc]
    """The second factor at sign-in (cod)."""

    words = {"code": _("Codul")}


class CodeAgainForm(_Worded, mfa_forms.ReauthenticateForm):  # type: ignore[misc]
    """The second factor once more (confirmare prin cod)."""

    words = {"code": _("Codul din aplicație")}


class ActivateAppForm(_Worded, totp_forms.ActivateTOTPForm):  # type: ignore[misc]
    """Starting the app of codes (aplicație de coduri)."""

    words = {"code": _("Codul din aplicație")}


class AddKeyForm(_Worded, key_forms.AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey (cheie de acces)."""

    words = {
        "name": _("Numele cheii"),
        "passwordless": _("Ajunge singură, fără parolă"),
        "passwordless_help": _("Cheia cere atunci amprenta sau un cod PIN."),
    }


class EditKeyForm(_Worded, key_forms.EditWebAuthnForm):  # type: ignore[misc]
    """The name of a passkey."""

    words = {"name": _("Numele cheii")}


class DayInput(forms.DateInput):
    """A day, chosen or typed."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class UserForm(forms.Form):
    """Name and address of an account (date despre utilizator)."""

    full_name = forms.CharField(label=_("Nume și prenume"), max_length=200)
    email = forms.EmailField(label=_("E-mail"), required=False)


class NewUserForm(UserForm):
    """A new account, with its first role (cont nou)."""

    username = forms.CharField(
        label=_("Utilizator"),
        max_length=150,
        validators=[User.username_validator],
        help_text=_("Cu ce intră în cont: litere, cifre, punct și liniuță."),
    )
    role = forms.ChoiceField(label=_("Rol"), choices=[("", _("niciunul deocamdată")), *ROLES], required=False)
    field_order = ["full_name", "username", "email", "role"]

    def clean_username(self) -> str:
        """The name must be free, in any case of letters."""
        username: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError(_("Numele de utilizator este luat. Alege altul."))
        return username


class GrantForm(forms.Form):
    """A role with its days (rol)."""

    role = forms.ChoiceField(label=_("Rol"), choices=ROLES)
    since = forms.DateField(label=_("De la"), widget=DayInput)
    until = forms.DateField(label=_("Până la (inclusiv)"), widget=DayInput, required=False)


class TokenForm(forms.Form):
    """A key for a machine (cheie API)."""

    name = forms.CharField(label=_("Pentru ce program"), max_length=100)
    role = forms.ChoiceField(label=_("Rol"), choices=ROLES)
