"""Files are looked at for signatures when they come in; the report says it in words; issuers are the house's choice."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.serialization import pkcs7
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from condica.accounts.models import User
from condica.accounts.rules import Role
from condica.accounts.tests.factories import make_user
from condica.documents import actions, api, queries
from condica.documents.models import CheckedSignature, Document, PersonCertificate, SignatureCheck, TrustedItem
from condica.documents.tests.factories import PASSPHRASE, authority, issued_to, make_document, prepared_pdf
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.foundation.signatures import check_apart
from condica.journal.models import Line

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store_of_its_own(settings: object, tmp_path: Path) -> None:
    settings.DOCUMENT_ROOT = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def administrator() -> User:
    return make_user("administrator")


@pytest.fixture
def signatory() -> User:
    return make_user(Role.AUTHORITY_HEAD, full_name="Victor Morariu", email="victor.morariu@example.org")


@pytest.fixture
def trusting(administrator: User) -> None:
    actions.trust(authority().root.der, by=administrator)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def signed(signatory: User) -> Document:
    """A PDF with one signature, kept as an outsider's file would be."""
    key = actions.key_from_file(issued_to(signatory).pkcs12(PASSPHRASE), PASSPHRASE, by=signatory)
    made = actions.put_signature(
        prepared_pdf(), key, place="cap", title="Primar", by=signatory, now=dates.now() - timedelta(minutes=5)
    )
    return make_document(made.content, name="cerere semnată.pdf", by=signatory)


def look(document: Document) -> SignatureCheck:
    waiting = SignatureCheck.objects.get(blob=document.blob, state="waiting")
    done = actions.check_signatures(waiting.pk)
    assert done is not None
    return done


@pytest.mark.usefixtures("trusting")
def test_a_signed_file_is_looked_at_by_itself(signatory: User) -> None:
    document = signed(signatory)
    assert [row.sentence[:37] for row in look(document).rows] == [
        "Semnată valid de Victor Morariu, " + f"{dates.today():%d.%m}"[:4]
    ]
    assert document.signature_check is not None
    assert not document.signature_check.is_worrying
    assert api.signatures_of(document)[0].whole
    assert SignatureCheck.objects.count() == 1
    assert actions.check_signatures(document.signature_check.pk) is None


def test_what_carries_no_signature_is_not_looked_at(signatory: User) -> None:
    make_document(prepared_pdf(), name="a.pdf", by=signatory)
    make_document(by=signatory)
    assert not SignatureCheck.objects.exists()


@pytest.mark.usefixtures("trusting")
def test_the_report_is_read_on_screen_and_on_paper(signatory: User) -> None:
    document = signed(signatory)
    client = browser(signatory)
    address = reverse("documents:signatures", args=[document.pk])
    assert "se verifică" in client.get(address).text
    assert client.get(reverse("documents:signatures_paper", args=[document.pk])).status_code == 404
    look(document)
    page = client.get(address).text
    assert "Semnată valid de Victor Morariu" in page
    assert "certificatul se declară calificat" in page
    assert "tot documentul" in page
    paper = client.get(reverse("documents:signatures_paper", args=[document.pk]))
    assert paper.content.startswith(b"%PDF-")
    assert "Semnată valid de Victor Morariu" in client.get(reverse("documents:page", args=[document.pk])).text
    stranger = browser(make_user("clerk"))
    assert stranger.get(address).status_code == 404
    assert stranger.post(reverse("documents:recheck", args=[document.pk])).status_code == 404


def test_another_look_is_another_row(signatory: User, administrator: User) -> None:
    item = actions.trust(authority().root.der, by=administrator)[0]
    document = signed(signatory)
    actions.distrust(item, by=administrator)
    assert "nu se poate verifica emitentul" in look(document).rows[0].sentence
    actions.trust(authority().root.der, by=administrator)
    browser(signatory).post(reverse("documents:recheck", args=[document.pk]))
    look(document)
    assert [check.rows[0].verdict for check in SignatureCheck.objects.order_by("pk")] == ["unknown_issuer", "valid"]
    assert Line.objects.filter(verb="documents.signatures_rechecked").count() == 1


