"""Forms of documents (formulare): certificates brought by people."""

from __future__ import annotations

from typing import Any

from django import forms

from condica.foundation.signatures.keys import LARGEST_FILE

LARGEST_LIST = 20_000_000  # revocation lists of large issuers


def _read(file: Any, largest: int) -> bytes:
    if file.size > largest:
        raise forms.ValidationError("Fișierul este prea mare pentru un certificat.")
    return bytes(file.read())


class TrustForm(forms.Form):
    """An issuer's certificate, or its revocation list (piesă de încredere)."""

    file = forms.FileField(
        label="Certificatul emitentului sau lista lui de revocare",
        help_text="Fișier .cer, .crt, .pem, .p7b sau .crl, de pe pagina emitentului.",
    )

    def clean_file(self) -> bytes:
        """The file's content."""
        return _read(self.cleaned_data["file"], LARGEST_LIST)


class CertificateForm(forms.Form):
    """A person's certificate (certificat de semnare); the key in a `.p12` is not kept."""

    file = forms.FileField(label="Certificatul", help_text="Fișier .cer, .crt sau .pem; ori .p12, cu parola lui.")
    passphrase = forms.CharField(
        label="Parola fișierului",
        required=False,
        max_length=200,
        help_text="Numai la .p12. Nici cheia, nici parola nu se păstrează.",
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    def clean_file(self) -> bytes:
        """The file's content."""
        return _read(self.cleaned_data["file"], LARGEST_FILE)
