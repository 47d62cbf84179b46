"""What the tests of casework share: the kind of case here is a made-up one, so that no room above is needed."""

from __future__ import annotations

import pytest

from condica.accounts.tests.factories import make_user
from condica.casework.rules import KINDS, CaseKind, register_kind
from condica.casework.tests.factories import NEXT, STAGES, Followed, make_case
from condica.organisation.tests.factories import make_member, make_unit


@pytest.fixture
def followed():
    """The made-up kind; says what it was told."""
    told = Followed()
    register_kind(CaseKind("test", "lucrare de probă", STAGES, NEXT, follow=told))
    yield told
    KINDS.pop("test")


@pytest.fixture
def unit(db):
    return make_unit("Iluminat Public")


@pytest.fixture
def other(db):
    return make_unit("Poliția Locală")


@pytest.fixture
def head(unit):
    return make_member(unit, "unit_head", is_head=True)


@pytest.fixture
def clerk(unit):
    return make_member(unit, "clerk")


@pytest.fixture
def stranger(other):
    return make_member(other, "clerk")


@pytest.fixture
def registrar(db):
    return make_user("registrar")


@pytest.fixture
def case(followed, registrar):
    return make_case(registrar)
