"""The suggested unit: learned from resolutions, measured on the newest, silent when unsure, without people's names."""

from __future__ import annotations

import ast
from pathlib import Path
from random import Random

import pytest

from condica.accounts.api import system_user
from condica.casework import actions, api
from condica.casework.actions import learning
from condica.casework.models import Learned
from condica.casework.queries import suggesting
from condica.casework.queries.suggesting import Example
from condica.casework.tests.factories import make_town
from condica.contacts import api as contacts
from condica.foundation.romanian import word_keys
from condica.registry.tests.factories import make_entry

pytestmark = pytest.mark.django_db

#: What people write about, and which unit (by place) it goes to; the first is the most frequent.
ABOUT = (
    (
        "Stâlpi de iluminat stinși pe strada",
        "Lampă arsă lângă",
        "Bec stricat și iluminat slab în",
        "Cablu de iluminat rupt",
    ),
    ("Gunoi aruncat lângă", "Mașină abandonată pe", "Zgomot noaptea la", "Parcare pe trotuar, strada"),
)
PLACES = ("Morii", "Teilor", "Viilor", "Gării", "Cetății", "Plopilor", "Crinului", "Horea")


@pytest.fixture
def town():
    return make_town()


def examples(count: int = 120) -> list[Example]:
    """A town's history, made without the database: two units, one paper in ten goes astray."""
    rng, found = Random(7), []
    for place in range(count):
        unit = 0 if rng.random() < 0.6 else 1
        words = f"{rng.choice(ABOUT[unit])} {rng.choice(PLACES)} {place}".split()
        names = frozenset({"chirila", "elena"})
        keys = [key for one in words if one.isalpha() for key in word_keys(one.lower())] + ["chirila"]
        found.append(Example([*keys, "fel:petition"], names, (unit if rng.random() > 0.1 else 1 - unit) + 1))
    return found


def resolve(town, subject: str, unit, **paper):
    entry = make_entry(by=town.registrar, kind="letter", subject=subject, **paper)
    case = actions.open_ordinary(entry, by=town.mayor)
    return actions.assign(case, text="Vedeți", lead=unit, by=town.mayor)


def test_it_is_measured_on_papers_it_has_not_seen_and_beats_the_usual_unit() -> None:
    measured = learning.measure(examples())
    assert (measured["rows"], measured["learned"], measured["units"]) == (24, 96, 2)
    assert measured["first"] >= measured["usual"] + 0.15
    assert measured["three"] == 1.0
    assert 0 < measured["coverage"] <= 1
    assert measured["right"] >= measured["first"]


def test_nothing_newer_teaches_what_is_measured() -> None:
    """The newest fifth goes to a unit that never got a paper before: it cannot be guessed."""
    rows = [Example([f"w{place % 7}"], frozenset(), 3 if place >= 80 else 1 + place % 2) for place in range(100)]
    assert learning.measure(rows)["first"] == 0


def test_names_of_people_are_no_features() -> None:
    fitted = learning.fit(examples())
    assert "chirila" not in fitted.features
    assert "fel:petition" in fitted.features


def test_it_is_kept_read_back_and_says_why(town) -> None:
    person = contacts.create(kind="person", name="Elena Chirilă", by=town.registrar)
    for place in range(8):
        resolve(
            town, f"Iluminat stins, strada {PLACES[place]}", town.lighting, sender=person, sender_name="Elena Chirilă"
        )
        resolve(town, f"Gunoi și zgomot, strada {PLACES[place]}", town.police)
    history = suggesting.history()
    assert len(history) == 16
    assert [one.unit for one in history[:2]] == [town.lighting.pk, town.police.pk]
    made = learning.learn(history, by=system_user())
    entry = make_entry(by=town.registrar, kind="letter", subject="Iluminatul nu merge; Chirilă Elena")
    said = api.suggest([entry])[entry.pk]
    assert said.unit == town.lighting
    assert said.percent >= 50
    assert "„iluminatul”" in said.words
    assert not any("chiril" in word for word in said.words)
    assert not any("chiril" in feature for feature in made.features)
    stranger = make_entry(by=town.registrar, kind="", subject="Xyz", sender=None)
    assert api.suggest([stranger]) == {}


def test_changed_numbers_are_not_read(town) -> None:
    fitted = learning.fit(examples())
    made = learning._keep(examples(), fitted, {"rows": 0}, by=system_user())
    Learned.objects.filter(pk=made.pk).update(weights=bytes(made.weights)[:-4] + b"\0\0\0\0")
    assert suggesting.weights_now() is None


def test_it_learns_again_only_when_there_is_more_to_learn_from(town, monkeypatch) -> None:
    monkeypatch.setattr(suggesting, "history", lambda: examples(50))
    assert learning.learn_if_grown(by=system_user()) is None
    monkeypatch.setattr(suggesting, "history", lambda: examples(100))
    first = learning.learn_if_grown(by=system_user())
    assert first.rows == 100
    assert learning.learn_if_grown(by=system_user()) is None
    monkeypatch.setattr(suggesting, "history", lambda: examples(111))
    assert learning.learn_if_grown(by=system_user()).rows == 111


def test_the_pages_do_not_carry_the_learning_library() -> None:
    """Nothing imports sklearn when it is itself imported: only `fit` does, when a job learns."""
    importing = []
    for path in Path(learning.__file__).parents[2].rglob("*.py"):
        text = path.read_text()
        nodes = ast.parse(text).body if "import" in text and "sklearn" in text else []
        at_once = [node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)]
        if any("sklearn" in ast.unparse(node) for node in at_once):
            importing.append(path.name)
    assert importing == []
