"""The walk through all pages (plimbarea): what each role can reach, looked at in light and dark, wide and narrow.

The pages are found by following links from the menu, as people do, and by asking for every address without an object.
Each page name is looked at a few times per role at most (`MORE` says where several objects show different faces).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import shutil
import struct
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.browser.hands import Hands
from tests.browser.keys import KEYS, Key, add_key
from tests.browser.pages import (
    MORE,
    SCREENS_FOR_ALL,
    addresses_without_object,
    no_pages,
    page_name,
    path_of,
    refused_to,
)
from tests.browser.portal import follow, press, send_petition
from tests.browser.town import CAREFUL, KEYED, PLAIN, SECRET

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SCREENS = ROOT / "var" / "screens"
ALL_PICTURES = bool(os.environ.get("CONDICA_ALL_SCREENS"))  # of each face that a role met, not of each page once
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL = ["all"]
OF_COLOUR = ["color-contrast", "link-in-text-block"]  # what a dark theme can break
OF_WIDTH = [
    "target-size",
    "color-contrast",
    "scrollable-region-focusable",
    "region",
    "landmark-unique",
    "aria-hidden-focus",
]
RUN = """([rules, tags]) => axe.run(document, {resultTypes: ["violations"],
  runOnly: rules ? {type: "rule", values: rules} : {type: "tag", values: tags}})
  .then((found) => found.violations.flatMap((v) => v.nodes.map((n) =>
    `${v.id}: ${n.target.join(" ")} – ${n.failureSummary.replaceAll("\\n", " ")}`)))"""
SIDEWAYS = """() => document.documentElement.scrollWidth > innerWidth + 1 ? [...document.querySelectorAll("body *")]
  .filter((el) => el.getBoundingClientRect().right > innerWidth + 1 && el.checkVisibility()
    && !el.parentElement.closest("[class*=scroll], .cd-hide"))
  .slice(0, 3).map((el) => `${el.tagName.toLowerCase()}.${el.className}`) : []"""
LINKS = """() => [...document.querySelectorAll("a[href]:not([download])")]
  .map((a) => new URL(a.getAttribute("href"), location.href)).filter((url) => url.origin === location.origin)
  .map((url) => url.pathname + url.search)"""
#: How the page and the frame around it are built: elements with their classes, roles and states, not their words;
#: equal neighbours count once, and the order of a list (which item of a menu is the current one) is all the same.
BUILD = """() => {
  const VALUES = ["class", "role", "type", "lang", "scope", "tabindex"];
  const NAMES = ["alt", "title", "for", "hidden", "disabled", "open"];
  const LISTS = ["TBODY", "UL", "OL", "DL", "SELECT", "DATALIST", "NAV"];
  const said = ({name, value}) => VALUES.includes(name) ? `${name}=${value}`
    : NAMES.includes(name) || name.startsWith("aria-") ? `${name}${value.trim() ? "" : "-"}` : "";
  const built = (el, but) => {
    const inside = [...el.children].filter((one) => one !== but).map((one) => built(one, but));
    const kept = LISTS.includes(el.tagName) ? [...new Set(inside)].sort()
      : inside.filter((one, n) => one !== inside[n - 1]);
    const words = [...el.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.textContent.trim()) ? "w" : "";
    return `${el.tagName}[${[...el.attributes].map(said).filter(Boolean).sort()}]${words}(${kept.join("")})`;
  };
  const main = document.querySelector("main");
  return [main ? built(main) : "", built(document.body, main)];
}"""
WIDTHS = {1440: 900, 768: 1024, 390: 844}
EACH = 3  # of the things of a kind, one in so many is tried first: neighbours are shut to a role alike


@dataclass
class Findings:
    """What was wrong, as sentences, and which pages were seen."""

    seen: dict[str, list[str]] = field(default_factory=dict)
    axe: list[str] = field(default_factory=list)
    sideways: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    screens: list[str] = field(default_factory=list)
    judged: list[str] = field(default_factory=list)


class Walk:
    """One role's walk; `first` is asked by all walks, so that what was judged once is not judged again."""

    def __init__(self, hands: Hands, role: str, first: Callable[[str], bool]) -> None:
        self.hands, self.role, self.first = hands, role, first
        self.found = Findings()
        self.taken: Counter[str] = Counter()
        self._axe = AXE.read_text() + "\n;0"
        self._no_pages = no_pages() | refused_to(role)
        self._width, self._theme = 1440, ""  # a page comes in its own theme
        self._camera = hands.page.context.new_cdp_session(hands.page)

    def everywhere(self, *starts: str, within: str = "/") -> Findings:
        """Follow every link, each page name a few times."""
        waiting = deque(path for path in (*starts, *addresses_without_object()) if path.startswith(within))
        queued = set(waiting)
        while waiting:
            for link in self.look(waiting.popleft()):
                if link.startswith(within) and link not in queued:
                    queued.add(link)
                    waiting.append(link)
        return self.found

    def unlinked(self, addresses: dict[str, list[str]]) -> None:
        """Pages that no link led to in the state met on the way: asked for by address, the first that answers."""
        for name, paths in addresses.items():
            if self.taken[name] or name in self._no_pages:
                continue
            for path in dict.fromkeys([*paths[::EACH], *paths]):
                if self.hands.page.context.request.get(path, max_redirects=0).status == 200:
                    self.look(path)
                    break

    def look(self, path: str) -> list[str]:
        """Open a page unless its name was seen often enough; judge it; return its links."""
        if not self._wanted(path):
            return []
        self._widen(390)  # as most pages are judged: a page built like one seen before is only made narrow
        answer = self.hands.go(path)
        here = path_of(self.hands.page.url)
        name = page_name(here)
        if (
            answer is None
            or answer.status in {404, 403, 405}
            or "text/html" not in answer.headers.get("content-type", "")
        ):
            self.taken[page_name(path) or path] += 0 if answer and answer.status == 404 else 1
            return []
        if answer.status >= 400:
            self.found.broken.append(f"{self.role} {here}: {answer.status}")
            return []
        if not self.hands.evaluate("() => Boolean(document.doctype)"):  # a fragment: its page is judged with it open
            self.taken[name] += 1
            self.found.seen.setdefault(name, []).append(here)
            return []
        links: list[str] = self.hands.evaluate(LINKS)
        if name and (here == path or self._wanted(here)):
            self.judge(name, here)
        return links

    def _wanted(self, path: str) -> bool:
        name = page_name(path)
        if not name or name in self._no_pages:
            return False
        return self.taken[name] < MORE.get(name, 1) and path not in self.found.seen.get(name, [])

    def judge(self, name: str, path: str) -> None:
        """Accessibility, sideways scroll, the browser's complaints, and a picture of each width."""
        self.taken[name] += 1
        self.found.seen.setdefault(name, []).append(path)
        self.found.judged.append(name)
        self._theme, came = "", self._width
        self._judge_width(path)
        if self._is_new(name):
            self._judge_afresh(name, path)
        self._widen(came)
        self.found.complaints += [f"{self.role} {path}: {words}" for words in self.hands.complaints]
        self.hands.complaints.clear()

    def _is_new(self, name: str) -> bool:
        """Whether no page of this name, or no frame, was judged that is built of the same parts in the same order."""
        page, frame = (hashlib.sha256(words.encode()).hexdigest() for words in self.hands.evaluate(BUILD))
        return [self.first(f"page-{name.replace(':', '.')}-{page}"), self.first(f"frame-{frame}")] != [False, False]

    def _judge_afresh(self, name: str, path: str) -> None:
        self.hands.evaluate(self._axe)
        shown = self.first(f"picture-{name.replace(':', '.')}") or ALL_PICTURES
        for width, theme, rules in (
            (390, "light", OF_WIDTH), (390, "dark", OF_COLOUR), (1440, "dark", OF_COLOUR), (1440, "light", ALL),
            (768, "light", []),
        ):  # fmt: skip
            if shown or rules:
                self._dress(width, theme)
                self._axe_finds(path, rules, f"{theme}, {width}")
            if shown and (theme == "light" or width == 1440):
                self._picture(name, width, theme)

    def _judge_width(self, path: str) -> None:
        """Sideways scroll comes of long words too, so every page met is made narrow."""
        self._dress(390, "light")
        self.found.sideways += [f"{self.role} {path}: {words}" for words in self.hands.evaluate(SIDEWAYS)]

    def _dress(self, width: int, theme: str) -> None:
        self._widen(width)
        if self._theme != theme:
            self.hands.evaluate("(theme) => { document.documentElement.dataset.bsTheme = theme; }", theme)
            self._theme = theme

    def _widen(self, width: int) -> None:
        if self._width != width:
            self.hands.page.set_viewport_size({"width": width, "height": WIDTHS[width]})
            self._width = width

    def _axe_finds(self, path: str, rules: list[str], where: str) -> None:
        if rules:
            found = self.hands.evaluate(RUN, [None if rules == ALL else rules, TAGS])
            self.found.axe += [f"{self.role} {path} ({where}): {words}" for words in found]

    def _picture(self, name: str, width: int, theme: str) -> None:
        count = self.taken[name]
        mark = f"{picture_name(name)}-{self.role}{f'-{count}' if count > 1 else ''}"
        target = SCREENS / f"{mark}-{width}{'-dark' if theme == 'dark' else ''}.jpg"
        shot = self._camera.send("Page.captureScreenshot", {"format": "jpeg", "quality": 75, "optimizeForSpeed": True})
        target.write_bytes(base64.b64decode(shot["data"]))
        self.found.screens.append(str(target))


