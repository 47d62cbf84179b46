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
from condica.correspondence.models.words import LetterTemplate, Phrase, VisaDuty, valid_on

__all__ = [
    "DELIVERIES",
    "FINAL",
    "STAGES",
    "STEPS",
    "VISAS",
    "WAYS",
    "Annex",
    "Approval",
    "Dispatch",
    "Letter",
    "LetterTemplate",
    "LetterVersion",
    "Mandate",
    "Phrase",
    "Upload",
    "Visa",
    "VisaDuty",
    "valid_on",
]
