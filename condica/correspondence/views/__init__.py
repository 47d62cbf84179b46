"""Pages of correspondence (paginile corespondenței)."""

from condica.correspondence.views.desk import letters, new, signing
from condica.correspondence.views.editor import autosave, text, versions
from condica.correspondence.views.letter import dispatch, letter, page, pdf, proof, step
from condica.correspondence.views.models import model, model_end, model_sample, models, phrase_end, phrases
from condica.correspondence.views.post import hand_list, handing

__all__ = [
    "autosave",
    "dispatch",
    "hand_list",
    "handing",
    "letter",
    "letters",
    "model",
    "model_end",
    "model_sample",
    "models",
    "new",
    "page",
    "pdf",
    "phrase_end",
    "phrases",
    "proof",
    "signing",
    "step",
    "text",
    "versions",
]
