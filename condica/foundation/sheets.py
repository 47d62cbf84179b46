"""Cells of files for other programs (foi de calcul): a word stays a word, whatever it begins with."""

from __future__ import annotations

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plain_cell(text: str) -> str:
    """The text as a spreadsheet shows it and never runs it: one that could be a formula gets an apostrophe."""
    return f"'{text}" if text.startswith(FORMULA) and text[1:] else text
