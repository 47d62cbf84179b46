"""Tables of correspondence (corespondența): what the house wrote beforehand, letters, and what goes beside them."""

from condica.correspondence.models.beside import VISAS, Annex, Upload, Visa
from condica.correspondence.models.letters import (
    DELIVERIES,
    FINAL,
    STAGES,
    STEPS,
    WAYS,
    Approval,
    Dispatch,
    Letter,
    LetterVersion,
)
from condica.correspondence.models.mandates import Mandate
from condica.correspondence.models.post import (
    KINDS,
    OUTCOMES,
    REASONS,
    Attempt,
    Contract,
    Envelope,
    NumberRange,
    PostList,
    Tariff,
)
from condica.correspondence.models.words import LetterTemplate, Phrase, VisaDuty, valid_on

__all__ = [
    "DELIVERIES",
    "FINAL",
    "KINDS",
    "OUTCOMES",
    "REASONS",
    "STAGES",
    "STEPS",
    "VISAS",
    "WAYS",
    "Annex",
    "Approval",
    "Attempt",
    "Contract",
    "Dispatch",
    "Envelope",
    "Letter",
    "LetterTemplate",
    "LetterVersion",
    "Mandate",
    "NumberRange",
    "Phrase",
    "PostList",
    "Tariff",
    "Upload",
    "Visa",
    "VisaDuty",
    "valid_on",
]
