"""Signatures put on a PDF with real keys, read back by pyHanko and pikepdf; and what is said of spoiled ones."""

from __future__ import annotations

import http.server
import io
import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pikepdf
import pytest
from asn1crypto import keys as asn1_keys
from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.serialization import pkcs7
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.foundation.signatures import (
    Trust,
    Verdict,
    certificates_in,
    check_apart,
    check_certificate,
    holder_of,
    open_pkcs12,
    places_of,
    revocation_lists_in,
    sign_pdf,
)
from condica.foundation.signatures.checking import check
from condica.foundation.signatures.making import Authority, Issued
from condica.foundation.tests.conftest import NOW, WORD, YEAR, put


def test_two_signatures_are_two_revisions_and_both_stand(both: bytes, trust: Trust) -> None:
    first, second = check(both, "application/pdf", trust, NOW).signatures
    assert [one.verdict for one in (first, second)] == [Verdict.VALID, Verdict.VALID]
    assert (first.place, second.place) == ("sef", "cap")
    assert (first.whole, first.changed) == (False, "signatures")
    assert (second.whole, second.changed) == (True, "")
    assert (first.name, first.email) == ("Sorin Fărcaș", "sorin.farcas@example.org")
    assert (second.name, second.code, second.qualified) == ("Victor Morariu", "RO-1", True)
    assert first.signed_at == NOW - timedelta(hours=1)
    assert both.count(b"%%EOF") == 3
    assert [(one.name, one.signed) for one in places_of(both)] == [("cap", True), ("sef", True)]


def test_the_paper_stays_archival_and_accessible(paper: bytes, both: bytes) -> None:
    for content in (paper, both):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert pdf.open_metadata().pdfa_status == "2A"
            assert str(pdf.open_metadata()["pdfuaid:part"]) == "1"
            assert [str(one.S) for one in pdf.Root.OutputIntents] == ["/GTS_PDFA1"]
            widgets = [one for page in pdf.pages for one in page.obj.Annots]
            assert len(widgets) == 2
            for one in widgets:
                assert (str(one.Subtype), int(one.F)) == ("/Widget", 4)
                assert "/N" in one.AP
                assert str(one.TU).startswith("Semnătura")
            assert str(pdf.pages[0].obj.Tabs) == "/S"
            assert "/NeedAppearances" not in pdf.Root.AcroForm
            assert all(fonts_embedded(one.AP.N) for one in widgets)
            assert "/Form" in re.findall(r"/S (/\w+)", structure(pdf))
            assert "/Link" not in re.findall(r"/S (/\w+)", structure(pdf))


def structure(pdf: pikepdf.Pdf) -> str:
    found: list[str] = []

    def walk(element: pikepdf.Object) -> None:
        if isinstance(element, pikepdf.Dictionary) and "/S" in element:
            found.append(f"/S {element.S}")
        inside = element.get("/K") if isinstance(element, pikepdf.Dictionary) else None
        for kid in inside if isinstance(inside, pikepdf.Array) else [inside]:
            walk(kid) if isinstance(kid, pikepdf.Dictionary) else None

    walk(pdf.Root.StructTreeRoot)
    return " ".join(found)


def fonts_embedded(form: pikepdf.Object) -> bool:
    resources = form.get("/Resources", {})
    fonts = dict(resources.get("/Font", {})).values()
    files = [
        font.DescendantFonts[0].FontDescriptor if "/DescendantFonts" in font else font.FontDescriptor for font in fonts
    ]
    inner = [fonts_embedded(one) for one in dict(resources.get("/XObject", {})).values()]
    return all({"/FontFile", "/FontFile2", "/FontFile3"} & set(one.keys()) for one in files) and all(inner)


