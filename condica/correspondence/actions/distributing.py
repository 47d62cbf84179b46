"""Distribution lists (liste de difuzare): made, filled and emptied by dates, ended; never written over."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.contacts.models import Contact
from condica.correspondence import access
from condica.correspondence.models import DistributionList, DistributionMember, valid_on
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.organisation.models import Unit


def _require(by: User) -> None:
    access.require(
        by, Permission.LETTER_DISPATCH, "Listele de difuzare le ține registratura.", "Cere registraturii schimbarea."
    )


@transaction.atomic
def make_distribution(*, name: str, by: User) -> DistributionList:
    """Begin a distribution list (listă nouă)."""
    _require(by)
    if DistributionList.objects.filter(name__iexact=name.strip(), until=None).exists():
        raise RuleBroken("distribution-name", f"Există deja lista „{name.strip()}”.", remedy="Alege alt nume.")
    made = DistributionList.objects.create(name=name.strip(), since=dates.today(), made_by=by)
    record(Verb.DISTRIBUTION_CHANGED, on=made, by=by, data={"change": "listă nouă"})
    return made


@transaction.atomic
def add_member(
    one: DistributionList, *, by: User, unit: Unit | None = None, contact: Contact | None = None
) -> DistributionMember:
    """Put a unit or an institution on the list from today (adăugare); there already, nothing happens."""
    _require(by)
    one = DistributionList.objects.select_for_update(no_key=True).get(pk=one.pk)
    there = one.members.filter(valid_on(dates.today()), unit=unit, contact=contact).first()
    if there is not None:
        return there
    made = DistributionMember.objects.create(list=one, unit=unit, contact=contact, since=dates.today())
    who = unit.name if unit else "o instituție din contacte"
    record(Verb.DISTRIBUTION_CHANGED, on=one, by=by, data={"change": f"intră {who}"})
    return made


@transaction.atomic
def end_member(member: DistributionMember, *, by: User) -> DistributionMember:
    """Take somebody off the list (scoatere): yesterday was the last day."""
    _require(by)
    member = (
        DistributionMember.objects.select_for_update(no_key=True, of=("self",))
        .select_related("unit", "list")
        .get(pk=member.pk)
    )
    if member.until is None:
        member.until = dates.today() - timedelta(days=1)
        member.save(update_fields=["until"])
        who = member.unit.name if member.unit else "o instituție din contacte"
        record(Verb.DISTRIBUTION_CHANGED, on=member.list, by=by, data={"change": f"iese {who}"})
    return member


@transaction.atomic
def end_distribution(one: DistributionList, *, by: User) -> DistributionList:
    """End a distribution list (încheiere); circulars already sent keep to whom they went."""
    _require(by)
    one = DistributionList.objects.select_for_update(no_key=True).get(pk=one.pk)
    if one.until is None:
        one.until = dates.today() - timedelta(days=1)
        one.save(update_fields=["until"])
        record(Verb.DISTRIBUTION_CHANGED, on=one, by=by, data={"change": "listă încheiată"})
    return one
