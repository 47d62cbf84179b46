"""A house that answers, and a visitor who fills pages as people do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from condica.accounts.api import system_user
from condica.foundation import clamd
from condica.organisation import actions as organisation
from condica.portal.tests.factories import Visitor


@pytest.fixture
def house(db: None) -> None:
    organisation.set_letterhead(
        name="Primăria Valea", county="Arad", address="Piața Mare nr. 1", phone="0257 000 100",
        email="registratura@example.org", since=date(2020, 1, 1), by=system_user(),
    )  # fmt: skip


@pytest.fixture(autouse=True)
def no_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests fill a page faster than people; the trap for haste has a test of its own."""
    monkeypatch.setattr("condica.portal.rules.LEAST_SECONDS", 0)


@pytest.fixture(autouse=True)
def own_uploads(settings: Any, tmp_path: Path) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}},
    }


@pytest.fixture
def visitor(house: None) -> Visitor:
    return Visitor(Client(headers={"accept-language": "ro"}))


@pytest.fixture
def scanner(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[list[clamd.Scan]]:
    """What the scanner says next; the last word is repeated."""
    says = [clamd.Scan(clamd.Verdict.CLEAN)]
    settings.CLAMD = "/nu/exista"
    monkeypatch.setattr(clamd, "scan", lambda *args, **kwargs: says[0] if len(says) == 1 else says.pop(0))
    return says  # type: ignore[return-value]
