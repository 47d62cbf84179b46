"""Mixed commissions (comisii mixte): named from several units, asked of the procedure, ended by their minutes."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from condica.casework import api as casework
from condica.casework.models import Commission
from condica.casework.rules import CaseKind, Event, register_kind
from condica.casework.tests.factories import NEXT, STAGES
from condica.foundation.refusal import RuleBroken
from condica.journal.models import Line

ASKED = "Cercetați legalitatea construcției."


def code(verb, *args, **words):
    with pytest.raises(RuleBroken) as broken:
        verb(*args, **words)
    return broken.value.code


@pytest.fixture
def task(case, unit, head):
    return casework.assign(case, text="Verificați.", lead=unit, by=head)


@pytest.fixture
def commission(case, task, clerk, stranger, head):
    return casework.name_commission(case, members=[stranger, clerk], chair=clerk, asked=ASKED, by=head)


def test_naming(*, case, commission, clerk, stranger, unit, other, followed):
    assert {(member.user, member.unit) for member in commission.members.all()} == {(clerk, unit), (stranger, other)}
    assert commission.due_on == case.internal_on
    assert followed[-1].event is Event.CONTRIBUTING
    assert set(followed[-1].people) == {clerk, stranger}
    assert Line.objects.filter(verb="casework.commission_named").count() == 1


def test_its_members_see_the_case(case, commission, stranger):
    assert list(casework.visible_to(stranger)) == [case]


def test_one_unit_is_no_mixed_commission(case, task, clerk, head):
    assert (
        code(casework.name_commission, case, members=[head], chair=clerk, asked=ASKED, by=head)
        == "commission-not-mixed"
    )


def test_nobody_kept_out_sits_in_it(case, task, clerk, stranger, head):
    def refuse(happening):
        if happening.event is Event.CONTRIBUTING and stranger in happening.people:
            raise RuleBroken("concerns-solver", "Petiția îl privește.")

    register_kind(CaseKind("test", "lucrare de probă", STAGES, NEXT, follow=refuse))
    words = {"members": [stranger], "chair": clerk, "asked": ASKED, "by": head}
    assert code(casework.name_commission, case, **words) == "concerns-solver"
    assert not Commission.objects.exists()


def test_a_case_has_one_commission_at_a_time(case, commission, clerk, stranger, head):
    words = {"members": [stranger], "chair": clerk, "asked": "Și drumul.", "by": head}
    assert code(casework.name_commission, case, **words) == "commission-open"


def test_its_minutes_come_before_the_answer_and_the_end(case, commission, clerk, head):
    register_kind(CaseKind("test", "lucrare de probă", STAGES, NEXT, after_minutes=frozenset({"taken"})))
    case = casework.locked(case)
    assert code(casework.move, case, "taken", by=clerk) == "minutes-missing"
    assert code(casework.close, case, outcome="gata") == "open-parts"
    assert code(casework.file_minutes, commission, by=clerk) == "minutes-missing"
    casework.file_minutes(commission, text="Construcția are autorizație.", by=clerk)
    casework.file_minutes(commission, text="Altceva.", by=clerk)
    assert casework.move(case, "taken", by=clerk)
    assert Commission.objects.get().minutes == "Construcția are autorizație."


def test_dissolving_needs_a_reason(case, commission, head):
    assert code(casework.withdraw_commission, commission, reason="", by=head) == "reason-missing"
    casework.withdraw_commission(commission, reason="Nu mai e nevoie.", by=head)
    assert casework.open_parts(case) == []
    assert code(casework.file_minutes, commission, text="Târziu.", by=head) == "commission-over"


def test_the_pages(client: Client, *, case, task, clerk, stranger, head):
    client.force_login(head)
    address = f"{case.get_absolute_url()}comisie/"
    assert "Membri" in client.get(address).content.decode()
    data = {"members": [clerk.pk, stranger.pk], "chair": clerk.pk, "asked": ASKED}
    assert client.post(address, data).status_code == 302
    commission = Commission.objects.get()
    assert ASKED in client.get(commission.get_absolute_url()).content.decode()
    assert client.post(f"{commission.get_absolute_url()}proces-verbal/", {"text": "Nu sunt membru."}).status_code == 403
    client.force_login(stranger)
    file = SimpleUploadedFile("proces-verbal.txt", "S-a constatat că e în regulă.".encode(), "text/plain")
    assert client.post(f"{commission.get_absolute_url()}proces-verbal/", {"text": "", "file": file}).status_code == 302
    commission.refresh_from_db()
    assert (commission.state, commission.document.file_name) == ("closed", "proces-verbal.txt")
    assert "Fișierul" in client.get(commission.get_absolute_url()).content.decode()


def test_dissolving_by_its_page(client: Client, commission, head, clerk):
    address = f"{commission.get_absolute_url()}desfiinteaza/"
    client.force_login(clerk)
    assert client.post(address, {"reason": "Nu."}).status_code == 404
    client.force_login(head)
    assert client.post(address, {"reason": "Nu mai e nevoie."}).status_code == 302
    assert Commission.objects.get().state == "withdrawn"
