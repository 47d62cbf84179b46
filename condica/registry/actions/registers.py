"""Registers (registre paralele): opened by a minute, given to desks, opened to readers, closed for new papers."""

from __future__ import annotations

import re
from datetime import date, timedelta

from django.db import transaction

from condica.accounts.models import User, valid_on
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.organisation.models import Desk, Unit
from condica.registry.actions.registering import INSTRUCTIONS
from condica.registry.models import Register, RegisterDesk, RegisterReader
from condica.registry.models.registers import PREFIX
from condica.registry.rules import TAKEN_KEYS, register_key, register_sign


@transaction.atomic
def open_register(
    *,
    name: str,
    prefix: str,
    minute_number: str,
    minute_on: date,
    nature: str = Register.Nature.PAPERS,
    confidentiality: str = Register.Confidentiality.OPEN,
    by: User,
) -> Register:
    """Open a parallel register (registru paralel): its prefix keeps numbers from repeating (art. 9)."""
    name, prefix, key = name.strip(), prefix.strip().upper(), register_key(name)
    _check_name(name, key)
    _check_prefix(prefix)
    _check_minute(minute_number, minute_on)
    if nature == Register.Nature.ENVELOPES:
        confidentiality = Register.Confidentiality.RESTRICTED
    made = Register.objects.create(
        key=key, name=name, prefix=prefix, nature=nature, confidentiality=confidentiality,
        minute_number=minute_number.strip(), minute_on=minute_on,
    )  # fmt: skip
    minute = f"nr. {made.minute_number} din {dates.numeric(minute_on)}"
    record(Verb.REGISTER_OPENED, on=made, by=by, data={"minute": minute})
    return made


def _check_name(name: str, key: str) -> None:
    if not key or key in TAKEN_KEYS:
        raise RuleBroken("register-name", f"Un registru nu se poate numi „{name}”.", remedy="Alege alt nume.")
    if Register.objects.filter(key=key).exists():
        raise RuleBroken("register-name-taken", f"Există deja un registru „{name}”.", remedy="Alege alt nume.")


def _check_prefix(prefix: str) -> None:
    if not prefix or not re.fullmatch(PREFIX, prefix):
        raise RuleBroken(
            "register-prefix",
            f"Prefixul „{prefix}” nu e bun: se scrie cu litere mari, cel mult șase, cu o liniuță la sfârșit.",
            cites=(INSTRUCTIONS,),
            remedy="De exemplu AU- pentru registrul audiențelor.",
        )
    signs = {register_sign(one): one for one in Register.objects.values_list("prefix", flat=True)}
    if register_sign(prefix) in signs:
        raise RuleBroken(
            "register-prefix-taken",
            f"Numerele cu prefixul „{prefix}” s-ar confunda cu ale altui registru.",
            cites=(INSTRUCTIONS,),
            remedy="Alege alte litere: numerele nu se repetă de la un registru la altul.",
        )


def _check_minute(number: str, on: date) -> None:
    if not number.strip() or on > dates.today():
        raise RuleBroken(
            "register-minute",
            "Un registru se deschide cu un proces-verbal, cu număr și dată, care nu e în viitor.",
            remedy="Scrie numărul și data procesului-verbal de deschidere.",
        )


@transaction.atomic
def change_register(register: Register, *, name: str, confidentiality: str, by: User) -> Register:
    """Rename a register or change its level; whoever was let in stays in."""
    register = _locked(register)
    changes = []
    if register.name != name.strip():
        changes.append(f"numele din „{register.name}” în „{name.strip()}”")
    if register.confidentiality != confidentiality:
        _check_level(register, confidentiality)
        changes.append(f"nivelul: {Register.Confidentiality(confidentiality).label}")
    if changes:
        register.name, register.confidentiality = name.strip(), confidentiality
        register.save(update_fields=["name", "confidentiality"])
        record(Verb.REGISTER_CHANGED, on=register, by=by, data={"changes": "; ".join(changes)})
    return register


