"""What a delivery report says of the letter that came back (mesaj nelivrat)."""

import re
from dataclasses import dataclass

from condica.foundation.mime.headers import Headers, decode_words, split
from condica.foundation.mime.letter import Letter

_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_ADDRESS = re.compile(r"<?([\w.+=-]+@[\w-]+(?:\.[\w-]+)+)>?")
_MESSAGE_ID = re.compile(r"(?im)^message-id:\s*<([^<>\s]+)>")


@dataclass(frozen=True)
class Recipient:
    """One address of the report: what happened, with the server's own words."""

    address: str
    action: str = "failed"
    status: str = ""
    diagnostic: str = ""


@dataclass(frozen=True)
class Bounce:
    """The letter that the report is about, and its recipients."""

    message_id: str = ""
    subject: str = ""
    recipients: tuple[Recipient, ...] = ()

    @property
    def failed(self) -> bool:
        return any(recipient.action == "failed" for recipient in self.recipients)


def bounce_of(letter: Letter) -> Bounce:
    """Read from the report's parts, else from its words; fields stay empty where it does not say."""
    original = _original(letter)
    recipients = tuple(
        recipient
        for part in letter.report
        if part.kind.endswith("delivery-status")
        for recipient in _recipients(part.content)
    )
    return Bounce(
        message_id=_original_id(letter, original),
        subject=original.text("subject"),
        recipients=recipients or _from_words(letter),
    )


def _original(letter: Letter) -> Headers:
    for part in letter.report:
        if part.kind in ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global"):
            return split(part.content)[0]
    for attachment in letter.attachments:
        if attachment.declared_type == "message/rfc822":
            return split(attachment.content)[0]
    return Headers()


def _original_id(letter: Letter, original: Headers) -> str:
    found = re.search(r"<([^<>]+)>", original.text("message-id"))
    if found:
        return found[1].strip()
    quoted = _MESSAGE_ID.search(letter.text)
    return quoted[1] if quoted else letter.in_reply_to or (letter.references[-1] if letter.references else "")


def _recipients(content: bytes) -> list[Recipient]:
    """The groups of fields after the first (which is about the message) each tell of one address."""
    groups = re.split(rb"(?:\r?\n[ \t]*){2,}", content.strip())
    found = []
    for group in groups:
        headers = split(group)[0]
        address = headers.text("final-recipient") or headers.text("original-recipient")
        if address:
            found.append(_recipient(address, headers))
    return found


def _recipient(address: str, headers: Headers) -> Recipient:
    return Recipient(
        address=address.partition(";")[2].strip(" <>") or address.strip(" <>"),
        action=headers.token("action") or "failed",
        status=(_STATUS.findall(headers.text("status")) or [""])[0],
        diagnostic=decode_words(headers.raw("diagnostic-code")).partition(";")[2].strip()[:500],
    )


def _from_words(letter: Letter) -> tuple[Recipient, ...]:
    status = (_STATUS.findall(letter.text) or [""])[0]
    named = letter.headers.text("x-failed-recipients")
    own = {address.email.lower() for address in letter.to} | {letter.sender.email.lower()}
    addresses = _ADDRESS.findall(named) or [a for a in _ADDRESS.findall(letter.text[:5000]) if a.lower() not in own][:1]
    return tuple(Recipient(address, "failed", status) for address in dict.fromkeys(addresses))
