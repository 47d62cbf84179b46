"""The API against its own description (schemathesis): whatever is sent, it answers as it says, never with a 500."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    response_schema_conformance,
    status_code_conformance,
)

from condica.accounts.api import make_token
from condica.accounts.rules import Role
from condica.accounts.tests.factories import make_user
from condica.config.wsgi import application
from condica.registry.tests.factories import make_entry

# What a multipart part of JSON may hold is told by its own schema, which the generator cannot follow into the part:
# acceptance and rejection have tests of their own beside this one.
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance, ignored_auth,
]  # fmt: skip


@pytest.fixture
def described(own_database: str, django_db_blocker: Any) -> Iterator[Any]:
    """The description, with a key and one paper in the register."""
    with django_db_blocker.unblock():
        make_entry()
        key = make_token("schemathesis", Role.REGISTRAR, by=make_user(role=Role.ADMINISTRATOR))
        schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
        schema.config.update(headers={"Authorization": f"Bearer {key}", "Accept-Encoding": "identity"})
        yield schema


def test_every_answer_is_one_that_is_described(described: Any) -> None:
    operations = [found.ok() for found in described.get_all_operations()]
    assert {operation.label for operation in operations} >= {"POST /api/v1/entries", "GET /api/v1/entries"}
    for operation in operations:

        @given(case=operation.as_strategy())
        @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), database=None)
        def answers_as_described(case: Any) -> None:
            case.call_and_validate(checks=CHECKS)

        answers_as_described()
