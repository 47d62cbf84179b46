"""Build the front end: npm packages and our own sources into condica/foundation/static/condica/.

Three steps: cut the fonts, join the used icons into one sprite, bundle style and script (esbuild). The names stay
plain: `collectstatic` adds the hashes and the compressed copies. Prints each file's size, raw and with brotli.
Run by `make`; `--if-stale` does nothing when no source is newer than the last build.
"""

from __future__ import annotations

import argparse
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import brotli
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
SOURCES = ROOT / "condica" / "foundation" / "frontend"
OUT = ROOT / "condica" / "foundation" / "static" / "condica"
FONTS = ROOT / "build" / "fonts"
STAMP = ROOT / "build" / "assets.stamp"
ICONS = PACKAGES / "@tabler" / "icons" / "icons"

LATIN = "U+0020-007E,U+00A0-00FF,U+2010-2027,U+2030,U+2039-203A,U+20AC,U+2122,U+2190-2193,U+2212"
ROMANIAN = "U+0102-0103,U+0150-0151,U+0170-0171,U+0218-021B"  # ă ő ű ș ț, both cases
FEATURES = ["kern", "calt", "tnum", "ccmp", "locl", "mark"]
CUTS = {
    "inter.woff2": ("inter/files/inter-latin-wght-normal.woff2", LATIN),
    "inter-ro.woff2": ("inter/files/inter-latin-ext-wght-normal.woff2", ROMANIAN),
    "serif.woff2": ("source-serif-4/files/source-serif-4-latin-wght-normal.woff2", LATIN),
    "serif-ro.woff2": ("source-serif-4/files/source-serif-4-latin-ext-wght-normal.woff2", ROMANIAN),
}

# Where an icon may be named: in a template tag, or as a value in Python that a template will draw.
IN_TEMPLATE = re.compile(r"""\{%\s*icon\s+["']([a-z0-9-]+)["']""")
IN_MAPPING = re.compile(r"ICONS\b[^=]*=\s*\{(.*?)\}", re.DOTALL)  # verb or kind -> icon
WORD = re.compile(r"""["']([a-z0-9-]+)["']""")
IN_PYTHON = re.compile(r"""\bicon\s*[=:]\s*["']([a-z0-9-]+)["']|["']icon["']\s*:\s*["']([a-z0-9-]+)["']""")


def cut_font(source: Path, target: Path, letters: str) -> None:
    """Keep only these letters, the features we use and the weights between regular and bold."""
    font = TTFont(source)
    options = subset.Options(flavor="woff2", layout_features=FEATURES, name_IDs=[1, 2], notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(letters))
    cutter.subset(font)
    instancer.instantiateVariableFont(font, {"wght": (400, 700)}, inplace=True)
    subset.save_font(font, str(target), options)


def cut_fonts() -> None:
    FONTS.mkdir(parents=True, exist_ok=True)
    for name, (source, letters) in CUTS.items():
        if not (FONTS / name).exists():
            cut_font(PACKAGES / "@fontsource-variable" / source, FONTS / name, letters)


def used_icons() -> list[str]:
    """Names in frontend/icons.txt, in `{% icon "…" %}` and in `icon="…"` anywhere in the house."""
    names = {n for n in (SOURCES / "icons.txt").read_text().split() if n}
    for page in (ROOT / "condica").rglob("*.html"):
        names.update(IN_TEMPLATE.findall(page.read_text()))
    for module in (ROOT / "condica").rglob("*.py"):
        names.update(in_python(module.read_text()))
    return sorted(names)


def in_python(text: str) -> set[str]:
    """Names given as `icon="…"`, and those among the words of a mapping called ICONS."""
    named = {name for pair in IN_PYTHON.findall(text) for name in pair if name}
    mapped = {word for block in IN_MAPPING.findall(text) for word in WORD.findall(block)}
    return named | {word for word in mapped if symbol(word)}


def symbol(name: str) -> str | None:
    """One icon as a symbol; a name that begins with `f-` is the filled drawing."""
    filled = name.startswith("f-")
    source = ICONS / ("filled" if filled else "outline") / f"{name.removeprefix('f-')}.svg"
    if not source.exists():
        return None
    body = re.sub(r"\s+", " ", source.read_text())
    shapes = "".join(re.findall(r"<(?:path|circle|rect|line|polyline)[^>]*?/>", body))
    shapes = shapes.replace('<path stroke="none" d="M0 0h24v24H0z" fill="none" />', "").replace(" />", "/>")
    paint = ' fill="currentColor" stroke="none"' if filled else ""
    return f'<symbol id="{name}" viewBox="0 0 24 24"{paint}>{shapes}</symbol>'


def build_sprite() -> str:
    drawn = {name: symbol(name) for name in used_icons()}
    if unknown := [name for name, drawing in drawn.items() if drawing is None]:
        print(f"build_assets: no such icon in the set: {', '.join(unknown)}", file=sys.stderr)
    return '<svg xmlns="http://www.w3.org/2000/svg">' + "".join(d for d in drawn.values() if d) + "</svg>"


def esbuild() -> Path:
    """The bundler's own program: needs no Node at run time."""
    machine = {"x86_64": "x64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
    return PACKAGES / "@esbuild" / f"{sys.platform}-{machine}" / "bin" / "esbuild"


def bundle() -> None:
    entries = [f"condica={SOURCES / 'css' / 'condica.css'}", f"desk={SOURCES / 'js' / 'desk.js'}"]
    entries += [f"{name}={SOURCES / 'js' / name}.js" for name in ("portal", "offline", "offline-worker", "screen")]
    entries.append(f"tabler={PACKAGES / '@tabler' / 'core' / 'dist' / 'css' / 'tabler.min.css'}")
    flags = ["--bundle", "--minify", "--format=esm", "--target=es2022", "--charset=utf8", "--log-level=warning"]
    flags += ["--loader:.woff2=file", "--legal-comments=none", "--asset-names=[name]"]
    subprocess.run([esbuild(), *entries, f"--outdir={OUT}", *flags], check=True, cwd=ROOT)


def packed(path: Path) -> int:
    """What goes over the wire: fonts are packed already."""
    raw = path.read_bytes()
    return len(raw) if path.suffix == ".woff2" else len(brotli.compress(raw, mode=brotli.MODE_TEXT, quality=9))


def build() -> None:
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    cut_fonts()
    (OUT / "icons.svg").write_text(build_sprite())
    shutil.copy(SOURCES / "favicon.svg", OUT / "favicon.svg")
    bundle()
    STAMP.touch()


def sources() -> Iterator[Path]:
    yield from (p for p in SOURCES.rglob("*") if p.is_file())
    yield from (ROOT / "condica").rglob("*.html")
    yield Path(__file__)
    yield ROOT / "package-lock.json"


def is_stale() -> bool:
    return not STAMP.exists() or any(p.stat().st_mtime > STAMP.stat().st_mtime for p in sources())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--if-stale", action="store_true", help="build only when a source is newer than the output")
    if parser.parse_args().if_stale and not is_stale():
        return
    build()
    for path in sorted(OUT.iterdir()):
        print(f"{path.stat().st_size:>8} {packed(path):>8}  {path.name}")


if __name__ == "__main__":
    main()
