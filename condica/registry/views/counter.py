"""The counter (ghișeul): registering a paper without the mouse, then its number, receipt and label at once."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from condica.accounts.access import needs
from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.contacts import api as contacts
from condica.contacts.models import Contact
from condica.contacts.rules import PointKind
from condica.documents import api as documents
from condica.foundation import codes, dates
from condica.foundation.refusal import RuleBroken
from condica.organisation import api as organisation
from condica.registry import actions, queries
from condica.registry.access import entry_to_read
from condica.registry.actions import Paper
from condica.registry.actions.envelopes import special_register
from condica.registry.forms import CounterForm
from condica.registry.models import Direction, Entry, Register
from condica.registry.print import label_code, leaves_words, paper_code, receipt_data
from condica.registry.rules import KINDS, guess_kind, kind_label, kinds

REGISTER = needs(Permission.ENTRY_REGISTER)
WAYS = {"intrare": Direction.IN, "iesire": Direction.OUT, "intern": Direction.INTERNAL}


@require_http_methods(["GET", "POST"])
@REGISTER
def new(request: HttpRequest) -> HttpResponse:
    """The counter form; Ctrl ↵ saves and draws the number."""
    way = request.GET.get("sens", "intrare")
    direction = WAYS.get(way, Direction.IN)
    form = CounterForm(
        request.POST or None, request.FILES or None, direction=direction, user=_user(request), initial=_initial(request)
    )
    if request.method == "POST" and form.is_valid():
        entry = _save(form, direction=direction, by=_user(request))
        return redirect("registry:registered", entry.register.key, entry.year, entry.value)
    context = {
        "form": form,
        "way": way if way in WAYS else "intrare",
        "ways": [("intrare", "Intrare"), ("iesire", "Ieșire"), ("intern", "Intern")],
        "common": [kind for kind in kinds() if kind.common],
        "others": [kind for kind in kinds() if not kind.common],
        "latest": queries.latest_of(_user(request)),
        "today_count": queries.entries_today(_user(request)),
        "last": Register.objects.filter(is_default=True).first(),
        "today": dates.today(),
        "hints": _hints(),
        "chosen": form["kind"].value() or "",
        "special": special_register(_user(request)) if way == "intrare" else None,
    }
    return render(request, "registry/new.html", context, status=422 if form.errors else 200)


def _initial(request: HttpRequest) -> dict[str, Any]:
    """What the address already says: the same sender again („încă unul de la…")."""
    sender = request.GET.get("expeditor", "")
    known = Contact.objects.filter(pk=int(sender)).first() if sender.isdigit() else None
    return {
        "channel": request.GET.get("canal", "counter"),
        "register": "general",
        "sender": str(known.pk) if known else "",
        "sender_name": known.name if known else "",
    }


def _hints() -> dict[str, str]:
    today = dates.today()
    return {kind.key: kind.hint(today) for kind in kinds() if kind.hint}


@transaction.atomic
def _save(form: CounterForm, *, direction: str, by: User) -> Entry:
    given = form.cleaned_data
    stored = [documents.store(file, name=file.name, by=by) for file in given["files"] or []]
    contact = form.contact()
    names = (
        "channel", "subject", "sender_name", "sender_address", "sender_email", "addressee_name", "received_at", "kind",
        "document_number", "document_date", "leaves", "annexes", "file_code", "unit",
    )  # fmt: skip
    words = {name: given[name] for name in names}
    if contact is None and given["sender"] == "new":
        contact = contacts.create(
            name=given["sender_name"], address=given["sender_address"], email=given["sender_email"], by=by
        )
    if contact:
        words |= {name: words[name] or value for name, value in _known_of(contact).items()}
    paper = Paper(sender=contact, documents=stored, **words)
    measured = {"keys": given["measured_keys"], "ms": given["measured_ms"]} if given["measured_keys"] else None
    return actions.register(paper, direction=direction, register=given["register"].key, by=by, measured=measured)


def _known_of(contact: Contact) -> dict[str, str]:
    """What the paper's line says of a known sender: as it stood on the day of the registration."""
    address = contact.addresses.filter(is_current=True).first()
    email = contact.points.filter(kind=PointKind.EMAIL).order_by("pk").first()
    return {"sender_address": str(address or ""), "sender_email": email.value if email else ""}


@require_GET
@REGISTER
def guess(request: HttpRequest) -> HttpResponse:
    """The likely kind of a paper from its words, as a fragment: what it was guessed from and what follows."""
    found = guess_kind(request.GET.get("subject", ""))
    kind = found.kind if found else None
    hint = kind.hint(dates.today()) if kind and kind.hint else ""
    return render(request, "registry/guess.html", {"guess": found, "kind": kind, "hint": hint})


@require_http_methods(["GET", "POST"])
@REGISTER
def senders(request: HttpRequest) -> HttpResponse:
    """Senders found while typing, as options of the list."""
    words = request.POST.get("q", "") or request.GET.get("q", "")
    found = _by_cnp(words, _user(request)) if request.method == "POST" else contacts.find(words, user=_user(request))
    counts = queries.paper_counts([match.contact.pk for match in found], _user(request))
    rows = [{"match": match, "papers": counts.get(match.contact.pk)} for match in found]
    rows.sort(key=lambda row: row["papers"] is None)  # who has written to us before stands first
    return render(request, "registry/senders.html", {"rows": rows, "words": "" if request.method == "POST" else words})


def _by_cnp(words: str, user: User) -> list[contacts.Match]:
    """A sender by the CNP on their paper: asked by a form, and in the journal each time."""
    if not user.may(Permission.CNP_SEE):
        return []
    try:
        return contacts.found_by_cnp(words, reason="la înregistrarea unui document", by=user)
    except RuleBroken:
        return []  # not a whole CNP: nothing is found, as with any other word


@require_GET
@REGISTER
def registered(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """What the clerk sees after Save: the number, its label and receipt, and what resembles the paper."""
    entry = entry_to_read(_user(request), register, year, number)
    again = reverse("registry:new") + "?" + urlencode({"sens": _way(entry), "canal": entry.channel})
    context = {
        "entry": entry,
        "kind": kind_label(entry.kind) if entry.kind else "de încadrat",
        "term": queries.chip(entry, dates.today()),
        "similar": queries.similar_open(entry, _user(request)),
        "qr": codes.qr_svg(receipt_data(entry)["qr_words"]),
        "bars": codes.code128_svg(paper_code(entry)),
        "letterhead": organisation.letterhead(dates.today()),
        "again": again,
        "same": f"{again}&{urlencode({'expeditor': entry.sender_id})}" if entry.sender_id else "",
        "measured": queries.measured(entry),
        "leaves": leaves_words(entry),
        "label_qr": codes.qr_svg(label_code(entry), error="q"),
        "has_term": entry.kind in KINDS and entry.due_on is not None,
        "connections": queries.connected(entry, _user(request)),
    }
    return render(request, "registry/registered.html", context)


def _way(entry: Entry) -> str:
    return next(way for way, direction in WAYS.items() if direction == entry.direction)


def _user(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]
