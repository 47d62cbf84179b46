"""The portal's verbs (fapte ale portalului): the only place that writes here."""

from condica.portal.actions.answers import ask_code, give_feedback, try_code
from condica.portal.actions.drafting import add_file, begin, clean, drop, keep, remove_file
from condica.portal.actions.limits import check, count, spend
from condica.portal.actions.scanning import release, scan_waiting
from condica.portal.actions.sending import add_papers, send

__all__ = [
    "add_file",
    "add_papers",
    "ask_code",
    "begin",
    "check",
    "clean",
    "count",
    "drop",
    "give_feedback",
    "keep",
    "release",
    "remove_file",
    "scan_waiting",
    "send",
    "spend",
    "try_code",
]
