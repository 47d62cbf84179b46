"""Electronic signatures (semnături electronice): put on a PDF (PAdES), and checked on whatever comes in.

Nothing here knows of letters or people: a certificate, a place on a page, a list of issuers to trust.
"""

from condica.foundation.signatures.certificates import Holder, certificates_in, holder_of, revocation_lists_in
from condica.foundation.signatures.isolated import check_apart
from condica.foundation.signatures.keys import open_pkcs12, open_token
from condica.foundation.signatures.places import Place, places_of, prepare
from condica.foundation.signatures.report import Checked, Found, Verdict
from condica.foundation.signatures.signing import Signed, sign_pdf
from condica.foundation.signatures.trust import Trust, check_certificate

__all__ = [
    "Checked",
    "Found",
    "Holder",
    "Place",
    "Signed",
    "Trust",
    "Verdict",
    "certificates_in",
    "check_apart",
    "check_certificate",
    "holder_of",
    "open_pkcs12",
    "open_token",
    "places_of",
    "prepare",
    "revocation_lists_in",
    "sign_pdf",
]
