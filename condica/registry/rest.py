"""The registry for machines (API): papers in, papers read; bearer tokens with a role, the same rights as people's."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest
from ninja import Path, Query, Router, Schema, Status
from pydantic import AwareDatetime, ConfigDict, Field, StringConstraints, ValidationError

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.contacts import api as contacts
from condica.contacts.models import Contact
from condica.documents import api as documents
from condica.foundation.pages import keyset
from condica.foundation.refusal import Refused, RuleBroken
from condica.registry import queries
from condica.registry.access import entry_to_read
from condica.registry.actions import Paper, register
from condica.registry.models import Channel, Direction, Entry
from condica.registry.rules import KINDS

router = Router(tags=["registratură"])
NO_NUL = r"^[^\x00]*$"  # PostgreSQL refuses a text that holds one
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000, pattern=NO_NUL)]
Short = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500, pattern=NO_NUL)]


class SenderIn(Schema):
    """Who sends the paper (expeditor)."""

    model_config = ConfigDict(extra="forbid")
    name: Words
    email: Short = ""
    address: Short = ""


class EntryIn(Schema):
    """The words of a paper to be registered (elementele de la art. 9 din Instrucțiuni)."""

    model_config = ConfigDict(extra="forbid")
    register_key: Short = Field(default="general", alias="register")
    direction: Literal["in", "out", "internal"] = "in"
    channel: Literal[tuple(Channel.values)] = "api"  # type: ignore[valid-type]
    subject: Words
    sender: SenderIn | Words | None = None
    addressee: Short = ""
    kind: Short = ""
    received_at: AwareDatetime | None = None
    document_number: Short = ""
    document_date: date | None = None
    leaves: int | None = Field(default=None, ge=0, le=100_000)
    annexes: int | None = Field(default=None, ge=0, le=100_000)


class NumberOut(Schema):
    """The number that was drawn."""

    register_key: str = Field(serialization_alias="register")
    year: int
    number: int
    moment: datetime
    tracking_code: str


class EntryOut(NumberOut):
    """A paper as the register shows it."""

    paper_number: str
    direction: str
    channel: str
    subject: str
    sender: str
    addressee: str
    kind: str
    received_at: datetime
    due_on: date | None
    settled_as: str
    cancelled: bool
    files: list[str]


class PageOut(Schema):
    """A page of papers; `next` is the cursor of the page after it, null at the end."""

    items: list[EntryOut]
    next: str | None


class ErrorOut(Schema):
    """A refusal: what, why (articles) and what to do."""

    code: str
    message: str
    cites: list[str] = []
    remedy: str = ""


class EntryFilter(Schema):
    """What the list is asked for."""

    q: Short = ""
    register_key: Short = Field(default="", alias="register")
    direction: Literal["", "in", "out", "internal"] = ""
    since: date | None = None
    until: date | None = None
    after: Short = ""
    limit: int = Field(default=50, ge=1, le=200)


BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["data"],
                    "properties": {
                        "data": EntryIn.model_json_schema(ref_template="#/components/schemas/{model}"),
                        "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
                    },
                },
                "encoding": {"data": {"contentType": "application/json"}},
            }
        },
    },
    "parameters": [
        {
            "in": "header",
            "name": "Idempotency-Key",
            "required": False,
            "schema": {"type": "string", "maxLength": 200},
            "description": "Aceeași cheie întoarce primul răspuns, fără alt număr.",
        }
    ],
}
REFUSALS = {400: ErrorOut, 401: ErrorOut, 403: ErrorOut, 413: ErrorOut, 422: ErrorOut}


@router.post("/entries", response={201: NumberOut, **REFUSALS}, by_alias=True, openapi_extra=BODY)
def create_entry(request: HttpRequest) -> Status[Any]:
    """Give a paper its number (înregistrare). Multipart: a JSON part `data` and any number of `files`."""
    user = caller(request)
    if not user.may(Permission.ENTRY_REGISTER):
        raise Refused("entry-register", "Cheia nu are dreptul de a înregistra.", remedy="Cere o cheie de registrator.")
    words = _words(request)
    files = [file for name in request.FILES if name != "data" for file in request.FILES.getlist(name)]
    _check_files(files)
    entry = _register(words, files, by=user, key=request.headers.get("Idempotency-Key", "")[:200] or None)
    return Status(201, number_out(entry))


def caller(request: HttpRequest) -> User:
    """The service user of the token."""
    return request.auth  # type: ignore[attr-defined,no-any-return]


def _words(request: HttpRequest) -> EntryIn:
    raw: str | bytes | None = request.POST.get("data")
    if raw is None and "data" in request.FILES:
        raw = b"".join(file.read() for file in request.FILES.getlist("data"))
    if raw is None:
        raise RuleBroken("data-missing", "Lipsește partea „data”.", remedy="Trimite multipart cu o parte JSON „data”.")
    try:
        return EntryIn.model_validate(json.loads(raw))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise RuleBroken("data-not-json", f"Partea „data” nu este JSON: {error}.") from None
    except ValidationError as error:
        raise RuleBroken(
            "data-wrong", _sentence(error), remedy="Corectează câmpurile numite și trimite din nou."
        ) from None


def _sentence(error: ValidationError) -> str:
    parts = [f"{'.'.join(map(str, e['loc'])) or 'data'}: {e['msg']}" for e in error.errors()[:10]]
    return "Partea „data” are câmpuri greșite: " + "; ".join(parts) + "."


def _check_files(files: Sequence[UploadedFile[Any]]) -> None:
    for file in files:
        if (file.size or 0) > settings.UPLOAD_LIMIT:
            limit = settings.UPLOAD_LIMIT // 1_000_000
            raise RuleBroken(
                "file-too-large", f"Fișierul „{file.name}” are peste {limit} MB.", remedy="Împarte-l sau comprimă-l."
            )


@transaction.atomic
def _register(words: EntryIn, files: Sequence[UploadedFile[Any]], *, by: User, key: str | None) -> Entry:
    if words.kind and words.kind not in KINDS:
        raise RuleBroken(
            "kind-unknown", f"Nu există felul „{words.kind}”.", remedy=f"Alege dintre: {', '.join(KINDS)}."
        )
    stored = [documents.store(file.read(), name=file.name or "fișier", by=by) for file in files]
    sender = words.sender if isinstance(words.sender, SenderIn) else None
    name = sender.name if sender else str(words.sender or "")
    paper = Paper(
        channel=words.channel,
        subject=words.subject,
        sender=_contact(sender, by),
        sender_name=name,
        sender_email=sender.email if sender else "",
        sender_address=sender.address if sender else "",
        addressee_name=words.addressee,
        kind=words.kind,
        received_at=words.received_at,
        document_number=words.document_number,
        document_date=words.document_date,
        leaves=words.leaves,
        annexes=words.annexes,
        documents=stored,
    )
    return register(paper, direction=words.direction, register=words.register_key, by=by, idempotency=key)


def _contact(sender: SenderIn | None, by: User) -> Contact | None:
    return contacts.find_or_create_by_email(sender.name, sender.email, by=by) if sender and sender.email else None


@router.get(
    "/entries/{register}/{year}/{number}", response={200: EntryOut, 401: ErrorOut, 404: ErrorOut}, by_alias=True
)
def read_entry(
    request: HttpRequest,
    year: int,
    number: int,
    key: Annotated[str, Path(alias="register")],
) -> dict[str, Any]:
    """A paper by its number."""
    return entry_out(entry_to_read(caller(request), key, year, number))


@router.get("/entries", response={200: PageOut, 401: ErrorOut, 422: ErrorOut}, by_alias=True)
def list_entries(request: HttpRequest, asked: Query[EntryFilter]) -> dict[str, Any]:
    """Papers, newest first; `q` searches words in any of their forms, with or without diacritics."""
    filters = queries.Filters(
        register=asked.register_key, direction=asked.direction, words=asked.q, since=asked.since, until=asked.until
    )
    found = queries.papers(caller(request), filters).prefetch_related("attachments__document")
    page = keyset(found, order=queries.SORTS["numar"], after=asked.after or None, size=asked.limit)
    return {"items": [entry_out(entry) for entry in page.items], "next": page.next or None}


def number_out(entry: Entry) -> dict[str, Any]:
    """What a registration answers."""
    return {
        "register_key": entry.register.key,
        "year": entry.year,
        "number": entry.value,
        "moment": entry.registered_at,
        "tracking_code": entry.tracking_code,
    }


def entry_out(entry: Entry) -> dict[str, Any]:
    """What a reading answers."""
    return {
        **number_out(entry),
        "paper_number": entry.paper_number,
        "direction": Direction(entry.direction).value,
        "channel": entry.channel,
        "subject": entry.subject,
        "sender": entry.sender_name,
        "addressee": entry.addressee_name,
        "kind": entry.kind,
        "received_at": entry.received_at,
        "due_on": entry.due_on,
        "settled_as": entry.settled_as,
        "cancelled": entry.cancelled,
        "files": [one.document.file_name for one in sorted(entry.attachments.all(), key=lambda one: one.ordinal)],
    }
