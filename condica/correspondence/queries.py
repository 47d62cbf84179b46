"""Reads of correspondence (interogări): what waits for whom, letters of a paper, templates, versions compared."""

from __future__ import annotations

import difflib
import email
import email.policy
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.correspondence import print as paper
from condica.correspondence.access import INSIDE, units_seen_by, visible_to, whose_visas
from condica.correspondence.models import Dispatch, Letter, LetterTemplate, LetterVersion, Phrase, Visa, valid_on
from condica.correspondence.rules import Delivery, Stage, VisaState, Way
from condica.documents import api as documents
from condica.foundation import dates, navigation, richtext
from condica.journal.models import Line
from condica.journal.queries import lines_about, register_link, sentence
from condica.journal.rules import Verb
from condica.organisation import api as organisation
from condica.registry.models import Attachment, Entry


@dataclass(frozen=True, slots=True)
class Box:
    """One list of letters (mapă): its name, who has it, and which letters lie in it."""

    key: str
    label: str
    empty: str
    permission: Permission | None
    holds: Callable[[User], Q]


def _mine(user: User) -> Q:
    return Q(drafted_by=user, stage__in=[Stage.DRAFT, Stage.RETURNED])


def _to_check(user: User) -> Q:
    units = units_seen_by(user)
    return Q(stage=Stage.SUBMITTED) & (Q(unit__in=units) | Q(unit__isnull=True)) & ~Q(drafted_by=user)


def _to_approve(user: User) -> Q:
    units = units_seen_by(user)
    lacking = Visa.objects.filter(letter=OuterRef("pk"), state__in=[VisaState.WAITING, VisaState.REFUSED])
    ready = Q(stage__in=[Stage.SUBMITTED, Stage.CHECKED]) | Q(~Exists(lacking), stage=Stage.VISAS)
    return ready & (Q(unit__in=units) | Q(unit__isnull=True))


def _to_visa(user: User) -> Q:
    """A visa asked of the person, whose turn has come."""
    before = Visa.objects.filter(letter=OuterRef("letter"), place__lt=OuterRef("place"))
    unready = before.filter(state__in=[VisaState.WAITING, VisaState.REFUSED])
    mine = Visa.objects.filter(whose_visas(user), ~Exists(unready), letter=OuterRef("pk"), state=VisaState.WAITING)
    return Q(Exists(mine), stage=Stage.VISAS) & ~Q(drafted_by=user)


def _to_sign(user: User) -> Q:
    return Q(stage=Stage.APPROVED) & ~Q(signatory_unit=user)


def _to_dispatch(user: User) -> Q:
    under_way = Dispatch.objects.filter(letter=OuterRef("pk"), state__in=[Delivery.WAITING, Delivery.FAILED])
    return Q(~Exists(under_way), stage=Stage.NUMBERED)


def _to_hand_over(user: User) -> Q:
    paper = Dispatch.objects.filter(letter=OuterRef("pk"), state=Delivery.WAITING, way__in=[Way.POST, Way.COURIER])
    return Q(Exists(paper))


def _troubled(user: User) -> Q:
    """The last dispatch failed or came back, and nothing left after it."""
    later = Dispatch.objects.filter(letter=OuterRef("letter"), pk__gt=OuterRef("pk"))
    bad = Dispatch.objects.filter(letter=OuterRef("pk"), state__in=[Delivery.FAILED, Delivery.BOUNCED])
    return Q(Exists(bad.filter(~Exists(later))))


def _sent(user: User) -> Q:
    return Q(stage=Stage.DISPATCHED)


def _on_the_way(user: User) -> Q:
    return Q(stage__in=[Stage.SUBMITTED, Stage.CHECKED, Stage.VISAS, Stage.APPROVED, Stage.NUMBERED])


P = Permission
BOXES: Sequence[Box] = (
    Box(
        "ciorne", "La mine", "Aici stau scrisorile pe care le scrii și cele care ți s-au întors.", P.LETTER_DRAFT, _mine
    ),
    Box(
        "de-verificat",
        "De verificat",
        "Aici vin scrisorile compartimentului, gata de citit.",
        P.LETTER_CHECK,
        _to_check,
    ),
    Box("de-vizat", "De vizat", "Aici vin scrisorile la care ți se cere viza.", None, _to_visa),
    Box(
        "de-aprobat",
        "De aprobat",
        "Aici vin scrisorile care așteaptă aprobarea șefului.",
        P.LETTER_APPROVE,
        _to_approve,
    ),
    Box("de-semnat", "De semnat", "Aici vin scrisorile aprobate, gata de semnătură.", P.LETTER_SIGN, _to_sign),
    Box("de-expediat", "De expediat", "Aici vin scrisorile semnate.", P.LETTER_DISPATCH, _to_dispatch),
    Box("de-predat", "De predat la poștă", "Aici așteaptă plicurile gata de drum.", P.LETTER_DISPATCH, _to_hand_over),
    Box("probleme", "Neplecate și întoarse", "Aici vin scrisorile care n-au ajuns.", None, _troubled),
    Box(
        "pe-drum", "Pe drum în casă", "Aici se văd scrisorile aflate la verificat, aprobat, semnat.", None, _on_the_way
    ),
    Box("expediate", "Expediate", "Aici rămân scrisorile plecate.", None, _sent),
)
BOX = {box.key: box for box in BOXES}