def picture_name(name: str) -> str:
    """What the pictures of a page begin with, up to the first hyphen."""
    return name.replace(":", ".").replace("-", "_")


def clear_screens() -> None:
    """Pictures of this run only."""
    shutil.rmtree(SCREENS, ignore_errors=True)
    SCREENS.mkdir(parents=True)


def walk_as_somebody(walk: Walk, facts: dict[str, Any]) -> None:
    """From the first page on, wherever links lead; then by address."""
    walk.everywhere("/")
    walk.unlinked(facts["addresses"])


def walk_as_nobody(walk: Walk, facts: dict[str, Any]) -> None:
    """What is seen before signing in, with the page for what does not exist."""
    walk.everywhere("/cont/intrare/", "/portal/?limba=en", "/portal/urmarire/?limba=hu", "/portal/?limba=ro")
    walk.unlinked({name: facts["addresses"][name] for name in SCREENS_FOR_ALL})
    walk.hands.go("/nu-exista/")
    walk.judge("404", "/nu-exista/")
    _through_the_portal(walk, facts)


def _through_the_portal(walk: Walk, facts: dict[str, Any]) -> None:
    """A petition sent and followed; an answer that left, and the question about it."""
    page = walk.hands.page

    def look(name: str) -> None:
        walk.judge(name, path_of(page.url))

    number, code = send_petition(page, subject="Lampă stinsă", email="plimbare@example.com", look=look)
    follow(page, number, code)
    look("portal:status")
    page.goto("/portal/urmarire/completare/")
    look("portal:addition")
    if facts.get("answered"):
        follow(page, *facts["answered"])
        look("portal:status")
        page.goto("/portal/urmarire/raspuns/")
        look("portal:answer")
        press(page, "form[action$='/cod/'] button")
        look("portal:answer")
    page.goto("/portal/petitie/altceva/")
    look("404")


