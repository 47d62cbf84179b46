"""A paper that came signed says so on its page; a signature in a file of its own finds the file it came with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.serialization import pkcs7
from django.test import Client

from condica.accounts.api import system_user
from condica.accounts.tests.factories import make_user
from condica.documents import actions as documents
from condica.documents.models import SignatureCheck
from condica.documents.tests.factories import authority, issued_to, make_document
from condica.registry import actions
from condica.registry.tests.factories import make_entry, make_registrar

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store_of_its_own(settings: Any, tmp_path: Path) -> None:
    settings.DOCUMENT_ROOT = tmp_path


def test_a_signature_beside_its_file_is_read_on_the_papers_page() -> None:
    documents.trust(authority().root.der, by=system_user())
    registrar = make_registrar()
    sender = make_user(full_name="Elena Chirilă", email="elena@example.org")
    issued, content = issued_to(sender), b"Cererea mea"
    made = pkcs7.PKCS7SignatureBuilder().set_data(content).add_signer(issued.certificate, issued.key, hashes.SHA256())
    options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]
    entry = make_entry(by=registrar)
    loose = make_document(made.sign(serialization.Encoding.DER, options), name="cerere.txt.p7s", by=registrar)
    for document in (loose, make_document(content, name="cerere.txt", by=registrar)):
        actions.attach(entry, document, by=registrar)
    other = make_entry(by=registrar)
    actions.attach(other, make_document(b"alta", name="cerere.txt", by=registrar), by=registrar)
    check = documents.check_signatures(SignatureCheck.objects.get(blob=loose.blob).pk)
    assert check is not None
    assert [row.verdict for row in check.rows] == ["valid"]
    client = Client()
    client.force_login(registrar)
    assert "Semnată valid de Elena Chirilă" in client.get(entry.get_absolute_url()).text
