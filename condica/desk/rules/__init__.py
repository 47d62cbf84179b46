"""The desk's decisions (reguli): what search is, what a resolution of the folder may say; pure."""

from condica.desk.rules.folders import (
    EFFECTS,
    MOST_PAPERS,
    Effect,
    Wanted,
    check_wanted,
    in_whose_name,
    median,
    result_words,
)
from condica.desk.rules.search import Hit, Source, excerpt, register_source, sources

__all__ = [
    "EFFECTS",
    "MOST_PAPERS",
    "Effect",
    "Hit",
    "Source",
    "Wanted",
    "check_wanted",
    "excerpt",
    "in_whose_name",
    "median",
    "register_source",
    "result_words",
    "sources",
]
