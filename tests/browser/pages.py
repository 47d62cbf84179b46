"""Which addresses are pages (paginile): what a walk looks at, how often, and what it leaves out with its reason."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.urls import NoReverseMatch, Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse

TABLE = Path(__file__).resolve().parents[1] / "permissions.csv"

#: Page names of which several objects (or lists) show different faces.
MORE = {
    "casework:case": 4, "correspondence:letter": 3, "correspondence:post": 6, "correspondence:envelope": 3,
    "correspondence:post_list": 2, "registry:entry": 3, "registry:list": 2, "correspondence:list": 4,
    "casework:list": 3, "mailroom:list": 3, "mailroom:message": 3, "registry:new": 3, "organisation:unit": 2,
    "portal:start": 2, "portal:lookup": 2,
}  # fmt: skip
#: Public screens: nobody signs in before them, and no link leads to them.
SCREENS_FOR_ALL = ("queue:kiosk", "queue:kiosk_ticket", "queue:display")
#: Addresses answered with something that is no page of the desk, or only to a form; each with its reason.
NOT_PAGES = {
    "file": {
        "registry:day_pdf", "registry:envelope_sheet", "desk:folder_pdf",
        "registry:export", "registry:block_sheet", "registry:block_minute", "queue:ticket_paper",
        "registry:receipt", "registry:label", "registry:labels",
        "registry:custody_paper", "registry:handover_paper", "registry:release_sheet",
        "documents:file", "documents:preview", "documents:signatures_paper",
        "correspondence:model_sample", "correspondence:page", "correspondence:pdf",
        "correspondence:word_file", "correspondence:post_papers", "correspondence:post_list_file",
        "correspondence:post_costs_file",
        "court_papers:proof", "court_papers:proofs", "court_papers:posting_minute", "court_papers:taking_minute",
        "court_papers:book",
        "statistics:book_export", "organisation:export_nomenclator", "statistics:export", "mailroom:raw",
        "mailroom:attachment", "mailroom:stack_file", "mailroom:sheet_picture", "mailroom:separators",
        "organisation:coat_of_arms", "portal:arms", "portal:receipt", "portal:sent_receipt", "portal:answer_file",
        "mfa_download_recovery_codes",
    },
    "fragment": {
        "registry:guess", "registry:senders", "documents:viewer", "desk:term", "contacts:localities",
        "queue:display_now", "contacts:export_progress", "organisation:file_kind_options",
    },
    "redirect": {"registry:by_id", "casework:by_id", "desk:open_folder"},
    "data": {"registry:offline_data"},  # what the page without network keeps
    "script": {"registry:offline_worker", "mfa_login_webauthn"},  # the sign-in page asks it what the key must sign
    "machine": {"api:openapi-json", "api:create_entry", "api:list_entries", "api:read_entry", "api:api-root"},
    "own": {"account_logout"},  # asks only who is signed out by it
}  # fmt: skip


def only_takes_forms(view: object) -> bool:
    """Whether a view is behind `require_POST`: its closure keeps the list of methods."""
    while view is not None:
        cells = [cell.cell_contents for cell in getattr(view, "__closure__", None) or ()]
        if ["POST"] in cells:
            return True
        view = getattr(view, "__wrapped__", None)
    return False


def no_pages() -> set[str]:
    """The names that answer with no page: listed above, or behind a form."""
    listed = {name for names in NOT_PAGES.values() for name in names}
    return listed | {name for name, view in every_name() if only_takes_forms(view)}


def refused_to(role: str) -> set[str]:
    """The names whose row in the permission table refuses this role: that the server does so is proved there."""
    with TABLE.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    return {row["route"] for row in rows if row.get(role, "da") != "da"}


def page_name(path: str) -> str:
    """The name of an address, or nothing for what is not ours."""
    try:
        return resolve(path_of(path).partition("?")[0]).view_name
    except Resolver404:
        return ""


def path_of(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def every_name() -> list[tuple[str, Any]]:
    """Every named address of the house with its view."""
    return list(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: list[URLPattern | URLResolver], space: str) -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, inner)
        elif pattern.name:
            yield f"{space}{pattern.name}", pattern.callback


def addresses_without_object() -> list[str]:
    """The addresses that need nothing to be named."""
    found = []
    for name, _ in every_name():
        try:
            found.append(reverse(name))
        except NoReverseMatch:
            continue
    return found
