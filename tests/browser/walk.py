"""The walk through all pages (plimbarea): what each role can reach, looked at in light and dark, wide and narrow.

The pages are found by following links from the menu, as people do, and by asking for every address without an object.
Each page name is looked at a few times per role at most (`MORE` says where several objects show different faces).
"""

from __future__ import annotations

import base64
import csv
import hashlib
import hmac
import shutil
import struct
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.urls import NoReverseMatch, Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse

from tests.browser.hands import Hands
from tests.browser.keys import KEYS, Key, add_key
from tests.browser.portal import follow, press, send_petition
from tests.browser.town import CAREFUL, KEYED, PLAIN, SECRET

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
TABLE = ROOT / "tests" / "permissions.csv"
SCREENS = ROOT / "var" / "screens"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
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
#: equal neighbours count once.
BUILD = """() => {
  const VALUES = ["class", "role", "type", "lang", "scope", "tabindex"];
  const NAMES = ["alt", "title", "for", "hidden", "disabled", "open"];
  const LISTS = ["TBODY", "UL", "OL", "DL", "SELECT", "DATALIST"];
  const said = ({name, value}) => VALUES.includes(name) ? `${name}=${value}`
    : NAMES.includes(name) || name.startsWith("aria-") ? `${name}${value.trim() ? "" : "-"}` : "";
  const built = (el, but) => {
    const inside = [...el.children].filter((one) => one !== but).map((one) => built(one, but));
    const kept = LISTS.includes(el.tagName) ? [...new Set(inside)] : inside.filter((one, n) => one !== inside[n - 1]);
    const words = [...el.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.textContent.trim()) ? "w" : "";
    return `${el.tagName}[${[...el.attributes].map(said).filter(Boolean).sort()}]${words}(${kept.join("")})`;
  };
  const main = document.querySelector("main");
  return [main ? built(main) : "", built(document.body, main)];
}"""
WIDTHS = {1440: 900, 768: 1024, 390: 844}

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
        self._dressed: tuple[int, str] = (0, "")

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
            for path in paths:
                if self.hands.page.context.request.get(path, max_redirects=0).status == 200:
                    self.look(path)
                    break

    def look(self, path: str) -> list[str]:
        """Open a page unless its name was seen often enough; judge it; return its links."""
        if not self._wanted(path):
            return []
        answer = self.hands.go(path)
        here = _path(self.hands.page.url)
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
        self._dressed = (1440, "")  # a page comes in its own theme
        if self._is_new(name):
            self._judge_afresh(name, path)
        else:
            self._judge_width(path)
        self._dress(1440, "light")
        self.found.complaints += [f"{self.role} {path}: {words}" for words in self.hands.complaints]
        self.hands.complaints.clear()

    def _is_new(self, name: str) -> bool:
        """Whether no page of this name, or no frame, was judged that is built of the same parts in the same order."""
        page, frame = (hashlib.sha256(words.encode()).hexdigest() for words in self.hands.evaluate(BUILD))
        return [self.first(f"page-{name.replace(':', '.')}-{page}"), self.first(f"frame-{frame}")] != [False, False]

    def _judge_afresh(self, name: str, path: str) -> None:
        self.hands.evaluate(self._axe)
        for theme, width, rules in (
            ("light", 1440, None), ("dark", 1440, OF_COLOUR), ("light", 768, []), ("dark", 390, OF_COLOUR),
        ):  # fmt: skip
            self._dress(width, theme)
            self._axe_finds(path, rules, f"{theme}, {width}")
            if theme == "light" or width == 1440:
                self._picture(name, width, theme)
        self._judge_width(path)
        self._axe_finds(path, OF_WIDTH, "light, 390")
        self._picture(name, 390, "light")

    def _judge_width(self, path: str) -> None:
        """Sideways scroll comes of long words too, so every page met is made narrow."""
        self._dress(390, "light")
        self.found.sideways += [f"{self.role} {path}: {words}" for words in self.hands.evaluate(SIDEWAYS)]

    def _dress(self, width: int, theme: str) -> None:
        if self._dressed[0] != width:
            self.hands.page.set_viewport_size({"width": width, "height": WIDTHS[width]})
        if self._dressed[1] != theme:
            self.hands.evaluate("(theme) => { document.documentElement.dataset.bsTheme = theme; }", theme)
        self._dressed = (width, theme)

    def _axe_finds(self, path: str, rules: list[str] | None, where: str) -> None:
        if rules != []:
            found = self.hands.evaluate(RUN, [rules, TAGS])
            self.found.axe += [f"{self.role} {path} ({where}): {words}" for words in found]

    def _picture(self, name: str, width: int, theme: str) -> None:
        count = self.taken[name]
        mark = f"{picture_name(name)}-{self.role}{f'-{count}' if count > 1 else ''}"
        target = SCREENS / f"{mark}-{width}{'-dark' if theme == 'dark' else ''}.jpg"
        self.hands.page.screenshot(path=target, quality=75)
        self.found.screens.append(str(target))


def picture_name(name: str) -> str:
    """What the pictures of a page begin with, up to the first hyphen."""
    return name.replace(":", ".").replace("-", "_")


def clear_screens() -> None:
    """Pictures of this run only."""
    shutil.rmtree(SCREENS, ignore_errors=True)
    SCREENS.mkdir(parents=True)


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
        return resolve(_path(path).partition("?")[0]).view_name
    except Resolver404:
        return ""


def _path(url: str) -> str:
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
        walk.judge(name, _path(page.url))

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
    here = _path(walk.hands.page.url)
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
