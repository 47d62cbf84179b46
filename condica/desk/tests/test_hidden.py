"""A restricted register above the registry (registru restricționat): its cases, letters and news stay hidden too."""

from __future__ import annotations

import pytest

from condica.accounts.models import User
from condica.accounts.rules import Role
from condica.accounts.tests.factories import make_user
from condica.casework import api as casework
from condica.correspondence import api as correspondence
from condica.desk.queries.news import lines_for
from condica.foundation import dates
from condica.organisation.tests.factories import make_unit, place
from condica.registry import actions
from condica.registry.tests.factories import make_entry, make_registrar

pytestmark = pytest.mark.django_db


def test_cases_letters_and_news_of_a_restricted_register_are_for_who_was_let_in() -> None:
    admin, mayor = make_user(role=Role.ADMINISTRATOR), make_user(role=Role.AUTHORITY_HEAD)
    writer, colleague, unit = make_registrar(), make_user(role=Role.CLERK), make_unit("Audit")
    place(colleague, unit)
    hidden = actions.open_register(
        name="Registrul avertizorilor", prefix="AV-", minute_number="1", minute_on=dates.today(),
        confidentiality="restricted", by=admin,
    )  # fmt: skip
    actions.let_in(hidden, user=writer, may_write=True, by=admin)
    entry = make_entry(by=writer, register=hidden.key, kind="petition")
    entry.unit = unit  # as if it had been given before the register was restricted
    entry.save(update_fields=["unit"])
    now = dates.now()
    letter = correspondence.Letter.objects.create(
        entry=entry, subject="Răspuns", drafted_by=colleague, unit=unit, created_at=now, changed_at=now
    )

    def sees(user: User) -> tuple[bool, bool]:
        cases, letters = casework.visible_to(user), correspondence.visible_to(user)
        return cases.filter(entry=entry).exists(), letters.filter(pk=letter.pk).exists()

    assert sees(mayor) == (False, False), "no role lets in"
    assert sees(colleague) == (False, False), "nor one's own draft"
    assert not lines_for(colleague).exists()
    actions.let_in(hidden, unit=unit, by=admin)
    assert sees(colleague) == (True, True)
    assert lines_for(colleague).exists()
