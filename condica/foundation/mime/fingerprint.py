"""One mark for one letter, however many mailboxes it came to (amprenta conținutului)."""

import hashlib
import re

from condica.foundation.mime.headers import split, unfold

# What the writer's side wrote. Trace lines (Received, Delivered-To, Return-Path, X-…, DKIM, ARC) differ with every
# delivery of one and the same letter.
_WRITTEN = (
    "from",
    "sender",
    "reply-to",
    "to",
    "cc",
    "subject",
    "date",
    "message-id",
    "in-reply-to",
    "references",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "content-disposition",
)


def content_fingerprint(raw: bytes) -> str:
    """Equal for true copies, different as soon as a word of the letter differs; line ends do not count.

    The body is taken as transmitted, not as understood: two letters that our reading could confuse stay two.
    """
    headers, body = split(raw)
    digest = hashlib.sha256()
    for name in _WRITTEN:
        for value in headers.all_raw(name):
            digest.update(name.encode() + b":" + re.sub(rb"\s+", b" ", unfold(value)) + b"\n")
    if not headers.has("message-id") and not headers.has("date"):
        # Nothing else tells two equal notes of different days apart.
        digest.update(b"received:" + re.sub(rb"\s+", b" ", unfold((headers.all_raw("received") or [b""])[-1])) + b"\n")
    digest.update(b"\n" + re.sub(rb"\r\n?|\n", b"\n", body).rstrip(b"\n"))
    return digest.hexdigest()
