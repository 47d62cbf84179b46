"""Paper of the registry (tipărituri): receipts and labels, sheets and minutes of reserved numbers."""

from condica.registry.print.papers import (
    LABELS_A_SHEET,
    LabelCode,
    Promise,
    label_code,
    label_pdf,
    label_png,
    labels_pdf,
    leaves_words,
    paper_code,
    read_code,
    read_label,
    receipt_data,
    receipt_pdf,
    register_promise,
)

__all__ = [
    "LABELS_A_SHEET",
    "LabelCode",
    "Promise",
    "label_code",
    "label_pdf",
    "label_png",
    "labels_pdf",
    "leaves_words",
    "paper_code",
    "read_code",
    "read_label",
    "receipt_data",
    "receipt_pdf",
    "register_promise",
]
