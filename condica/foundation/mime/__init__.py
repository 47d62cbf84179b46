"""Letters that come by e-mail, read whatever their bytes are (citirea mesajelor de e-mail)."""

from condica.foundation.mime.addresses import Address
from condica.foundation.mime.bounces import Bounce, Recipient, bounce_of
from condica.foundation.mime.fingerprint import content_fingerprint
from condica.foundation.mime.html import safe_html
from condica.foundation.mime.letter import Attachment, Letter, ReportPart
from condica.foundation.mime.reading import parse
from condica.foundation.mime.recognition import Kind, Recognised, recognise

__all__ = [
    "Address",
    "Attachment",
    "Bounce",
    "Kind",
    "Letter",
    "Recipient",
    "Recognised",
    "ReportPart",
    "bounce_of",
    "content_fingerprint",
    "parse",
    "recognise",
    "safe_html",
]
