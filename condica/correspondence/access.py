"""Who may see and move letters (drepturi asupra scrisorilor)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.correspondence.models import (
    Annex,
    Circular,
    CircularReader,
    CircularUnit,
    Dispatch,
    DistributionList,
    Enclosure,
    Envelope,
    Letter,
    Mandate,
    PostList,
    Upload,
    Visa,
    valid_on,
)
from condica.correspondence.rules import SIGNATURES, Stage, VisaState
from condica.documents import api as documents
from condica.foundation import dates
from condica.foundation.memo import Standing, inner_of, is_watched, kept, watched
from condica.foundation.refusal import Refused
from condica.organisation import api as organisation
from condica.organisation import queries as queries_of_people
from condica.registry import access as registry_access
from condica.registry.access import hidden_from

INSIDE = (
    Permission.LETTER_DRAFT,
    Permission.LETTER_CHECK,
    Permission.LETTER_APPROVE,
    Permission.LETTER_SIGN,
    Permission.LETTER_DISPATCH,
)


def visible_to(user: User) -> QuerySet[Letter]:
    """The letters this user may know of: of papers he sees, of his units, his own; signed ones for who sends them."""
    letters = Letter.objects.select_related("entry__register", "entry__number", "unit", "drafted_by", "template")
    letters = letters.exclude(entry__register__in=hidden_from(user))
    if not any(map(user.may, (*INSIDE, Permission.ENTRY_SEE_ALL))):
        return letters.none()
    if user.may(Permission.ENTRY_SEE_ALL):
        return letters
    papers = registry_access.seen_by(user)
    asked = Visa.objects.filter(whose_visas(user)).order_by().values("letter")  # few rows, read once for the list
    mine = Q(drafted_by=user) | Q(signatory_head=user)
    if has_mandate(user):
        mine |= Q(stage=Stage.APPROVED)
    return letters.filter(Q(entry__in=papers) | Q(unit__in=units_seen_by(user)) | mine | Q(pk__in=asked))


def seen_by(user: User) -> Any:
    """The same letters for `letter__in=` of a list of other things (their files, envelopes)."""
    if user.may(Permission.ENTRY_SEE_ALL):
        return _letters_seen(user)
    return inner_of("letters seen", lambda: standing_of(user, led=True), lambda: _letters_seen(user))


def _letters_seen(user: User) -> QuerySet[Letter, Any]:
    return visible_to(user).order_by().values("pk")


def whose_visas(user: User) -> Q:
    """The visas that are this person's to give: asked of them, of their unit, or of whom they stand in for."""
    today = dates.today()
    people = queries_of_people.stands_for(user, today)
    units = {holding.post.unit_id for holding in queries_of_people.held_by(people, today)}
    return Q(user__in=people) | Q(unit__in=units)


def require_visa(user: User, visa: Visa, letter: Letter) -> None:
    """Refuse a visa from somebody else than the one asked, or from the letter's own author."""
    if letter.drafted_by_id == user.pk:
        raise Refused("visa-own", "Autorul nu își vizează propria scrisoare.", remedy="O vizează alt coleg.")
    if not Visa.objects.filter(whose_visas(user), pk=visa.pk).exists():
        raise Refused(
            "visa-not-asked", f"Viza „{visa.title}” i se cere altcuiva: {visa.whose}.",
            remedy="Așteaptă viza lui, sau cere una și de la tine.",
        )  # fmt: skip


def visa_to_decide(user: User, letter: int, pk: int) -> Visa:
    """A visa of a letter that the person may read, or 404."""
    visas = Visa.objects.select_related("letter", "unit", "user")
    found = visas.filter(pk=pk, letter=letter_to_read(user, letter)).first()
    if found is None:
        raise Http404("Nu există această viză sau nu ai drept să o vezi.")
    return found


def units_seen_by(user: User) -> set[int]:
    """The units whose letters the person sees; asked once for a person of a request."""
    today = dates.today()
    known: dict[date, set[int]] = user.__dict__.setdefault("_units_of_letters", {})
    if today not in known or is_watched():
        known[today] = organisation.units_seen_by(user, today)
    return known[today]


def letter_to_read(user: User, pk: int) -> Letter:
    """The letter, or 404: absent and forbidden look alike."""
    found = visible_to(user).filter(pk=pk).first()
    if found is None:
        raise Http404("Nu există această scrisoare sau nu ai drept să o vezi.")
    return found


def letter_to_edit(user: User, pk: int) -> Letter:
    """The letter for somebody who may write in it: its author's unit, or who checks and approves it."""
    letter = letter_to_read(user, pk)
    require_edit(user, letter)
    return letter