def boxes_of(user: User) -> list[Box]:
    """The lists a person has; who approves has no second list of the same letters to check."""
    mine = [box for box in BOXES if box.permission is None or user.may(box.permission)]
    without = {"de-verificat"} if user.may(Permission.LETTER_APPROVE) else set()
    without |= set() if any(map(user.may, INSIDE)) else {"de-vizat"}
    return [box for box in mine if box.key not in without]


def letters_in(box: Box, user: User) -> QuerySet[Letter]:
    """The letters of a list, as this person may see them."""
    latest = Prefetch("dispatches", Dispatch.objects.order_by("-pk"), to_attr="ways")
    return visible_to(user).filter(box.holds(user)).prefetch_related(latest)


def counts(user: User) -> dict[str, int]:
    """How many letters lie in each of a person's lists, but those that only grow; one query."""
    asked = {
        box.key: Count("pk", filter=box.holds(user))
        for box in boxes_of(user)
        if box.key not in {"expediate", "pe-drum"}
    }
    open_ones = Q(stage__in=UNDER_WAY) | _troubled(user)  # the index knows them; what has left is most of the table
    return visible_to(user).filter(open_ones).order_by().aggregate(**asked)


UNDER_WAY = tuple(stage for stage in Stage if stage not in {Stage.DISPATCHED, Stage.DROPPED})
WAITS_FOR = ("de-verificat", "de-vizat", "de-aprobat", "de-semnat", "de-expediat")


def waiting_for(user: User) -> int:
    """How many letters wait for this person's own step: the badge of the menu. Who signs is not asked to approve."""
    asked: tuple[str, ...] = ("de-vizat", "de-semnat") if user.may(Permission.LETTER_SIGN) else WAITS_FOR
    asked += ("probleme",) if user.may(Permission.LETTER_DISPATCH) else ()
    if not any(map(user.may, INSIDE)):
        return 0
    found = counts(user)
    return sum(found.get(key, 0) for key in asked)


def letters_of(entry: Entry, user: User | None = None) -> QuerySet[Letter]:
    """The letters that answer a paper, oldest first; for a person, those he may see."""
    letters = visible_to(user) if user else Letter.objects.select_related("drafted_by", "template", "unit")
    return letters.filter(entry=entry).order_by("pk")


def letter_for_page(letter: Letter) -> Letter:
    """The letter with its steps, versions and dispatches."""
    return (
        Letter.objects.select_related(
            "entry__register",
            "entry__number",
            "unit",
            "template",
            "drafted_by",
            "signatory_unit",
            "signatory_head",
            "pdf",
        )
        .prefetch_related("approvals__by", "dispatches__ordered_by", "dispatches__proof")
        .get(pk=letter.pk)
    )


def templates_on(day: date | None = None) -> QuerySet[LetterTemplate]:
    """The models that hold on a day."""
    return LetterTemplate.objects.filter(valid_on(day or dates.today()))


def phrases_for(user: User) -> QuerySet[Phrase]:
    """The phrases of the house and of the person's units."""
    units = organisation.units_of(user, dates.today())
    return Phrase.objects.filter(valid_on(dates.today())).filter(Q(unit__isnull=True) | Q(unit__in=units))


def postal_list(user: User) -> QuerySet[Dispatch]:
    """What waits to be handed to the post or courier, in order."""
    waiting = Dispatch.objects.filter(
        state=Delivery.WAITING, way__in=[Way.POST, Way.COURIER], letter__in=visible_to(user).order_by().values("pk")
    )
    return waiting.select_related("letter__entry__register").order_by("pk")


def handed_on(day: date) -> QuerySet[Dispatch]:
    """What was handed over on a day: the list that goes with the envelopes (borderou)."""
    first, end = dates.bounds(day, day)
    left = Dispatch.objects.filter(state__in=[Delivery.SENT, Delivery.BOUNCED], at__gte=first, at__lt=end)
    return left.filter(way__in=[Way.POST, Way.COURIER]).select_related("letter__entry__register").order_by("at", "pk")


