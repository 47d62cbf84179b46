"""Localities (localități, SIRUTA): found by the beginning of their name, with or without diacritics."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from condica.foundation import romanian

# Types of places (SIRUTA, câmpul TIP) in which people live; 6 are Bucharest's sectors.
TOWNS = [6, 9, 17]
PLACES = [*TOWNS, 10, 11, 18, 19, 22, 23]
SMALL_WORDS = frozenset(
    {"de", "din", "la", "cu", "lui", "pe", "sub", "cel", "cea", "cei", "și", "al", "a", "sau", "între"}
)


@dataclass(frozen=True, slots=True)
class Locality:
    """A town or a village (localitate) as SIRUTA lists it."""

    siruta: int
    name: str
    parent: str
    county: str
    postal_code: str
    is_town: bool

    @property
    def words(self) -> str:
        """What tells it from its namesakes: „comuna Pecica, județul Arad”."""
        return f"județul {self.county}" if self.is_town else f"{self.parent}, județul {self.county}"


def localities(start: str, *, county: str = "", limit: int = 8) -> list[Locality]:
    """Localities whose name begins so; towns first, then by name."""
    start = _plain(start)
    if len(start) < 2:
        return []
    names, rows = _table()
    found = []
    for place in range(bisect_left(names, start), len(names)):
        if not names[place].startswith(start):
            break
        if not county or _plain(rows[place].county) == _plain(county):
            found.append(
                (names[place] != start, not rows[place].is_town, names[place], rows[place].county, rows[place])
            )
    return [row for *_, row in sorted(found, key=lambda item: item[:4])[:limit]]


def locality(siruta: int) -> Locality | None:
    """The place with this SIRUTA code."""
    return next((row for row in _table()[1] if row.siruta == siruta), None)


@lru_cache(maxsize=1)
def _table() -> tuple[list[str], list[Locality]]:
    """All localities by folded name, read once a process (a quarter of a second)."""
    import sirutalib  # noqa: PLC0415 - reads a megabyte

    siruta = sirutalib.SirutaDatabase()
    rows = [_row(siruta, code) for code in siruta.get_siruta_list(type_list=PLACES)]
    pairs = sorted(((_plain(row.name), row) for row in rows), key=lambda pair: pair[0])
    return [name for name, _ in pairs], [row for _, row in pairs]


def _row(siruta: Any, code: int) -> Locality:
    postal = siruta.get_postal_code(code)
    return Locality(
        siruta=code,
        name=titled(siruta.get_name(code, prefix=False)),
        parent=titled(siruta.get_sup_name(code, prefix=False)),
        county=titled(siruta.get_county_string(code, prefix=False)),
        postal_code=f"{postal:06d}" if postal else "",
        is_town=siruta.get_type(code) in TOWNS,
    )


def titled(name: str) -> str:
    """`GÂRBOVA DE JOS` → `Gârbova de Jos`: the list shouts, people do not."""
    words = [word.lower() if word.lower() in SMALL_WORDS else _capital(word) for word in name.split()]
    return " ".join(words)


def _capital(word: str) -> str:
    return "-".join(
        part.lower() if part.lower() in SMALL_WORDS else part[:1] + part[1:].lower() for part in word.split("-")
    )


def _plain(text: str) -> str:
    return " ".join(romanian.words_of(text))
