"""Check, approve, sign, return: two people, a legal basis, a reason (OG 27/2002 art. 13)."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from condica.accounts.tests.factories import grant, make_user
from condica.correspondence import actions, queries
from condica.correspondence.models import Approval, Letter
from condica.correspondence.signals import letter_moved
from condica.correspondence.tests.factories import (
    make_approved,
    make_letter,
    make_letterhead,
    make_paper,
    make_signed,
    make_town,
)
from condica.foundation.refusal import Refused, RuleBroken
from condica.journal.models import Line
from condica.journal.queries import sentence
from condica.registry.models import Entry

pytestmark = pytest.mark.django_db


def test_the_whole_way() -> None:
    town = make_town()
    heard: list[tuple[str, str]] = []

    def hear(letter: Letter, stage: str, by: Any, **_: Any) -> None:
        heard.append((str(stage), str(by)))

    letter_moved.connect(hear)
    letter = make_letter(town)
    letter = actions.submit(letter, by=town.clerk)
    letter = actions.check(letter, by=town.head)
    letter = actions.approve(letter, by=town.head)
    letter = actions.sign(letter, by=town.mayor)
    letter_moved.disconnect(hear)
    assert heard == [
        ("draft", "Ioana Hossu"),
        ("submitted", "Ioana Hossu"),
        ("checked", "Sorin Fărcaș"),
        ("approved", "Sorin Fărcaș"),
        ("signed", "Victor Morariu"),
        ("numbered", "Victor Morariu"),
    ]
    assert letter.stage == "numbered"
    assert (letter.signatory_unit, letter.signatory_head) == (town.head, town.mayor)
    assert letter.signatory_unit_title == "Șef serviciu, Serviciul Iluminat Public"
    assert letter.signatory_head_title == "Primar"
    assert letter.pdf is not None
    assert [a.step for a in letter.approvals.all()] == ["submitted", "checked", "approved", "signed", "numbered"]
    lines = Line.objects.filter(kind="correspondence.letter").order_by("id")
    assert "a aprobat și a semnat" in sentence(lines[3])
    assert f"are numărul {letter.entry.paper_number}" in sentence(lines[5])
    assert all(line.entry_id == letter.entry_id for line in lines)


def test_a_repeated_click_is_harmless() -> None:
    town = make_town()
    letter = make_signed(town)
    again = actions.sign(letter, by=town.mayor)
    assert again.signed_at == letter.signed_at
    assert Approval.objects.filter(letter=letter, step="signed").count() == 1


def test_without_legal_basis_it_is_refused_with_the_article() -> None:
    town = make_town()
    with pytest.raises(RuleBroken) as refusal:
        make_approved(town, legal_basis=" ")
    assert refusal.value.code == "letter-no-basis"
    assert refusal.value.cites == ("OG 27/2002, art. 13",)


def test_blanks_of_the_template_are_not_signed() -> None:
    town = make_town()
    letter = actions.draft(entry=make_paper(town), template="raspuns-favorabil", by=town.clerk)
    with pytest.raises(RuleBroken, match="locuri necompletate"):
        actions.submit(letter, by=town.clerk)


def test_the_mayor_does_not_sign_alone() -> None:
    town = make_town()
    with pytest.raises(RuleBroken, match="semnătura șefului compartimentului"):
        actions.sign(make_letter(town), by=town.mayor)


def test_one_person_does_not_sign_twice() -> None:
    town = make_town()
    grant(town.head, "authority_head")
    with pytest.raises(RuleBroken, match="nu poate semna de două ori"):
        actions.sign(make_approved(town), by=town.head)


@pytest.mark.parametrize("role", ["clerk", "registrar", "archivist", "administrator"])
def test_who_may_not_approve_or_sign(role: str) -> None:
    town = make_town()
    other = make_user(role)
    with pytest.raises(Refused):
        actions.approve(make_letter(town), by=other)
    with pytest.raises(Refused):
        actions.sign(make_approved(town), by=other)


def test_another_units_head_does_not_approve() -> None:
    town, other = make_town(), make_town()
    with pytest.raises(Refused, match="șeful compartimentului care a rezolvat"):
        actions.approve(make_letter(town), by=other.head)


def test_return_needs_a_reason_and_takes_the_signature_away() -> None:
    town = make_town()
    letter = make_approved(town)
    with pytest.raises(RuleBroken, match="numai cu motiv"):
        actions.return_to_author(letter, reason="", by=town.mayor)
    letter = actions.return_to_author(letter, reason="lipsește data lucrării", by=town.mayor)
    assert (letter.stage, letter.signatory_unit) == ("returned", None)
    assert letter.approvals.last().note == "lipsește data lucrării"
    assert actions.approve(letter, by=town.head).stage == "approved"


def test_a_signed_letter_keeps_its_words_in_the_database() -> None:
    town = make_town()
    letter = make_signed(town)
    for change in ({"body": "x"}, {"stage": "draft"}, {"signatory_head": town.clerk}, {"pdf": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Letter.objects.filter(pk=letter.pk).update(**change)
    for query in (Letter.objects.filter(pk=letter.pk), Approval.objects.filter(letter=letter)):
        with pytest.raises(DatabaseError), transaction.atomic():
            query.delete()


@pytest.mark.parametrize("missing", ["signatory_unit", "signatory_head", "legal_basis", "pdf", "same"])
def test_the_database_refuses_what_is_not_signed_by_two(missing: str) -> None:
    """Written past every rule of the program."""
    town = make_town()
    draft = make_letter(town)
    pattern = make_signed(town)
    names = ("signatory_unit", "signed_unit_at", "signatory_head", "signed_at", "pdf")
    signed = {name: getattr(pattern, name) for name in names} | {"stage": "signed"}
    signed |= {"legal_basis": ""} if missing == "legal_basis" else {}
    signed |= {missing: None} if missing in {"signatory_unit", "signatory_head", "pdf"} else {}
    signed |= {"signatory_head": pattern.signatory_unit} if missing == "same" else {}
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=draft.pk).update(**signed)


def test_the_database_refuses_dispatched_without_signed() -> None:
    letter = make_letter(make_town())
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(stage="dispatched", dispatched_at=letter.created_at)


def test_a_letter_from_office_draws_its_own_number_when_signed() -> None:
    town = make_town()
    make_letterhead()
    before = Entry.objects.count()
    letter = actions.draft(
        entry=None, by=town.clerk, unit=town.unit, subject="Invitație", addressee_name="Consiliul Județean",
        addressee_address="Piața 1", body="Vă invităm.", legal_basis="Legea nr. 52/2003, art. 7",
    )  # fmt: skip
    assert letter.entry is None
    letter = actions.sign(actions.approve(letter, by=town.head), by=town.mayor)
    assert letter.entry is not None
    assert (letter.entry.direction, Entry.objects.count()) == ("out", before + 1)


def test_an_answer_draws_no_number() -> None:
    town = make_town()
    entry = make_paper(town)
    before = Entry.objects.count()
    make_signed(town, entry)
    assert Entry.objects.count() == before


def test_what_waits_for_whom() -> None:
    town = make_town()
    draft, submitted = make_letter(town), actions.submit(make_letter(town), by=town.clerk)
    approved, signed = make_approved(town), make_signed(town)

    def box(key: str, user: Any) -> set[int]:
        return {letter.pk for letter in queries.letters_in(queries.BOX[key], user)}

    assert box("ciorne", town.clerk) == {draft.pk}
    assert box("de-aprobat", town.head) == {submitted.pk}
    assert box("de-semnat", town.mayor) == {approved.pk}
    assert box("de-expediat", town.registrar) == {signed.pk}
    assert [queries.waiting_for(user) for user in (town.clerk, town.head, town.mayor, town.registrar)] == [0, 1, 1, 1]
    stranger = make_town().clerk
    assert not any(box(each.key, stranger) for each in queries.BOXES)
