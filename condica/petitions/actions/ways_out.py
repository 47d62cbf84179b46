"""The other ways out of a petition (celelalte ieșiri): sent on, connected, filed; each under its article."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from condica.accounts.models import User
from condica.casework import api as casework
from condica.contacts import api as contacts
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.law import og27
from condica.petitions import rules
from condica.petitions.actions.opening import locked
from condica.petitions.actions.ordinary import end
from condica.petitions.models import Petition
from condica.petitions.rules import Ended, Stage
from condica.registry import api as registry
from condica.registry.models import Connection, Entry


def _leave(
    petition: Petition, stage: Stage, *, by: User, settled_as: str, ended: Ended, note: str, reason: str, cites: str
) -> None:
    """End the petition another way: stage, clock, the register's words, the history of reports."""
    case, today = petition.case, dates.today()
    casework.move(case, stage, by=by, note=reason)
    casework.stop_clock(case, on=today, by=by, reason=f"{stage.label}: {reason}".removesuffix(": "))
    casework.close(case, outcome=stage, settled_as=settled_as, note=note, on=today)
    end(petition, ended, by=by, on=dates.now(), reason=reason, cites=cites)


def _check(petition: Petition, act: str) -> None:
    stage = Stage(petition.case.stage)
    rules.check_worked_on(stage, stage.label, act)


def _record(verb: Verb, petition: Petition, by: User, data: dict[str, Any], personal: dict[str, Any]) -> None:
    record(verb, on=petition, by=by, entry=petition.entry.pk, case=petition.pk, data=data, personal=personal)


@transaction.atomic
def redirect(petition: Petition, *, to: str, by: User, reason: str = "") -> Petition:
    """Send a misaddressed petition to the competent authority (redirecționare, art. 6^1), within 5 days."""
    petition = locked(petition)
    if petition.case.stage == Stage.REDIRECTED:
        return petition
    _check(petition, "Redirecționarea")
    if not to.strip():
        raise RuleBroken(
            "authority-missing",
            "Lipsește autoritatea competentă.",
            cites=(og27.ART_6_1,),
            remedy="Scrie cui i se trimite.",
        )
    petition.redirected_to = to.strip()
    petition.save(update_fields=["redirected_to"])
    _leave(
        petition, Stage.REDIRECTED, by=by, settled_as="moved", ended=Ended.MOVED, note=to.strip(),
        reason=reason.strip() or to.strip(), cites=og27.ART_6_1,
    )  # fmt: skip
    _record(Verb.PETITION_REDIRECTED, petition, by, {"authority": to.strip(), "cites": og27.ART_6_1}, {})
    return petition


@transaction.atomic
def file_anonymous(petition: Petition, *, reason: str, by: User) -> Petition:
    """File a petition that does not say who wrote it (clasare, art. 7)."""
    petition = locked(petition)
    if petition.case.stage == Stage.FILED:
        return petition
    _check(petition, "Clasarea")
    entry = petition.entry
    rules.check_anonymous(name=entry.sender_name, address=entry.sender_address, email=entry.sender_email)
    reason = reason.strip() or "lipsesc datele de identificare a petiționarului"
    _leave(
        petition, Stage.FILED, by=by, settled_as="filed", ended=Ended.FILED, note="art. 7", reason=reason,
        cites=og27.ART_7,
    )  # fmt: skip
    _record(Verb.PETITION_FILED, petition, by, {"cites": og27.ART_7}, {"reason": reason})
    return petition


@transaction.atomic
def file_repeated(petition: Petition, *, answered: Petition, by: User) -> Petition:
    """File what was already answered (clasare, art. 10 alin. (2)); the first number bears the mention of it."""
    first, petition = _both(answered, petition)
    if petition.case.stage == Stage.FILED and petition.repeats_id == first.pk:
        return petition
    _check(petition, "Clasarea")
    _check_same(first, petition, "clasa ca repetată", og27.ART_10_2)
    if first.case.stage not in {Stage.ANSWERED, Stage.CLOSED}:
        raise RuleBroken(
            "repeated-unanswered",
            f"Petiția {first} n-a primit încă niciun răspuns.",
            cites=(og27.ART_10_2,),
            remedy="Conexează-le: vor primi un singur răspuns.",
        )
    petition.repeats = first
    petition.save(update_fields=["repeats"])
    registry.connect(first.entry, petition.entry, by=by)
    casework.take_paper(first.case, petition.entry, role="repeated", by=by)
    reason = f"s-a răspuns la numărul {first}"
    _leave(
        petition, Stage.FILED, by=by, settled_as="filed", ended=Ended.FILED, note="art. 10", reason=reason,
        cites=og27.ART_10_2,
    )  # fmt: skip
    _record(Verb.PETITION_FILED, petition, by, {"cites": og27.ART_10_2}, {"reason": reason})
    mention = {"cites": og27.ART_10_2, "other": str(petition)}
    record(Verb.PETITION_REPEATED, on=first, by=by, entry=first.entry.pk, case=first.pk, data=mention)
    return petition


