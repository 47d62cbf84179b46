"""What documents put on paper (tipărituri): the picture of a signature, the report on the signatures of a file."""

from __future__ import annotations

from datetime import datetime

from condica.documents.models import Document, SignatureCheck
from condica.documents.rules import Means, moment
from condica.foundation import dates, typesetting
from condica.foundation.romanian import tie
from condica.foundation.signatures import Holder, Place
from condica.organisation import api as organisation


def signature_picture(place: Place, holder: Holder, *, who: str, means: Means, now: datetime) -> bytes:
    """What is seen of a signature on the page: who, when, and whose certificate; as a page of the field's size."""
    sealed = means == Means.SEAL
    data = {
        "width": place.width,
        "height": place.height,
        "heading": "Sigiliu electronic" if sealed else "Semnat electronic",
        "who": holder.name if sealed else who,
        "when": moment(now),
        "certificate": f"{holder.name} · {holder.issuer}" if not sealed and holder.name != who else holder.issuer,
    }
    return typesetting.render("documents/signature.typ", data, moment=now, standard=(), tagged=False)


def signatures_pdf(document: Document, check: SignatureCheck) -> bytes:
    """The report on the signatures of a file (raport de verificare a semnăturilor)."""
    at = check.checked_at or check.asked_at
    head, images = typesetting.letterhead(organisation.letterhead(dates.bucharest_day(at)))
    data = {
        "letterhead": head,
        "title": "Raport de verificare a semnăturilor electronice",
        "file": document.file_name,
        "facts": [
            ["Fișierul", document.file_name],
            ["Amprenta SHA-256", document.blob_id],
            ["Mărimea", f"{document.blob.size} octeți"],
            ["Verificat la", moment(at)],
        ],
        "problem": check.problem,
        "signatures": [
            {"sentence": tie(row.sentence), "facts": [[label, tie(words)] for label, words in row.facts]}
            for row in check.rows
        ],
        "foot": "Încrederea se socotește după emitenții acceptați de autoritate; listele europene nu se interoghează.",
    }
    return typesetting.render("documents/signatures.typ", data, moment=at, images=images)
