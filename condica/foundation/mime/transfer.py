"""Undo the transfer encoding of a part (codarea de transport)."""

import binascii
import re

from condica.foundation.mime.headers import lenient_base64
from condica.foundation.mime.uucode import decode_uu

_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=_\s-]|\S[ \t]+\S")


def undo(body: bytes, encoding: str) -> tuple[bytes, str]:
    """The content, and a sentence when it could not be read as labelled."""
    name = re.sub(r"[^a-z0-9]", "", encoding.lower())
    if name in ("base64", "b"):
        return _base64(body)
    if name in ("quotedprintable", "q", "quotedprintabl"):
        return binascii.a2b_qp(body), ""
    if name in ("xuuencode", "uuencode", "uue", "xuue"):
        return (decode_uu(body) or body), ""
    if name in ("", "7bit", "8bit", "binary", "7bits", "8bits", "none", "plain"):
        return body, ""
    return body, f"Codarea de transport „{encoding[:40]}” nu există; conținutul a fost luat așa cum este."


def _base64(body: bytes) -> tuple[bytes, str]:
    if not _NOT_BASE64.search(body):
        return lenient_base64(body), ""
    lines = [line for line in body.splitlines() if line.strip()]
    kept = [line for line in lines if not _NOT_BASE64.search(line)]
    sample = b"".join(kept)
    if len(sample) < len(body) / 2:
        # Labelled base64, but plain text: relays that decode and forget the label do this.
        return body, "Conținutul era declarat base64, dar este text obișnuit."
    strange = len(lines) - len(kept)
    return lenient_base64(sample), f"Rânduri străine de codarea base64, lăsate deoparte: {strange}."
