"""The signed part of an e-mail (S/MIME), byte for byte as it was signed."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass
from email.message import Message


@dataclass(frozen=True, slots=True)
class SignedPart:
    """A signature and what it signs; no content when the signature carries it itself."""

    signature: bytes
    content: bytes | None


def signed_part(raw: bytes) -> SignedPart | None:
    """The outermost signed part of a message, or nothing."""
    message = email.message_from_bytes(raw, policy=email.policy.compat32)
    kind = message.get_content_type()
    if kind in {"application/pkcs7-mime", "application/x-pkcs7-mime"}:
        return SignedPart(_payload(message), None)
    if kind != "multipart/signed" or not message.is_multipart():
        return None
    parts: list[Message] = [*message.get_payload()]
    content = _first_part(raw, message.get_boundary() or "")
    if len(parts) != 2 or content is None:
        return None
    if "pkcs7" not in parts[1].get_content_type():  # OpenPGP is another world
        return None
    return SignedPart(_payload(parts[1]), content)


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _first_part(raw: bytes, boundary: str) -> bytes | None:
    """Between the first two lines of the boundary, without the line end before the second; lines end in CRLF."""
    mark = re.escape(b"--" + boundary.encode("ascii", "ignore"))
    found = re.search(rb"(?:^|\n)" + mark + rb"[ \t]*\r?\n(.*?)\r?\n" + mark, raw, re.DOTALL)
    return re.sub(rb"\r?\n", b"\r\n", found[1]) if found else None
