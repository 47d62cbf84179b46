"""Signatures made by a key that stays in its token (PKCS#11): a software token, real libraries, what goes wrong."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import serialization

from condica.foundation.refusal import RuleBroken
from condica.foundation.signatures import (
    Trust,
    Verdict,
    open_token,
    sign_pdf,
)
from condica.foundation.signatures.checking import check
from condica.foundation.signatures.making import Issued
from condica.foundation.tests.conftest import NOW

LIBRARY = "/usr/lib/softhsm/libsofthsm2.so"
PIN = "123456"


@pytest.fixture(scope="module")
def token(tmp_path_factory: pytest.TempPathFactory, head: Issued, chief: Issued) -> Iterator[str]:
    """A software token (SoftHSM) with two keys, of curves and of RSA, and an empty one beside it."""
    if shutil.which("softhsm2-util") is None:
        pytest.fail("Lipsește softhsm2; îl instalează tools/bootstrap test.")
    folder = tmp_path_factory.mktemp("token")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder}/tokens\nlog.level = ERROR\n")
    patch = pytest.MonkeyPatch()
    patch.setenv("SOFTHSM2_CONF", str(folder / "softhsm2.conf"))
    for label in ("gol", "primar"):
        run("--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", "87654321")
    for issued, mark in ((head, "a1"), (chief, "b2")):
        put_in_token(issued, mark, folder / "key.pem")
    yield LIBRARY
    patch.undo()


def run(*words: str) -> None:
    subprocess.run(["softhsm2-util", *words], check=True, capture_output=True)


def put_in_token(issued: Issued, mark: str, file: Path) -> None:
    import pkcs11
    from pkcs11.util.x509 import decode_x509_certificate

    file.write_bytes(
        issued.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    run("--import", str(file), "--token", "primar", "--label", mark, "--id", mark, "--pin", PIN)
    facts = decode_x509_certificate(issued.der) | {
        pkcs11.Attribute.TOKEN: True, pkcs11.Attribute.LABEL: mark, pkcs11.Attribute.ID: bytes.fromhex(mark),
        pkcs11.Attribute.PRIVATE: False,
    }  # fmt: skip
    with pkcs11.lib(LIBRARY).get_token(token_label="primar").open(rw=True, user_pin=PIN) as session:
        session.create_object(facts)


def mine(head: Issued) -> Callable[[asn1_x509.Certificate], bool]:
    number = head.certificate.serial_number
    return lambda certificate: certificate.serial_number == number


@pytest.mark.parametrize("who", ["head", "chief"])
def test_a_token_signs_and_its_key_stays_in_it(  # noqa: PLR0917 - fixtures
    who: str, request: pytest.FixtureRequest, token: str, paper: bytes, picture: bytes, trust: Trust
) -> None:
    issued = request.getfixturevalue(who)
    with open_token(token, PIN, mine(issued)) as signer:
        made = sign_pdf(paper, field="cap", signer=signer, moment=NOW, name="N", reason="r", picture=picture)
    (found,) = check(made.content, "application/pdf", trust, NOW).signatures
    assert (found.verdict, found.number) == (Verdict.VALID, f"{issued.certificate.serial_number:X}")


@pytest.mark.parametrize(
    ("pin", "whose", "code"), [("000000", True, "token-pin"), (PIN, False, "token-not-yours"), ("1", True, "token-pin")]
)
def test_a_token_says_what_is_wrong(token: str, head: Issued, pin: str, whose: bool, code: str) -> None:
    wanted = mine(head) if whose else lambda _: False
    with pytest.raises(RuleBroken) as refusal, open_token(token, pin, wanted):
        pytest.fail("nu trebuia deschis")
    assert refusal.value.code == code


def test_a_library_that_is_not_there_is_said(head: Issued) -> None:
    with (
        pytest.raises(RuleBroken) as refusal,
        open_token("/nu/exista.so", PIN, mine(head)),
    ):
        pytest.fail("nu trebuia deschis")
    assert refusal.value.code == "token-absent"
