"""The verbs of documents (fapte): keeping files, reading their text, signing them, looking at signatures."""

from condica.documents.actions.certificates import (
    confirm_certificate,
    distrust,
    register_certificate,
    trust,
    withdraw_certificate,
)
from condica.documents.actions.keeping import (
    Content,
    erase,
    keep_blob,
    keep_stream,
    new_version,
    read_again,
    read_text,
    register_use,
    release,
    remove_erased,
    store,
)
from condica.documents.actions.searchable import (
    ask_for_searchable,
    make_searchable,
    search_again,
    stop_searchable,
)
from condica.documents.actions.signatures import ask_for_check, check_signatures, recheck
from condica.documents.actions.signing import (
    Key,
    keep_signed,
    key_from_file,
    key_from_token,
    put_signature,
    seal_key,
)

__all__ = [
    "Content",
    "Key",
    "ask_for_check",
    "ask_for_searchable",
    "check_signatures",
    "confirm_certificate",
    "distrust",
    "erase",
    "keep_blob",
    "keep_signed",
    "keep_stream",
    "key_from_file",
    "key_from_token",
    "make_searchable",
    "new_version",
    "put_signature",
    "read_again",
    "read_text",
    "recheck",
    "register_certificate",
    "register_use",
    "release",
    "remove_erased",
    "seal_key",
    "search_again",
    "stop_searchable",
    "store",
    "trust",
    "withdraw_certificate",
]
