"""Reading circulars (circulare): mine to read, those sent, who read them and who is silent, what the register says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from email.utils import make_msgid
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.contacts.models import Contact, ContactPoint
from condica.contacts.rules import PointKind
from condica.correspondence import access
from condica.correspondence.models import (
    Circular,
    CircularMail,
    CircularReader,
    CircularReminder,
    CircularUnit,
    DistributionList,
    counted,
)
from condica.correspondence.rules import Delivery
from condica.correspondence.rules.circulars import Asked
from condica.foundation import dates, navigation
from condica.journal.queries import lines_about, register_link, sentence
from condica.organisation import api as organisation
from condica.organisation import queries as people
from condica.organisation.models import Unit, valid_on
from condica.registry.models import Entry
from condica.registry.queries.notes import Note, register_note

ORDER = ("-pk",)
BOXES = {"de-citit": "De citit", "primite": "Primite", "deschise": "Deschise", "inchise": "Închise"}


def new_message_id() -> str:
    """A Message-ID of ours, drawn before the message is sent: a letter sent twice is one message."""
    return make_msgid(domain=settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost")


def holders_of(units: Sequence[Unit], on: date) -> dict[int, int]:
    """For each unit, the nearest one upwards that has a head on a day; one query, however many units."""
    above = {one for unit in units for one in [*unit.trail, unit.pk]}
    headed = people.heads_of(above, on)
    found: dict[int, int] = {}
    for unit in units:
        way = [unit.pk, *(one for one in reversed(unit.trail) if one != unit.pk)]
        holder = next((one for one in way if one in headed), None)
        if holder is not None:
            found[unit.pk] = holder
    return found


def email_of(contact: Contact) -> str:
    """The e-mail address of a contact, the first one written; empty without one."""
    return next((point.value for point in contact.points.all() if point.kind == PointKind.EMAIL), "")


def contacts_with_email() -> QuerySet[Contact]:
    """The institutions, firms and associations to which a circular may go: not the town's people."""
    emails = ContactPoint.objects.filter(contact=OuterRef("pk"), kind=PointKind.EMAIL)
    found = Contact.objects.filter(Exists(emails), erased_at=None).exclude(kind="person")
    return found.prefetch_related("points").order_by("sort_key", "pk")


def waiting_units(circular: Circular) -> QuerySet[CircularUnit]:
    """The units that still owe something: to take note, or to answer."""
    owed = Q(confirmed_at=None) | (Q(answer=None) if circular.asked == Asked.ANSWER else Q(pk__in=[]))
    return circular.units.filter(owed)


def people_of(receipt: CircularUnit) -> list[User]:
    """To whom of the unit a circular may be passed on."""
    units = {receipt.unit_id: receipt.unit, receipt.holder_id: receipt.holder}.values()
    return list(dict.fromkeys(user for unit in units for user in organisation.users_of(unit)))


def read_of(circulars: Iterable[Circular]) -> dict[int, tuple[int, int]]:
    """How many read each, of how many; two queries, however many circulars. Outside, who confirmed has read."""
    ids = [one.pk for one in circulars]
    found = dict.fromkeys(ids, (0, 0))
    for model, read in ((CircularUnit, "opened_at"), (CircularMail, "confirmed_at")):
        rows: Any = model.objects.filter(circular__in=ids).order_by().values("circular")
        for row in rows.annotate(n=Count("pk"), read=Count(read)):
            before = found[row["circular"]]
            found[row["circular"]] = (before[0] + row["read"], before[1] + row["n"])
    return found


def back_of(circulars: Iterable[Circular]) -> dict[int, int]:
    """To how many outside each did not arrive: came back, or could not be sent; one query."""
    rows: Any = CircularMail.objects.filter(circular__in=[one.pk for one in circulars], confirmed_at=None)
    rows = rows.filter(state__in=[Delivery.FAILED, Delivery.BOUNCED]).order_by().values("circular")
    return {row["circular"]: row["n"] for row in rows.annotate(n=Count("pk"))}