@transaction.atomic
def connect(petition: Petition, *, to: Petition, by: User) -> Petition:
    """Connect a petition to an earlier one of the same petitioner on the same matter (conexare, art. 10 alin. (1)).

    The earlier one keeps the matter and its term; a single answer goes out, naming both.
    """
    first, later = _both(*sorted((to, petition), key=lambda one: one.case.entry_id))
    if later.case.stage == Stage.JOINED and later.joined_to_id == first.pk:
        return later
    if first.pk == later.pk:
        raise RuleBroken("connect-itself", "O petiție nu se conexează cu ea însăși.", remedy="Alege altă petiție.")
    for one in (first, later):
        _check(one, "Conexarea")
    _check_same(first, later, "conexa", og27.ART_10_1)
    later.joined_to = first
    later.save(update_fields=["joined_to"])
    registry.connect(first.entry, later.entry, by=by)
    casework.take_paper(first.case, later.entry, role="connected", by=by)
    _leave(
        later, Stage.JOINED, by=by, settled_as="joined", ended=Ended.JOINED, note=str(first.entry.value),
        reason=f"conexată la {first}", cites=og27.ART_10_1,
    )  # fmt: skip
    _record(Verb.PETITION_CONNECTED, later, by, {"other": str(first), "cites": og27.ART_10_1}, {})
    return later


@transaction.atomic
def disconnect(petition: Petition, *, by: User) -> Petition:
    """Undo a connection made wrongly (desfacerea conexării): both petitions and their terms stand as before."""
    if petition.joined_to is None:
        return petition
    first, petition = _both(petition.joined_to, petition)
    if petition.case.stage != Stage.JOINED:
        return petition
    _check(first, "Desfacerea conexării")
    for made in Connection.objects.filter(first=first.entry, second=petition.entry, undone_at__isnull=True):
        registry.disconnect(made, by=by)
    casework.leave_paper(first.case, petition.entry)
    stage = Stage.ASSIGNED if petition.case.unit_id and petition.case.tasks.exists() else Stage.REGISTERED
    casework.reopen(petition.case, stage=stage, by=by, note=f"desfăcută conexarea la {first}")
    casework.resume_clock(petition.case, by=by, reason=f"desfăcută conexarea la {first}")
    end(petition, Ended.AGAIN, by=by, on=dates.now())
    petition.joined_to = None
    petition.save(update_fields=["joined_to"])
    _record(Verb.PETITION_DISCONNECTED, petition, by, {"other": str(first)}, {})
    return petition


def _both(first: Petition, second: Petition) -> tuple[Petition, Petition]:
    """Two petitions, locked in the order of their rows so that nobody waits in a ring."""
    rows = {one.pk: locked(one) for one in sorted((first, second), key=lambda one: one.pk)}
    return rows[first.pk], rows[second.pk]


def _check_same(first: Petition, second: Petition, act: str, cites: str) -> None:
    if not rules.same_petitioner(_who(first.entry), _who(second.entry)):
        raise RuleBroken(
            "other-petitioner",
            f"Petițiile {first} și {second} au petiționari diferiți; nu se pot {act}.",
            cites=(cites,),
            remedy="Documentele se pot lega în registru, dar fiecare primește răspunsul ei.",
        )


def _who(entry: Entry) -> dict[str, str]:
    """What tells a petitioner: the contact (after merges), the e-mail, the name."""
    contact = str(contacts.resolved(entry.sender).pk) if entry.sender else ""
    return {"contact": contact, "email": entry.sender_email.strip().lower(), "name": entry.sender_name}
