"""The library of phrases (fraze de rezoluție): one's own, and the house's for whoever cares for templates."""

from __future__ import annotations

from django.db import transaction

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.desk.models import Phrase
from condica.desk.rules import Effect
from condica.foundation import dates
from condica.foundation.refusal import Refused, RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb


@transaction.atomic
def keep_phrase(*, text: str, effect: str = Effect.ASSIGN, house: bool = False, by: User) -> Phrase:
    """Keep a phrase (frază nouă), one's own or the house's; the same text stays one."""
    text = text.strip()
    if not text:
        raise RuleBroken("text-missing", "Fraza nu are text.", remedy="Scrie-o cum va sta în rezoluție.")
    _check(house=house, by=by)
    owner = None if house else by
    known = Phrase.objects.filter(owner=owner, text=text, ended_at=None).first()
    if known is not None:
        return known
    made = Phrase.objects.create(owner=owner, text=text, effect=Effect(effect).value)
    _told(made, by, "a adăugat între")
    return made


@transaction.atomic
def drop_phrase(phrase: Phrase, *, by: User) -> None:
    """Give a phrase up (renunțarea la o frază); resolutions written with it keep their words."""
    _check(house=phrase.owner_id is None, by=by)
    if phrase.owner_id not in {None, by.pk}:
        raise Refused("phrase-other", "Fraza e a altcuiva.", remedy="Renunță numai la frazele tale.")
    if Phrase.objects.filter(pk=phrase.pk, ended_at=None).update(ended_at=dates.now()):
        _told(phrase, by, "a scos dintre")


def _check(*, house: bool, by: User) -> None:
    if house and not by.may(Permission.TEMPLATE_EDIT):
        raise Refused("phrase-house", "Frazele casei le scrie cine are grija modelelor.", remedy="Păstrează fraza ta.")


def _told(phrase: Phrase, by: User, what: str) -> None:
    """A change of the house's library is a fact of the house; one's own phrases are one's own."""
    if phrase.owner_id is None:
        subject = ("desk.phrase", phrase.pk, "biblioteca de fraze")
        record(Verb.PHRASES_CHANGED, on=subject, by=by, data={"did": what, "text": phrase.text})
