"""Visas (vize): asked by rule or by hand, given or refused on a version; they fall when the text changes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.correspondence import access, rules
from condica.correspondence.actions.steps import content_of, locked, take_step
from condica.correspondence.models import Letter, Visa, VisaDuty, valid_on
from condica.correspondence.rules import Stage, Step, VisaState
from condica.foundation import dates
from condica.foundation.refusal import Refused, RuleBroken
from condica.foundation.romanian import comma_below
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.organisation.models import Unit


def duties_of(letter: Letter, on: date | None = None) -> list[VisaDuty]:
    """The visas that the house's list asks for a letter today, without those already asked."""
    key = letter.template.key if letter.template else ""
    keys = Q(template_key=key) if key and not letter.is_answer else Q(template_key__in={key, ""})
    if not key and not letter.is_answer:
        return []
    held = VisaDuty.objects.filter(valid_on(on or dates.today())).filter(keys).select_related("unit", "user")
    asked = {(visa.unit_id, visa.user_id) for visa in standing(letter)}
    return [duty for duty in held if (duty.unit_id, duty.user_id) not in asked]


def standing(letter: Letter) -> list[Visa]:
    """The visas of a letter that have not fallen, in their order."""
    return list(letter.visas.exclude(state=VisaState.VOID).select_related("unit", "user", "by", "version"))


def as_asked(visa: Visa) -> rules.AskedVisa:
    """A visa as the rules look at it."""
    return rules.AskedVisa(visa.title, visa.whose, visa.place, VisaState(visa.state))


def check_visas(letter: Letter) -> None:
    """Refuse a signature on a letter whose visas are not all given."""
    needed = [f"{duty.title} ({duty.whose})" for duty in duties_of(letter)]
    rules.check_visas(map(as_asked, standing(letter)), needed)


@transaction.atomic
def send_to_visas(letter: Letter, *, by: User, now: datetime | None = None) -> Letter:
    """Send a letter to those who must visa it (trimis la vize): the house's list, and whoever was asked by hand."""
    letter = locked(letter)
    if letter.stage == Stage.VISAS:
        return letter
    access.require_edit(by, letter)
    rules.check_move(Stage(letter.stage), Stage.VISAS)
    rules.check_content(content_of(letter))
    rules.check_basis(content_of(letter))
    if not needs_visas(letter):
        raise RuleBroken(
            "letter-no-visas", "Scrisoarea nu are nevoie de nicio viză.", remedy="Merge direct la aprobat."
        )
    return _to_visas(letter, by=by, at=now or dates.now())


def needs_visas(letter: Letter) -> bool:
    """Whether somebody must still visa the letter."""
    return bool(duties_of(letter)) or any(visa.state != VisaState.GIVEN for visa in standing(letter))


def _to_visas(letter: Letter, *, by: User, at: datetime) -> Letter:
    for duty in duties_of(letter, dates.bucharest_day(at)):
        _ask(letter, duty=duty, title=duty.title, cites=duty.cites, unit=duty.unit, user=duty.user, place=duty.place,
             by=by, at=at)  # fmt: skip
    return take_step(letter, Step.VISAS, by, "", at)


def go_on_to_visas(letter: Letter, *, by: User, at: datetime) -> Letter:
    """After the check, to those who must visa it, when there is anybody."""
    return _to_visas(letter, by=by, at=at) if needs_visas(letter) else letter


@transaction.atomic
def ask_visa(
    letter: Letter, *, title: str, unit: Unit | None = None, user: User | None = None, by: User, place: int = 0,
    now: datetime | None = None,
) -> Visa:  # fmt: skip
    """Ask one more visa (cerere de viză), of a unit or of a person; by default after those already asked."""
    letter, at = locked(letter), now or dates.now()
    access.require_edit(by, letter)
    rules.check_open(Stage(letter.stage))
    if (unit is None) == (user is None):
        raise RuleBroken("visa-of-whom", "O viză o dă un compartiment sau o persoană.", remedy="Alege una din ele.")
    known = letter.visas.exclude(state=VisaState.VOID).filter(unit=unit, user=user).first()
    if known:
        return known
    last = max((visa.place for visa in standing(letter)), default=0)
    title = comma_below(title).strip() or "viză"
    made = _ask(letter, duty=None, title=title, cites="", unit=unit, user=user, place=place or last + 1, by=by, at=at)
    if letter.stage == Stage.CHECKED:
        _to_visas(letter, by=by, at=at)
    return made


def _ask(
    letter: Letter, *, duty: VisaDuty | None, title: str, cites: str, unit: Unit | None, user: User | None, place: int,
    by: User, at: datetime,
) -> Visa:  # fmt: skip
    made = Visa.objects.create(
        letter=letter, duty=duty, title=title, cites=cites, unit=unit, user=user, place=place, asked_by=by, asked_at=at
    )
    data, personal = {"visa": title}, {"whose": made.whose}
    record(Verb.VISA_ASKED, on=letter, by=by, entry=letter.entry_id, data=data, personal=personal)
    return made


@transaction.atomic
def give_visa(visa: Visa, *, by: User, note: str = "", now: datetime | None = None) -> Visa:
    """Give a visa on the text as it stands (acordarea vizei)."""
    return _decide(visa, VisaState.GIVEN, by=by, reason=note, at=now or dates.now())


@transaction.atomic
def refuse_visa(visa: Visa, *, reason: str, by: User, now: datetime | None = None) -> Visa:
    """Refuse a visa, with the reason (refuz de viză); the letter is not signed until its text changes."""
    if not reason.strip():
        raise RuleBroken(
            "visa-reason-missing", "Viza se refuză numai cu motiv.", remedy="Scrie ce trebuie schimbat în text."
        )
    return _decide(visa, VisaState.REFUSED, by=by, reason=reason, at=now or dates.now())


