"""House rules that are read off the source: each takes the package's folder and returns what is wrong, as sentences.

They take a folder (and not the project) so that each can be shown to fail on a broken sample.
"""

from __future__ import annotations

import ast
import re
import statistics
from collections.abc import Iterator
from pathlib import Path

LABELS = {
    "urls", "views", "jobs", "forms", "api", "rest", "actions", "queries", "access", "models", "rules",
}  # fmt: skip
ALLOWED = LABELS | {
    "__init__", "apps", "migrations", "templates", "templatetags", "static", "locale", "tests",  # Django's own
    "signals",  # the few that docs/map.md lists
    "adapter",  # allauth asks for one
    "print",  # what goes to paper: templates of typst and what fills them
}  # fmt: skip
FREE = {"law", "foundation", "config"}  # statutes, a box of general tools, and the wiring: no verbs, no pages
LONGEST_FILE = 400
MEDIAN_FUNCTION = 8
CEDILLA = re.compile("[\u015f\u0163\u015e\u0162]")
CEDILLA_READERS = {  # they read what others wrote with cedillas
    "foundation/romanian.py",
    "foundation/mime/charsets.py",
    "foundation/mime/recognition.py",
}
NO_FACT = {
    "documents.keep_blob",  # a content alone is no fact; the paper or the document that names it is
    "documents.keep_stream",  # the same, piece by piece
    "documents.check_signatures",  # what the machine reads of a content, again at any time, is no fact of a person
}
INLINE = {
    "script inline": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", re.IGNORECASE),
    "style inline": re.compile(r"<style\b", re.IGNORECASE),
    "atribut style": re.compile(r"<[a-z][^>]*\sstyle=", re.IGNORECASE),
    "atribut on…": re.compile(r"<[a-z][^>]*\son[a-z]+=", re.IGNORECASE),
    "adresă javascript:": re.compile(r"[\"']\s*javascript:", re.IGNORECASE),
}
ENGLISH = re.compile(r"\b(the|is|not|cannot|must|invalid|required|with|this|should|please|missing)\b", re.IGNORECASE)
REFUSALS = {"RuleBroken", "Refused", "ValidationError", "Trouble", "EmbeddedProblem", "Stopped"}


def rooms(package: Path) -> list[str]:
    """The rooms of the house: the packages directly inside."""
    return sorted(p.name for p in package.iterdir() if (p / "__init__.py").exists())


def modules(package: Path, *, tests: bool = False) -> Iterator[Path]:
    """The Python files that we write: no migrations, and tests only when asked."""
    for path in sorted(package.rglob("*.py")):
        inside = path.relative_to(package).parts
        if "migrations" not in inside and (tests or "tests" not in inside):
            yield path


def off_the_map(package: Path, the_map: str) -> list[str]:
    """Rooms without their line in docs/map.md, and lines without their room."""
    described = set(re.findall(r"^\| `(\w+)` \| \d", the_map, re.MULTILINE))
    found = set(rooms(package))
    return [f"{name}: lipsește din docs/map.md" for name in sorted(found - described)] + [
        f"{name}: e pe hartă, dar nu există" for name in sorted(described - found)
    ]


def signals_off_the_map(package: Path, the_map: str) -> list[str]:
    """Signals that docs/map.md does not name."""
    names = [
        (path, target.id)
        for path in modules(package)
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Call)
        and ast.unparse(node.value.func) == "Signal"
        for target in node.targets
        if isinstance(target, ast.Name)
    ]
    return [f"{path.relative_to(package)}: semnalul {name} lipsește din docs/map.md" for path, name in names
            if f"`{name}`" not in the_map]  # fmt: skip


def unlabelled(package: Path) -> list[str]:
    """Files and folders of a room that carry no label of the house."""
    return [
        f"{room}/{entry.name}: nu e o etichetă a casei"
        for room in rooms(package)
        if room not in FREE
        for entry in sorted((package / room).iterdir())
        if entry.name != "__pycache__" and entry.stem not in ALLOWED
    ]


