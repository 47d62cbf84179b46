"""Verbs (fapte): what can happen, each with its Romanian sentence and what erasing a person takes from it.

A new fact is a line in `verbs`, a line in `sentences`, and its `record` in the action that makes it so.
"""

from condica.journal.rules.sentences import SENTENCES, Spec
from condica.journal.rules.verbs import EraseRule, Verb

__all__ = ["SENTENCES", "EraseRule", "Spec", "Verb"]
