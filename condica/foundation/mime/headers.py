"""Header lines: split, unfold, decode encoded words and parameters (antetul mesajului)."""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from condica.foundation.mime.charsets import decode

_NAME = re.compile(rb"^([!-9;-~]+(?: [!-9;-~]+)?)[ \t]*:")
_LINE_END = re.compile(rb"\r\n|\n|\r")
_KNOWN = re.compile(
    rb"(?i)^(from|to|cc|bcc|subject|date|sender|reply-to|message-id|received|mime-version|content-[a-z-]+)[ \t]*:"
)
_WORD = re.compile(r"=\?([^?\s]*)\?([bBqQ])\?([^?]*(?:\?(?!=)[^?]*)*)\?=")
_BETWEEN = re.compile(r"^[ \t\r\n]*$")
MAX_HEADER_BYTES = 1_000_000
MAX_LINES = 20_000


@dataclass(frozen=True)
class Headers:
    """The header lines of a message or of a part, in their order, names in lower case, values as raw bytes."""

    lines: tuple[tuple[str, bytes], ...] = ()
    garbage: int = 0
    _first: dict[str, bytes] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for name, value in self.lines:
            self._first.setdefault(name, value)

    def raw(self, name: str) -> bytes:
        return self._first.get(name, b"")

    def all_raw(self, name: str) -> list[bytes]:
        return [value for known, value in self.lines if known == name]

    def has(self, name: str) -> bool:
        return name in self._first

    def text(self, name: str) -> str:
        return decode_words(self.raw(name))

    def token(self, name: str) -> str:
        """First word of a structured header in lower case: "auto-replied" of "auto-replied (rejected)"."""
        return re.sub(r"\([^()]*\)", " ", self.text(name)).split(";")[0].strip().lower()


def split(raw: bytes) -> tuple[Headers, bytes]:
    """Headers and body of a message; junk between header lines is skipped, none at all makes everything body."""
    raw = _without_envelope_line(raw)
    lines: list[tuple[str, list[bytes]]] = []
    garbage = position = 0
    while position < len(raw):
        end, after = _line(raw, position)
        line = raw[position:end]
        if not line:
            return _headers(lines, garbage), raw[after:]
        if line[:1] in b" \t" and lines:
            lines[-1][1].append(line)
        elif (match := _NAME.match(line)) and len(lines) < MAX_LINES:
            lines.append((match[1].decode("ascii").lower(), [line[match.end() :]]))
        elif _more_headers_follow(raw, after):
            garbage += 1
        else:
            return _headers(lines, garbage + 1), raw[position:]
        position = after
    return _headers(lines, garbage), b""


def _headers(lines: list[tuple[str, list[bytes]]], garbage: int) -> Headers:
    return Headers(tuple((name, b"\n".join(pieces)) for name, pieces in lines), garbage)


def _without_envelope_line(raw: bytes) -> bytes:
    raw = raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    while re.match(rb">?From (?!\s*:)", raw[:100]):
        _, after = _line(raw, 0)
        raw = raw[after:]
    return raw


def _line(raw: bytes, position: int) -> tuple[int, int]:
    found = _LINE_END.search(raw, position)
    return (found.start(), found.end()) if found else (len(raw), len(raw))


def _more_headers_follow(raw: bytes, position: int) -> bool:
    for _ in range(40):
        end, after = _line(raw, position)
        if end == position:
            return False
        if _KNOWN.match(raw[position : position + 200]):
            return True
        position = after
    return False


def unfold(value: bytes) -> bytes:
    """A header on one line, as the standard unfolds it."""
    return re.sub(rb"[\r\n]+(?=[ \t])", b"", value).replace(b"\r", b" ").replace(b"\n", b" ").strip()


def decode_words(value: bytes) -> str:
    """Decoded, unfolded text of a header; encoded words side by side are joined without the space between."""
    unfolded = unfold(value)
    # Latin-1 keeps every byte while the words are found; raw 8-bit runs are decoded by what they hold.
    text = unfolded.decode("latin-1")
    pieces: list[str] = []
    position = 0
    for match, joined in _runs(text):
        between = text[position : match.start()]
        if not (pieces and _BETWEEN.match(between)):
            pieces.append(_plain(between))
        pieces.append(joined[0])
        position = joined[1]
    pieces.append(_plain(text[position:]))
    return _tidy("".join(pieces))


