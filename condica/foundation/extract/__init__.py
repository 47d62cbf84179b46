"""Text out of files of every kind, for search and for reading (extragerea textului)."""

from condica.foundation.extract.isolated import extract_apart
from condica.foundation.extract.reading import extract
from condica.foundation.extract.run import Extraction, Limits

__all__ = ["Extraction", "Limits", "extract", "extract_apart"]