def _decide(visa: Visa, state: VisaState, *, by: User, reason: str, at: datetime) -> Visa:
    letter = locked(visa.letter)
    visa = Visa.objects.select_related("unit", "user").get(pk=visa.pk)
    if visa.state == state and visa.by_id == by.pk:
        return visa
    access.require_visa(by, visa, letter)
    if letter.stage != Stage.VISAS:
        rules.check_move(Stage(letter.stage), Stage.VISAS)
        raise RuleBroken(
            "letter-not-at-visas", f"Scrisoarea este {letter.get_stage_display()}, nu la vize.",
            remedy="Autorul o trimite întâi la vize.",
        )  # fmt: skip
    rules.check_visa_turn(as_asked(visa), map(as_asked, standing(letter)))
    visa.state, visa.by, visa.at, visa.reason = state, by, at, comma_below(reason).strip()
    visa.version = letter.versions.first()
    visa.save(update_fields=["state", "by", "at", "reason", "version"])
    Letter.objects.filter(pk=letter.pk).update(changed_at=at)
    verb = Verb.VISA_GIVEN if state == VisaState.GIVEN else Verb.VISA_REFUSED
    data = {"visa": visa.title, "version": visa.version.number if visa.version else 0}
    record(verb, on=letter, by=by, entry=letter.entry_id, data=data, personal={"reason": visa.reason})
    return visa


@transaction.atomic
def withdraw_visa(visa: Visa, *, by: User, now: datetime | None = None) -> Visa:
    """Take back a visa asked by hand and not yet decided (retragerea cererii); those of the list stay."""
    letter = locked(visa.letter)
    visa = Visa.objects.select_related("unit", "user").get(pk=visa.pk)
    if visa.state == VisaState.VOID:
        return visa
    access.require_edit(by, letter)
    if visa.duty_id is not None or visa.state != VisaState.WAITING:
        raise RuleBroken(
            "visa-stays", "Viza din listă, sau cea deja hotărâtă, nu se retrage.",
            remedy="Lista de vize o schimbă directorul sau administratorul, la Modele.",
        )  # fmt: skip
    _fall([visa], now or dates.now())
    record(Verb.VISA_WITHDRAWN, on=letter, by=by, entry=letter.entry_id, data={"visa": visa.title})
    return visa


def void_visas(letter: Letter, *, by: User, at: datetime) -> list[str]:
    """The text changes: the visas decided on it fall and are asked again (căderea vizelor). Tells which fell."""
    fallen = [visa for visa in standing(letter) if visa.state != VisaState.WAITING]
    if not fallen:
        return []
    _fall(fallen, at)
    Visa.objects.bulk_create(
        Visa(
            letter=letter, duty_id=visa.duty_id, title=visa.title, cites=visa.cites, unit=visa.unit, user=visa.user,
            place=visa.place, asked_by_id=visa.asked_by_id, asked_at=at,
        )
        for visa in fallen
    )  # fmt: skip
    titles = [visa.title for visa in fallen]
    record(Verb.VISAS_FELL, on=letter, by=by, entry=letter.entry_id, data={"visas": ", ".join(titles)})
    return titles


def _fall(visas: Iterable[Visa], at: datetime) -> None:
    for visa in visas:
        visa.state, visa.void_at = VisaState.VOID, at
        visa.save(update_fields=["state", "void_at"])


@transaction.atomic
def add_duty(
    *, title: str, template_key: str = "", unit: Unit | None = None, user: User | None = None, place: int = 1,
    cites: str = "", by: User, on: date | None = None,
) -> VisaDuty:  # fmt: skip
    """Ask a visa on every letter of a model, from a day on (listă de vize); letters already signed keep theirs."""
    _may_change_list(by)
    if (unit is None) == (user is None) or not title.strip():
        raise RuleBroken(
            "duty-incomplete", "Viza are nevoie de un nume și de cine o dă: un compartiment sau o persoană.",
            remedy="Completează-le.",
        )  # fmt: skip
    known = VisaDuty.objects.filter(template_key=template_key, unit=unit, user=user, until=None).first()
    if known:
        return known
    made = VisaDuty.objects.create(
        template_key=template_key, title=comma_below(title).strip(), unit=unit, user=user, place=max(1, place),
        cites=comma_below(cites).strip(), since=on or dates.today(), changed_by=by,
    )  # fmt: skip
    data, personal = {"since": dates.numeric(made.since)}, {"whose": made.whose}
    record(Verb.VISA_DUTY_ADDED, on=made, by=by, data=data, personal=personal)
    return made


@transaction.atomic
def end_duty(duty: VisaDuty, *, by: User, on: date | None = None) -> VisaDuty:
    """Ask a visa no more from today on (scoaterea din listă); a row of today holds until its end."""
    _may_change_list(by)
    duty = VisaDuty.objects.select_for_update(no_key=True, of=("self",)).select_related("unit", "user").get(pk=duty.pk)
    if duty.until is None:
        duty.until = max(duty.since, (on or dates.today()) - timedelta(days=1))
        duty.changed_by = by
        duty.save(update_fields=["until", "changed_by"])
        record(Verb.VISA_DUTY_ENDED, on=duty, by=by, personal={"whose": duty.whose})
    return duty


def _may_change_list(by: User) -> None:
    if not by.may(Permission.TEMPLATE_EDIT):
        raise Refused(
            "template-edit", "Lista de vize o schimbă directorul sau administratorul.", remedy="Cere-le schimbarea."
        )
