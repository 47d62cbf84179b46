"""The day's stack of sixty sheets, made beside the day (teancul).

Run as a program (`python -m tests.browser.day.stack FOLDER < plan.json`), so that the sheets are drawn while people
work on. The plan: a list of [code, leaves, bad, other]; it leaves `teanc.pdf` and `adevarul.json` (for each page its
code, or nothing where only a person may say).
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path


def main(folder: Path) -> None:
    """Draw what the plan asks for."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "condica.config.settings")
    import django

    django.setup()
    from condica.mailroom.tests.factories.stacks import Paper, made_stack

    papers = [Paper(code, leaves, bad, other=other) for code, leaves, bad, other in json.load(sys.stdin)]
    made = made_stack(papers, seed=11, words=24)
    (folder / "teanc.pdf").write_bytes(made.pdf)
    pages = [[page.number, page.code, page.bad, page.words] for page in made.pages]
    (folder / "adevarul.json").write_text(json.dumps(pages))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
