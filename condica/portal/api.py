"""The door of the portal (ușa portalului): what the reports and the demo town may call."""

from condica.portal.actions import add_file, add_papers, begin, give_feedback, keep, send
from condica.portal.models import Feedback, Submission

__all__ = [
    "Feedback",
    "Submission",
    "add_file",
    "add_papers",
    "begin",
    "give_feedback",
    "keep",
    "send",
]
