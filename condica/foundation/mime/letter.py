"""A letter that came by e-mail, as values (mesajul citit)."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from condica.foundation.mime.addresses import Address
from condica.foundation.mime.headers import Headers

_MACHINE = re.compile(
    r"(?i)^(no-?reply|do-?not-?reply|nu-?raspunde(ti)?|formular|form|contact-?form|web-?form|www-data|webmaster|"
    r"wordpress|apache|nobody|site|portal|website|noreply[\w.+-]*)@"
)
_FORM_NAME = re.compile(
    r"(?im)^[ \t>*]*(?:nume(?:le)?(?: (?:[sș\u015f]i|complet)(?: prenume(?:le)?)?)?|name|solicitant|petent)"
    r"\s*[:=]\s*(\S.{0,120})$"
)


@dataclass(frozen=True)
class Attachment:
    """A file that came with the letter; what is inside it (archive, attached message) is not opened here."""

    name: str
    content: bytes
    declared_type: str = "application/octet-stream"
    original_name: str = ""
    disposition: str = ""
    content_id: str = ""


@dataclass(frozen=True)
class ReportPart:
    """A part of a delivery or reading report, kept apart from attachments."""

    kind: str
    content: bytes


@dataclass(frozen=True)
class Letter:
    """What a person would read on paper, and what a clerk must know of how it came."""

    sender: Address = field(default_factory=Address)
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    subject: str = ""
    date: datetime | None = None
    received_at: datetime | None = None
    message_id: str = ""
    references: tuple[str, ...] = ()
    in_reply_to: str = ""
    text: str = ""
    html: str = ""
    attachments: tuple[Attachment, ...] = ()
    shown: tuple[Attachment, ...] = ()
    report: tuple[ReportPart, ...] = ()
    report_type: str = ""
    headers: Headers = field(default_factory=Headers, repr=False)
    problems: tuple[str, ...] = ()
    readable: bool = True

    @property
    def by_form(self) -> bool:
        """Sent by a web form for somebody else: that person stands in Reply-To."""
        if not self.reply_to or self.reply_to[0].email.lower() == self.sender.email.lower():
            return False
        script = self.headers.has("x-php-originating-script") or self.headers.raw("return-path").startswith(
            b" <www-data@"
        )
        return bool(script or _MACHINE.match(self.sender.email))

    @property
    def author(self) -> Address:
        """The person who writes: of a form the one in Reply-To, named as in the form's text."""
        if not self.by_form:
            return self.sender
        person = self.reply_to[0]
        named = _FORM_NAME.search(self.text)
        return Address(person.name or (named[1].strip() if named else ""), person.email)

    @property
    def is_empty(self) -> bool:
        return not (self.text.strip() or self.attachments or self.shown)
