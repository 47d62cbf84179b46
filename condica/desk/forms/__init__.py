"""Forms of the desk (formulare): what the address asks of the journal, what a resolution of the folder says."""

from condica.desk.forms.folders import (
    AddForm,
    BatchForm,
    PhraseForm,
    PresentingForm,
    ResolutionForm,
    due_choices,
    due_hint,
)
from condica.desk.forms.journal import JournalForm

__all__ = [
    "AddForm",
    "BatchForm",
    "JournalForm",
    "PhraseForm",
    "PresentingForm",
    "ResolutionForm",
    "due_choices",
    "due_hint",
]
