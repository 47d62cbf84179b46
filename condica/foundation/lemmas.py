"""The table of Romanian forms (formele cuvintelor): form without diacritics → lemmas without diacritics.

Built once from simplemma's dictionary into a sorted file under the data folder, then only mapped into memory:
a look-up is a bisection and one search in a small block, start-up a few milliseconds. A form that the dictionary
lacks is led to a lemma it has by Romanian's own endings; a word unknown altogether keeps its stem, so that its forms
still meet.
"""

from __future__ import annotations

import mmap
import os
import tempfile
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

from condica.foundation.romanian import fold

#: Raise it when the way of building changes, so that old files are left aside.
BUILD: Final = 4

#: Ending of a form → endings its lemma may have, both without diacritics; the longest that leads somewhere wins.
ENDINGS: Final[dict[str, tuple[str, ...]]] = {
    "urilor": ("", "u"), "urile": ("", "u"), "uri": ("", "u"),
    "iilor": ("ie", "iu", "ia"), "iile": ("ie", "iu", "ia"), "iei": ("ie", "ia"), "iului": ("iu",), "iul": ("iu",),
    "ului": ("", "u"), "ule": ("", "u"), "ul": ("", "u"),
    "oarele": ("or", "oare"), "oarelor": ("or", "oare"), "oare": ("or", "oare"),
    "elor": ("a", "", "e", "ea", "u"), "ele": ("a", "", "e", "ea", "u"), "elui": ("e",), "ei": ("a", "", "e", "ea"),
    "lelor": ("", "a"), "lele": ("", "a"), "ilor": ("", "e", "a", "u"), "ile": ("e", "a", "ie"),
    "ii": ("ie", "iu", "e", "", "a", "u", "il"), "ie": ("ie",), "ia": ("ie", "ia"),
    "ea": ("e", "ea"), "i": ("", "e", "a", "u"), "e": ("a", "", "e", "u"), "a": ("a", "", "e"), "o": ("a", "e"),
    "u": ("",), "lui": ("", "i"), "le": ("", "e"),
}  # fmt: skip
_BY_LENGTH: Final = sorted(ENDINGS, key=len, reverse=True)
#: Endings of one plural: a guess is kept only if another of them, where known, is of the same lemma.
SIBLINGS: Final = (
    ("uri", "urile", "urilor"), ("oare", "oarele", "oarelor"), ("e", "ele", "elor"),
    ("i", "ii", "ile", "ilor", "iii", "iilor", "iile"),
)  # fmt: skip
#: Forms that the dictionary lacks, or has under another word only, and that no ending explains.
MISSING: Final = {
    "caii": "cale", "vaii": "vale", "parcele": "parcela", "parcelele": "parcela", "parcelelor": "parcela",
}  # fmt: skip
#: Sounds that change inside a word before an ending (groapă, gropi; stradă, străzi; fată, fete).
SOUNDS: Final = (("o", "oa"), ("e", "ea"), ("e", "a"), ("z", "d"), ("ie", "ia"), ("sti", "sc"), ("ste", "sc"))
#: The shortest stem led to a lemma, and the shortest one kept of an unknown word (Pop is not Popa).
LEAST, LEAST_UNKNOWN = 3, 4


def keys_of(form: str) -> tuple[str, ...]:
    """The keys of a form without diacritics; never empty."""
    if not form.isalpha() or not form.isascii():
        return (form,)
    found = known(form)
    if form not in found:  # the dictionary has one lemma a form, often the rarer one: what the ending says is added
        found = tuple(dict.fromkeys((*found, *_guessed(form))))
    return found or tuple(dict.fromkeys((form, *stems(form))))


def known(form: str) -> tuple[str, ...]:
    """The lemmas of a form that the dictionary has; empty when it has it not."""
    return _table().find(form)


def stems(form: str) -> Iterator[str]:
    """An unknown word without each of the endings it may have (pubelele: pubelel, pubele, pubel)."""
    for ending in _BY_LENGTH:
        if form.endswith(ending) and len(form) - len(ending) >= LEAST_UNKNOWN:
            yield form[: -len(ending)]


