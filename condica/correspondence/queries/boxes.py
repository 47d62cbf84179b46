"""What waits for whom: the lists of letters (mape), their counts, the badge of the menu."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.correspondence.access import INSIDE, has_mandate, standing_of, units_seen_by, visible_to, whose_visas
from condica.correspondence.models import Dispatch, Letter, Visa
from condica.correspondence.rules import ON_PAPER, Delivery, Stage, VisaState
from condica.foundation import navigation
from condica.foundation.memo import Standing, rows
from condica.journal.models import Line
from condica.journal.queries import register_link
from condica.organisation.api import AdministrationLink, register_administration


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
    paper = Dispatch.objects.filter(letter=OuterRef("pk"), state=Delivery.WAITING, way__in=ON_PAPER)
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
    if has_mandate(user) and BOX["de-semnat"] not in mine:
        mine.append(BOX["de-semnat"])
    without = {"de-verificat"} if user.may(Permission.LETTER_APPROVE) else set()
    without |= set() if any(map(user.may, INSIDE)) else {"de-vizat"}
    return [box for box in mine if box.key not in without]


def letters_in(box: Box, user: User) -> QuerySet[Letter]:
    """The letters of a list, as this person may see them."""
    latest = Prefetch("dispatches", Dispatch.objects.order_by("-pk"), to_attr="ways")
    return visible_to(user).filter(box.holds(user)).prefetch_related(latest)


def counts(user: User, among: Container[str] = ()) -> dict[str, int]:
    """How many letters lie in each of a person's lists (or some of them), but those that only grow; one query."""
    asked = {
        box.key: Count("pk", filter=box.holds(user))
        for box in boxes_of(user)
        if box.key not in {"expediate", "pe-drum"} and (not among or box.key in among)
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
    found = rows("letters waiting", lambda: _standing(user), lambda: [tuple(counts(user, asked).values())])
    return sum(map(sum, found)) + _own_troubled(user)


def _standing(user: User) -> Standing:
    return standing_of(user, led=not user.may(Permission.LETTER_SIGN))  # who signs is not asked to approve


def _own_troubled(user: User) -> int:
    """Who sends letters out sees all that came back; an author is called for his own."""
    if user.may(Permission.LETTER_DISPATCH) or not user.may(Permission.LETTER_DRAFT):
        return 0
    [(many,)] = rows("own letters troubled", lambda: _standing(user), lambda: [(_count_own_troubled(user),)])
    return int(many)


def _count_own_troubled(user: User) -> int:
    return Letter.objects.filter(_troubled(user), drafted_by=user).count()


def order(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    """What is due first stands first; what has no term stands by its last change."""
    return letters.order_by(F("entry__due_on").asc(nulls_last=True), "-changed_at", "pk")


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
    register_administration(
        AdministrationLink(
            "mandates",
            "Împuterniciri de semnare",
            "Cine semnează în locul conducătorului",
            icon="signature",
            url_name="correspondence:mandates",
            permission=Permission.ORGANISATION_EDIT,
            order=2,
        )
    )
    register_link("correspondence.letter", lambda line: f"/corespondenta/{line.object_id}/")
    register_link("correspondence.envelope", lambda line: f"/corespondenta/plicuri/{line.object_id}/")
    register_link("correspondence.postlist", lambda line: f"/corespondenta/borderouri/{line.object_id}/")
    register_link("correspondence.lettertemplate", _template_link)


def _template_link(line: Line) -> str:
    return f"/corespondenta/modele/{line.data.get('key') or line.object_id}/"
