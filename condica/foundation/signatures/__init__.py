"""Electronic signatures (semnături electronice): put on a PDF (PAdES), and checked on whatever comes in.

Nothing here knows of letters or people: a certificate, a place on a page, a list of issuers to trust.
"""

from typing import TYPE_CHECKING

from condica.foundation.lazy import when_called
from condica.foundation.signatures.report import Checked, Found, Verdict

if TYPE_CHECKING:
    from condica.foundation.signatures.certificates import Holder, certificates_in, holder_of, revocation_lists_in
    from condica.foundation.signatures.checking import check
    from condica.foundation.signatures.isolated import check_apart
    from condica.foundation.signatures.keys import open_pkcs12, open_token
    from condica.foundation.signatures.places import Place, places_of, prepare
    from condica.foundation.signatures.signing import Signed, sign_apart, sign_pdf
    from condica.foundation.signatures.trust import Trust, check_certificate
else:  # pyHanko takes half a second to read, and most processes neither sign nor check
    _certificates, _keys, _places, _signing, _trust = (
        f"{__name__}.{module}" for module in ("certificates", "keys", "places", "signing", "trust")
    )
    Holder = when_called(_certificates, "Holder")
    certificates_in = when_called(_certificates, "certificates_in")
    holder_of = when_called(_certificates, "holder_of")
    revocation_lists_in = when_called(_certificates, "revocation_lists_in")
    check_apart = when_called(f"{__name__}.isolated", "check_apart")
    open_pkcs12 = when_called(_keys, "open_pkcs12")
    open_token = when_called(_keys, "open_token")
    Place = when_called(_places, "Place")
    places_of = when_called(_places, "places_of")
    prepare = when_called(_places, "prepare")
    Signed = when_called(_signing, "Signed")
    check = when_called(f"{__name__}.checking", "check")
    sign_apart = when_called(_signing, "sign_apart")
    sign_pdf = when_called(_signing, "sign_pdf")
    Trust = when_called(_trust, "Trust")
    check_certificate = when_called(_trust, "check_certificate")

__all__ = [
    "Checked",
    "Found",
    "Holder",
    "Place",
    "Signed",
    "Trust",
    "Verdict",
    "certificates_in",
    "check",
    "check_apart",
    "check_certificate",
    "holder_of",
    "open_pkcs12",
    "open_token",
    "places_of",
    "prepare",
    "revocation_lists_in",
    "sign_apart",
    "sign_pdf",
]
