"""Mail addresses as people and programs really write them (adresele de e-mail)."""

import re
from dataclasses import dataclass

from condica.foundation.mime.headers import decode_words, unfold

_EMAIL = re.compile(r"[^\s<>\"',;:()\[\]\\]+@[^\s<>\"',;:()\\]+")
_TOKEN = re.compile(
    r"""=\?[^?\s]*\?[bBqQ]\?[^?]*\?=          # an encoded word, where a comma is a letter
      | "(?:[^"\\]|\\.)*"
      | \((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)
      | <[^<>]*>
      | [,;:]
      | [^",;:(<=]+
      | .""",
    re.DOTALL | re.VERBOSE,
)
_MAX = 65_536


@dataclass(frozen=True)
class Address:
    """A name and an e-mail address; either may be empty."""

    name: str = ""
    email: str = ""

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>" if self.name and self.email else self.name or self.email

    @property
    def domain(self) -> str:
        return self.email.rpartition("@")[2].lower()


def parse_list(value: bytes) -> tuple[Address, ...]:
    """Every address of a To, Cc or Reply-To header."""
    found = [_address(piece) for piece in _pieces(unfold(value)[:_MAX])]
    return tuple(address for address in found if address.email or address.name)


def parse_one(value: bytes) -> Address:
    """The address of a From header, where a comma in an unquoted name ("Crainic, Tiberiu <…>") is repaired."""
    found = parse_list(value)
    with_email = [index for index, address in enumerate(found) if address.email]
    if not with_email:
        return found[0] if found else Address()
    first = found[with_email[0]]
    before = [address.name for address in found[: with_email[0]]]
    return Address(", ".join([*before, first.name]) if before else first.name, first.email)


def _pieces(line: bytes) -> list[str]:
    """Split at the commas and group marks that stand outside quotes, comments and brackets; comments are dropped."""
    pieces, piece = [], ""
    for found in _TOKEN.findall(line.decode("latin-1")):
        if found in (",", ";"):
            pieces.append(piece)
            piece = ""
        elif found == ":" and "@" not in piece:
            piece = ""
        elif not (found.startswith("(") and len(found) > 1):
            piece += found
    return [*pieces, piece]


def _address(piece: str) -> Address:
    raw = piece.strip()
    if match := re.match(r"^(.*)<([^<>]*)>?[^<>]*$", raw, re.DOTALL):
        email = _email(match[2])
        if email:
            return Address(_name(match[1]), email)
    if found := _EMAIL.search(raw):
        return Address(_name(raw[: found.start()]), _email(found[0]))
    if "@" in (decoded := decode_words(raw.encode("latin-1", "replace"))):
        return _from_decoded(decoded)
    return Address(_name(raw), "")


def _from_decoded(decoded: str) -> Address:
    """The whole address hidden in an encoded word, which the standard forbids and programs do."""
    found = _EMAIL.search(decoded)
    if found is None:
        return Address(decoded, "")
    return Address(decoded[: found.start()].strip(" <\"'"), found[0].strip("<>.").lower())


def _email(text: str) -> str:
    """The address with the spaces the old standard allows taken out, and a route ("@a:b@c") dropped."""
    text = decode_words(text.encode("latin-1", "replace"))
    text = re.sub(r"\([^()]*\)", "", text)
    text = re.sub(r"\s*([@.])\s*", r"\1", text).strip(" <>\"'")
    text = re.sub(r"^@[^:]*:", "", text)
    if found := _EMAIL.search(text):
        return found[0].rstrip(".")
    return text if re.fullmatch(r"[A-Za-z0-9._-]+", text) and text.lower() == "mailer-daemon" else ""


def _name(text: str) -> str:
    """Quotes are taken off before decoding, so that quotes inside an encoded word stay."""
    text = re.sub(r'(?<!\\)"', "", text.strip().strip("<").strip())
    text = re.sub(r"\\(.)", r"\1", text)
    return decode_words(text.strip().encode("latin-1", "replace")).strip("' ")
