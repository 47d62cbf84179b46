"""Printed paper read back (citirea tipăriturilor): its words in their order, rows found among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from io import BytesIO

import pikepdf
import pypdfium2

#: What a typesetter may put between or inside words without changing them.
_LOOSE = re.compile(r"[\s\u00ad\ufffe\x02\u200b\u2060]+")


def packed(text: str) -> str:
    """The text without what depends on the width of a column."""
    return _LOOSE.sub("", text)


class Printed:
    """A PDF as it was printed: archival, and its words in order."""

    def __init__(self, pdf: bytes, name: str, *, archival: bool = True) -> None:
        self.name = name
        if archival:
            with pikepdf.open(BytesIO(pdf)) as opened:
                assert "pdfaid" in str(opened.open_metadata()), f"{name}: nu e PDF/A"
        with pypdfium2.PdfDocument(pdf) as opened:
            self.pages = len(opened)
            self.text = packed("".join(page.get_textpage().get_text_range() for page in opened))

    def says(self, *words: str) -> None:
        """Each of these stands somewhere on it."""
        missing = [one for one in words if packed(one) not in self.text]
        assert not missing, f"{self.name}: lipsește {missing} din\n{self.text[:6000]}"

    def rows(self, rows: Iterable[Sequence[str]]) -> None:
        """These rows stand on it in this order, each exactly once."""
        at = 0
        for row in rows:
            wanted = packed("".join(row))
            found = self.text.find(wanted, at)
            near = self._near(row, at)
            assert found >= 0, f"{self.name}: rândul {list(row)} nu stă la rândul lui; pe foaie e:\n{near}"
            assert self.text.count(wanted) == 1, f"{self.name}: de două ori rândul {list(row)}"
            at = found + len(wanted)

    def _near(self, row: Sequence[str], at: int) -> str:
        first = self.text.find(packed(row[0] + row[1]), at)
        return self.text[first : first + 500] if first >= 0 else f"(nici începutul lui)\n{self.text[at : at + 1500]}"

    def found(self, pattern: str, *, after: str = "") -> list[str]:
        """What a pattern finds on it, in order, behind some words."""
        return re.findall(pattern, self.text.partition(packed(after))[2] if after else self.text)
