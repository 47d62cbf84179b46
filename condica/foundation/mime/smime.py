"""The content inside a signed S/MIME envelope (smime.p7m), found without checking the signature."""

from condica.foundation.mime.headers import lenient_base64

SIGNED_DATA = b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
DATA = b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01"
_OCTETS, _OID = 0x04, 0x06
MAX_DEPTH = 12


def signed_content(content: bytes) -> bytes | None:
    """What was signed; None when the envelope is sealed (encrypted), detached or broken."""
    if b"-----BEGIN" in content[:200]:
        content = lenient_base64(b"".join(line for line in content.splitlines() if not line.startswith(b"-----")))
    try:
        return _search(content, 0, len(content), 0)
    except (IndexError, ValueError, RecursionError):
        return None


def _search(data: bytes, start: int, end: int, depth: int) -> bytes | None:
    """Depth first for the identifier `data` followed by its explicit content, inside signedData only."""
    if depth > MAX_DEPTH or (depth == 0 and SIGNED_DATA not in data[:64]):
        return None
    position = start
    while position < end:
        tag, begin, stop, after = _element(data, position, end)
        if tag == _OID and data[begin:stop] == DATA and after < end:
            return _octets(data, after, end)
        if tag & 0x20 and (found := _search(data, begin, stop, depth + 1)) is not None:
            return found
        position = after
    return None


def _octets(data: bytes, position: int, end: int) -> bytes | None:
    """The octet strings under [0], whole or in pieces."""
    tag, begin, stop, _ = _element(data, position, end)
    if tag == _OCTETS:
        return data[begin:stop]
    if not tag & 0x20:
        return None
    pieces = []
    while begin < stop:
        _, _, _, after = _element(data, begin, stop)
        piece = _octets(data, begin, stop)
        if piece is not None:
            pieces.append(piece)
        begin = after
    return b"".join(pieces) if pieces else None


def _element(data: bytes, position: int, end: int) -> tuple[int, int, int, int]:
    """Tag, begin and stop of the value, position after; an open length ends at its two zero bytes."""
    tag, length = data[position], data[position + 1]
    begin = position + 2
    if length == 0x80:
        stop = _end_of_open(data, begin, end)
        return tag, begin, stop, stop + 2
    if length & 0x80:
        size = length & 0x7F
        length = int.from_bytes(data[begin : begin + size], "big")
        begin += size
    if begin + length > end or _is_absurd(length):
        raise ValueError("a length beyond the data")
    return tag, begin, begin + length, begin + length


def _is_absurd(length: int) -> bool:
    return length > 1 << 31


def _end_of_open(data: bytes, position: int, end: int) -> int:
    while position < end and data[position : position + 2] != b"\x00\x00":
        position = _element(data, position, end)[3]
    return position