def _guessed(form: str) -> tuple[str, ...]:
    """The lemmas that the longest fitting ending leads to."""
    for ending in _BY_LENGTH:
        if form.endswith(ending) and len(form) - len(ending) >= LEAST:
            root = form[: -len(ending)]
            found = [base for base in _bases(root, ending) if _is_lemma(base) and _agrees(base, root, ending)]
            if found:
                return tuple(dict.fromkeys(found))
    return ()


def _agrees(base: str, root: str, ending: str) -> bool:
    """Whether the other forms of the same plural, those that are known, may be of this lemma."""
    endings = next((group for group in SIBLINGS if ending in group), ())
    others = [lemmas for other in endings if (lemmas := known(root + other))]
    return not others or any(base in lemmas for lemmas in others)


def _is_lemma(form: str) -> bool:
    return form in known(form)


def _bases(root: str, ending: str) -> Iterator[str]:
    roots = [root, *_changed(root)]
    plain = [root + tail for tail in ENDINGS[ending]]
    yield from plain
    if not any(_is_lemma(base) for base in plain):
        yield from (other + tail for other in roots[1:] for tail in ENDINGS[ending])


def _changed(root: str) -> Iterator[str]:
    """The root with one sound put back, the last of its kind."""
    for new, old in SOUNDS:
        place = root.rfind(new)
        if place > 0 and len(root) - place <= 4:
            yield root[:place] + old + root[place + len(new) :]


class Table:
    """Sorted lines `form<tab>lemma lemma`, mapped into memory; the first form of each small block is known."""

    BLOCK: Final = 2048

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        # Each block begins with the end of a line; the file begins with an empty one.
        ends = [self._map.find(b"\n", place) for place in range(0, len(self._map) - 1, self.BLOCK)]
        self._starts = sorted({end for end in ends if end < len(self._map) - 1})
        self._firsts = [self._map[at + 1 : self._map.find(b"\t", at)] for at in self._starts]
        self._starts.append(len(self._map))

    def find(self, form: str) -> tuple[str, ...]:
        """The lemmas of a form, or nothing."""
        sought = form.encode()
        block = max(bisect_right(self._firsts, sought) - 1, 0)
        begin, end = self._starts[block], self._starts[block + 1] + 1
        at = self._map.find(b"\n" + sought + b"\t", begin, end)
        if at < 0:
            return ()
        line = self._map[at + len(sought) + 2 : self._map.find(b"\n", at + 1)]
        return tuple(line.decode().split(" "))


@lru_cache(maxsize=1)
def _table() -> Table:
    path = _home() / "cache" / f"forms-{version('simplemma')}-{BUILD}.tsv"
    if not path.exists():
        try:
            _write(path)
        except OSError:  # a data folder that cannot be written: the table is only a cache, any place will do
            path = Path(tempfile.gettempdir()) / f"condica-{os.getuid()}-{path.name}"
            if not path.exists():
                _write(path)
    return Table(path)


def _home() -> Path:
    from django.conf import settings  # noqa: PLC0415 - `condica words` runs without settings

    if settings.configured:
        return Path(settings.DATA)
    return Path(os.environ.get("CONDICA_DATA") or Path(__file__).resolve().parents[2] / "var")


def _write(path: Path) -> None:
    """Writes the file whole and puts it in its place at once: several processes may do it together."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
        file.write("\n")
        file.writelines(f"{form}\t{' '.join(lemmas)}\n" for form, lemmas in build())
    Path(file.name).replace(path)


def build() -> list[tuple[str, list[str]]]:
    """The table in its order, from simplemma's Romanian dictionary."""
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory  # noqa: PLC0415 - 0.7 s, only here

    table: defaultdict[str, set[str]] = defaultdict(set)
    for form, lemma in DefaultDictionaryFactory().get_dictionary("ro").items():
        bare, base = fold(form), fold(lemma)
        if bare.isalpha() and base.isalpha() and bare.isascii() and base.isascii():
            table[bare].add(base)
    for base in {base for bases in table.values() for base in bases}:
        table[base].add(base)
    for form, base in MISSING.items():
        table[form].add(base)
    # The separator sorts below every letter, so the order of lines is the order of forms.
    return [(form, sorted(table[form])) for form in sorted(table)]
