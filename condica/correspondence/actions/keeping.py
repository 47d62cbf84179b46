"""Letters and the people in them (scrisorile și oamenii din ele): they share the fate of the paper they answer."""

from __future__ import annotations

from condica.correspondence.models import (
    Annex,
    Approval,
    Attempt,
    Circular,
    CircularMail,
    Dispatch,
    Envelope,
    Letter,
    LetterVersion,
    Upload,
    Visa,
)
from condica.registry.actions.bound import Rows, register_bound

ROWS = (
    Rows(
        Letter, "entry", "Scrisoarea", ("subject", "addressee_name", "addressee_address", "addressee_email", "body"),
        files=("pdf",),
    ),
    Rows(LetterVersion, "letter__entry", "Versiunea", ("subject", "body")),
    Rows(Approval, "letter__entry", "Pasul", ("note",)),
    Rows(Dispatch, "letter__entry", "Expedierea", ("addressee", "address", "reference", "problem"), files=("proof",)),
    Rows(
        Envelope, "dispatches__letter__entry", "Plicul", ("addressee", "address", "received_by", "return_note"),
        files=("proof",),
    ),
    Rows(
        Envelope, "enclosures__issued__entry", "Plicul", ("addressee", "address", "received_by", "return_note"),
        files=("proof",),
    ),
    Rows(Attempt, "envelope__dispatches__letter__entry", "Încercarea de predare", ("recipient", "quality", "note")),
    Rows(Visa, "letter__entry", "Viza", ("reason",)),
    Rows(Annex, "letter__entry", "Anexa", ("title",), files=("document",)),
    Rows(Circular, "entry", "Circulara", ("words", "close_reason")),
    Rows(CircularMail, "circular__entry", "Destinatarul circularei", ("name", "email", "problem")),
    Rows(Upload, "letter__entry", "Fișierul Word", ("lost",), files=("document",)),
)  # fmt: skip


def register_keepers() -> None:
    """Tell contacts what letters keep about people."""
    register_bound(
        key="correspondence",
        label="Scrisori, versiuni, vize, expedieri, plicuri",
        how="Destinatarul, textul și observațiile devin o mențiune; PDF-urile, anexele și dovezile se scot.",
        keeps="Câte scrisori, pașii și vizele lor, cine a semnat, ziua și calea expedierii.",
        rows=ROWS,
        order=30,
    )