def message_id_of(entry: Entry) -> str:
    """The Message-ID of the e-mail that a paper came in, read from the kept message; empty when it came otherwise."""
    kept = Attachment.objects.filter(entry=entry, document__blob__mime="message/rfc822").select_related("document")
    for attachment in kept.order_by("ordinal")[:1]:
        with documents.open_file(attachment.document) as raw:
            message = email.message_from_bytes(raw.read(200_000), policy=email.policy.compat32)
        return " ".join(str(message.get("Message-ID", "")).split())
    return ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words of a comparison: `same`, `added` or `removed`."""

    kind: str
    text: str


def compare(older: LetterVersion, newer: LetterVersion) -> list[list[Piece]]:
    """Two versions, paragraph by paragraph: what stayed, what went, what came."""
    before, after = _lines(older), _lines(newer)
    found: list[list[Piece]] = []
    for tag, a1, a2, b1, b2 in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [[Piece("same", line)] for line in before[a1:a2]]
        else:
            found.append(_words_compared("\n".join(before[a1:a2]), "\n".join(after[b1:b2])))
    return found


def _lines(version: LetterVersion) -> list[str]:
    text = f"{version.subject}\n{richtext.to_plain(version.body)}\n{version.legal_basis}"
    return [line for line in text.split("\n") if line.strip()]


def _words_compared(before: str, after: str) -> list[Piece]:
    old, new = before.replace("\n", " ¶ ").split(), after.replace("\n", " ¶ ").split()
    pieces: list[Piece] = []
    for tag, a1, a2, b1, b2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", " ".join(old[a1:a2])))
            continue
        pieces += _piece("removed", old[a1:a2])
        pieces += _piece("added", new[b1:b2])
    return pieces


def _piece(kind: str, words: Iterable[str]) -> list[Piece]:
    text = " ".join(words)
    return [Piece(kind, text)] if text else []


def all_phrases() -> QuerySet[Phrase]:
    """Every phrase in use."""
    return Phrase.objects.filter(valid_on(dates.today())).select_related("unit")


@lru_cache(maxsize=64)
def _drawn(pk: int, revision: int, stage: str, changed_at: datetime) -> tuple[bytes, ...]:
    letter = letter_for_page(Letter(pk=pk))
    if letter.pdf is None:
        return tuple(paper.letter_pages(letter))
    with documents.open_file(letter.pdf) as signed:  # what was signed is what is shown, whatever changed since
        return tuple(paper.pages_of_pdf(signed.read()))


def pages_of(letter: Letter) -> tuple[bytes, ...]:
    """The letter's pages as pictures, drawn once for each of its states."""
    return _drawn(letter.pk, letter.revision, letter.stage, letter.changed_at)


def page_numbers(letter: Letter) -> range:
    """1, 2, … for the preview."""
    return range(1, len(pages_of(letter)) + 1)


ICONS = {
    Verb.LETTER_DRAFTED: "pencil",
    Verb.LETTER_EDITED: "pencil",
    Verb.LETTER_SUBMITTED: "send",
    Verb.LETTER_CHECKED: "check",
    Verb.LETTER_APPROVED: "signature",
    Verb.LETTER_SIGNED: "signature",
    Verb.LETTER_RETURNED: "arrow-back-up",
    Verb.LETTER_ORDERED: "mail-forward",
    Verb.LETTER_SENT: "mail-forward",
    Verb.LETTER_FAILED: "alert-triangle",
    Verb.LETTER_BOUNCED: "alert-triangle",
}


def history(letter: Letter) -> list[dict[str, Any]]:
    """What happened to the letter, as sentences, newest first."""
    lines = lines_about("correspondence.letter", [letter.pk]).select_related("personal")
    return [
        {"sentence": sentence(line), "at": line.moment, "icon": ICONS.get(Verb(line.verb), "note")}
        for line in lines[:100]
    ]


def register_places() -> None:
    """The menu's entry, and how the journal addresses our rows."""
    navigation.register(
        navigation.NavItem(
            key="letters",
            label="Corespondență",
            icon="mail",
            url_name="correspondence:list",
            permission=Permission.DESK_USE,
            order=30,
            badge=waiting_for,
        )
    )
    register_link("correspondence.letter", lambda line: f"/corespondenta/{line.object_id}/")
    register_link("correspondence.lettertemplate", _template_link)


def _template_link(line: Line) -> str:
    return f"/corespondenta/modele/{line.data.get('key') or line.object_id}/"


def order(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    """What is due first stands first; what has no term stands by its last change."""
    return letters.order_by(F("entry__due_on").asc(nulls_last=True), "-changed_at", "pk")