def test_a_changed_byte_and_a_later_change_are_told_apart(both: bytes, trust: Trust) -> None:
    spoiled = bytearray(both)
    spoiled[both.index(b"/MediaBox") + 12] ^= 1
    verdicts = [one.verdict for one in check(bytes(spoiled), "application/pdf", trust, NOW).signatures]
    assert verdicts == [Verdict.BROKEN, Verdict.BROKEN]
    added = check(appended(both), "application/pdf", trust, NOW).signatures
    assert [one.verdict for one in added] == [Verdict.CHANGED, Verdict.CHANGED]
    assert added[1].changed == "content"


def appended(content: bytes) -> bytes:
    from pyhanko.pdf_utils.generic import StreamObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    writer.add_stream_to_page(0, writer.add_object(StreamObject(stream_data=b"0 0 50 50 re f")))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_an_issuer_not_accepted_is_said(both: bytes) -> None:
    other = Authority("Alt emitent", NOW - YEAR, NOW + YEAR)
    found = check(both, "application/pdf", Trust((other.root.der,)), NOW).signatures
    assert [one.verdict for one in found] == [Verdict.UNKNOWN_ISSUER] * 2


def test_expiry_after_the_signature_does_not_touch_it(
    authority: Authority, paper: bytes, picture: bytes, trust: Trust
) -> None:
    short = authority.issue("Ana Pop", until=NOW + timedelta(days=2))
    signed = put(paper, "sef", short, picture)
    (later,) = check(signed, "application/pdf", trust, NOW + timedelta(days=30)).signatures
    assert later.verdict == Verdict.VALID
    assert "expirat între timp" in later.note
    (late,) = check(put(paper, "sef", short, picture, NOW + timedelta(days=9)), "application/pdf", trust,
                    NOW + timedelta(days=30)).signatures  # fmt: skip
    assert late.verdict == Verdict.EXPIRED


def test_a_revoked_certificate_is_said_with_its_day(
    authority: Authority, paper: bytes, picture: bytes, trust: Trust
) -> None:
    taken = authority.issue("Ana Pop")
    signed = put(paper, "sef", taken, picture)
    authority.revoke(taken, NOW - timedelta(days=3))
    listed = Trust(trust.issuers, (authority.revocation_list(NOW - timedelta(days=1)),))
    (found,) = check(signed, "application/pdf", listed, NOW).signatures
    assert found.verdict == Verdict.REVOKED
    assert f"{NOW - timedelta(days=3):%d.%m.%Y}" in found.note


@pytest.mark.parametrize(
    ("code", "since", "until"), [("certificate-expired", -300, -1), ("certificate-not-yet", 5, 300)]
)
def test_who_may_not_sign_is_told_why(authority: Authority, trust: Trust, code: str, since: int, until: int) -> None:
    days = [NOW + timedelta(days=number) for number in (since, until)]
    issued = authority.issue("Ana Pop", since=days[0], until=days[1])
    with pytest.raises(RuleBroken) as refusal:
        check_certificate(certificates_in(issued.der)[0], chain=(), trust=trust, moment=NOW)
    assert refusal.value.code == code
    assert dates.numeric(dates.bucharest_day(days[1 if "expired" in code else 0])) in refusal.value.message


def test_a_foreign_or_revoked_certificate_may_not_sign(authority: Authority, trust: Trust, head: Issued) -> None:
    foreign = Authority("Alt emitent", NOW - YEAR, NOW + YEAR).issue("Ana Pop")
    with pytest.raises(RuleBroken, match="Alt emitent") as refusal:
        check_certificate(certificates_in(foreign.der)[0], chain=(), trust=trust, moment=NOW)
    assert refusal.value.code == "certificate-untrusted"
    taken = authority.issue("Ana Pop")
    authority.revoke(taken, NOW - timedelta(days=1))
    listed = Trust(trust.issuers, (authority.revocation_list(NOW),))
    with pytest.raises(RuleBroken, match="revocat"):
        check_certificate(certificates_in(taken.der)[0], chain=(), trust=listed, moment=NOW)
    assert check_certificate(certificates_in(head.der)[0], chain=(), trust=listed, moment=NOW).name == "Victor Morariu"


