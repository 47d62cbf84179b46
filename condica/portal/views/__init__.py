"""Pages of the portal (paginile portalului)."""

from condica.portal.views.answers import addition, answer, answer_file, ask_code, feedback
from condica.portal.views.desk import quarantine, release
from condica.portal.views.petition import another, drop, sent, sent_receipt, step
from condica.portal.views.start import arms, privacy, start
from condica.portal.views.tracking import leave, lookup, receipt, status

__all__ = [
    "addition",
    "another",
    "answer",
    "answer_file",
    "arms",
    "ask_code",
    "drop",
    "feedback",
    "leave",
    "lookup",
    "privacy",
    "quarantine",
    "receipt",
    "release",
    "sent",
    "sent_receipt",
    "start",
    "status",
    "step",
]