def may_edit(user: User, letter: Letter) -> bool:
    """Whether the person may write in this letter, whatever its stage."""
    if letter.drafted_by_id == user.pk or user.is_system:
        return True
    if any(map(user.may, (Permission.LETTER_CHECK, Permission.LETTER_APPROVE))):
        return True
    own = organisation.units_of(user, dates.today())
    return user.may(Permission.LETTER_DRAFT) and letter.unit_id in own


def require_edit(user: User, letter: Letter) -> None:
    """Refuse who may not write in it."""
    if not may_edit(user, letter):
        raise Refused(
            "letter-edit", "Scrisoarea e a altui compartiment.", remedy="Cere autorului sau șefului lui schimbarea."
        )


def may_sign(user: User) -> bool:
    """Whether the person signs for the authority: its head, who stands in for him, or one empowered (art. 13)."""
    return user.may(Permission.LETTER_SIGN) or has_mandate(user)


def has_mandate(user: User) -> bool:
    """Whether the person is empowered to sign today; asked once for a person of a request."""
    today = dates.today()
    known: dict[date, bool] = user.__dict__.setdefault("_mandates_of", {})
    if today not in known or is_watched():
        known[today] = kept(("mandate", user.pk, today), lambda: _is_empowered(user, today))
    return known[today]


def _is_empowered(user: User, today: date) -> bool:
    return user.may(Permission.LETTER_APPROVE) and Mandate.objects.filter(valid_on(today), user=user).exists()


def standing_of(user: User, *, led: bool) -> Standing:
    """What decides which letters a person meets: their standing in the house, and a mandate to sign."""
    standing = organisation.standing_of(user, led=led)
    with watched() as read:
        mandate = has_mandate(user)
    return Standing((standing.value, mandate), standing.read | read)


def require_sign(user: User) -> None:
    """Refuse who may not sign for the authority."""
    if not may_sign(user):
        raise Refused(
            "letter-sign", "Scrisoarea o semnează conducătorul autorității sau împuternicitul lui.",
            cites=(SIGNATURES,), remedy="Pune-o în mapa de semnat.",
        )  # fmt: skip


def may_give_mandates(user: User) -> bool:
    """Whether the person writes mandates down: the authority's head, or who keeps the chart."""
    return user.may(Permission.LETTER_SIGN) or user.may(Permission.ORGANISATION_EDIT)


def require_mandates(user: User) -> None:
    """Refuse who may not write mandates down."""
    if not may_give_mandates(user):
        raise Refused("mandate-edit", "Împuternicirile le dă conducătorul autorității.", remedy="Cere-i lui.")


def require(user: User, permission: Permission, words: str, remedy: str) -> None:
    """Refuse who lacks a right, in words."""
    if not user.may(permission):
        raise Refused(permission.value.replace("_", "-"), words, remedy=remedy)


def may_approve(user: User, letter: Letter) -> bool:
    """Whether the person heads the unit that solved (or stands in for its head), or stands above it."""
    if user.is_system or letter.unit_id is None:
        return user.may(Permission.LETTER_APPROVE)
    return user.may(Permission.LETTER_APPROVE) and letter.unit_id in units_seen_by(user)


def dispatch_to_move(user: User, pk: int) -> Dispatch:
    """A dispatch, for who sends letters out."""
    found = Dispatch.objects.select_related("letter").filter(pk=pk, letter__in=visible_to(user)).first()
    if found is None:
        raise Http404("Nu există această expediere sau nu ai drept să o vezi.")
    return found


def envelopes_of(user: User) -> QuerySet[Envelope]:
    """The envelopes of who sends letters out: those in which every letter may be known."""
    if not user.may(Permission.LETTER_DISPATCH):
        return Envelope.objects.none()
    hidden = Dispatch.objects.filter(_kept_from(user), envelope=OuterRef("pk"))
    return Envelope.objects.filter(~Exists(hidden), ~Exists(_issued_apart(user).filter(envelope=OuterRef("pk"))))


def _issued_apart(user: User) -> QuerySet[Enclosure]:
    """Issued papers that answer requests of a register that the person was not let into."""
    hidden = hidden_from(user)
    return Enclosure.objects.filter(issued__entry__register__in=hidden, out_at=None)


def _kept_from(user: User) -> Q:
    """Dispatches of letters that the person may not know; of who sees all papers, only a restricted register's."""
    if user.may(Permission.ENTRY_SEE_ALL):
        return Q(letter__entry__register__in=hidden_from(user))
    return ~Q(letter__in=seen_by(user))


def lists_seen_by(user: User) -> QuerySet[PostList]:
    """The post lists on which every envelope may be known."""
    if not user.may(Permission.LETTER_DISPATCH):
        return PostList.objects.none()
    hidden = Dispatch.objects.filter(_kept_from(user), envelope__post_list=OuterRef("pk"))
    apart = _issued_apart(user).filter(envelope__post_list=OuterRef("pk"))
    return PostList.objects.filter(~Exists(hidden), ~Exists(apart))