def cedillas(package: Path) -> list[str]:
    """Romanian written with cedillas; only a reader of old texts, and a test of it, may hold some."""
    files = [p for kind in ("*.py", "*.html", "*.txt", "*.typ", "*.js", "*.css", "*.svg") for p in package.rglob(kind)]
    return [
        f"{path.relative_to(package)}:{number}: {line.strip()[:80]}"
        for path in sorted(files)
        if path.relative_to(package).as_posix() not in CEDILLA_READERS and "tests" not in path.parts
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if CEDILLA.search(line)
    ]


def undocumented(package: Path) -> list[str]:
    """Modules, public classes and public functions without a first line that says what they are."""
    return [
        f"{path.relative_to(package)}: {name} nu are docstring"
        for path in modules(package)
        if path.name != "__init__.py" or path.read_text().strip()
        for name, node in _public(ast.parse(path.read_text()))
        if path.name != "apps.py" or name == "modulul"
        if not ast.get_docstring(node)
    ]


def _public(
    tree: ast.Module,
) -> Iterator[tuple[str, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]]:
    yield "modulul", tree
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            yield node.name, node


def too_long(package: Path) -> list[str]:
    """Files beyond 400 lines."""
    lengths = ((path, len(path.read_text().splitlines())) for path in modules(package, tests=True))
    return [f"{path.relative_to(package)}: {n} de rânduri" for path, n in lengths if n > LONGEST_FILE]


def long_functions(package: Path) -> list[str]:
    """Rooms whose middle function is longer than eight lines."""
    wrong = []
    for room in rooms(package):
        lengths = [length for path in modules(package / room) for length in _lengths(path)]
        if lengths and statistics.median(lengths) > MEDIAN_FUNCTION:
            wrong.append(f"{room}: mediana funcțiilor este {statistics.median(lengths)} rânduri")
    return wrong


def _lengths(path: Path) -> Iterator[int]:
    """Lines of body of each function: its name and its docstring are no length."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            yield (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 1


def inline_code(package: Path) -> list[str]:
    """Script or style inside a page: the content security policy of the house refuses it."""
    return [
        f"{path.relative_to(package)}: {what}"
        for path in sorted(package.rglob("*.html"))
        for what, pattern in INLINE.items()
        if pattern.search(re.sub(r"\{#.*?#\}|\{% comment.*?endcomment %\}", "", path.read_text(), flags=re.DOTALL))
    ]


def english_refusals(package: Path) -> list[str]:
    """Refusals whose words are not Romanian, and codes that cannot be searched for."""
    return [
        f"{path.relative_to(package)}:{call.lineno}: „{text[:80]}”"
        for path in modules(package)
        for call, text in _refusals(ast.parse(path.read_text()))
        if ENGLISH.search(text)
    ]


def _refusals(tree: ast.Module) -> Iterator[tuple[ast.Call, str]]:
    """Each refusal's own words; its first argument may be a code (kebab-case), which is no sentence."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in REFUSALS:
            for text in _texts(node):
                if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text):
                    yield node, text


def _texts(call: ast.Call) -> Iterator[str]:
    for argument in [*call.args, *(k.value for k in call.keywords)]:
        for node in ast.walk(argument):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def writers_without_by(package: Path) -> list[str]:
    """Actions (faptele) that write but do not say in whose name: they take `by`, or name the doer themselves."""
    return [
        f"{path.relative_to(package)}: {node.name} nu are by"
        for path in modules(package)
        if "actions" in {path.stem, path.parent.name}
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if _is_atomic(node) and not _names_the_doer(node)
        if f"{path.relative_to(package).parts[0]}.{node.name}" not in NO_FACT
    ]


def _names_the_doer(node: ast.FunctionDef) -> bool:
    takes = {a.arg for a in [*node.args.args, *node.args.kwonlyargs]}
    return "by" in takes or any(isinstance(n, ast.keyword) and n.arg == "by" for n in ast.walk(node))


def _is_atomic(node: ast.FunctionDef) -> bool:
    return any("atomic" in ast.unparse(decorator) for decorator in node.decorator_list)
