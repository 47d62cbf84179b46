"""Scanned paper (hârtie scanată): codes and blank backs of a stack, its sheets cut into files, words for PDF/A.

The engines run in a process of their own (`isolated`), so that a file which breaks one breaks only that.
"""

from condica.foundation.scans.isolated import Broken, Sheet, cut, read_sheets, searchable, uniform

__all__ = ["Broken", "Sheet", "cut", "read_sheets", "searchable", "uniform"]