def envelope_to_move(user: User, pk: int) -> Envelope:
    """An envelope, for who sends letters out, or 404."""
    found = envelopes_of(user).select_related("post_list__agent", "tariff", "proof", "made_by").filter(pk=pk).first()
    if found is None:
        raise Http404("Nu există acest plic sau nu ai drept să îl vezi.")
    return found


def list_to_move(user: User, pk: int) -> PostList:
    """A post list, for who sends letters out, or 404."""
    found = lists_seen_by(user).select_related("made_by", "handed_by", "agent", "contract").filter(pk=pk).first()
    if found is None:
        raise Http404("Nu există acest borderou sau nu ai drept să îl vezi.")
    return found


def register_documents() -> None:
    """A letter's PDF and its proofs are seen by whoever sees the letter."""
    documents.register_visibility(_documents_of)


def _documents_of(user: User) -> Q:
    letters = seen_by(user)
    pdf = Letter.objects.filter(pdf=OuterRef("pk"), pk__in=letters)
    proof = Dispatch.objects.filter(proof=OuterRef("pk"), letter__in=letters)
    annex = Annex.objects.filter(document=OuterRef("pk"), letter__in=letters)
    upload = Upload.objects.filter(document=OuterRef("pk"), letter__in=letters)
    return Q(Exists(pdf)) | Q(Exists(proof)) | Q(Exists(annex)) | Q(Exists(upload))


def register_papers() -> None:
    """Whoever must visa an answer may read the paper that it answers; whoever got a circular, its paper."""
    registry_access.register_visibility(_papers_to_visa)
    registry_access.register_visibility(_papers_of_circulars)


def _papers_to_visa(user: User) -> Q:
    asked = Visa.objects.filter(whose_visas(user), letter__entry__isnull=False).exclude(state=VisaState.VOID)
    return Q(pk__in=asked.order_by().values("letter__entry"))


def units_headed(user: User) -> set[int]:
    """The units whose circulars this person gets: those they head, or whose absent head they stand in for."""
    today = dates.today()
    held = queries_of_people.held_by(queries_of_people.stands_for(user, today), today)
    return {holding.post.unit_id for holding in held if holding.post.is_head}


def circulars_got(user: User) -> Q:
    """The circulars sent to this person's units, or passed on to the person."""
    units = CircularUnit.objects.filter(circular=OuterRef("pk"), holder__in=units_headed(user))
    passed = CircularReader.objects.filter(receipt__circular=OuterRef("pk"), user=user)
    return Q(Exists(units)) | Q(Exists(passed))


def _papers_of_circulars(user: User) -> Q:
    got = CircularUnit.objects.filter(holder__in=units_headed(user)).order_by().values("circular__entry")
    passed = CircularReader.objects.filter(user=user).order_by().values("receipt__circular__entry")
    return Q(pk__in=got) | Q(pk__in=passed)


def circulars_visible_to(user: User) -> QuerySet[Circular]:
    """The circulars whose paper this person may know of and which they got, sent, or follow for the house."""
    found = Circular.objects.select_related("entry__register", "entry__number", "sent_by", "closed_by")
    found = found.exclude(entry__register__in=hidden_from(user))
    if user.may(Permission.ENTRY_SEE_ALL):
        return found
    if not user.may(Permission.ENTRY_SEE_UNIT):
        return found.none()
    return found.filter(Q(sent_by=user) | circulars_got(user))


def circular_to_read(user: User, pk: int) -> Circular:
    """The circular, or 404."""
    found = circulars_visible_to(user).filter(pk=pk).first()
    if found is None:
        raise Http404("Nu există această circulară sau nu ai drept să o vezi.")
    return found


def may_follow(user: User, circular: Circular) -> bool:
    """Whether the person sees who read it and may close it: its sender, and who keeps the register."""
    return user.is_system or circular.sent_by_id == user.pk or user.may(Permission.ENTRY_SEE_ALL)


def require_follow(user: User, circular: Circular) -> None:
    """Refuse who may not close it: its sender, and the registry."""
    if not (circular.sent_by_id == user.pk or user.may(Permission.ENTRY_REGISTER)):
        raise Refused(
            "circular-close", "Circulara o închide cine a trimis-o sau registratura.", remedy="Cere registraturii."
        )


def distribution_to_change(user: User, pk: int) -> DistributionList:
    """A distribution list, for who keeps them."""
    require(user, Permission.LETTER_DISPATCH, "Listele de difuzare le ține registratura.", "Cere registraturii.")
    found = DistributionList.objects.filter(pk=pk).first()
    if found is None:
        raise Http404("Nu există această listă de difuzare.")
    return found
