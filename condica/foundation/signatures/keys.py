"""Where the key is (cheia de semnare): a PKCS#12 file opened for one use, or a PKCS#11 token that never gives it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pkcs11
from asn1crypto import x509
from pkcs11.exceptions import PinExpired, PinIncorrect, PinInvalid, PinLenRange, PinLocked, PKCS11Error

from condica.foundation.refusal import RuleBroken

if TYPE_CHECKING:  # pyHanko takes half a second to read; forms ask here only how large a file may be
    from pyhanko.sign.signers import Signer

LARGEST_FILE = 200_000  # bytes: a key, its certificate and the issuers' fit in a tenth of it


def open_pkcs12(content: bytes, passphrase: str) -> Signer:
    """The signer of a PKCS#12 file; nothing of it is kept beyond the returned object."""
    from pyhanko.sign.signers import SimpleSigner  # noqa: PLC0415

    if len(content) > LARGEST_FILE:
        raise RuleBroken(
            "key-too-large", "Fișierul este prea mare pentru un certificat.", remedy="Alege fișierul .p12."
        )
    try:
        signer: Signer = SimpleSigner.load_pkcs12_data(content, [], passphrase.encode())
    except (ValueError, TypeError, AttributeError):
        raise RuleBroken(
            "key-not-opened",
            "Fișierul cu certificatul nu s-a deschis: parola e greșită sau fișierul nu este .p12 (.pfx).",
            remedy="Scrie din nou parola; verifică dacă ai ales fișierul bun.",
        ) from None
    return signer


@dataclass(frozen=True, slots=True)
class _Kept:
    """A certificate on a token, with the mark that ties it to its key."""

    certificate: x509.Certificate
    id: bytes
    label: str


@contextmanager
def open_token(library: str, pin: str, wanted: Callable[[x509.Certificate], bool]) -> Iterator[Signer]:
    """The signer of the token that holds a wanted certificate, while the block lasts.

    The certificates are read before the PIN is used, so a wrong token's PIN is never tried (three tries lock it).
    """
    from pyhanko.sign.pkcs11 import PKCS11Signer  # noqa: PLC0415

    try:
        token, kept = _find(pkcs11.lib(library), wanted)
        session = token.open(user_pin=pin)
    except (PinIncorrect, PinInvalid, PinLenRange):
        raise _pin("PIN-ul este greșit.", "Scrie-l din nou; după câteva greșeli se blochează.") from None
    except (PinLocked, PinExpired):
        raise _pin("Dispozitivul este blocat.", "Deblochează-l cu programul lui (PUK) sau la emitent.") from None
    except (PKCS11Error, OSError, RuntimeError) as error:
        raise _no_token(type(error).__name__) from None
    try:
        yield PKCS11Signer(
            session, signing_cert=kept.certificate, key_id=kept.id or None, key_label=None if kept.id else kept.label,
            other_certs_to_pull=None, use_raw_mechanism=kept.certificate.public_key.algorithm == "ec",
        )  # fmt: skip
    except PKCS11Error as error:
        raise _no_token(type(error).__name__) from None
    finally:
        session.close()


def _find(library: Any, wanted: Callable[[x509.Certificate], bool]) -> tuple[pkcs11.Token, _Kept]:
    """The first token with a wanted certificate; when there is none, a refusal that names those which were seen."""
    others: list[str] = []
    for slot in library.get_slots(token_present=True):
        token = slot.get_token()
        if not token.flags & pkcs11.TokenFlag.TOKEN_INITIALIZED:
            continue
        for kept in _certificates(token):
            if wanted(kept.certificate):
                return token, kept
            others.append(kept.certificate.subject.native.get("common_name", "?"))
    if not others:
        raise _no_token("niciun certificat")
    raise RuleBroken(
        "token-not-yours",
        f"Dispozitivul de semnare are alt certificat: {', '.join(others[:3])}.",
        remedy="Introdu dispozitivul tău sau cere administratorului confirmarea certificatului.",
    )


def _certificates(token: pkcs11.Token) -> list[_Kept]:
    found = []
    session = token.open()
    try:
        for item in session.get_objects({pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE}):
            certificate = x509.Certificate.load(item[pkcs11.Attribute.VALUE])
            if not certificate.ca:
                found.append(_Kept(certificate, item[pkcs11.Attribute.ID], item[pkcs11.Attribute.LABEL]))
    finally:
        session.close()
    return found


def _pin(words: str, remedy: str) -> RuleBroken:
    return RuleBroken("token-pin", words, remedy=remedy)


def _no_token(detail: str) -> RuleBroken:
    return RuleBroken(
        "token-absent",
        f"Dispozitivul de semnare nu răspunde ({detail}).",
        remedy="Verifică dacă e introdus în calculatorul pe care rulează Condica și dacă biblioteca lui e instalată.",
    )