def _runs(text: str) -> Iterator[tuple[re.Match[str], tuple[str, int]]]:
    """Runs of adjacent words of one charset and encoding: letters may be cut between two words, so bytes join."""
    words = list(_WORD.finditer(text))
    index = 0
    while index < len(words):
        first = words[index]
        content, end = _word_bytes(first), first.end()
        while index + 1 < len(words) and _continues(first, words[index + 1], text[end : words[index + 1].start()]):
            index += 1
            content += _word_bytes(words[index])
            end = words[index].end()
        index += 1
        yield first, (decode(content, first[1]), end)


def _continues(first: re.Match[str], following: re.Match[str], between: str) -> bool:
    return bool(_BETWEEN.match(between)) and following[1].lower() == first[1].lower()


def _word_bytes(match: re.Match[str]) -> bytes:
    content = match[3].encode("latin-1")
    if match[2] in "qQ":
        return binascii.a2b_qp(content.replace(b"_", b" "), header=False)
    return lenient_base64(content)


def lenient_base64(content: bytes) -> bytes:
    """Everything that can be read of base64: foreign characters dropped, padding repaired, joined pieces kept."""
    clean = re.sub(rb"[^A-Za-z0-9+/=]", b"", content.replace(b"-", b"+").replace(b"_", b"/"))
    if b"=" not in clean.rstrip(b"="):
        return _one_base64(clean.rstrip(b"="))
    return b"".join(_one_base64(piece) for piece in re.split(rb"=+", clean) if piece)


def _one_base64(clean: bytes) -> bytes:
    if len(clean) % 4 == 1:
        clean = clean[:-1]
    return base64.b64decode(clean + b"=" * (-len(clean) % 4))


def _plain(text: str) -> str:
    return text if text.isascii() else decode(text.encode("latin-1"))


def _tidy(text: str) -> str:
    """One line of printable text: control characters of a decoded word must not reach a page or a log."""
    return re.sub(r"\s+", " ", re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]", " ", text)).strip()


@dataclass(frozen=True)
class Value:
    """A structured header: "text/plain" and its parameters."""

    value: str
    params: dict[str, str]


_PARAM = re.compile(
    rb"""[;\s]\s*([!#$&+.0-9A-Z^_`a-z{|}~*-]+)\s*=\s*("(?:[^"\\]|\\.)*"?|[^;]*)""", re.DOTALL | re.VERBOSE
)


def structured(raw: bytes) -> Value:
    """Value and parameters, with RFC 2231 pieces joined and RFC 2047 words (not allowed there, but common) read."""
    line = unfold(raw)[:MAX_HEADER_BYTES]
    head, _, rest = line.partition(b";")
    pieces: dict[str, bytes] = {}
    for match in _PARAM.finditer(b";" + rest):
        pieces.setdefault(match[1].decode("ascii").lower(), _unquoted(match[2]))
    return Value(_tidy(head.decode("latin-1")).strip("\"' ").lower(), _joined(pieces))


def _unquoted(value: bytes) -> bytes:
    value = value.strip()
    if value[:1] == b'"':
        value = value[1:-1] if value.endswith(b'"') and len(value) > 1 else value[1:]
        return re.sub(rb"\\(.)", rb"\1", value) if b'\\"' in value or b"\\\\" in value else value
    return value


def _joined(pieces: dict[str, bytes]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key in pieces:
        name = key.split("*")[0]
        if name not in found or "*" in key:
            found[name] = _extended(name, pieces) or _simple(pieces.get(name, b""))
    return found


def _simple(value: bytes) -> str:
    return decode_words(value)


def _extended(name: str, pieces: dict[str, bytes]) -> str:
    """RFC 2231: charset'language'percent-encoded, whole or in numbered pieces."""
    if f"{name}*" in pieces:
        charset, content = _charset_and_bytes(pieces[f"{name}*"])
        return _tidy(decode(content, charset))
    content, charset, index = b"", "", 0
    while (encoded := f"{name}*{index}*") in pieces or f"{name}*{index}" in pieces:
        if encoded not in pieces:
            content += pieces[f"{name}*{index}"]
        elif index == 0:
            charset, content = _charset_and_bytes(pieces[encoded])
        else:
            content += unquote_to_bytes(pieces[encoded])
        index += 1
    text = decode(content, charset)
    return decode_words(content) if "=?" in text else _tidy(text)


def _charset_and_bytes(value: bytes) -> tuple[str, bytes]:
    parts = value.split(b"'", 2)
    if len(parts) < 3:
        return "", unquote_to_bytes(value)
    return parts[0].decode("latin-1"), unquote_to_bytes(parts[2])
