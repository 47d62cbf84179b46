"""Pages of papers as pictures (previzualizare), drawn in a process of their own: a file that breaks the engine breaks
only that."""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from condica.foundation.extract.isolated import MEMORY, clean_environment

SECONDS = 40
WIDTH = 1000


def page_picture(source: Path, mime: str, page: int, cache: Path) -> bytes | None:
    """The page as PNG, from the cache when it was drawn before; None when there is no such page or no picture of it."""
    kept = cache / source.name / f"{page}.png"
    if kept.is_file():
        return kept.read_bytes()
    drawn = _drawn_apart(source, mime, page)
    if drawn:
        _keep(kept, drawn)
    return drawn


def _drawn_apart(source: Path, mime: str, page: int) -> bytes | None:
    command = [sys.executable, "-m", "condica.foundation.previews", str(source), mime, str(page)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False, env=clean_environment())
    except (subprocess.TimeoutExpired, OSError):
        return None
    return done.stdout if done.returncode == 0 and done.stdout.startswith(b"\x89PNG") else None


def _keep(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as new:
        new.write(content)
    Path(new.name).replace(path)


def draw(source: Path, mime: str, page: int) -> bytes:
    """Draw one page (counted from 1); raises for whatever is wrong with the file."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - the web process imports this module without its engines

    if mime == "application/pdf":
        picture = _pdf_page(source, page)
    else:
        import pillow_heif  # noqa: PLC0415

        pillow_heif.register_heif_opener()
        opened = Image.open(source)
        opened.seek(page - 1)
        picture = ImageOps.exif_transpose(opened) or opened
    picture = picture.convert("RGB")
    if picture.width > WIDTH:
        picture = picture.resize((WIDTH, max(1, round(picture.height * WIDTH / picture.width))))
    buffer = io.BytesIO()
    if mime == "application/pdf":
        picture = picture.quantize(128)
    picture.save(buffer, "PNG")
    return buffer.getvalue()


def _pdf_page(source: Path, page: int) -> Any:
    import pypdfium2  # noqa: PLC0415

    from condica.foundation.extract.pdf import render  # noqa: PLC0415

    document = pypdfium2.PdfDocument(source)
    document.init_forms()  # what stands in fields (a signature, an answer in a form) is drawn only with them
    return render(document[page - 1], dpi=130, longest=3000)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.nice(5)
    sys.stdout.buffer.write(draw(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
