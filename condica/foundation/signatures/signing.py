"""Putting a signature on a PDF (semnarea): PAdES B-B, B-T with a time stamp, B-LT when revocation is known."""

from __future__ import annotations

import asyncio
import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import requests
from pyhanko.pdf_utils import layout
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, SigDSSPlacementPreference
from pyhanko.sign.timestamps.api import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper
from pyhanko.stamp import StaticStampStyle

from condica.foundation.refusal import RuleBroken
from condica.foundation.signatures.trust import Trust

STAMP_SECONDS = 10  # how long a time-stamp service may take
TOP_LEFT = layout.SimpleBoxLayoutRule(
    x_align=layout.AxisAlignment.ALIGN_MIN,
    y_align=layout.AxisAlignment.ALIGN_MIN,
    margins=layout.Margins(0, 0, 0, 0),
    inner_content_scaling=layout.InnerScaling.NO_SCALING,
)


@dataclass(frozen=True, slots=True)
class Signed:
    """The signed file, which profile was reached, and what could not be had."""

    content: bytes
    profile: str  # B-B, B-T, B-LT
    note: str = ""


class _Drawn(PdfContent):
    """A page drawn by us as the signature's picture, its fonts inside it (PDF/A)."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__()
        self._pdf = pdf

    def render(self) -> bytes:
        drawn = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._pdf)))
        self.resources.xobject["/Drawn"] = drawn
        left, bottom, right, top = (float(edge) for edge in drawn.get_object()["/BBox"])
        self.box = layout.BoxConstraints(width=int(right - left), height=int(top - bottom))
        return b"/Drawn Do"


class _AtMoment(PdfSigner):
    """Signs at the caller's moment: time is a parameter here too."""

    moment: datetime

    def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:
        session = super().init_signing_session(*args, **kwargs)
        session.system_time = self.moment
        return session


def sign_apart(content: bytes, signer: Signer, moment: datetime) -> bytes:
    """A signature beside a file (.p7s): the file itself stays as it is."""
    attributes = PdfCMSSignedAttributes(signing_time=moment)
    signed = signer.async_sign_general_data(content, "sha256", signed_attr_settings=attributes)
    return cast("bytes", asyncio.run(signed).dump())


def sign_pdf(
    content: bytes,
    *,
    field: str,
    signer: Signer,
    moment: datetime,
    name: str,
    reason: str,
    picture: bytes,
    trust: Trust | None = None,
    stamps: str = "",
) -> Signed:
    """Fill a prepared field with a signature, as one more revision: what was signed before stays as it was.

    `picture` is a page of the field's size; `stamps` the address of a time-stamp service (RFC 3161). When the service
    does not answer, the signature is made without a stamp and the note says so.
    """
    make = _Maker(content, field, signer, moment, name, reason, picture)
    stamper = _service(stamps) if stamps else None
    note = ""
    if stamper is not None:
        try:
            return _stamped(make, stamper, trust)
        except (TimestampRequestError, requests.RequestException, ValueError):
            note = "Fără marcă temporală: serviciul ei nu a răspuns."
    return Signed(make.done(None, None), "B-B", note)


def _service(address: str) -> TimeStamper:
    service: Any = RequestsHTTPTimeStamper
    return cast("TimeStamper", service(address, timeout=STAMP_SECONDS))


def _stamped(make: _Maker, stamper: TimeStamper, trust: Trust | None) -> Signed:
    """With the stamp, and with the revocation facts when they can be had."""
    if trust is not None and trust.knows_revocation:
        try:
            content = make.done(stamper, trust)
        except (SigningError, PdfError):
            pass  # the stamp's own issuer is not trusted here, or its revocation is not known
        else:
            return Signed(content, "B-LT" if b"/CRLs" in content or b"/OCSPs" in content else "B-T")
    return Signed(make.done(stamper, None), "B-T")


@dataclass(frozen=True, slots=True)
class _Maker:
    """One signature to make, with or without the extras."""

    content: bytes
    field: str
    signer: Signer
    moment: datetime
    name: str
    reason: str
    picture: bytes

    def done(self, stamper: TimeStamper | None, trust: Trust | None) -> bytes:
        """The file with the signature on it."""
        maker = _AtMoment(self._about(trust), self.signer, timestamper=stamper, stamp_style=self._style())
        maker.moment = self.moment
        out = io.BytesIO()
        try:
            writer = IncrementalPdfFileWriter(io.BytesIO(self.content))
            asyncio.run(maker.async_sign_pdf(writer, existing_fields_only=True, output=out))
        except SigningError as error:
            if trust is not None:
                raise
            raise RuleBroken(
                "signing-failed", f"Semnătura nu s-a putut pune ({error.msg}).", remedy="Încearcă din nou."
            ) from error
        return out.getvalue()

    def _about(self, trust: Trust | None) -> PdfSignatureMetadata:
        return PdfSignatureMetadata(
            field_name=self.field,
            subfilter=SigSeedSubFilter.PADES,
            md_algorithm="sha256",
            name=self.name,
            reason=self.reason,
            signer_key_usage=set(),  # looked at before, with a sentence of its own
            embed_validation_info=trust is not None,
            validation_context=trust.context(None if trust.fetch else self.moment) if trust else None,
            dss_settings=DSSContentSettings(
                include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE
            ),
        )

    def _style(self) -> StaticStampStyle:
        return StaticStampStyle(
            background=_Drawn(self.picture), background_layout=TOP_LEFT, background_opacity=1.0, border_width=0
        )
