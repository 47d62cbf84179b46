"""Words in pictures, by tesseract (recunoașterea optică a caracterelor)."""

import io
import os
import re
import shutil
import subprocess

import pillow_heif
from PIL import Image, ImageOps

from condica.foundation.extract.run import Extraction, Run

LANGUAGES = ("ron", "eng", "hun")
MISSING = "Programul tesseract lipsește; textul imaginilor nu a fost citit (pachetul tesseract-ocr-ron)."
_LEAST, _MOST = 2000, 5000
_FEW_LETTERS = 250
Image.MAX_IMAGE_PIXELS = 200_000_000
pillow_heif.register_heif_opener()


def read_image(content: bytes, run: Run) -> Extraction:
    """Every frame of a picture, turned as the camera says before it is read."""
    if not run.ocr:
        return Extraction("", "none", 1)
    texts, problems = [], []
    with Image.open(io.BytesIO(content)) as picture:
        frames = min(getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1, run.limits.ocr_pages)
        for index in range(frames):
            picture.seek(index)
            text, problem = read_picture(picture, run)
            texts.append(text)
            if problem:
                problems.append(problem)
    return Extraction("\n".join(texts).strip(), "ocr", frames, tuple(dict.fromkeys(problems)))


def read_picture(picture: Image.Image, run: Run) -> tuple[str, str]:
    """Text of one picture, and a sentence when it could not be read."""
    if run.ocr_pages >= run.limits.ocr_pages:
        return "", f"Au fost citite optic numai primele {run.limits.ocr_pages} de pagini."
    if run.seconds_left() <= 0:
        return "", "Citirea optică a fost oprită: a durat prea mult."
    run.ocr_pages += 1
    prepared = _prepared(picture)
    text, problem = _tesseract(prepared, run, page_mode="1")
    if sum(char.isalnum() for char in text) < _FEW_LETTERS and not problem:
        return _scattered(text, prepared, run)
    return text, problem


def _scattered(text: str, picture: Image.Image, run: Run) -> tuple[str, str]:
    """A photo with a sign or a number plate: one way of looking misses what another sees, so all are kept."""
    larger = picture.resize(_scaled(picture, 1.5), Image.Resampling.LANCZOS)
    second, problem = _tesseract(larger, run, page_mode="3")
    third, other = _tesseract(ImageOps.autocontrast(picture, cutoff=2), run, page_mode="11")
    lines: dict[str, str] = {}
    for line in f"{text}\n{second}\n{third}".splitlines():
        if re.search(r"\w{3,}|\d{2,}", line):
            lines.setdefault(re.sub(r"\W", "", line).casefold(), line.strip())
    return "\n".join(lines.values()), problem or other


def _prepared(picture: Image.Image) -> Image.Image:
    turned = ImageOps.exif_transpose(picture) or picture
    if turned.mode in ("RGBA", "LA", "PA", "P"):
        rgba = turned.convert("RGBA")
        turned = Image.alpha_composite(Image.new("RGBA", rgba.size, "white"), rgba)
    grey = turned.convert("L")
    longest = max(grey.size)
    if longest < _LEAST:
        grey = grey.resize(_scaled(grey, min(4.0, _LEAST / longest)), Image.Resampling.LANCZOS)
    elif longest > _MOST:
        grey = grey.resize(_scaled(grey, _MOST / longest), Image.Resampling.LANCZOS)
    return grey


def _scaled(picture: Image.Image, factor: float) -> tuple[int, int]:
    return max(1, round(picture.width * factor)), max(1, round(picture.height * factor))


def _tesseract(picture: Image.Image, run: Run, *, page_mode: str) -> tuple[str, str]:
    program = shutil.which("tesseract")
    if program is None:
        return "", MISSING
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    command = [program, "stdin", "stdout", "-l", "+".join(LANGUAGES), "--psm", page_mode, "--dpi", "300"]
    seconds = max(1.0, min(run.limits.page_seconds, run.seconds_left()))
    try:
        done = subprocess.run(
            command,
            input=buffer.getvalue(),
            capture_output=True,
            timeout=seconds,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired:
        return "", f"Citirea optică a unei pagini a depășit {seconds:.0f} s."
    except OSError as error:
        return "", f"Programul tesseract nu a putut fi pornit: {error.strerror}."
    if done.returncode != 0:
        return "", _failure(done.stderr)
    return done.stdout.decode("utf-8", "replace").replace("\f", "").strip(), ""


def _failure(stderr: bytes) -> str:
    words = stderr.decode("utf-8", "replace").strip().splitlines()
    return f"Citirea optică nu a reușit: {words[-1][:200] if words else 'fără explicație'}."