@pytest.mark.usefixtures("trusting")
def test_a_changed_file_and_a_broken_one_are_said(signatory: User) -> None:
    content = api.open_blob(signed(signatory).blob)
    SignatureCheck.objects.all()
    spoiled = content.replace(b"/MediaBox", b"/MediaBoy", 1)
    changed = make_document(spoiled, name="b.pdf", by=signatory)
    assert look(changed).rows[0].verdict == "broken"
    broken = make_document(b"%PDF-1.7\n/ByteRange [0 1 2 3] stricat", name="c.pdf", by=signatory)
    assert "nu s-au putut citi" in look(broken).problem
    assert "nu s-au putut citi" in browser(signatory).get(reverse("documents:signatures", args=[broken.pk])).text


@pytest.mark.usefixtures("trusting")
def test_a_detached_signature_finds_its_file(signatory: User, monkeypatch: pytest.MonkeyPatch) -> None:
    issued = issued_to(signatory)
    content = b"Cererea mea"
    made = pkcs7.PKCS7SignatureBuilder().set_data(content).add_signer(issued.certificate, issued.key, hashes.SHA256())
    options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]
    file = make_document(content, name="cerere.txt", by=signatory)
    other = make_document(b"altceva", name="altceva.txt", by=signatory)
    loose = make_document(made.sign(serialization.Encoding.DER, options), name="cerere.txt.p7s", by=signatory)
    monkeypatch.setattr(queries, "_COMPANIONS", [lambda document: [file, other, loose]])
    assert look(loose).rows[0].verdict == "valid"


@pytest.mark.usefixtures("trusting")
@pytest.mark.parametrize("model", [SignatureCheck, CheckedSignature, TrustedItem])
def test_the_database_keeps_what_was_found(signatory: User, model: type) -> None:
    look(signed(signatory))
    for harm in ({"name": "Altul"}, None):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows = model.objects.all()
            if harm is None:
                rows.delete()
            elif model is SignatureCheck:
                rows.update(problem="altceva")
            else:
                rows.update(**harm)


# --- whom to trust ----------------------------------------------------------------------------------------------------


def test_an_issuer_is_accepted_and_taken_out_on_a_page(administrator: User) -> None:
    client = browser(administrator)
    address = reverse("documents:trusted")
    for _ in range(2):
        client.post(address, {"file": SimpleUploadedFile("ca.cer", authority().root.der)})
    item = TrustedItem.objects.get()
    assert "DEMO Autoritate" in client.get(address).text
    refused = client.post(address, {"file": SimpleUploadedFile("x.cer", b"altceva")})
    assert refused.status_code == 422
    person = authority().issue("Ana Pop")
    refused = client.post(address, {"file": SimpleUploadedFile("x.cer", person.der)})
    assert 'data-code="issuer-not-authority"' in refused.text
    client.post(reverse("documents:distrust", args=[item.pk]))
    assert "DEMO Autoritate" not in client.get(address).text
    verbs = ["documents.issuer_trusted", "documents.issuer_distrusted"]
    assert list(Line.objects.filter(verb__in=verbs).order_by("pk").values_list("verb", flat=True)) == verbs
    assert browser(make_user("clerk")).get(address).status_code == 404


def test_a_revocation_list_is_taken_only_from_an_accepted_issuer(administrator: User) -> None:
    revoked = authority().revocation_list(dates.now() - timedelta(hours=1))
    with pytest.raises(RuleBroken, match="nu e semnată"):
        actions.trust(revoked, by=administrator)
    actions.trust(authority().root.der, by=administrator)
    (item,) = actions.trust(revoked, by=administrator)
    assert item.get_kind_display() == "listă de revocare"
    assert len(queries.trust().lists) == 1