@pytest.mark.parametrize(("content", "word"), [(None, "altă parolă"), (b"nu e p12", WORD), (b"", ""), (None, "")])
def test_a_wrong_passphrase_or_file_is_refused(head: Issued, content: bytes | None, word: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        open_pkcs12(head.pkcs12(WORD) if content is None else content, word)
    assert refusal.value.code == "key-not-opened"


@pytest.fixture(scope="module")
def stamper(authority: Authority) -> Iterator[str]:
    """A time-stamp service on this machine."""
    issued = authority.issue("DEMO Marcă temporală", stamps=True, with_rsa=True)
    key = issued.key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    certificate = asn1_x509.Certificate.load(issued.der)
    store = SimpleCertificateStore()
    store.register(certificate)
    service = DummyTimeStamper(certificate, asn1_keys.PrivateKeyInfo.load(key), certs_to_embed=store)

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            answer = service.request_tsa_response(asked).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Nothing on the screen."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def test_with_a_stamp_and_with_revocation_facts(  # noqa: PLR0917 - fixtures
    authority: Authority, paper: bytes, picture: bytes, head: Issued, chief: Issued, trust: Trust, stamper: str
) -> None:
    listed = Trust(trust.issuers, (authority.revocation_list(NOW - timedelta(hours=2)),))
    words = {"moment": NOW, "name": "N", "reason": "r", "picture": picture, "stamps": stamper}
    first = sign_pdf(paper, field="sef", signer=open_pkcs12(chief.pkcs12(WORD), WORD), trust=trust, **words)
    assert first.profile == "B-T"
    second = sign_pdf(first.content, field="cap", signer=open_pkcs12(head.pkcs12(WORD), WORD), trust=listed, **words)
    assert second.profile == "B-LT"
    with pikepdf.open(io.BytesIO(second.content)) as pdf:
        assert len(pdf.Root.DSS.CRLs) == 1
        assert pdf.open_metadata().pdfa_status == "2A"
    found = check(second.content, "application/pdf", trust, datetime.now(UTC)).signatures
    assert [one.verdict for one in found] == [Verdict.VALID] * 2
    assert all(one.stamped_at and abs(one.stamped_at - datetime.now(UTC)) < timedelta(minutes=2) for one in found)


def test_a_silent_stamp_service_is_said_and_the_signature_made(
    paper: bytes, picture: bytes, head: Issued, trust: Trust
) -> None:
    made = sign_pdf(
        paper, field="cap", signer=open_pkcs12(head.pkcs12(WORD), WORD), moment=NOW, name="N", reason="r",
        picture=picture, trust=trust, stamps="http://127.0.0.1:9/",
    )  # fmt: skip
    assert (made.profile, made.note) == ("B-B", "Fără marcă temporală: serviciul ei nu a răspuns.")
    assert check(made.content, "application/pdf", trust, NOW).signatures[0].verdict == Verdict.VALID


# --- what comes with e-mail -------------------------------------------------------------------------------------------


def enveloped(issued: Issued, content: bytes, *options: pkcs7.PKCS7Options) -> bytes:
    made = pkcs7.PKCS7SignatureBuilder().set_data(content)
    made = made.add_signer(issued.certificate, issued.key, hashes.SHA256())
    return made.sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary, *options])


def test_an_envelope_carries_what_it_signs(head: Issued, trust: Trust) -> None:
    (found,) = check(enveloped(head, b"Cerere"), "application/pkcs7-mime", trust, NOW).signatures
    assert (found.verdict, found.name) == (Verdict.VALID, "Victor Morariu")


