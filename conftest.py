"""What every test may ask for (fixturi comune)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of samples and vectors beside the checkout; tests read it, nothing of it is copied in."""
    path = Path(os.environ.get("CONDICA_SHARED", Path(__file__).resolve().parent.parent / "shared"))
    if not path.is_dir():
        pytest.fail(f"Lipsește folderul {path} cu probele de test; pune-l lângă proiect sau dă CONDICA_SHARED.")
    return path