def reminders_to_send() -> QuerySet[CircularReminder]:
    """Reminders that were not sent and still say something: not to who confirmed, nor of a closed circular."""
    silent = Q(receipt__circular__closed_at=None, receipt__confirmed_at=None, reader=None, mail=None)
    silent |= Q(receipt__circular__closed_at=None, receipt__circular__asked=Asked.ANSWER, receipt__answer=None)
    passed = Q(reader__isnull=False, reader__confirmed_at=None, reader__receipt__circular__closed_at=None)
    outside = Q(mail__isnull=False, mail__confirmed_at=None, mail__circular__closed_at=None, mail__state=Delivery.SENT)
    reached = Q(mail__isnull=False) | Q(for_user__isnull=False) & ~Q(for_user__email="")
    inside = Q(receipt__isnull=False) & silent
    return CircularReminder.objects.filter(inside | passed | outside, reached, sent_at=None).order_by("pk")


def mine_to_read(user: User) -> QuerySet[Circular]:
    """The open circulars that this person, or a unit they head, has not taken note of or not answered yet."""
    units = CircularUnit.objects.filter(circular=OuterRef("pk"), holder__in=access.units_headed(user))
    owed = units.filter(Q(confirmed_at=None) | Q(circular__asked=Asked.ANSWER, answer=None))
    passed = CircularReader.objects.filter(receipt__circular=OuterRef("pk"), user=user, confirmed_at=None)
    return access.circulars_visible_to(user).filter(Exists(owed) | Exists(passed), closed_at=None)


def circulars_in(box: str, user: User) -> QuerySet[Circular]:
    """The circulars of a list, as this person may see them."""
    if box == "de-citit":
        return mine_to_read(user)
    found = access.circulars_visible_to(user)
    if box == "primite":
        return found.filter(access.circulars_got(user))
    return found.filter(closed_at__isnull=box == "deschise")


Said = Callable[[Any, User | None], str]


@dataclass(frozen=True, slots=True)
class Line:
    """One addressee on the screen and on the printed list: who, read when and by whom, confirmed, answered."""

    name: str
    state: str
    done: bool
    read: str
    confirmed: str
    answer: Entry | None
    more: str
    reminded: int
    outside: bool
    back: CircularMail | None = None  # it did not arrive there: it can be sent again


def back_words(count: int) -> str:
    """`2 n-au ajuns`, beside how many read it; nothing when all arrived."""
    return "" if not count else "una n-a ajuns" if count == 1 else f"{count} n-au ajuns"


def lines_of(circular: Circular, *, on_paper: bool = False) -> list[Line]:
    """Everybody who got it, those who are silent first; on paper each moment is said whole, without „azi”."""
    said = _said_whole if on_paper else _said
    reminders = Prefetch("reminders", CircularReminder.objects.order_by("pk"))
    readers = Prefetch("readers", CircularReader.objects.select_related("user"))
    units = circular.units.select_related(
        "unit", "holder", "opened_by", "confirmed_by", "answer__register", "answer__number"
    ).prefetch_related(readers, reminders)
    mails = circular.mails.prefetch_related(reminders)
    found = [_unit_line(one, circular, said) for one in units] + [_mail_line(one, said) for one in mails]
    return sorted(found, key=lambda line: (line.done, line.back is None))


def _unit_line(one: CircularUnit, circular: Circular, said: Said) -> Line:
    owes_answer = circular.asked == Asked.ANSWER and one.answer_id is None
    state = "necitită" if one.opened_at is None else "citită, neconfirmată" if one.confirmed_at is None else (
        "confirmată, fără răspuns" if owes_answer else "răspuns dat" if one.answer_id else "luată la cunoștință"
    )  # fmt: skip
    passed = [f"{reader.user}{' (confirmată)' if reader.confirmed_at else ''}" for reader in one.readers.all()]
    above = f"o primește șeful: {one.holder.short_name}" if one.holder_id != one.unit_id else ""
    more = "; ".join(filter(None, [above, f"dată către {', '.join(passed)}" if passed else ""]))
    return Line(
        name=one.unit.name, state=state, done=one.confirmed_at is not None and not owes_answer,
        read=said(one.opened_at, one.opened_by), confirmed=said(one.confirmed_at, one.confirmed_by),
        answer=one.answer, more=more, reminded=len(one.reminders.all()), outside=False,
    )  # fmt: skip


