"""A made-up certification authority (autoritate inventată), for demonstrations and tests: keys made on the spot.

What it issues says „DEMO” in its issuer's name and is trusted only where somebody accepts that issuer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

#: QCStatements with one statement, „this certificate is qualified” (ETSI EN 319 412-5, QcCompliance).
QUALIFIED = bytes.fromhex("300a3008060604008e460101")
QC_STATEMENTS = x509.ObjectIdentifier("1.3.6.1.5.5.7.1.3")
Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate with its key (certificat emis)."""

    certificate: x509.Certificate
    key: Key
    issuers: tuple[x509.Certificate, ...] = ()

    @property
    def der(self) -> bytes:
        """The certificate as it is uploaded."""
        return self.certificate.public_bytes(serialization.Encoding.DER)

    def pkcs12(self, passphrase: str) -> bytes:
        """The file that a person holds."""
        sealed = serialization.BestAvailableEncryption(passphrase.encode())
        name = self.certificate.subject.rfc4514_string().encode()
        return pkcs12.serialize_key_and_certificates(name, self.key, self.certificate, list(self.issuers), sealed)


@dataclass(slots=True)
class Authority:
    """An issuer with a life between two moments; `revoked` holds numbers with the moment of each."""

    name: str
    since: datetime
    until: datetime
    revoked: dict[int, datetime] = field(default_factory=dict)
    root: Issued = field(init=False)

    def __post_init__(self) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        name = _named({NameOID.COMMON_NAME: self.name, NameOID.COUNTRY_NAME: "RO"})
        made = _begun(name, name, key, self.since, self.until)
        made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        made = made.add_extension(_usage(issuer=True), critical=True)
        self.root = Issued(made.sign(key, hashes.SHA256()), key)

    def issue(
        self, name: str, *, email: str = "", code: str = "", since: datetime | None = None,
        until: datetime | None = None, qualified: bool = True, stamps: bool = False, with_rsa: bool = False,
    ) -> Issued:  # fmt: skip
        """A certificate for a person, a seal, or a time-stamp service."""
        key: Key = rsa.generate_private_key(65537, 2048) if with_rsa else ec.generate_private_key(ec.SECP256R1())
        words = {NameOID.COMMON_NAME: name, NameOID.SERIAL_NUMBER: code, NameOID.COUNTRY_NAME: "RO"}
        issuer = self.root.certificate.subject
        made = _begun(_named(words), issuer, key, since or self.since, until or self.until)
        made = made.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        made = made.add_extension(_usage(issuer=False), critical=True)
        made = made.add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(self.root.key.public_key()), critical=False
        )
        if email:
            made = made.add_extension(x509.SubjectAlternativeName([x509.RFC822Name(email)]), critical=False)
        if stamps:
            made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        elif qualified:
            made = made.add_extension(x509.UnrecognizedExtension(QC_STATEMENTS, QUALIFIED), critical=False)
        return Issued(made.sign(self.root.key, hashes.SHA256()), key, (self.root.certificate,))

    def revoke(self, issued: Issued, at: datetime) -> None:
        """Take a certificate back."""
        self.revoked[issued.certificate.serial_number] = at

    def revocation_list(self, at: datetime, *, days: int = 30) -> bytes:
        """The list of what was taken back (CRL), signed."""
        made = x509.CertificateRevocationListBuilder().issuer_name(self.root.certificate.subject)
        made = made.last_update(at).next_update(at + timedelta(days=days))
        made = made.add_extension(x509.CRLNumber(len(self.revoked) + 1), critical=False)
        made = made.add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(self.root.key.public_key()), critical=False
        )
        for number, moment in self.revoked.items():
            row = x509.RevokedCertificateBuilder().serial_number(number).revocation_date(moment).build()
            made = made.add_revoked_certificate(row)
        return made.sign(self.root.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def _named(words: dict[x509.ObjectIdentifier, str]) -> x509.Name:
    return x509.Name([x509.NameAttribute(kind, value) for kind, value in words.items() if value])


def _begun(
    subject: x509.Name, issuer: x509.Name, key: Key, since: datetime, until: datetime
) -> x509.CertificateBuilder:
    made = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number()).not_valid_before(since).not_valid_after(until)
    return made.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)


def _usage(*, issuer: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not issuer, content_commitment=not issuer, key_cert_sign=issuer, crl_sign=issuer,
        key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