def test_a_detached_signature_wants_its_file(head: Issued, trust: Trust) -> None:
    loose = enveloped(head, b"Cerere", pkcs7.PKCS7Options.DetachedSignature)
    kind = "application/pkcs7-signature"
    assert check(loose, kind, trust, NOW, b"Cerere").signatures[0].verdict == Verdict.VALID
    assert check(loose, kind, trust, NOW, b"Alta").signatures[0].verdict == Verdict.BROKEN
    (alone,) = check(loose, kind, trust, NOW).signatures
    assert (alone.verdict, alone.name) == (Verdict.NOT_CHECKED, "Victor Morariu")
    assert "lângă semnătură" in alone.note


def test_a_signed_email_is_checked_whole(head: Issued, trust: Trust) -> None:
    inner = EmailMessage()
    inner.set_content("Bună ziua,\nvă rog să răspundeți.\n")
    content = inner.as_bytes().replace(b"\n", b"\r\n")
    made = pkcs7.PKCS7SignatureBuilder().set_data(content)
    made = made.add_signer(head.certificate, head.key, hashes.SHA256())
    options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]
    raw = b"From: a@example.org\nSubject: x\n" + smime(content, made.sign(serialization.Encoding.DER, options))
    (found,) = check(raw, "message/rfc822", trust, NOW).signatures
    assert found.verdict == Verdict.VALID
    (spoiled,) = check(raw.replace(b"Bun", b"Rau"), "message/rfc822", trust, NOW).signatures
    assert spoiled.verdict == Verdict.BROKEN
    assert check(inner.as_bytes(), "message/rfc822", trust, NOW).signatures == []


def smime(content: bytes, signature: bytes) -> bytes:
    import base64

    return (
        b'MIME-Version: 1.0\nContent-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary="zz"\n\n'
        b"--zz\n" + content + b"\n--zz\nContent-Type: application/pkcs7-signature\n"
        b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(signature) + b"\n--zz--\n"
    )  # fmt: skip


# --- strange files ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mime", ["application/pdf", "message/rfc822", "application/pkcs7-mime"])
@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7\n/ByteRange", b"\x30\x82\xff\xff", b"\xff" * 5000, b"%PDF-1.4\n1 0 obj<</Root 1 0 R>>"]
)
def test_nothing_raises(content: bytes, mime: str, trust: Trust) -> None:
    found = check(content, mime, trust, NOW)
    assert found.problem.startswith("Semnăturile") or found.signatures == []


def test_a_cut_file_never_raises(both: bytes, trust: Trust) -> None:
    for share in range(1, 40):
        found = check(both[: len(both) * share // 40], "application/pdf", trust, NOW)
        assert all(one.verdict != Verdict.VALID or not one.whole for one in found.signatures if one.place == "cap")


def test_apart_the_same_is_found(both: bytes, trust: Trust, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(both)
    found = check_apart(tmp_path / "a.pdf", "application/pdf", trust, NOW)
    assert found.problem == ""
    assert [(one.verdict, one.signed_at) for one in found.signatures] == [
        (Verdict.VALID, NOW - timedelta(hours=1)), (Verdict.VALID, NOW),
    ]  # fmt: skip
    assert "durat" in check_apart(tmp_path / "a.pdf", "application/pdf", trust, NOW, seconds=0.01).problem


def test_files_of_issuers_are_read_in_all_their_forms(authority: Authority, head: Issued) -> None:
    pem = authority.root.certificate.public_bytes(serialization.Encoding.PEM)
    bundle = pkcs7.serialize_certificates([authority.root.certificate, head.certificate], serialization.Encoding.DER)
    assert [len(certificates_in(one)) for one in (authority.root.der, pem, pem * 2, bundle)] == [1, 1, 2, 2]
    assert holder_of(certificates_in(pem)[0]).name == "DEMO Autoritate de certificare"
    assert len(revocation_lists_in(authority.revocation_list(NOW))) == 1
    assert revocation_lists_in(pem) == []
    with pytest.raises(RuleBroken, match="niciun certificat"):
        certificates_in(b"altceva")
