"""`python -m bench.scans [--sheets N] [--optical N]`: made stacks through the whole way, prints figures, writes
var/bench-scans.json.

Stacks of some 60 sheets (condica/mailroom/tests/factories/stacks.py), 15 % of their papers bad: foreign codes, a web
address, an EAN, wrong check digits, two labels, codes that disagree, numbers that do not exist, labels missing or
hidden under a stain; of the good ones some are upside-down, faint or stained. A wrong attachment is any page at another
paper than its own, or at a paper when only a person may say whose it is.
"""

from __future__ import annotations

import argparse
import io
import resource
import time
from collections import Counter
from typing import Any

from bench import keep, own_database

STACK = 60


def main() -> None:
    """A database of its own, papers with labels, stacks; read, matched, read optically."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sheets", type=int, default=600)
    parser.add_argument("--optical", type=int, default=30, help="sheets read optically")
    options = parser.parse_args()
    own_database()
    figures = measured(options.sheets, options.optical)
    for name, value in figures.items():
        print(f"{name:34} {value}")
    keep("bench-scans.json", figures)


def measured(sheets: int, optical: int) -> dict[str, Any]:
    """All figures."""
    from condica.accounts.api import system_user
    from condica.documents import actions as documents
    from condica.mailroom import actions
    from condica.mailroom.models import Stack
    from condica.mailroom.tests.factories.stacks import made_stack, some_papers

    by, found, spent, seed = system_user(), Counter[str](), 0.0, 0
    while found["sheets"] < sheets:
        seed += 1
        made = made_stack(some_papers(_registered(by, STACK // 2), seed=seed), seed=seed)
        blob = documents.keep_stream(io.BytesIO(made.pdf), name="teanc.pdf")
        stack, _ = actions.take_stack(blob, name="teanc.pdf", by=by)
        begun = time.perf_counter()
        actions.read_stack(stack, by=by)
        spent += time.perf_counter() - begun
        found += _judged(Stack.objects.get(pk=stack.pk), {page.number: page for page in made.pages})
    return {
        "sheets": found["sheets"], "bad sheets": found["bad"],
        "codes, sheets a minute": round(found["sheets"] / spent * 60),
        "wrong attachments": found["wrong"], "right by themselves": found["right"],
        "good sheets left to a person": found["left"], "bad sheets left to a person": found["caught"],
        **_optical(optical),
        "largest process, MB": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
    }  # fmt: skip


def _registered(by: Any, count: int) -> list[tuple[str, int]]:
    from condica.registry.api import register_incoming
    from condica.registry.print import paper_code

    made = [
        (register_incoming(by=by, channel="post", subject="Cerere", leaves=1 + n % 3), 1 + n % 3) for n in range(count)
    ]
    return [(paper_code(entry), leaves) for entry, leaves in made]


def _judged(stack: Any, truth: dict[int, Any]) -> Counter[str]:
    """Each page beside its truth."""
    from condica.registry.print import paper_code

    found = Counter[str]()
    for sheet in stack.sheets.select_related("batch__entry__register"):
        page, batch = truth[sheet.number], sheet.batch
        at = paper_code(batch.entry) if batch and batch.state == "attached" else ""
        kind = "right" if at and at == page.code else "wrong" if at else "left" if page.code else "caught"
        found.update(["sheets", kind, *([] if page.code else ["bad"])])
    return found


def _optical(sheets: int) -> dict[str, Any]:
    """Sheets read optically one at a time, as the worker does; how many failed."""
    from condica.documents import actions
    from condica.documents.models import BlobText, Rendition

    begun, pages, failed, words = time.perf_counter(), 0, 0, 0
    for row in Rendition.objects.filter(state="waiting").order_by("asked_at"):
        if pages >= sheets:
            break
        done = actions.make_searchable(row.pk)
        if done is None or done.state != "done":
            failed += 1
            continue
        pages += done.pages
        words += len(BlobText.objects.get(pk=done.pk).text.split())
    spent = time.perf_counter() - begun
    return {
        "optical, sheets": pages, "optical, sheets a minute": round(pages / spent * 60, 1), "optical, failed": failed,
        "optical, words a sheet": round(words / max(1, pages)),
    }  # fmt: skip


if __name__ == "__main__":
    main()
