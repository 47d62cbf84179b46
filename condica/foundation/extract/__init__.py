"""Text out of files of every kind, for search and for reading (extragerea textului)."""

from typing import TYPE_CHECKING

from condica.foundation.extract.isolated import extract_apart
from condica.foundation.extract.run import Extraction, Limits
from condica.foundation.lazy import when_called

if TYPE_CHECKING:
    from condica.foundation.extract.reading import extract
else:  # its readers are needed only by the process of `extract_apart`
    extract = when_called(f"{__name__}.reading", "extract")

__all__ = ["Extraction", "Limits", "extract", "extract_apart"]
