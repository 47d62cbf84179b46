"""The other side of `isolated`: one work on one file, told line by line as JSON.

`read FILE FROM THUMBS`, `uniform FILE OUT`, `cut FILE FOLDER` (what goes where comes by the standard input),
`searchable FILE OUT WORDS`.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from condica.foundation.extract.isolated import MEMORY


def tell(**news: Any) -> None:
    """One line for the other side."""
    sys.__stdout__.write(json.dumps(news) + "\n")  # type: ignore[union-attr]
    sys.__stdout__.flush()  # type: ignore[union-attr]


def read(file: str, first: str, thumbs: str) -> None:
    """Every page from one on: its codes and its small picture, one page in memory at a time."""
    import pypdfium2  # noqa: PLC0415

    from condica.foundation.extract.pdf import render  # noqa: PLC0415
    from condica.foundation.scans.looking import THUMB, look  # noqa: PLC0415

    document = pypdfium2.PdfDocument(Path(file))
    tell(pages=len(document))
    for index in range(int(first) - 1, len(document)):
        try:
            page = document[index]
            found = look(lambda dpi, page=page: render(page, dpi=dpi))  # type: ignore[misc]
        except Exception as error:  # noqa: BLE001 - one broken page must not hide those behind it
            tell(page=index + 1, problem=type(error).__name__)
            continue
        small = found.pop("thumb")
        small.thumbnail((THUMB, THUMB * 2))
        small.quantize(16).save(Path(thumbs) / f"mic-{index + 1}.png")
        tell(page=index + 1, **found)
        page.close()


def uniform(file: str, out: str) -> None:
    """Pictures (TIFF of many pages, JPEG, PNG) as a PDF, their own bits kept where the format allows."""
    from condica.foundation.scans.cutting import pictures_as_pdf  # noqa: PLC0415

    pictures_as_pdf(Path(file), Path(out))
    tell(done=True)


def cut(file: str, folder: str) -> None:
    """Some pages of a PDF as files of their own."""
    from condica.foundation.scans.cutting import cut_pages  # noqa: PLC0415

    for name in cut_pages(Path(file), json.load(sys.stdin), Path(folder)):
        tell(cut=name)


def searchable(file: str, out: str, words: str) -> None:
    """PDF/A with the words of its pictures behind them."""
    from condica.foundation.scans.engine import make_searchable  # noqa: PLC0415

    make_searchable(Path(file), Path(out), Path(words), tell)
    tell(done=True)


WORKS: Mapping[str, Callable[..., None]] = {"read": read, "uniform": uniform, "cut": cut, "searchable": searchable}


def main(arguments: list[str]) -> None:
    """One work; whatever is wrong with the file ends in one line that names it."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.nice(5)
    try:
        WORKS[arguments[0]](*arguments[1:])
    except Exception as error:  # noqa: BLE001 - a stranger's file
        tell(broken=type(error).__name__, said=str(error)[:200])


if __name__ == "__main__":
    main(sys.argv[1:])
