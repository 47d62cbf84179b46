"""Drafting (redactare): a letter begins from a template, and each saved text stays as a version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.correspondence import access, queries, rules
from condica.correspondence import print as paper
from condica.correspondence.actions.steps import TEXTS, keep_version, locked
from condica.correspondence.actions.visas import void_visas
from condica.correspondence.models import Letter, LetterTemplate, LetterVersion, valid_on
from condica.correspondence.rules import Stage
from condica.correspondence.signals import letter_moved, letter_written
from condica.foundation import dates, richtext
from condica.foundation.refusal import RuleBroken
from condica.foundation.romanian import comma_below
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.organisation.models import Unit
from condica.registry.models import Entry

#: Typing goes into one version; after a pause this long, or by another hand, the next save begins a new one.
VERSION_PAUSE = timedelta(minutes=15)
FIELDS = (*TEXTS, "addressee_name", "addressee_address", "addressee_email", "channel", "way")


@transaction.atomic
def draft(
    *,
    entry: Entry | None,
    template: LetterTemplate | str | None = None,
    by: User,
    unit: Unit | None = None,
    body: str | None = None,
    values: Mapping[str, str] | None = None,
    now: datetime | None = None,
    **words: str,
) -> Letter:
    """Begin a letter (proiect de răspuns) from a template; what is not given comes from the paper answered.

    `template` may be the key of a model; `values` fill its `{names}` (`rules.NAMES`: zile, data, motiv, autoritate…).
    """
    access.require(by, Permission.LETTER_DRAFT, "Nu ai drept să scrii scrisori.", "Cere șefului tău rolul.")
    if unknown := words.keys() - set(FIELDS):
        raise TypeError(f"draft() does not know {sorted(unknown)}")
    at = now or dates.now()
    model = _template(template, at)
    unit = unit or (entry.unit if entry else None)
    fields = {**_from_paper(entry), **_from_template(model), **{key: value for key, value in words.items() if value}}
    known = {**_values(entry, unit, fields, at), **(values or {})}
    text = richtext.normal(body) if body is not None else rules.fill(model.body if model else "", known)
    letter = Letter.objects.create(
        entry=entry, is_answer=entry is not None, template=model, unit=unit, drafted_by=by, body=comma_below(text),
        created_at=at, changed_at=at, **fields,
    )  # fmt: skip
    keep_version(letter, by, at)
    record(
        Verb.LETTER_DRAFTED,
        on=letter,
        by=by,
        entry=letter.entry_id,
        data={"after": f", după modelul „{model}”" if model else ""},
    )
    letter_moved.send(Letter, letter=letter, stage=Stage.DRAFT, by=by)
    return letter


def _template(template: LetterTemplate | str | None, at: datetime) -> LetterTemplate | None:
    if not isinstance(template, str):
        return template
    found = LetterTemplate.objects.filter(valid_on(dates.bucharest_day(at)), key=template).first()
    if found is None:
        raise RuleBroken("template-unknown", f"Nu există modelul „{template}”.", remedy="Alege alt model.")
    return found


def _from_paper(entry: Entry | None) -> dict[str, Any]:
    if entry is None:
        return {"subject": "", "addressee_name": ""}
    return {
        "subject": entry.subject,
        "addressee_name": queries.addressee_of(entry),
        "addressee_address": entry.sender_address,
        "addressee_email": entry.sender_email,
        "channel": "email" if entry.sender_email else "post",
    }


def _from_template(model: LetterTemplate | None) -> dict[str, str]:
    return {"legal_basis": model.legal_basis, "way": model.way} if model else {}


def _values(entry: Entry | None, unit: Unit | None, fields: dict[str, Any], at: datetime) -> dict[str, str]:
    """What a template's names stand for here."""
    name = fields.get("addressee_name", "")
    return {
        "număr": entry.paper_number if entry else "",
        "petiții": rules.papers_named([entry.paper_number, *paper.connected_to(entry)]) if entry else "",
        "conținut": fields.get("subject", ""),
        "destinatar": name,
        "adresare": f"[Stimată doamnă/Stimate domnule] {name}," if name else "Bună ziua,",
        "compartiment": unit.name if unit else "",
        "termen": dates.long(entry.due_on, year=True) if entry and entry.due_on else "",
        "temei": fields.get("legal_basis", ""),
        "azi": dates.long_day(dates.bucharest_day(at), year=True),
    }


@transaction.atomic
def edit(
    letter: Letter,
    body: str | None = None,
    *,
    by: User,
    revision: int | None = None,
    apart: bool = False,
    now: datetime | None = None,
    **words: str,
) -> Letter:
    """Write in a letter (redactare). With `revision`, a text changed by somebody else meanwhile is not overwritten.

    What is written goes into the version begun a moment ago, unless it must stand `apart`.
    """
    letter = locked(letter)
    access.require_edit(by, letter)
    rules.check_open(Stage(letter.stage))
    changed = _changes(letter, body, words)
    if not changed:
        return letter
    if revision is not None and revision != letter.revision:
        raise changed_meanwhile(letter)
    letter_written.send(Letter, letter=letter, by=by)
    at = now or dates.now()
    if set(changed) & set(TEXTS):
        void_visas(letter, by=by, at=at)
    for name, value in changed.items():
        setattr(letter, name, value)
    letter.revision += 1
    letter.changed_at = at
    letter.save(update_fields=[*changed, "revision", "changed_at"])
    _write_version(letter, by, at, apart=apart)
    return letter


def _changes(letter: Letter, body: str | None, words: dict[str, str]) -> dict[str, str]:
    if unknown := words.keys() - set(FIELDS):
        raise TypeError(f"edit() does not know {sorted(unknown)}")
    texts = {name: comma_below(value).strip() for name, value in words.items()}
    if body is not None:
        texts["body"] = comma_below(richtext.normal(body))
    return {name: value for name, value in texts.items() if getattr(letter, name) != value}


def changed_meanwhile(letter: Letter) -> RuleBroken:
    """The refusal of a text written on an older one: who changed it, and that nothing is lost."""
    last = letter.versions.select_related("by").first()
    who = f"{last.by}, la {dates.clock(last.at)}" if last else "altcineva"
    return RuleBroken(
        "letter-changed-meanwhile",
        f"Scrisoarea a fost schimbată între timp ({who}).",
        remedy="Textul tău e încă aici, lângă al lui: compară-le, apoi salvează din nou.",
    )


def _write_version(letter: Letter, by: User, at: datetime, *, apart: bool) -> None:
    """Into the version being written, or a new one after a pause, by another hand, or once somebody acted on it."""
    last = letter.versions.first()
    if last and not apart and _still_writing(last, by, at):
        LetterVersion.objects.filter(pk=last.pk).update(**{name: getattr(letter, name) for name in TEXTS})
        return
    version = keep_version(letter, by, at)
    record(Verb.LETTER_EDITED, on=letter, by=by, entry=letter.entry_id, data={"version": version.number})


def _still_writing(last: LetterVersion, by: User, at: datetime) -> bool:
    mine = last.by_id == by.pk and at - last.at < VERSION_PAUSE and last.number > 1
    used = last.letter.approvals.filter(version=last).exists() or last.letter.uploads.filter(version=last).exists()
    return mine and not used and not last.letter.visas.filter(version=last).exists()
