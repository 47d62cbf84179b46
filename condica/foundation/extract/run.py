"""One reading of a file for its text, with what it may spend (extragerea textului)."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Limits:
    """What a file of a stranger may cost: sizes against archive bombs, seconds against everything else."""

    seconds: float = 600
    page_seconds: float = 60
    pages: int = 300
    ocr_pages: int = 60
    depth: int = 5
    files: int = 300
    unpacked: int = 300 * 1024 * 1024
    ratio: int = 200
    text: int = 5_000_000


@dataclass(frozen=True)
class Extraction:
    """The text found, how, on how many pages, and what went wrong as sentences."""

    text: str = ""
    method: str = "none"
    pages: int = 0
    problems: tuple[str, ...] = ()


@dataclass
class Run:
    """The spending of one reading, shared by all files inside the file."""

    read: Callable[[bytes, str, "Run"], Extraction]
    limits: Limits = field(default_factory=Limits)
    ocr: bool = True
    depth: int = 0
    files: int = 0
    unpacked: int = 0
    ocr_pages: int = 0
    started: float = field(default_factory=time.monotonic)

    def seconds_left(self) -> float:
        return self.limits.seconds - (time.monotonic() - self.started)

    def may_open(self, size: int) -> bool:
        """Room for one more file inside, of this many bytes."""
        self.files += 1
        self.unpacked += size
        within = self.files <= self.limits.files and self.unpacked <= self.limits.unpacked
        return within and self.depth < self.limits.depth and self.seconds_left() > 0

    def inside(self, content: bytes, name: str) -> Extraction:
        """Read a file found inside another one."""
        self.depth += 1
        try:
            return self.read(content, name, self)
        finally:
            self.depth -= 1


def joined(pieces: list[tuple[str, Extraction]], method: str, problems: tuple[str, ...] = ()) -> Extraction:
    """The texts of several files as one, each under its name."""
    text = "\n\n".join(f"{name}\n{piece.text}".strip() for name, piece in pieces if name or piece.text)
    inner = tuple(f"{name}: {problem}" if name else problem for name, piece in pieces for problem in piece.problems)
    return Extraction(text, method, sum(piece.pages for _, piece in pieces), problems + inner)