def _check_level(register: Register, confidentiality: str) -> None:
    if register.is_default and confidentiality != Register.Confidentiality.OPEN:
        raise RuleBroken(
            "register-default", "Registrul general este al tuturor.", remedy="Deschide un registru paralel."
        )
    if register.holds_envelopes and confidentiality == Register.Confidentiality.OPEN:
        raise RuleBroken(
            "register-special", "Registrul special rămâne restricționat.", cites=("Legea 182/2002",),
            remedy="Dă dreptul celor autorizați, pe nume.",
        )  # fmt: skip


@transaction.atomic
def close_register(register: Register, *, reason: str, by: User) -> Register:
    """Close a register for new papers (închidere); what is in it stays, and is never deleted."""
    register = _locked(register)
    if register.closed_at is not None:
        return register
    if register.is_default:
        raise RuleBroken("register-default", "Registrul general nu se închide.", cites=(INSTRUCTIONS,))
    if not reason.strip():
        raise RuleBroken("reason-missing", "Un registru se închide numai cu motiv.", remedy="Scrie de ce se închide.")
    register.closed_at = dates.now()
    register.save(update_fields=["closed_at"])
    record(Verb.REGISTER_CLOSED, on=register, by=by, data={"reason": reason.strip()})
    return register


@transaction.atomic
def add_desk(register: Register, desk: Desk, *, by: User) -> RegisterDesk:
    """Let a desk register here; from the first one on, only its own desks do."""
    register = _locked(register)
    if register.is_default:
        raise RuleBroken("register-default", "În registrul general înregistrează toate ghișeele.")
    known = register.desks.filter(valid_on(dates.today()), desk=desk).first()
    if known:
        return known
    made = RegisterDesk.objects.create(register=register, desk=desk, since=dates.today())
    record(Verb.REGISTER_DESK_ADDED, on=register, by=by, data={"desk": desk.name})
    return made


@transaction.atomic
def end_desk(row: RegisterDesk, *, by: User) -> None:
    """A desk registers here no more, from today."""
    row = RegisterDesk.objects.select_for_update(no_key=True, of=("self",)).select_related("desk", "register").get(
        pk=row.pk
    )  # fmt: skip
    if row.until is None:
        row.until = _yesterday(row)
        row.save(update_fields=["until"])
        record(Verb.REGISTER_DESK_ENDED, on=row.register, by=by, data={"desk": row.desk.name})


@transaction.atomic
def let_in(
    register: Register, *, unit: Unit | None = None, user: User | None = None, may_write: bool = False,
    since: date | None = None, until: date | None = None, by: User,
) -> RegisterReader:  # fmt: skip
    """Let a person or a unit into a register (drept de acces), between two days; `may_write`: to register too."""
    since = since or dates.today()
    if (unit is None) == (user is None) or (until and until < since):
        raise RuleBroken("reader-one", "Dreptul se dă unei persoane sau unei structuri, pe zile în ordine.")
    if user is not None and user.pk == by.pk:
        raise RuleBroken(
            "reader-self", "Nimeni nu își dă singur dreptul într-un registru.", remedy="Îl dă alt administrator."
        )
    made = RegisterReader.objects.create(
        register=register, unit=unit, user=user, may_write=may_write, since=since, until=until
    )
    said = f"{'citește și înregistrează' if may_write else 'citește'}, din {dates.numeric(since)}"
    said += f" până în {dates.numeric(until)}" if until else ""
    record(Verb.REGISTER_LET_IN, on=made, by=by, data={"rights": said}, personal={"whom": str(made)})
    return made


@transaction.atomic
def let_out(row: RegisterReader, *, by: User) -> None:
    """End a right in a register today (încetarea dreptului)."""
    row = RegisterReader.objects.select_for_update(no_key=True, of=("self",)).select_related("register").get(pk=row.pk)
    if row.until is not None and row.until < dates.today():
        return
    RegisterReader.objects.filter(pk=row.pk).update(until=_yesterday(row))
    until = dates.numeric(dates.today())
    record(Verb.REGISTER_LET_OUT, on=row, by=by, data={"until": until}, personal={"whom": str(row)})


def _yesterday(row: RegisterDesk | RegisterReader) -> date:
    """The last day of what ends today; what began today never held (its only day is the one before it began)."""
    return dates.today() - timedelta(days=1)


def _locked(register: Register) -> Register:
    return Register.objects.select_for_update(no_key=True).get(pk=register.pk)
