"""A visitor of the portal (vizitator de probă), and petitions sent by one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from condica.registry.models import Entry

WHAT = {"subject": "Trotuar surpat, str. Viilor", "text": "S-a surpat trotuarul.\nVă rog să îl reparați.", "place": ""}
WHO = {"who": "person", "name": "Ana Pop", "address": "str. Viilor nr. 12, Valea"}
REPLY = {"way": "email", "email": "ana.pop@example.com", "phone": ""}
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@dataclass
class Visitor:
    """Somebody with a browser."""

    client: Client

    def get(self, page: str, /, *args: Any, **query: str) -> HttpResponse:
        return self.client.get(reverse(f"portal:{page}", args=args), query)

    def post(self, page: str, /, *args: Any, **words: Any) -> HttpResponse:
        return self.client.post(reverse(f"portal:{page}", args=args), words)

    def step(self, step: str, /, **words: Any) -> HttpResponse:
        """Fill a step as its page shows it: with what the page hid in the form."""
        page = self.get("step", step)
        hidden = re.search(r'name="timp" value="([^"]*)"', page.text)
        return self.post("step", step, timp=hidden[1] if hidden else "", **words)

    def fill(self, *, what: dict[str, Any] = WHAT, who: dict[str, Any] = WHO, reply: dict[str, Any] = REPLY) -> None:
        """Everything up to the last page."""
        self.step("ce", **what)
        self.step("fisiere")
        self.step("cine", **who)
        self.step("raspuns", **reply)

    def sends(self, **words: Any) -> Entry:
        """A whole petition."""
        self.fill(**words)
        answer = self.step("verificare", notice="on")
        assert answer.status_code == 302, answer.text
        return Entry.objects.select_related("number", "register").latest("number")

    def follows(self, entry: Entry) -> HttpResponse:
        """Number and code, then the page."""
        self.post("lookup", number=f"{entry.value}/{entry.year}", code=entry.tracking_code)
        return self.get("status")


def a_pdf(name: str = "dovada.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")
