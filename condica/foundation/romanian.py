"""Romanian text (limba română): letters, plurals, numbers, the order of names, search keys.

The database only matches: keys are made here, the same way for what is stored and for what is asked.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

NBSP: Final = "\u00a0"
MINUS: Final = "\u2212"

_COMMA: Final = str.maketrans("şţŞŢ", "șțȘȚ")
_PLAIN: Final = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"})
_TOKEN: Final = re.compile(r"[^\W_]+")
_OLD_I: Final = re.compile(r"(?<=[^\W_])î(?=[^\W_])")

#: Words after which a line must not break.
_TIED: Final = re.compile(
    r"(?<![\w.])(nr\.|art\.|alin\.|lit\.|pct\.|str\.|bd\.|bl\.|sc\.|ap\.|OG|OUG|HG|HCL|ora|orele|pag\.|tel\.) +(?=\S)"
)
_TIED_UNITS: Final = re.compile(
    r"(?<=\d) +(?=(?:%|lei\b|ianuarie|februarie|martie|aprilie|mai\b|iunie|iulie|august|septembrie|octombrie"
    r"|noiembrie|decembrie|ian\.|feb\.|mart\.|apr\.|iun\.|iul\.|aug\.|sept\.|oct\.|nov\.|dec\.))"
)


def comma_below(text: str) -> str:
    """Old cedilla letters become the Romanian ones with a comma (ş → ș); composed form throughout."""
    return unicodedata.normalize("NFC", text).translate(_COMMA)


def fold(text: str) -> str:
    """The text without diacritics and case; keeps its length for Romanian letters, so places can be compared."""
    lowered = unicodedata.normalize("NFC", text).lower().translate(_PLAIN)
    return "".join(_bare(letter) for letter in lowered)


@lru_cache(maxsize=4096)
def _bare(letter: str) -> str:
    if letter < "\x80":
        return letter
    return "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c)).lower()


def plural(n: int, one: str, many: str) -> str:
    """`1 zi`, `2 zile`, `20 de zile`, `101 zile`, `120 de zile`, `0 zile`."""
    if n == 1:
        return f"1 {one}"
    return f"{number_text(n)} de {many}" if needs_de(n) else f"{number_text(n)} {many}"


def needs_de(n: int) -> bool:
    """Whether „de” stands between the number and what is counted: from 20 on, again from each hundred."""
    return n != 0 and not 1 <= abs(n) % 100 <= 19


def number_text(value: float, places: int = 0) -> str:
    """`1284` → `1.284`, `-3` → `−3`; with `places`, `96,6`."""
    text = f"{abs(value):,.{places}f}".translate(str.maketrans(",.", ".,"))
    return (MINUS if value < 0 and text.strip("0.,") else "") + text


def percent(part: float, whole: float, places: int = 1) -> str:
    """`96,6 %`; of nothing there is no share: `–`."""
    if not whole:
        return "–"
    text = number_text(100 * part / whole, places)
    return f"{text.removesuffix(',' + '0' * places)}{NBSP}%"


def tie(text: str) -> str:
    """Ties nr., art., alin., str., bd., OG, ora and days to what follows, so that a line never ends there."""
    return _TIED_UNITS.sub(NBSP, _TIED.sub(rf"\1{NBSP}", text))


_ORDER: Final = {"ă": "a1", "â": "a2", "î": "i1", "ș": "s1", "ț": "t1"}


def quoted(label: str, text: str) -> str:
    """`Rezoluția: „Verificați.”`, and the stop after the mark where the words themselves have none."""
    return f"{label}: „{text}”{'' if text.rstrip().endswith(('.', '!', '?', '…')) else '.'}"


def sort_key(name: str) -> str:
    """A stored key that sorts names in the Romanian order under any collation: a ă â … i î … s ș t ț.

    Two signs a letter, digits and a-z only; words part as `00`, so that „Pop Ana” comes before „Popa”.
    """
    words = re.findall(r"[^\W_]+", comma_below(name).lower())
    return "00".join("".join(_unit(letter) for letter in word) for word in words)


@lru_cache(maxsize=4096)
def _unit(letter: str) -> str:
    if letter in _ORDER:
        return _ORDER[letter]
    bare = fold(letter)
    if all("a" <= c <= "z" for c in bare) and bare:
        return "".join(f"{c}0" for c in bare)
    return f"1{bare}" if bare.isascii() else f"z9{ord(letter):06x}"


def words_of(text: str) -> list[str]:
    """The words and numbers of a text, folded, in their order: `Nr. 12/A-3` → `nr`, `12`, `a`, `3`."""
    return _TOKEN.findall(fold(text))


def search_keys(text: str) -> list[str]:
    """The keys under which a text is found, without repeats, in the order met."""
    return list(dict.fromkeys(key for word in _words(text) for key in _keys(word)))


def name_keys(name: str) -> list[str]:
    """The keys of a person's or a firm's name: its words as they are, never bent („Popa” is not „Pop”)."""
    return [f"={word}" for word in dict.fromkeys(words_of(name))]


def query_groups(query: str) -> list[list[str]]:
    """What a query asks for: for each of its words a group of alternative keys, of words and of names.

    The word as typed is among them: it may be only a beginning („ape” of „apeluri”), and adds nothing when whole.
    """
    return [list(dict.fromkeys((*_keys(word), fold(word), f"={fold(word)}"))) for word in dict.fromkeys(_words(query))]


def word_keys(word: str) -> list[str]:
    """The keys of one word: its lemmas, found by the form without diacritics; else its own stem."""
    return list(dict.fromkeys(key for part in _words(word) for key in _keys(part)))


def _words(text: str) -> list[str]:
    """Lower-case words with their diacritics: the old spelling (cîine) can still be told."""
    return _TOKEN.findall(comma_below(text).lower())


@lru_cache(maxsize=65536)
def _keys(word: str) -> tuple[str, ...]:
    from condica.foundation import lemmas  # noqa: PLC0415 - the table of forms opens at the first search

    plain = fold(word)
    if _OLD_I.search(word):
        today = fold(_OLD_I.sub("â", word))
        return lemmas.known(today) or lemmas.keys_of(plain)
    return lemmas.keys_of(plain)
