"""Checking the signatures of a file (verificarea semnăturilor). Nothing raises: what cannot be read is said."""

from __future__ import annotations

import asyncio
import io
import logging
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from asn1crypto import cms, pem, x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import CMSExtractionError
from pyhanko.sign.validation import async_validate_detached_cms, async_validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature, async_validate_pdf_timestamp
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from condica.foundation.signatures import mail
from condica.foundation.signatures.certificates import Holder, holder_of
from condica.foundation.signatures.report import Checked, Found, Verdict
from condica.foundation.signatures.trust import Trust

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)

MOST = 40  # signatures of one file
USAGE = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"})
#: What hostile or broken files make the readers raise.
UNREADABLE = (
    PdfError, CMSExtractionError, SignatureValidationError, ValueError, TypeError, KeyError, IndexError, AttributeError,
    AssertionError, RecursionError, NotImplementedError, OverflowError, UnicodeError, ArithmeticError, OSError,
)  # fmt: skip


def check(content: bytes, mime: str, trust: Trust, now: datetime, beside: bytes | None = None) -> Found:
    """The signatures of a PDF, of an S/MIME message, of a `.p7m`, or of a `.p7s` with the file beside it."""
    kinds: dict[str, Callable[[], list[Checked]]] = {
        "application/pdf": lambda: _of_pdf(content, trust, now),
        "message/rfc822": lambda: _of_mail(content, trust, now),
    }
    try:
        return Found(kinds.get(mime, lambda: _of_cms(content, beside, trust, now))()[:MOST])
    except UNREADABLE as error:
        return Found(problem=f"Semnăturile fișierului nu s-au putut citi: fișierul e stricat ({type(error).__name__}).")


# --- PDF -------------------------------------------------------------------------------------------------------------


def _of_pdf(content: bytes, trust: Trust, now: datetime) -> list[Checked]:
    reader = PdfFileReader(io.BytesIO(content), strict=False)
    if reader.encrypted:
        reader.decrypt("")
    known = _known_in(reader)
    return [_pdf_signature(one, trust, now, known) for one in reader.embedded_signatures[:MOST]]


def _known_in(reader: PdfFileReader) -> list[x509.Certificate]:
    """The certificates that the file carries for whoever checks it (DSS)."""
    try:
        return list(DocumentSecurityStore.read_dss(reader).load_certs())
    except UNREADABLE:
        return []


def _pdf_signature(one: EmbeddedPdfSignature, trust: Trust, now: datetime, known: list[x509.Certificate]) -> Checked:
    checked = Checked(place=str(one.field_name or ""))
    try:
        _tell_holder(checked, holder_of(one.signer_cert))
        checked.signed_at = _utc(one.self_reported_timestamp)
        if one.sig_object_type == "/DocTimeStamp":
            return _pdf_stamp(checked, one, trust, now, known)
        judge = _Judge(checked, trust, now, one.signer_cert, known)
        return judge.done(lambda context: _validated_pdf(one, context))
    except UNREADABLE as error:
        checked.note = f"Semnătura are o formă veche sau stricată, care nu se poate verifica ({type(error).__name__})."
        return checked


async def _validated_pdf(one: EmbeddedPdfSignature, context: ValidationContext) -> Any:
    return await async_validate_pdf_signature(one, context, key_usage_settings=USAGE)


def _pdf_stamp(
    checked: Checked, one: EmbeddedPdfSignature, trust: Trust, now: datetime, known: list[x509.Certificate]
) -> Checked:
    """A time stamp over the document: it says when, not who."""
    checked.kind = "stamp"
    status = asyncio.run(async_validate_pdf_timestamp(one, trust.context(now, known)))
    checked.stamped_at = _utc(status.timestamp)
    _tell_coverage(checked, status)
    whole = status.intact and status.valid
    checked.verdict = _stamp_verdict(checked, whole=whole, trusted=status.trusted)
    return checked


def _stamp_verdict(checked: Checked, *, whole: bool, trusted: bool) -> Verdict:
    if not whole:
        return Verdict.BROKEN
    if checked.changed == "content":
        return Verdict.CHANGED
    return Verdict.VALID if trusted else Verdict.UNKNOWN_ISSUER


# --- the judgement ---------------------------------------------------------------------------------------------------


