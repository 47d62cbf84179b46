"""The words of the public pages in other languages (cataloagele): read from the source, written as .po, made into .mo.

`tools/messages.py` compiles (the bootstrap does it); `--update` adds what is new to the .po files and drops what is
gone; `--check` fails when a language lacks a sentence. Python alone: a fresh clone needs no gettext program.
"""

from __future__ import annotations

import ast
import re
import struct
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "condica" / "config" / "locale"
LANGUAGES = ("en", "hu")
SOURCES = ("portal", "petitions/queries/public.py", "queue/templates/queue/public", "queue/print.py")
NAMES = {"_", "gettext", "gettext_lazy"}
DESK = {"quarantine.html"}  # the registry's page: Romanian only


def said(root: Path = ROOT / "condica") -> dict[str, str]:
    """Every sentence of the public pages, with the file where it stands."""
    found: dict[str, str] = {}
    for source in SOURCES:
        path = root / source
        files = [path] if path.is_file() else sorted([*path.rglob("*.py"), *path.rglob("*.html")])
        for file in files:
            if "tests" in file.parts or "migrations" in file.parts or file.name in DESK:
                continue
            words = _in_template(file) if file.suffix == ".html" else _in_python(file)
            for sentence in words:
                found.setdefault(sentence, str(file.relative_to(root.parent)))
    return found


def _in_python(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in NAMES and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def _in_template(file: Path) -> Iterator[str]:
    text = file.read_text()
    for found in re.finditer(r"\{%\s*translate\s+(\"[^\"]*\"|'[^']*')", text):
        yield found[1][1:-1]
    for found in re.finditer(r"\{%\s*blocktranslate([^%]*)%\}(.*?)\{%\s*endblocktranslate\s*%\}", text, re.DOTALL):
        words = found[2].strip() if "trimmed" in found[1] else found[2]
        yield re.sub(r"\{\{\s*(\w+)\s*\}\}", r"%(\1)s", words.replace("%", "%%"))


def read(path: Path) -> dict[str, str]:
    """A .po file's sentences with their translations."""
    pairs: dict[str, str] = {}
    if not path.exists():
        return pairs
    for entry in re.split(r"\n\s*\n", path.read_text()):
        whole = re.search(r"^msgid (.*?)^msgstr (.*)", entry, re.DOTALL | re.MULTILINE)
        if whole:
            pairs[_joined(whole[1])] = _joined(whole[2])
    return pairs


def _joined(lines: str) -> str:
    return "".join(ast.literal_eval(piece) for piece in re.findall(r'"(?:[^"\\]|\\.)*"', lines))


def write(path: Path, pairs: Mapping[str, str], where: Mapping[str, str], language: str) -> None:
    """The .po file, in the order of the source."""
    head = f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    head += '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
    rows = [f"#: {where[one]}\nmsgid {_quoted(one)}\nmsgstr {_quoted(pairs.get(one, ''))}\n" for one in where]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([head, *rows]))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def compiled(pairs: Mapping[str, str]) -> bytes:
    """The .mo file: two tables of lengths and places, then the sentences, sorted."""
    rows = sorted((one.encode(), other.encode()) for one, other in pairs.items() if other)
    ids, words = b"", b""
    id_table, word_table = [], []
    start = 28 + 16 * len(rows)
    for one, _other in rows:
        id_table.append((len(one), start + len(ids)))
        ids += one + b"\0"
    for _one, other in rows:
        word_table.append((len(other), start + len(ids) + len(words)))
        words += other + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(rows), 28, 28 + 8 * len(rows), 0, 0)
    return head + b"".join(struct.pack("<2I", *pair) for pair in [*id_table, *word_table]) + ids + words


def missing() -> list[str]:
    """What a language does not say, or says of a sentence with other words in braces."""
    wrong = []
    for language in LANGUAGES:
        pairs = read(LOCALE / language / "LC_MESSAGES" / "django.po")
        for sentence, file in said().items():
            other = pairs.get(sentence, "")
            if not other or _filled(other) != _filled(sentence):
                wrong.append(f"{language}: {file}: {sentence[:80]}")
    return wrong


def _filled(text: str) -> list[str]:
    return sorted(set(re.findall(r"%\(\w+\)s|%s", text)))


def main(arguments: list[str]) -> int:
    """Update, check, and always compile."""
    where = said()
    for language in LANGUAGES:
        path = LOCALE / language / "LC_MESSAGES" / "django.po"
        pairs = read(path)
        if "--update" in arguments:
            write(path, pairs, where, language)
        path.with_suffix(".mo").write_bytes(compiled(pairs))
    wrong = missing() if "--check" in arguments or "--update" in arguments else []
    print("\n".join(wrong) or f"{len(where)} de propoziții, în {', '.join(LANGUAGES)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
