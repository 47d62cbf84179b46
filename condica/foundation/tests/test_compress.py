"""What goes out packed is the same when it is opened (comprimare)."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import brotli
import pytest
from django.core.management import call_command
from django.test import override_settings

STORAGES = {"staticfiles": {"BACKEND": "condica.foundation.compress.PageFiles"}}
WORDS = ["registratură", "petiție", "termen", "răspuns", "dosar", "compartiment", "arhivă"]


@pytest.fixture
def collected(tmp_path: Path) -> Path:
    """The files of one small application, collected as the house collects them."""
    source, target = tmp_path / "surse", tmp_path / "adunate"
    source.mkdir()
    words = random.Random(3).choices(WORDS, k=4000)
    (source / "foaie.css").write_text("/* " + " ".join(words) + " */", encoding="utf-8")
    finders = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    with override_settings(
        STATICFILES_DIRS=[source], STATICFILES_FINDERS=finders, STATIC_ROOT=target, STORAGES=STORAGES
    ):
        call_command("collectstatic", verbosity=0, interactive=False)
    return target


def test_files_of_the_pages_are_packed_beside_under_names_of_their_contents(collected: Path) -> None:
    named = json.loads((collected / "staticfiles.json").read_text())["paths"]["foaie.css"]
    assert named != "foaie.css"
    whole = (collected / named).read_bytes()
    packed = (collected / f"{named}.br").read_bytes()
    assert brotli.decompress(packed) == whole
    assert gzip.decompress((collected / f"{named}.gz").read_bytes()) == whole
    assert not (collected / "foaie.css.br").exists(), "nobody asks for it by this name"
    assert len(packed) < len((collected / f"{named}.gz").read_bytes()) < len(whole)
