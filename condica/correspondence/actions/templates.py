"""Templates and phrases (modele și fraze): a change ends the row that held and begins another."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.correspondence import access
from condica.correspondence.models import LetterTemplate, Phrase
from condica.foundation import dates, richtext
from condica.foundation.refusal import RuleBroken
from condica.foundation.romanian import comma_below
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.organisation.models import Unit


def _may(by: User) -> None:
    access.require(
        by, Permission.TEMPLATE_EDIT, "Modelele le schimbă directorul sau administratorul.", "Cere-le schimbarea."
    )


@transaction.atomic
def change_template(
    *, key: str, title: str, body: str, legal_basis: str = "", purpose: str = "", way: str = "",
    rights: str = "", sort_order: int = 100, by: User, on: date | None = None,
) -> LetterTemplate:  # fmt: skip
    """Write a letter's model (model de scrisoare) that holds from a day on; letters begun before keep theirs."""
    _may(by)
    since = on or dates.today()
    words = {
        "title": comma_below(title).strip(),
        "purpose": comma_below(purpose).strip(),
        "body": comma_below(richtext.normal(body)),
        "legal_basis": comma_below(legal_basis).strip(),
        "way": comma_below(way).strip(),
        "rights": comma_below(rights).strip(),
        "sort_order": sort_order,
    }
    if not words["title"] or not richtext.to_plain(str(words["body"])):
        raise RuleBroken("template-empty", "Modelul are nevoie de titlu și de text.", remedy="Completează-le.")
    held = LetterTemplate.objects.select_for_update(no_key=True).filter(key=key, until__isnull=True).first()
    if held and all(getattr(held, name) == value for name, value in words.items()):
        return held
    made = _replace(held, key, since, words, by)
    record(Verb.TEMPLATE_CHANGED, on=made, by=by, data={"key": key, "since": since.isoformat()})
    return made


def _replace(held: LetterTemplate | None, key: str, since: date, words: dict[str, object], by: User) -> LetterTemplate:
    if held and held.since >= since:  # changed twice on one day: the row of the day is written again
        for name, value in words.items():
            setattr(held, name, value)
        held.changed_by = by
        held.save()
        return held
    if held:
        held.until = since - timedelta(days=1)
        held.save(update_fields=["until"])
    return LetterTemplate.objects.create(key=key, since=since, changed_by=by, **words)


@transaction.atomic
def end_template(template: LetterTemplate, *, by: User, on: date | None = None) -> LetterTemplate:
    """Take a model out of use from today on (scoaterea din uz); letters made from it keep it."""
    _may(by)
    day = on or dates.today()
    template = LetterTemplate.objects.select_for_update(no_key=True).get(pk=template.pk)
    if template.until is None:
        template.until = max(template.since, day - timedelta(days=1))
        template.save(update_fields=["until"])
        record(
            Verb.TEMPLATE_CHANGED, on=template, by=by, data={"key": template.key, "until": template.until.isoformat()}
        )
    return template


@transaction.atomic
def change_phrase(
    phrase: Phrase | None, *, title: str, body: str, unit: Unit | None = None, by: User, on: date | None = None
) -> Phrase:
    """Write a phrase (frază uzuală)."""
    _may(by)
    if not title.strip() or not body.strip():
        raise RuleBroken("phrase-empty", "Fraza are nevoie de un nume și de text.", remedy="Completează-le.")
    made = phrase or Phrase(since=on or dates.today())
    made.title, made.body, made.unit = comma_below(title).strip(), comma_below(richtext.normal(body)), unit
    made.save()
    record(Verb.PHRASE_CHANGED, on=made, by=by)
    return made


@transaction.atomic
def end_phrase(phrase: Phrase, *, by: User, on: date | None = None) -> None:
    """Take a phrase out of use (scoaterea din uz)."""
    _may(by)
    if phrase.until is None:
        phrase.until = max(phrase.since, (on or dates.today()) - timedelta(days=1))
        phrase.save(update_fields=["until"])
        record(Verb.PHRASE_CHANGED, on=phrase, by=by)