def walk_with_second_factor(walk: Walk, facts: dict[str, Any]) -> None:
    """Signing in with a code, then the pages of one's own account."""
    walk.hands.sign_in(CAREFUL, facts["password"])
    walk.judge("mfa_authenticate", "/cont/al-doilea-factor/intrare/")
    walk.hands.tab_to("#id_code", at_most=8)
    walk.hands.write(code_of(SECRET))
    walk.hands.goes("Enter")
    _at_the_application(walk, facts)
    walk.everywhere("/cont/", within="/cont/")
    walk.hands.page.context.clear_cookies()
    walk.hands.sign_in(PLAIN, facts["password"])
    _at_the_application(walk, facts)
    here = path_of(walk.hands.page.url)
    walk.judge(page_name(here), here)


def walk_with_a_key(walk: Walk, facts: dict[str, Any]) -> None:
    """The pages of keys of access, once there is one; and the page that asks for it after the password."""
    walk.hands.sign_in(KEYED, facts["password"])
    Key(walk.hands)
    add_key(walk.hands, "Amprenta", facts["password"], alone=False)
    for path in (KEYS, f"{KEYS}noua/", f"{KEYS}confirmare/"):
        walk.everywhere(path, within=KEYS)
    walk.hands.page.context.clear_cookies()
    walk.hands.sign_in(KEYED, facts["password"])
    walk.judge("mfa_authenticate", "/cont/al-doilea-factor/intrare/")


def _at_the_application(walk: Walk, facts: dict[str, Any]) -> None:
    """The authenticator's page; what touches the factors asks for the password once more."""
    walk.hands.go("/cont/al-doilea-factor/aplicatie/")
    if "/confirmare/" in walk.hands.page.url:
        walk.hands.tab_to("input[type=password], #id_code", at_most=20)
        walk.hands.write(
            facts["password"] if walk.hands.page.locator("input[type=password]").count() else code_of(SECRET)
        )
        walk.hands.goes("Enter")


WALKS = {"nobody": walk_as_nobody, "careful": walk_with_second_factor, "keyed": walk_with_a_key}


def code_of(secret: str) -> str:
    """What an authenticator application shows now (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"