class _Judge:
    """Looks at a signature now, and when that fails also at the moment when it was made (Legea 214/2024)."""

    def __init__(
        self, checked: Checked, trust: Trust, now: datetime, signer: x509.Certificate, known: list[x509.Certificate]
    ) -> None:
        self.checked, self.trust, self.now, self.signer, self.known = checked, trust, now, signer, known

    def done(self, validate: Callable[[ValidationContext], Any]) -> Checked:
        """The signature with its verdict."""
        checked = self.checked
        status = asyncio.run(validate(self.trust.context(self.now, self.known)))
        _tell_coverage(checked, status)
        checked.signed_at = checked.signed_at or _utc(status.signer_reported_dt)
        stamp = status.timestamp_validity
        if stamp is not None and stamp.valid and stamp.intact:
            self._tell_stamp(stamp)
        if not (status.intact and status.valid):
            return self._end(Verdict.BROKEN)
        if checked.changed == "content" or getattr(status, "docmdp_ok", True) is False:
            return self._end(Verdict.CHANGED)
        return self._end(self._of_trust(status, validate))

    def _end(self, verdict: Verdict) -> Checked:
        self.checked.verdict = verdict
        return self.checked

    def _tell_stamp(self, stamp: Any) -> None:
        if stamp.trusted:
            self.checked.stamped_at = _utc(stamp.timestamp)
        else:
            self.checked.note = "Are marcă temporală, dar emitentul ei nu e între cei de încredere."

    def _of_trust(self, status: Any, validate: Callable[[ValidationContext], Any]) -> Verdict:
        revoked = self.trust.revoked_at(self.signer) or _revoked_in(status)
        made = self.checked.stamped_at or self.checked.signed_at
        if revoked is not None and (self.checked.stamped_at is None or self.checked.stamped_at >= revoked):
            self.checked.note = f"Certificatul a fost revocat la {revoked:%d.%m.%Y}."
            return Verdict.REVOKED
        if status.trusted:
            return Verdict.VALID
        if made is not None and made < self.now:
            then = asyncio.run(validate(self.trust.context(made, self.known)))
            if then.trusted:
                self.checked.note = "Certificatul a expirat între timp; la data semnării era valabil."
                return Verdict.VALID
        return self._of_period(made)

    def _of_period(self, made: datetime | None) -> Verdict:
        since, until = self.checked.since, self.checked.until
        if made and since and until and not since <= made <= until:
            return Verdict.EXPIRED
        return Verdict.UNKNOWN_ISSUER


def _revoked_in(status: Any) -> datetime | None:
    details = status.revocation_details
    return _utc(details.revocation_date) if details else None


def _tell_holder(checked: Checked, holder: Holder) -> None:
    shared = {one.name for one in fields(Checked)} & {one.name for one in fields(Holder)}
    for name in shared:
        setattr(checked, name, getattr(holder, name))


def _tell_coverage(checked: Checked, status: Any) -> None:
    """Whether the whole file is signed, and what came after."""
    coverage = getattr(status, "coverage", None)
    checked.whole = coverage in {None, SignatureCoverageLevel.ENTIRE_FILE}
    if checked.whole:
        return
    later = status.modification_level
    harmless = coverage == SignatureCoverageLevel.ENTIRE_REVISION and later is not None
    small = harmless and later <= ModificationLevel.FORM_FILLING
    checked.changed = "signatures" if small else "content"


def _utc(moment: datetime | None) -> datetime | None:
    if moment is None:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


# --- CMS: .p7m, .p7s, S/MIME -----------------------------------------------------------------------------------------


def _of_mail(content: bytes, trust: Trust, now: datetime) -> list[Checked]:
    signed = mail.signed_part(content)
    return [] if signed is None else _of_cms(signed.signature, signed.content, trust, now)


def _of_cms(content: bytes, beside: bytes | None, trust: Trust, now: datetime) -> list[Checked]:
    """The signers of a CMS envelope: over what it carries, or over the file beside it."""
    envelope = cms.ContentInfo.load(_der(content))
    if envelope["content_type"].native != "signed_data":
        return []
    signed = envelope["content"]
    inside = signed["encap_content_info"]["content"]
    over = bytes(inside.native) if inside.native is not None else beside
    return [_signer(signed, index, over, trust, now) for index in range(min(len(signed["signer_infos"]), MOST))]


def _der(content: bytes) -> bytes:
    if pem.detect(content):
        return bytes(pem.unarmor(content)[2])
    return content


def _signer(signed: cms.SignedData, index: int, over: bytes | None, trust: Trust, now: datetime) -> Checked:
    """One signer at a time: the library reads envelopes with one."""
    checked = Checked()
    alone = signed.copy()
    alone["signer_infos"] = [signed["signer_infos"][index]]
    alone["encap_content_info"] = {"content_type": signed["encap_content_info"]["content_type"].native}
    known = [one.chosen for one in signed["certificates"] if one.name == "certificate"]
    signer = _certificate_of(alone["signer_infos"][0], known)
    if signer is None:
        checked.note = "Semnătura nu poartă certificatul celui care a semnat."
        return checked
    _tell_holder(checked, holder_of(signer))
    if over is None:
        checked.note = "Fișierul care a fost semnat nu e lângă semnătură."
        return checked
    return _Judge(checked, trust, now, signer, known).done(lambda context: _validated_cms(over, alone, context))


async def _validated_cms(over: bytes, signed: cms.SignedData, context: ValidationContext) -> Any:
    return await async_validate_detached_cms(over, signed, context, key_usage_settings=USAGE)


def _certificate_of(info: cms.SignerInfo, known: list[x509.Certificate]) -> x509.Certificate | None:
    named = info["sid"].chosen
    if info["sid"].name == "issuer_and_serial_number":
        number = named["serial_number"].native
        return next((one for one in known if one.serial_number == number and one.issuer == named["issuer"]), None)
    return next((one for one in known if one.key_identifier == named.native), None)
