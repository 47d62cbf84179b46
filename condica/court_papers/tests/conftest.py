"""What the tests of this room share."""

from __future__ import annotations

import pytest

from condica.court_papers.tests.factories import open_registers
from condica.registry.tests.factories import make_registrar


@pytest.fixture
def clerk(db):
    """A clerk of the registry, where the two parallel registers stand open."""
    open_registers()
    return make_registrar()
