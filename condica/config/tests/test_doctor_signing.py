"""`condica doctor` looks at issuers, the seal and the device."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from condica.accounts.api import system_user
from condica.config.cli import signing_examinations as signing
from condica.config.cli.doctor import examine
from condica.documents import api as documents
from condica.documents.tests.factories import PASSPHRASE, authority
from condica.foundation.signatures.making import Authority
from condica.organisation import actions as organisation

pytestmark = pytest.mark.django_db


def test_issuers_are_missed_once_letters_are_signed_electronically() -> None:
    assert signing.issuers().state == "good"
    organisation.choose("signature_means", 1, by=system_user())
    assert signing.issuers().state == "bad"
    documents.trust(authority().root.der, by=system_user())
    assert signing.issuers().told == "1 emitent de încredere"
    now = datetime.now(UTC)
    old = Authority("DEMO pe sfârșite", now - timedelta(days=9), now + timedelta(days=9))
    documents.trust(old.root.der, by=system_user())
    found = signing.issuers()
    assert (found.state, "DEMO pe sfârșite" in found.told) == ("warning", True)


def test_the_seal_must_open(settings: Any, tmp_path: Path) -> None:
    assert signing.seal().told == "nu e pus"
    settings.SEAL_FILE, settings.SEAL_PASSPHRASE_FILE = str(tmp_path / "s.p12"), str(tmp_path / "parola")
    assert signing.seal().state == "bad"
    documents.trust(authority().root.der, by=system_user())
    (tmp_path / "s.p12").write_bytes(authority().issue("Primăria DEMO").pkcs12(PASSPHRASE))
    (tmp_path / "parola").write_text(PASSPHRASE)
    assert signing.seal().told.startswith("Primăria DEMO, până la")
    (tmp_path / "parola").write_text("alta")
    assert "nu s-a deschis" in signing.seal().told


def test_the_device_has_its_library(settings: Any) -> None:
    assert signing.device().state == "good"
    settings.PKCS11_LIBRARY = "/nu/exista.so"
    assert signing.device().state == "bad"
    assert set(signing.ALL) <= {line.what for line in examine()}
