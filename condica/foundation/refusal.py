"""Refusal (refuz): what a rule says no to, in words a person can act on."""

from __future__ import annotations


class RuleBroken(Exception):  # noqa: N818 - the house's name for it
    """A rule of the field refuses an action.

    `code` is stable and greppable; `cites` are the articles, in Romanian („OG 27/2002, art. 9"); `message` says
    what was refused and why; `remedy` says what can be done now.
    """

    def __init__(self, code: str, message: str, *, cites: tuple[str, ...] = (), remedy: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.cites = cites
        self.remedy = remedy

    def __str__(self) -> str:
        cited = f" ({'; '.join(self.cites)})" if self.cites else ""
        return f"{self.message}{cited} {self.remedy}".strip()


class Refused(RuleBroken):
    """The person may not do this (lipsă de drepturi); shown as 403 to those inside, as 404 to outsiders."""
