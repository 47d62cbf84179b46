"""Every fact has its sentence and its erase rule, is recorded somewhere, and reads as Romanian."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from condica.journal.rules import SENTENCES, EraseRule, Spec, Verb
from tests.source import modules

PACKAGE = Path(__file__).resolve().parent.parent / "condica"
PERSONAL = {"name", "holder", "substitute", "ip", "problem", "sender", "addressee"}  # keys that may carry a person
GENDERED = re.compile(r"\{who\} (?:este|a fost|e)\b")
NO_PERSON = {"registry.register_opened"}  # the name is the register's


def wordless(verbs: type[StrEnum], sentences: Mapping[StrEnum, Spec]) -> list[str]:
    """Facts without a sentence or an erase rule, or whose sentence does not read."""
    return [f"{verb.value}: {problem}" for verb in verbs if (problem := _problem(verb.value, sentences.get(verb)))]


def _problem(verb: str, spec: Spec | None) -> str:
    if spec is None:
        return "nu are propoziție"
    wrong = {
        "nu are regulă de ștergere": not isinstance(spec.erase, EraseRule),
        "nu se încheie": not spec.sentence.rstrip().endswith((".", "}", "”")),
        "nu spune cine sau ce": not {"who", "what"} & _words(spec.sentence),
        "ghicește genul": bool(GENDERED.search(spec.sentence)),
        "poartă un om, dar regula spune că nu": spec.erase is EraseRule.NOTHING_PERSONAL
        and bool(PERSONAL & _words(spec.sentence))
        and verb not in NO_PERSON,
    }
    return next((f"{what}: {spec.sentence}" for what, is_so in wrong.items() if is_so), "")


def _words(sentence: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", sentence))


def unrecorded(verbs: type[StrEnum], package: Path) -> list[str]:
    """Facts that nobody records: dead words, or an action that forgot its line."""
    text = "\n".join(path.read_text() for path in modules(package) if path.parent.parts[-2:] != ("journal", "rules"))
    return [verb.value for verb in verbs if not re.search(rf"\bVerb\.{verb.name}\b", text)]


def misplaced(verbs: type[StrEnum], rooms: set[str]) -> list[str]:
    """Facts whose value does not begin with their room."""
    return [verb.value for verb in verbs if verb.value.split(".")[0] not in rooms or verb.value.count(".") != 1]


def test_every_fact_has_its_sentence_and_erase_rule() -> None:
    assert wordless(Verb, SENTENCES) == []


def test_every_fact_is_recorded_somewhere() -> None:
    assert unrecorded(Verb, PACKAGE) == []


def test_every_fact_belongs_to_a_room() -> None:
    assert misplaced(Verb, {p.name for p in PACKAGE.iterdir()}) == []


class Broken(StrEnum):
    EATEN = "pantry.eaten"
    SPILT = "spilt"


def test_the_checks_fail_on_broken_facts(tmp_path: Path) -> None:
    good = Spec("{who} a mâncat gemul.", EraseRule.NOTHING_PERSONAL)
    assert wordless(Broken, {Broken.EATEN: good, Broken.SPILT: good}) == []
    for bad in (
        Spec("", EraseRule.NOTHING_PERSONAL),
        Spec("{who} a mâncat gemul", EraseRule.NOTHING_PERSONAL),
        Spec("A mâncat gemul.", EraseRule.NOTHING_PERSONAL),
        Spec("{who} este plecat la gem.", EraseRule.NOTHING_PERSONAL),
        Spec("{who} a dat gemul lui {name}.", EraseRule.NOTHING_PERSONAL),
        Spec("{who} a mâncat gemul.", None),  # type: ignore[arg-type]
    ):
        assert len(wordless(Broken, {Broken.EATEN: good, Broken.SPILT: bad})) == 1, bad
    assert wordless(Broken, {Broken.EATEN: good}) == ["spilt: nu are propoziție"]
    (tmp_path / "actions.py").write_text("record(Verb.EATEN)\n")
    assert unrecorded(Broken, tmp_path) == ["spilt"]
    assert misplaced(Broken, {"pantry"}) == ["spilt"]
