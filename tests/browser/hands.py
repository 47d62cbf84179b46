"""Two hands on a keyboard (mâini pe tastatură): every key press is counted, no mouse is used."""

from __future__ import annotations

import time
from typing import Any

from playwright.sync_api import ConsoleMessage, Locator, Page, Response, expect
from playwright.sync_api import TimeoutError as Waited

REPORT_POLICY = """document.addEventListener("securitypolicyviolation", (e) =>
  console.error(`content policy: ${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`));"""


class Hands:
    """A page, with what the browser complained of while it was open, and the keys pressed on it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = 0
        self.complaints: list[str] = []
        self.began = time.monotonic()
        page.add_init_script(REPORT_POLICY)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(f"eroare: {error}"))
        page.on("response", self._answered)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and "status of 4" not in message.text:
            self.complaints.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")

    def _answered(self, response: Response) -> None:
        if response.status >= 500 or (response.status == 404 and "/static/" in response.url):
            self.complaints.append(f"{response.status}: {response.url}")

    # --- the keyboard ---

    def press(self, *names: str) -> None:
        """Press keys one after another; a combination („Control+Enter") counts its keys."""
        for name in names:
            self.keys += name.count("+") + 1 if len(name) > 1 else 1
            self.page.keyboard.press(name)

    def write(self, text: str) -> None:
        """Type a text where the focus is; a big letter or a diacritic costs its second key."""
        self.keys += sum(2 if letter.isupper() or letter in "ăâîșțĂÂÎȘȚ„”!?@" else 1 for letter in text)
        self.page.keyboard.type(text)

    def goes(self, *names: str) -> None:
        """Press keys that lead to another page, and wait for it."""
        try:
            with self.page.expect_navigation(wait_until="load", timeout=20_000):
                self.press(*names)
        except Waited as waited:
            words = self.page.locator("main").inner_text()[:1500]
            raise AssertionError(
                f"„{' '.join(names)}” n-a dus nicăieri de la {self.page.url} ({self.focus()}):\n{words}"
            ) from waited

    def tab_to(self, target: Locator | str, *, at_most: int = 40, backwards: bool = False) -> None:
        """Tab until the wanted element has the focus; fails when it cannot be reached that way."""
        wanted = self.page.locator(target) if isinstance(target, str) else target
        for _ in range(at_most):
            if wanted.evaluate("(el) => el === document.activeElement"):
                return
            self.press("Shift+Tab" if backwards else "Tab")
        raise AssertionError(f"Cu Tab nu se ajunge la {wanted} de la {self.focus()}")

    def focus(self) -> str:
        """What has the focus, in words."""
        words: str = self.page.evaluate(
            "(() => { const el = document.activeElement; return el ? `${el.tagName.toLowerCase()}#${el.id}`"
            " + `[name=${el.getAttribute('name')}] ${(el.textContent || '').trim().slice(0, 40)}` : 'nimic'; })()"
        )
        return words

    def has_focus(self, selector: str) -> None:
        """The focus stands here."""
        expect(self.page.locator(selector)).to_be_focused()

    def visible_focus(self) -> bool:
        """Whether what has the focus is seen on the screen, with an outline or a change of its own."""
        seen: bool = self.page.evaluate(
            "(() => { const el = document.activeElement; if (!el || el === document.body) return false;"
            " const box = el.getBoundingClientRect(); return box.width > 0 && box.height > 0; })()"
        )
        return seen

    # --- the same everywhere ---

    def go(self, path: str) -> Response | None:
        """Open an address (a bookmark, a link from a colleague)."""
        return self.page.goto(path, wait_until="load")

    def sign_in(self, username: str, password: str) -> None:
        """Sign in by keyboard."""
        self.go("/cont/intrare/")
        self.tab_to("#id_login", at_most=6)
        self.write(username)
        self.press("Tab")
        self.has_focus("#id_password")
        self.write(password)
        self.goes("Enter")
        assert "/cont/intrare/" not in self.page.url, self.page.locator("main").inner_text()

    def evaluate(self, script: str, *values: Any) -> Any:
        """Ask the page something."""
        return self.page.evaluate(script, *values)
