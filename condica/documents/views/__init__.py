"""Pages of documents (paginile documentelor)."""

from condica.documents.views.certificates import certificates, confirm, distrust, my_certificates, trusted, withdraw
from condica.documents.views.files import file, page, preview, read_again, viewer
from condica.documents.views.signatures import recheck, signatures, signatures_paper

__all__ = [
    "certificates",
    "confirm",
    "distrust",
    "file",
    "my_certificates",
    "page",
    "preview",
    "read_again",
    "recheck",
    "signatures",
    "signatures_paper",
    "trusted",
    "viewer",
    "withdraw",
]
