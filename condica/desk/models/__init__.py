"""Tables of the desk (masa de lucru): how far each has read, the daily folders with their resolutions."""

from condica.desk.models.folders import (
    OPEN_PAPERS,
    Folder,
    FolderPaper,
    FolderState,
    Gathers,
    PaperState,
    Presenting,
    Why,
)
from condica.desk.models.reading import Reading
from condica.desk.models.resolutions import NamedUnit, Phrase, Resolution

__all__ = [
    "OPEN_PAPERS",
    "Folder",
    "FolderPaper",
    "FolderState",
    "Gathers",
    "NamedUnit",
    "PaperState",
    "Phrase",
    "Presenting",
    "Reading",
    "Resolution",
    "Why",
]
