"""Files written into the text of a letter by the old uuencode (fișiere uuencode)."""

import binascii
import re

_BEGIN = re.compile(rb"^begin [0-7]{3,4} +([^\r\n]{1,255}?)[ \t]*\r?\n", re.MULTILINE)
_END = re.compile(rb"^(?:`|\s)?[ \t]*\r?\n?end[ \t]*(?:\r?\n|\Z)", re.MULTILINE)


def decode_uu(body: bytes) -> bytes:
    """The first file in these bytes; empty when there is none."""
    files = split_uu(body)[1]
    return files[0][1] if files else b""


def split_uu(body: bytes) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """The text without the encoded files, and the files as (name, content)."""
    files: list[tuple[bytes, bytes]] = []
    text, position = b"", 0
    while found := _BEGIN.search(body, position):
        end = _END.search(body, found.end() - 1)
        content = _lines(body[found.end() : end.start()] if end else body[found.end() :])
        if content is None:
            text += body[position : found.end()]
            position = found.end()
            continue
        text += body[position : found.start()]
        files.append((found[1], content))
        position = end.end() if end else len(body)
    return text + body[position:], files


def _lines(block: bytes) -> bytes | None:
    """None when the block is not uuencoded: "begin 644 discuții" may also start a sentence."""
    content = b""
    lines = [line for line in block.splitlines() if line.strip()]
    for line in lines:
        try:
            content += binascii.a2b_uu(line)
        except binascii.Error:
            repaired = _repaired(line)
            if repaired is None:
                return None
            content += repaired
    return content if lines else None


def _repaired(line: bytes) -> bytes | None:
    """Trailing marks added by some encoders: take as many bytes as the length mark says."""
    length = (((line[0] - 32) & 63) * 4 + 5) // 3
    try:
        return binascii.a2b_uu(line[:length])
    except binascii.Error:
        return None
