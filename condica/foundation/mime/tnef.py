"""Outlook's own packet, winmail.dat (TNEF)."""

import re
from dataclasses import dataclass

from striprtf.striprtf import rtf_to_text
from tnefparse import TNEF

from condica.foundation.mime.charsets import decode
from condica.foundation.mime.html import to_text

SIGNATURE = b"\x78\x9f\x3e\x22"


@dataclass(frozen=True)
class Packet:
    """What is inside: a text (perhaps empty) and files as (name, content)."""

    text: str = ""
    files: tuple[tuple[str, bytes], ...] = ()
    problem: str = ""


def is_tnef(content: bytes) -> bool:
    """Whether this is such a packet."""
    return content.startswith(SIGNATURE)


def open_tnef(content: bytes) -> Packet:
    """The packet opened; never raises."""
    try:
        opened = TNEF(content, do_checksum=False)
        files = tuple((_name(file), bytes(file.data or b"")) for file in opened.attachments)
        return Packet(_text(opened), files)
    except Exception as error:  # noqa: BLE001 - a library that reads bytes of strangers
        return Packet(problem=f"Pachetul winmail.dat nu a putut fi desfăcut ({type(error).__name__}).")


def _name(file: object) -> str:
    for getter in ("long_filename", "name"):
        value = getattr(file, getter, None)
        value = value() if callable(value) else value
        if value:
            return value if isinstance(value, str) else decode(bytes(value))
    return "fișier"


def _text(opened: TNEF) -> str:
    if opened.body:
        return opened.body if isinstance(opened.body, str) else decode(bytes(opened.body))
    if opened.htmlbody:
        html = opened.htmlbody
        return to_text(html if isinstance(html, str) else decode(bytes(html)))
    rich = opened.rtfbody
    return _rich_text(bytes(rich)) if rich else ""


def _rich_text(rich: bytes) -> str:
    """Outlook hides the HTML of a letter inside rich text; its marks are dropped, its words stay."""
    words = re.sub(rb"\{\\\*\\htmltag[^{}]*\}|\\htmlrtf.*?\\htmlrtf0 ?", b"", rich, flags=re.DOTALL)
    text: str = rtf_to_text(words.decode("latin-1"), encoding="cp1250", errors="replace")  # type: ignore[no-untyped-call]
    return text
