"""The house rules over our source; and each rule over a broken house, to see that it can fail."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import source

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "condica"
MAP = ROOT / "docs" / "map.md"


def the_map() -> str:
    return MAP.read_text()


RULES: dict[str, Callable[[Path], list[str]]] = {
    "rooms on the map": lambda package: source.off_the_map(package, the_map()),
    "signals on the map": lambda package: source.signals_off_the_map(package, the_map()),
    "labelled files": source.unlabelled,
    "comma below": source.cedillas,
    "docstrings": source.undocumented,
    "short files": source.too_long,
    "short functions": source.long_functions,
    "no inline code": source.inline_code,
    "refusals in Romanian": source.english_refusals,
    "verbs say in whose name": source.writers_without_by,
}


@pytest.mark.parametrize("rule", RULES)
def test_the_house_keeps_the_rule(rule: str) -> None:
    assert RULES[rule](PACKAGE) == []


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A small house where everything is in order, but for its map."""
    package = tmp_path / "condica"
    room = package / "pantry"
    (room / "templates").mkdir(parents=True)
    (package / "__init__.py").touch()
    (room / "__init__.py").touch()
    (room / "rules.py").write_text('"""Rules of the pantry (cămara)."""\n')
    (room / "templates" / "shelf.html").write_text('<p class="shelf">Raft</p>')
    return package


BROKEN: dict[str, tuple[str, str]] = {
    "labelled files": ("pantry/helpers.py", '"""Whatever."""\n'),
    "comma below": ("pantry/rules.py", '"""C\u0103mara \u015fi raftul."""\n'),
    "docstrings": ("pantry/rules.py", '"""Rules."""\n\ndef keep():\n    return 1\n'),
    "short files": ("pantry/models.py", '"""Long."""\n' + "x = 1\n" * 401),
    "short functions": ("pantry/rules.py", '"""R."""\n\ndef keep():\n    """K."""\n' + "    x = 1\n" * 9),
    "no inline code": ("pantry/templates/shelf.html", "<p style='color: red' >Raft</p><script>alert(1)</script>"),
    "refusals in Romanian": ("pantry/rules.py", '"""R."""\nraise RuleBroken("no-jam", "There is no jam.")\n'),
    "signals on the map": ("pantry/signals.py", '"""S."""\njam_eaten = Signal()\n'),
    "verbs say in whose name": (
        "pantry/actions.py",
        '"""A."""\n\n@transaction.atomic\ndef eat(jam):\n    """Eat."""\n',
    ),
}


@pytest.mark.parametrize("rule", BROKEN)
def test_the_rule_fails_when_broken(rule: str, house: Path) -> None:
    assert RULES[rule](house) == []
    name, content = BROKEN[rule]
    (house / name).write_text(content)
    assert len(RULES[rule](house)) >= 1


def test_a_room_without_its_line_fails(house: Path) -> None:
    assert source.off_the_map(house, "| `pantry` | 1 | jam |\n") == []
    assert source.off_the_map(house, "") == ["pantry: lipsește din docs/map.md"]
    assert source.off_the_map(house, "| `pantry` | 1 | jam |\n| `cellar` | 0 | wine |\n") == [
        "cellar: e pe hartă, dar nu există"
    ]


def contract(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [program, "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_imports_go_down_only() -> None:
    done = contract(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.fixture
def floors(tmp_path: Path) -> Path:
    """A house of empty rooms under our own contract."""
    settings = (ROOT / "pyproject.toml").read_text()
    (tmp_path / "pyproject.toml").write_text("[tool.importlinter]" + settings.split("[tool.importlinter]", 1)[1])
    for room in ["", *source.rooms(PACKAGE)]:
        (tmp_path / "condica" / room).mkdir(parents=True, exist_ok=True)
        (tmp_path / "condica" / room / "__init__.py").touch()
    return tmp_path


@pytest.mark.parametrize(
    ("room", "line"),
    [
        ("law", "import condica.registry"),  # upward
        ("contacts", "import condica.organisation"),  # a neighbour
        ("journal", "import condica.accounts"),  # upward within the floor
    ],
)
def test_an_import_upward_or_sideways_fails(floors: Path, room: str, line: str) -> None:
    assert contract(floors).returncode == 0
    (floors / "condica" / room / "rules.py").write_text(line + "\n")
    assert contract(floors).returncode == 1


def test_a_room_outside_the_contract_fails(floors: Path) -> None:
    shutil.copytree(floors / "condica" / "law", floors / "condica" / "attic")
    assert contract(floors).returncode == 1
