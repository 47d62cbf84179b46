"""Bytes to text when the charset is missing, wrong or unknown (codarea caracterelor).

Letters written here come in five charsets and are often labelled with a sixth. The order of trust: valid UTF-8
is never an accident; then what the label says, unless the result is the known wreck of Romanian read as Western
European; then a guess by the letters that Romanian uses.
"""

import codecs
import re

import chardet

ALIASES = {
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "ksc5601": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "big5": "big5hkscs",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "unicode-1-1-utf-7": "utf-7",
    "unicode-1-1-utf-8": "utf-8",
    "utf8mb4": "utf-8",
    "x-mac-ce": "mac_latin2",
    "x-mac-romanian": "mac_romanian",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "ansi_x3.4-1968": "ascii",
    "windows1250": "cp1250",
    "win-1250": "cp1250",
    "x-cp1250": "cp1250",
    "cp-1250": "cp1250",
    "ansi-1250": "cp1250",
    "cp-850": "cp850",
    "cp-852": "cp852",
    "iso8859-16": "iso8859_16",
    "latin10": "iso8859_16",
}
# Labels that people's programs write when they mean "nothing special": what the text holds decides.
MEANINGLESS = frozenset(
    {"", "ascii", "us-ascii", "unknown", "x-unknown", "unknown-8bit", "default", "none", "default_charset", "binary"}
)
MULTIBYTE = frozenset(
    {"cp949", "cp932", "gb18030", "big5hkscs", "euc_jp", "iso2022_jp", "iso2022_kr", "utf-16", "utf-16-le", "utf-16-be"}
)
# A browser shows windows-1252 where a letter says Latin-1 (bytes 80-9F are typographic marks, not controls).
SUPERSETS = {"iso8859-1": "cp1252", "iso8859-2": "cp1250", "iso8859-9": "cp1254"}
_ROMANIAN = "ăâîșțĂÂÎȘȚ\u015f\u0163\u015e\u0162"  # the last four are the old cedilla letters
_PLAUSIBLE = set(_ROMANIAN + "„”“’«»–—…°§€áéíóöőúüűÁÉÍÓÖŐÚÜŰäÄß·•")
# Romanian read as Western European: "informaþii", "ºi", "strãzile"; no language of the West writes these so.
_WESTERN_WRECK = re.compile(
    r"[a-zãâî]þ|[þÞ][a-zãâî]|[a-zãâî]º[a-zãâî]|(?<!\w)[ºª][a-zãâî]|ã[bcdfghjklmnpqrstvxz][a-zãâî]"
)
_DOUBLE = re.compile("[ÃÄÅÈ][\u0080-\u00bf\u0152-\u02dc\u2013-\u203a\u20ac\u2122]")
_GUESSES = ("cp1250", "iso8859_16", "iso8859-2", "cp1252")


def codec_name(label: str) -> str | None:
    """The Python codec of a declared label; None when it says nothing or nobody knows it."""
    wanted = label.strip().strip("\"'").lower().split("*")[0]
    if wanted in MEANINGLESS:
        return None
    wanted = ALIASES.get(wanted, wanted)
    try:
        found = codecs.lookup(wanted)
    except (LookupError, ValueError):
        return None
    return found.name if found._is_text_encoding else None


def decode(content: bytes, label: str = "") -> str:
    """Text of these bytes; never fails, at the worst a few replacement characters stand in it."""
    content = content.removeprefix(codecs.BOM_UTF8)
    name = codec_name(label)
    if name in MULTIBYTE or name == "utf-7" or b"\x1b" in content:
        text = _strict(content, name or "iso2022_jp")
        if text is not None:
            return text
    if content.isascii():
        return content.decode("ascii")
    return _undouble(_eight_bit(content, name))


def _eight_bit(content: bytes, name: str | None) -> str:
    text = _strict(content, "utf-8")
    if text is not None:
        return text
    if name and name != "utf-8":
        text = _declared(content, name)
        if text is not None:
            return text
    return _guess(content, damaged_utf8=_nearly_utf8(content))


def _declared(content: bytes, name: str) -> str | None:
    name = SUPERSETS.get(name, name)
    text = _strict(content, name)
    if text is not None and name == "cp1252" and _WESTERN_WRECK.search(text):
        return _strict(content, "cp1250") or text
    return text


def _strict(content: bytes, name: str) -> str | None:
    try:
        return content.decode(name)
    except (UnicodeError, LookupError, ValueError):
        return None


def _nearly_utf8(content: bytes) -> bool:
    """Cut in the middle of a letter, or one bad byte in much good text: still UTF-8."""
    text = content.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for char in text if ord(char) > 127) - bad
    return good > 3 * bad


def _guess(content: bytes, *, damaged_utf8: bool) -> str:
    if damaged_utf8:
        return content.decode("utf-8", "replace")
    texts = {name: text for name in _GUESSES if (text := _strict(content, name)) is not None}
    best = max(texts, key=lambda name: _score(texts[name]), default=None)
    if best is not None and _score(texts[best]) >= 0:
        return texts[best]
    return _by_statistics(content) or content.decode("cp1250", "replace")


def _score(text: str) -> float:
    """How much the letters beyond ASCII look like our writing: +1 each Romanian one, -1 each foreign one."""
    beyond = [char for char in text if ord(char) > 127]
    ours = sum(char in _ROMANIAN for char in beyond)
    strange = sum(char not in _PLAUSIBLE for char in beyond)
    wreck = len(re.findall(r"[a-zăâîșț][ĂÂÎȘȚ\u015e\u0162ÁÉÍ][a-zăâîșț]", text))
    return ours - strange * 1.5 - wreck * 2


def _by_statistics(content: bytes) -> str | None:
    try:
        found = chardet.detect(content[:20_000])
    except Exception:  # noqa: BLE001 - a guess may fail in any way; the caller has a plain fallback
        return None
    name = codec_name(str(found.get("encoding") or ""))
    return _strict(content, name) if name and (found.get("confidence") or 0) > 0.5 else None


def _undouble(text: str) -> str:
    """Undo UTF-8 that was read as Western European and encoded again ("È™i" for "și")."""
    if len(_DOUBLE.findall(text)) < 2:
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text
