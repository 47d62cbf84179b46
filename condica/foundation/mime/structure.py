"""The tree of parts of a message, from the outside in (structura mesajului)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from condica.foundation.mime import transfer
from condica.foundation.mime.headers import Headers, Value, split, structured

MAX_PARTS = 2_000
MAX_DEPTH = 40


@dataclass(frozen=True)
class Part:
    """One part: its headers, its body as transmitted, its children if it is a multipart."""

    headers: Headers
    body: bytes
    content_type: Value
    disposition: Value
    children: tuple["Part", ...] = ()
    problems: tuple[str, ...] = field(default=())

    @property
    def kind(self) -> str:
        return self.content_type.value

    @property
    def name(self) -> str:
        return self.disposition.params.get("filename") or self.content_type.params.get("name", "")

    @property
    def content_id(self) -> str:
        return self.headers.text("content-id").strip("<> ")

    @property
    def is_attached(self) -> bool:
        return self.disposition.value.startswith("attach")

    def content(self) -> tuple[bytes, str]:
        """The content with the transfer encoding undone, and a sentence when that went wrong."""
        return transfer.undo(self.body, self.headers.token("content-transfer-encoding"))

    def walk(self) -> Iterator["Part"]:
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass
class _Budget:
    parts: int = MAX_PARTS


def read(raw: bytes) -> Part:
    """The whole tree; at most MAX_PARTS parts and MAX_DEPTH levels, what lies deeper stays one part."""
    return _part(raw, default="text/plain", depth=0, budget=_Budget())


def _part(raw: bytes, *, default: str, depth: int, budget: _Budget) -> Part:
    headers, body = split(raw)
    kind = _content_type(headers, default)
    disposition = structured(headers.raw("content-disposition"))
    part = Part(headers, body, kind, disposition)
    if not kind.value.startswith("multipart/"):
        return part
    if depth >= MAX_DEPTH:
        return _with(part, (), "Mesajul are prea multe niveluri; cel mai adânc a fost păstrat nedesfăcut.")
    return _multipart(part, depth, budget)


def _content_type(headers: Headers, default: str) -> Value:
    """The first usable Content-Type; one that is not "type/subtype" counts as plain text."""
    found = [structured(raw) for raw in headers.all_raw("content-type")]
    usable = [value for value in found if re.fullmatch(r"[\w.+-]+/[\w.+-]+", value.value)]
    for value in usable:
        if value.value.startswith("multipart/") and value.params.get("boundary"):
            return value
    if usable:
        return usable[0]
    params = found[0].params if found else {}
    return Value("multipart/mixed" if params.get("boundary") else default, params)


def _multipart(part: Part, depth: int, budget: _Budget) -> Part:
    body = part.body
    boundary = part.content_type.params.get("boundary", "")
    pieces = _pieces(body, boundary) if boundary else None
    if pieces is None:
        body, boundary = _decoded_and_sniffed(part)
        pieces = _pieces(body, boundary) if boundary else None
    if pieces is None:
        plain = Value("text/plain", part.content_type.params)
        return Part(part.headers, part.body, plain, part.disposition, (), ("Părțile mesajului nu au putut fi găsite.",))
    default = "message/rfc822" if part.kind == "multipart/digest" else "text/plain"
    children: list[Part] = []
    for piece in pieces:
        if budget.parts <= 0:
            return _with(part, tuple(children), "Mesajul are prea multe părți; restul nu au fost desfăcute.")
        budget.parts -= 1
        children.append(_part(_as_part(piece), default=default, depth=depth + 1, budget=budget))
    return _with(part, tuple(children), "")


def _with(part: Part, children: tuple[Part, ...], problem: str) -> Part:
    problems = (problem,) if problem else ()
    return Part(part.headers, part.body, part.content_type, part.disposition, children, problems)


def _as_part(piece: bytes) -> bytes:
    """A part may begin with its empty line (no headers): the line must then not be taken for stray space."""
    return b"content-type:\r\n" + piece if piece[:1] in b"\r\n" else piece


def _pieces(body: bytes, boundary: str) -> list[bytes] | None:
    """What stands between the boundary lines; None when there is not one such line."""
    mark = re.escape(boundary.encode("latin-1", "replace"))
    line = re.compile(rb"(?:\A|\r\n|\n|\r)--" + mark + rb"(--)?[ \t]*(?=\r|\n|\Z)")
    found = list(line.finditer(body))
    if not found:
        return None
    pieces = []
    for index, mark_found in enumerate(found):
        if mark_found[1]:
            break
        end = found[index + 1].start() if index + 1 < len(found) else len(body)
        pieces.append(_after_line_end(body, mark_found.end(), end))
    return pieces


def _after_line_end(body: bytes, start: int, end: int) -> bytes:
    # The line end before the next boundary belongs to it; a part of nothing has start == end.
    if body[start : start + 2] == b"\r\n":
        start += 2
    elif body[start : start + 1] in (b"\n", b"\r"):
        start += 1
    return body[start : max(start, end)]


def _decoded_and_sniffed(part: Part) -> tuple[bytes, str]:
    """A boundary that is missing, or written otherwise in the body, or hidden under a forbidden encoding."""
    for body in (part.body, part.content()[0]):
        boundary = part.content_type.params.get("boundary", "")
        if boundary and _pieces(body, boundary) is not None:
            return body, boundary
        match = re.search(rb"(?:\A|\r\n|\n)--([^\r\n]{1,200}?)[ \t]*\r?\n(?:content-|mime-)", body, re.IGNORECASE)
        if match:
            return body, match[1].decode("latin-1")
    return part.body, ""
