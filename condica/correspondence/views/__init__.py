"""Pages of correspondence (paginile corespondenței)."""

from condica.correspondence.views.beside import (
    add_annex,
    ask_visa,
    bring_back,
    put_original,
    remove_annex,
    take_original,
    visa,
    word_file,
)
from condica.correspondence.views.circulars import (
    circular,
    circular_confirm,
    circular_new,
    circular_receipts,
    circular_step,
    circulars,
    circulars_print,
)
from condica.correspondence.views.desk import letters, new
from condica.correspondence.views.distributing import distribution, distribution_step, distributions
from condica.correspondence.views.editor import autosave, text, versions
from condica.correspondence.views.envelopes import envelope, envelope_step, post_list, post_list_file, post_list_step
from condica.correspondence.views.letter import dispatch, letter, page, pdf, proof, step
from condica.correspondence.views.many import letters_papers, letters_print, letters_send
from condica.correspondence.views.models import (
    duties,
    duty_end,
    model,
    model_end,
    model_sample,
    models,
    phrase_end,
    phrases,
)
from condica.correspondence.views.post import post, post_act, post_papers, post_put, post_scan
from condica.correspondence.views.printed import post_print
from condica.correspondence.views.rates import post_costs, post_costs_file, post_rates
from condica.correspondence.views.signing import mandate_end, mandates, sign_one, signing

__all__ = [
    "add_annex",
    "ask_visa",
    "autosave",
    "bring_back",
    "circular",
    "circular_confirm",
    "circular_new",
    "circular_receipts",
    "circular_step",
    "circulars",
    "circulars_print",
    "dispatch",
    "distribution",
    "distribution_step",
    "distributions",
    "duties",
    "duty_end",
    "envelope",
    "envelope_step",
    "letter",
    "letters",
    "letters_papers",
    "letters_print",
    "letters_send",
    "mandate_end",
    "mandates",
    "model",
    "model_end",
    "model_sample",
    "models",
    "new",
    "page",
    "pdf",
    "phrase_end",
    "phrases",
    "post",
    "post_act",
    "post_costs",
    "post_costs_file",
    "post_list",
    "post_list_file",
    "post_list_step",
    "post_papers",
    "post_print",
    "post_put",
    "post_rates",
    "post_scan",
    "proof",
    "put_original",
    "remove_annex",
    "sign_one",
    "signing",
    "step",
    "take_original",
    "text",
    "versions",
    "visa",
    "word_file",
]
