"""`python -m bench.folder [--papers N]`: the daily folder at its largest: gathered, presented, stepped, closed.

Beside a folder of ten of the same papers, so that what grows with the folder is seen; seconds and questions to the
database. The clock is the page's own, on the server, without the browser.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from typing import Any

from bench import own_database

SMALL = 10


def main() -> None:
    """A database of its own, a decider, two folders."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=200)
    options = parser.parse_args()
    own_database()
    from condica.config.cli.assets import prepare

    prepare()
    small, large = measured(SMALL), measured(options.papers)
    print(f"{'':34} {SMALL:>18} {options.papers:>18}")
    for name in small:
        print(f"{name:34} {small[name]:>18} {large[name]:>18}")


def measured(count: int) -> dict[str, str]:
    """One folder's life."""
    from condica.desk import actions
    from condica.desk.rules import Wanted
    from condica.desk.tests.factories import make_papers, make_presenting
    from condica.petitions.tests.factories import make_town

    town = make_town()
    make_papers(town, count, channel="counter")
    presenting = make_presenting(town)
    found: dict[str, str] = {}
    folder = _told(found, "gathered", lambda: actions.prepare(presenting, by=town.registrar))
    _told(found, "presented", lambda: actions.present(folder, by=town.registrar))
    found["a step (page), median"] = _pages(folder, town.mayor)
    papers = list(folder.papers.select_related("folder"))
    wanted = Wanted(text="Spre soluționare", lead=town.lighting)
    _told(found, "the same resolution to all", lambda: actions.resolve_many(papers, wanted, by=town.mayor))
    found["a step (page), all decided"] = _pages(folder, town.mayor)
    _told(found, "closed", lambda: actions.close_folder(folder, by=town.mayor))
    _told(found, "originals handed on", lambda: actions.hand_on(folder, by=town.registrar))
    return found


def _told(found: dict[str, str], what: str, call: Callable[[], Any]) -> Any:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        begun = time.perf_counter()
        made = call()
        spent = time.perf_counter() - begun
    found[what] = f"{spent:.2f} s, {len(asked)} q"
    return made


def _pages(folder: Any, mayor: Any) -> str:
    """The median of ten papers' pages, after one to warm up."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"Host": "localhost"})
    client.force_login(mayor)
    addresses = [paper.get_absolute_url() for paper in folder.papers.order_by("position")[:11]]
    spent, questions = [], 0
    for address in addresses:
        with CaptureQueriesContext(connection) as asked:
            begun = time.perf_counter()
            assert client.get(address).status_code == 200
            spent.append(time.perf_counter() - begun)
        questions = len(asked)
    return f"{statistics.median(spent[1:]) * 1000:.0f} ms, {questions} q"


if __name__ == "__main__":
    main()