# --- whose certificate it is ------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("trusting")
def test_a_certificate_with_another_name_waits_for_a_confirmation(signatory: User, administrator: User) -> None:
    foreign = authority().issue("Victor I. Morariu", email="alt@altundeva.ro")
    file = foreign.pkcs12(PASSPHRASE)
    with pytest.raises(RuleBroken, match="nu e legat de contul Victor Morariu") as refusal:
        actions.key_from_file(file, PASSPHRASE, by=signatory)
    assert refusal.value.cites == ("Legea 214/2024",)
    client = browser(signatory)
    sent = {"file": SimpleUploadedFile("eu.p12", file), "passphrase": PASSPHRASE}
    assert client.post(reverse("documents:my_certificates"), sent).status_code == 302
    row = PersonCertificate.objects.get()
    with pytest.raises(RuleBroken):
        actions.key_from_file(file, PASSPHRASE, by=signatory)
    assert "așteaptă confirmarea" in client.get(reverse("documents:my_certificates")).text
    desk = browser(administrator)
    assert "Victor I. Morariu" in desk.get(reverse("documents:certificates")).text
    desk.post(reverse("documents:confirm", args=[row.pk]))
    assert actions.key_from_file(file, PASSPHRASE, by=signatory).holder.name == "Victor I. Morariu"
    client.post(reverse("documents:withdraw", args=[row.pk]))
    with pytest.raises(RuleBroken):
        actions.key_from_file(file, PASSPHRASE, by=signatory)


@pytest.mark.usefixtures("trusting")
def test_nobody_confirms_their_own_certificate(administrator: User) -> None:
    row = actions.register_certificate(authority().issue("X").der, user=administrator, by=administrator)
    with pytest.raises(RuleBroken, match="propriul certificat"):
        actions.confirm_certificate(row, by=administrator)
    with pytest.raises(DatabaseError), transaction.atomic():
        PersonCertificate.objects.filter(pk=row.pk).update(confirmed_by=administrator, confirmed_at=dates.now())
    actions.confirm_certificate(row, by=make_user("administrator"))
    with pytest.raises(DatabaseError), transaction.atomic():
        PersonCertificate.objects.filter(pk=row.pk).update(name="Altul")


@pytest.mark.usefixtures("trusting")
def test_one_certificate_belongs_to_one_person(signatory: User) -> None:
    der = authority().issue("X").der
    actions.register_certificate(der, user=signatory, by=signatory)
    other = make_user("clerk")
    with pytest.raises(RuleBroken, match="deja înregistrat pentru Victor Morariu"):
        actions.register_certificate(der, user=other, by=other)


def test_what_a_wrong_file_says_stands_at_the_field(signatory: User) -> None:
    client = browser(signatory)
    sent = {"file": SimpleUploadedFile("eu.p12", b"altceva"), "passphrase": "x"}
    answer = client.post(reverse("documents:my_certificates"), sent)
    assert answer.status_code == 422
    assert "nu s-a deschis" in answer.text


def test_neither_key_nor_passphrase_is_kept(signatory: User, tmp_path: Path, administrator: User) -> None:
    actions.trust(authority().root.der, by=administrator)
    document = signed(signatory)
    file = issued_to(signatory).pkcs12(PASSPHRASE)
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert PASSPHRASE.encode() not in kept
    assert file[40:200] not in kept
    found = check_apart(api.path_of(document.blob_id), "application/pdf", queries.trust(), dates.now())
    assert found.signatures[0].verdict == "valid"


def test_the_seal_is_read_from_the_server(settings: object, tmp_path: Path, administrator: User) -> None:
    actions.trust(authority().root.der, by=administrator)
    with pytest.raises(RuleBroken, match="Sigiliul"):
        actions.seal_key()
    (tmp_path / "sigiliu.p12").write_bytes(authority().issue("Primăria DEMO").pkcs12(PASSPHRASE))
    (tmp_path / "parola").write_text(PASSPHRASE + "\n")
    settings.SEAL_FILE = str(tmp_path / "sigiliu.p12")  # type: ignore[attr-defined]
    settings.SEAL_PASSPHRASE_FILE = str(tmp_path / "parola")  # type: ignore[attr-defined]
    key = actions.seal_key()
    assert (key.means, key.holder.name) == ("seal", "Primăria DEMO")
    made = actions.put_signature(prepared_pdf(), key, place="cap", title="x", by=administrator, now=dates.now())
    assert io.BytesIO(made.content).read(5) == b"%PDF-"