def _mail_line(one: CircularMail, said: Said) -> Line:
    state = "confirmată" if one.confirmed_at else one.get_state_display()
    delivered = f"ajunsă {said(one.delivered_at, None)}" if one.delivered_at else ""
    trouble = f"{one.problem} {one.remedy}".strip() if one.is_late_to_tell or one.problem else ""
    is_back = one.confirmed_at is None and one.is_late_to_tell
    return Line(
        name=one.name, state=state, done=one.confirmed_at is not None, read=said(one.confirmed_at, None),
        confirmed=said(one.confirmed_at, None), answer=None,
        more="; ".join(filter(None, [one.email, delivered, trouble])), reminded=len(one.reminders.all()), outside=True,
        back=one if is_back else None,
    )  # fmt: skip


def _said(at: Any, by: User | None) -> str:
    return "" if at is None else dates.moment(at) + (f", {by}" if by else "")


def _said_whole(at: Any, by: User | None) -> str:
    whole = "" if at is None else dates.on_paper(at)
    return whole + (f", {by}" if whole and by else "")


def history(circular: Circular) -> list[dict[str, Any]]:
    """What happened to it, as sentences, newest first."""
    rows = lines_about("correspondence.circular", [circular.pk]).select_related("personal")[:60]
    return [{"sentence": sentence(line), "at": line.moment, "icon": "point"} for line in rows]


def lists_on(day: date) -> QuerySet[DistributionList]:
    """The distribution lists of a day."""
    return DistributionList.objects.filter(valid_on(day))


def members_on(one: DistributionList, day: date) -> tuple[list[Unit], list[Contact]]:
    """Who stands on a list on a day: units that still are, contacts that were not erased."""
    rows = one.members.filter(valid_on(day)).select_related("unit", "contact").prefetch_related("contact__points")
    units = [row.unit for row in rows if row.unit and row.unit.holds_on(day)]
    return units, [row.contact for row in rows if row.contact and row.contact.erased_at is None]


def notes_of(entries: Sequence[Entry], user: User) -> dict[int, Note]:
    """What the register says beside papers that were sent as circulars: `circulară: 14 din 16 au citit`."""
    found = list(access.circulars_visible_to(user).filter(entry__in=[entry.pk for entry in entries]).order_by("pk"))
    read, back = (read_of(found), back_of(found)) if found else ({}, {})
    words = {
        one.pk: ", ".join(filter(None, [counted(*read[one.pk]), back_words(back.get(one.pk, 0))])) for one in found
    }
    return {
        one.entry_id: Note(f"circulară: {words[one.pk]}", reverse("correspondence:circular", args=[one.pk]))
        for one in found
    }


def register_circulars() -> None:
    """The register's words beside a paper, the menu's place of „Circulară”, the journal's links."""
    register_note(notes_of)
    navigation.register_place("circular", "correspondence:circular_new", Permission.CASE_ASSIGN)
    register_link("correspondence.circular", lambda line: reverse("correspondence:circular", args=[line.object_id]))
    register_link(
        "correspondence.distributionlist", lambda line: reverse("correspondence:distribution", args=[line.object_id])
    )


def reader_of(circular: Circular, user: User) -> CircularReader | None:
    """The person's own row, when a head passed the circular on to them."""
    return CircularReader.objects.select_related("receipt__unit").filter(receipt__circular=circular, user=user).first()


def receipt_to_answer(circular: Circular, user: User) -> CircularUnit | None:
    """The unit for which this person may tie the answer: one they head, or that passed it on; unanswered first."""
    mine = Q(holder__in=access.units_headed(user)) | Q(readers__user=user)
    return circular.units.filter(mine).distinct().order_by(F("answer").asc(nulls_first=True), "pk").first()
