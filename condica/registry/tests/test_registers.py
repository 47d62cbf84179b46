"""Parallel registers (registre): opened by a minute, with desks, readers, confidentiality; closed, never deleted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.http import Http404
from django.test import Client
from django.urls import reverse

from condica.accounts.api import make_token, system_user
from condica.accounts.models import User
from condica.accounts.rules import Role
from condica.accounts.tests.factories import make_user
from condica.documents import api as documents
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.models import Line
from condica.organisation import actions as organisation
from condica.organisation.tests.factories import make_desk, make_member, make_post, make_unit
from condica.registry import access, actions, queries
from condica.registry import api as registry
from condica.registry.models import Connection, Entry, Register
from condica.registry.tests.factories import make_entry, make_registrar

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> User:
    return make_user(role=Role.ADMINISTRATOR)


def opened(by: User, name: str = "Registrul audiențelor", prefix: str = "AU-", **more: Any) -> Register:
    return actions.open_register(
        name=name, prefix=prefix, minute_number="14", minute_on=dates.today(), by=by, **more
    )  # fmt: skip


def test_a_register_is_opened_by_its_minute_and_numbers_from_one(admin: User) -> None:
    made = opened(admin)
    assert (made.key, made.prefix, made.minute_number) == ("registrul-audientelor", "AU-", "14")
    entry = make_entry(register=made.key)
    assert (entry.value, entry.paper_number) == (1, f"AU-1/{dates.today():%d.%m.%Y}")
    assert make_entry(by=entry.registered_by).value == 1, "the general register counts by itself"
    assert "nr. 14 din" in Line.objects.get(verb="registry.register_opened").data["minute"]


@pytest.mark.parametrize(
    ("facts", "code"),
    [({"prefix": "au"}, "register-prefix-taken"), ({"prefix": "R-"}, "register-prefix-taken"),
     ({"prefix": "A1-"}, "register-prefix"), ({"prefix": ""}, "register-prefix"),
     ({"prefix": "X-", "name": "Registrul audiențelor"}, "register-name-taken"),
     ({"prefix": "X-", "name": "Ziua"}, "register-name")],
)  # fmt: skip
def test_what_would_confuse_two_registers_is_refused(admin: User, facts: dict[str, str], code: str) -> None:
    opened(admin)
    with pytest.raises(RuleBroken) as refused:
        opened(admin, **({"name": "Altul"} | facts))
    assert refused.value.code == code


def test_the_database_holds_what_a_register_is(admin: User) -> None:
    made = opened(admin)
    with pytest.raises(IntegrityError, match="registry_register_sign"), transaction.atomic():
        Register.objects.create(key="x", name="X", prefix="AU", minute_number="1", minute_on=dates.today())
    with pytest.raises(IntegrityError, match="opened_by_minute"), transaction.atomic():
        Register.objects.create(key="x", name="X", prefix="XX-")
    for change in ("prefix = 'BU-'", "minute_number = '15'", "nature = 'envelopes', confidentiality = 'restricted'"):
        with pytest.raises(DatabaseError, match="nu se schimbă"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE registry_register SET {change} WHERE id = %s", [made.pk])
    with pytest.raises(DatabaseError, match="interzis"), transaction.atomic():
        made.delete()
    with pytest.raises(IntegrityError, match="default_open"), transaction.atomic():
        Register.objects.filter(is_default=True).update(confidentiality="restricted")


def test_a_closed_register_takes_no_paper_and_stays_readable(admin: User) -> None:
    made = opened(admin)
    entry = make_entry(register=made.key)
    actions.close_register(made, reason="s-a trecut la agenda electronică", by=admin)
    actions.close_register(made, reason="încă o dată", by=admin)
    assert Line.objects.filter(verb="registry.register_closed").count() == 1
    with pytest.raises(RuleBroken, match="Nu există registrul"):
        make_entry(by=entry.registered_by, register=made.key)
    sql = "INSERT INTO registry_number (register_id, year, number, kind, tracking_code, digest, previous_hash, hash)"
    with pytest.raises(DatabaseError, match="registrul este închis"), transaction.atomic(), connection.cursor() as c:
        c.execute(f"{sql} VALUES (%s, 0, 0, 'entry', 'X', '', '', '')", [made.pk])
    assert access.visible_to(entry.registered_by).filter(pk=entry.pk).exists()
    with pytest.raises(RuleBroken, match="general nu se închide"):
        actions.close_register(Register.objects.get(is_default=True), reason="x", by=admin)


def test_only_a_registers_own_desks_register_in_it(admin: User, client: Client) -> None:
    made, unit = opened(admin), make_unit()
    inside, outside = make_registrar(), make_registrar()
    organisation.fill_post(make_post(unit), inside, since=date(2026, 1, 1), by=admin)
    client.force_login(inside)
    assert "id_register" in client.get(reverse("registry:new")).content.decode(), "every desk has both"
    row = actions.add_desk(made, make_desk(unit, code="AU1"), by=admin)
    assert actions.add_desk(made, row.desk, by=admin) == row
    assert make_entry(by=inside, register=made.key).value == 1
    with pytest.raises(RuleBroken, match="de la ghișeul tău"):
        make_entry(by=outside, register=made.key)
    client.force_login(outside)
    assert "id_register" not in client.get(reverse("registry:new")).content.decode(), "a desk with one is not asked"
    assert client.post(reverse("registry:new"), {"subject": "Fără alegere", "channel": "counter"}).status_code == 302
    actions.end_desk(row, by=admin)
    assert make_entry(by=outside, register=made.key).value == 2, "without desks of its own it is everybody's"


class Hidden:
    """A restricted register with a paper, who was let in and who was not."""

    def __init__(self, admin: User) -> None:
        self.register = opened(admin, "Registrul avertizorilor", "AV-", confidentiality="restricted")
        self.reader, self.writer, self.mayor = make_registrar(), make_registrar(), make_user(role=Role.AUTHORITY_HEAD)
        self.other = make_registrar()
        actions.let_in(self.register, user=self.reader, by=admin)
        actions.let_in(self.register, user=self.writer, may_write=True, by=admin)
        document = documents.store(b"raport", name="raport.txt", by=admin)
        self.entry = make_entry(
            by=self.writer, register=self.register.key, subject="Raportare despre achiziții", documents=[document],
            kind="petition",
        )  # fmt: skip
        self.open = make_entry(by=self.other, subject="Raportare obișnuită")
        with pytest.raises(RuleBroken, match="numai în registrul lui"):
            registry.connect(self.open, self.entry, by=self.writer)
        first, second = sorted((self.open, self.entry), key=lambda one: one.pk)
        Connection.objects.create(first=first, second=second, by=self.writer, at=dates.now())  # of another day

    @property
    def strangers(self) -> list[User]:
        return [self.mayor, self.other]


@pytest.fixture
def hidden(admin: User) -> Hidden:
    return Hidden(admin)


def test_a_restricted_register_is_hidden_from_everybody_not_let_in(hidden: Hidden) -> None:
    """Also from ENTRY_SEE_ALL: lists, search, numbers, files, connections."""
    entry, document = hidden.entry, hidden.entry.attachments.get().document
    for user in hidden.strangers:
        assert list(access.visible_to(user)) == [hidden.open]
        assert queries.search(user, "raportare") == [hidden.open]
        assert queries.by_number(user, entry.tracking_code) == []
        assert not documents.visible_to(user).filter(pk=document.pk).exists()
        assert queries.connected(hidden.open, user) == []
        with pytest.raises(Http404):
            access.register_to_see(user, hidden.register.key)
    for user in (hidden.reader, hidden.writer):
        assert set(access.visible_to(user)) == {hidden.open, entry}
        assert documents.visible_to(user).filter(pk=document.pk).exists()
        assert [row["paper"] for row in queries.connected(hidden.open, user)] == [entry]
    assert registry.papers_named(entry.tracking_code) == []
    assert registry.entry_of_code(entry.value, entry.year, entry.tracking_code) is None


def test_pages_api_export_and_journal_do_not_say_that_it_exists(hidden: Hidden, client: Client, admin: User) -> None:
    client.force_login(hidden.other)
    page = client.get(reverse("registry:list")).content.decode()
    assert hidden.register.name not in page
    assert "achiziții" not in page
    assert client.get(hidden.entry.get_absolute_url()).status_code == 404
    assert client.get(hidden.register.get_absolute_url()).status_code == 404
    assert hidden.register.name not in client.get(reverse("registry:registers")).content.decode()
    file = client.post(reverse("registry:export") + f"?registru={hidden.register.key}", {"forma": "json"})
    assert "achiziții" not in b"".join(file.streaming_content).decode()
    token = {"HTTP_AUTHORIZATION": f"Bearer {make_token('x', Role.REGISTRAR, by=admin)}"}
    assert client.get(f"/api/v1/entries?register={hidden.register.key}", **token).json()["items"] == []
    address = f"/api/v1/entries/{hidden.register.key}/{hidden.entry.year}/1"
    assert client.get(address, **token).status_code == 404
    client.force_login(hidden.mayor)
    assert hidden.entry.paper_number not in client.get(reverse("desk:journal")).content.decode()
    client.force_login(hidden.reader)
    assert "achiziții" in client.get(reverse("registry:list")).content.decode()


def test_readers_do_not_write_and_writers_do(hidden: Hidden) -> None:
    with pytest.raises(RuleBroken, match="Nu există registrul"):
        make_entry(by=hidden.reader, register=hidden.register.key)
    assert make_entry(by=hidden.writer, register=hidden.register.key).value == 2


def test_a_right_ends_at_once_and_a_substitute_does_not_inherit_it(hidden: Hidden, admin: User) -> None:
    unit, away, stands_in = make_unit(), make_registrar(), make_registrar()
    post = make_post(unit)
    organisation.fill_post(post, away, since=date(2026, 1, 1), by=admin)
    row = actions.let_in(hidden.register, unit=unit, by=admin)
    assert access.visible_to(away).filter(pk=hidden.entry.pk).exists()
    organisation.name_substitute(
        away, stands_in, since=dates.today(), until=dates.today(), reason="concediu", by=admin
    )  # fmt: skip
    assert not access.visible_to(stands_in).filter(pk=hidden.entry.pk).exists()
    actions.let_out(row, by=admin)
    assert not access.visible_to(away).filter(pk=hidden.entry.pk).exists()
    with pytest.raises(RuleBroken, match="singur dreptul"):
        actions.let_in(hidden.register, user=admin, by=admin)
    with pytest.raises(DatabaseError, match="nu se rescrie"), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(may_write=True)


def test_a_restricted_paper_is_given_only_to_a_unit_let_in(hidden: Hidden, admin: User) -> None:
    unit = make_unit("Audit")
    with pytest.raises(RuleBroken, match="nu are drept în registrul"):
        registry.hand_to(hidden.entry, unit, by=hidden.writer)
    actions.let_in(hidden.register, unit=unit, by=admin)
    assert registry.hand_to(hidden.entry, unit, by=hidden.writer).unit == unit


def test_what_is_hidden_in_a_list_is_what_is_hidden(hidden: Hidden, admin: User) -> None:
    """The words of `hidden_from` are kept for a day; the rows of rights are read each time."""
    unit = make_unit()
    colleague = make_member(unit)
    people = [hidden.reader, hidden.other, hidden.mayor, colleague, system_user()]

    def said() -> list[bool]:
        found = [set(Register.objects.filter(pk__in=access.hidden_from(user))) for user in people]
        assert found == [set(access.hidden_registers(user)) for user in people]
        return [hidden.register in registers for registers in found]

    assert said() == [False, True, True, True, False]
    row = actions.let_in(hidden.register, unit=unit, by=admin)
    assert said() == [False, True, True, False, False]
    actions.let_out(row, by=admin)
    assert said() == [False, True, True, True, False]
    last = dates.today() + timedelta(days=1)
    actions.let_in(hidden.register, user=hidden.mayor, until=last, by=admin)
    assert said() == [False, True, False, True, False]
    with dates.frozen(dates.now() + timedelta(days=2)):
        assert said() == [False, True, True, True, False]


def test_hiding_asks_the_database_nothing_more(hidden: Hidden, django_assert_num_queries: Any) -> None:
    for user in (hidden.mayor, hidden.reader):
        assert user.may  # its roles are read once
        list(access.visible_to(user))
        with django_assert_num_queries(1):
            list(access.visible_to(user))


@pytest.fixture
def desk(admin: User, client: Client) -> Iterator[Client]:
    client.force_login(admin)
    return client


def test_the_pages_open_change_and_close_a_register(desk: Client, admin: User) -> None:
    words = {"name": "Registrul petițiilor", "prefix": "pe-", "nature": "papers", "confidentiality": "open",
             "minute_number": "3", "minute_on": dates.today().isoformat()}  # fmt: skip
    assert desk.post(reverse("registry:new_register"), words).status_code == 302
    made = Register.objects.get(prefix="PE-")
    assert desk.post(reverse("registry:new_register"), words).status_code == 422
    change = {"name": "Registrul de petiții", "confidentiality": "restricted"}
    assert desk.post(reverse("registry:change_register", args=[made.key]), change).status_code == 302
    person = make_registrar()
    right = {"user": person.pk, "since": dates.today().isoformat(), "may_write": "on"}
    assert desk.post(reverse("registry:let_in", args=[made.key]), right).status_code == 302
    page = desk.get(made.get_absolute_url()).content.decode()
    assert "citește și înregistrează" in page
    assert "Vezi numai cum este ținut registrul" in page, "who cares for it does not read it"
    assert desk.post(reverse("registry:let_in", args=[made.key]), {"since": "2026-01-01"}).status_code == 422
    desk.post(reverse("registry:let_out", args=[made.readers.get().pk]))
    assert desk.post(reverse("registry:close_register", args=[made.key]), {"reason": "gata"}).status_code == 302
    made.refresh_from_db()
    assert made.closed_at is not None
    assert Entry.objects.filter(register=made).count() == 0
