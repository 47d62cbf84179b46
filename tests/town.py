"""A small demo town in a database of its own, so that a test may look at every page without disturbing the others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import psycopg
from django.db import connection
from psycopg import sql

from condica.accounts.api import Role, make_token
from condica.accounts.models import User
from condica.casework import actions as casework
from condica.casework.models import Task
from condica.contacts import actions as contacts
from condica.correspondence import actions as correspondence
from condica.correspondence.models import Letter
from condica.documents import actions as documents
from condica.documents.models import SignatureCheck
from condica.foundation import dates
from condica.foundation.signatures.making import Authority
from condica.mailroom import api as mailroom
from condica.organisation import actions as organisation
from condica.organisation.models import Desk
from condica.registry import actions as registers
from condica.registry import api as registry
from condica.registry.actions.envelopes import Outside, register_envelope
from condica.registry.actions.printing import order_book
from condica.registry.models import Entry, Register

ROLES = {  # role: the demo account that holds it and nothing else
    "registrar": "registrator",
    "clerk": "consilier",
    "unit_head": "sef",
    "director": "director",
    "authority_head": "primar",
    "archivist": "arhivar",
    "administrator": "administrator",
}


@contextmanager
def own_database(suffix: str, *, fresh: bool = True, keep: bool = False) -> Iterator[bool]:
    """A copy of the (empty) test database under the same connection; says whether it is new. Gone afterwards."""
    original = connection.settings_dict["NAME"]
    copy = f"{original}_{suffix}"
    connection.close()
    is_new = fresh or copy not in _databases()
    if is_new:
        _order("DROP DATABASE IF EXISTS {} WITH (FORCE)", copy)
        _order("CREATE DATABASE {} TEMPLATE {}", copy, original)
    connection.settings_dict["NAME"] = copy
    try:
        yield is_new
    finally:
        connection.close()
        connection.settings_dict["NAME"] = original
        if not keep:
            _order("DROP DATABASE IF EXISTS {} WITH (FORCE)", copy)


def _databases() -> list[str]:
    with _server() as server:
        return [name for (name,) in server.execute("SELECT datname FROM pg_database").fetchall()]


def _order(command: str, *names: str) -> None:
    with _server() as server:
        server.execute(sql.SQL(command).format(*map(sql.Identifier, names)))


def _server() -> psycopg.Connection:
    parts = connection.settings_dict
    return psycopg.connect(
        host=parts["HOST"] or None,
        port=parts["PORT"] or None,
        user=parts["USER"] or None,
        password=parts["PASSWORD"] or None,
        dbname="postgres",
        autocommit=True,
    )


def build(*, entries: int, petitions: int) -> None:
    """Papers, petitions in their stages, letters, people; by the same actions as the pages."""
    from condica.config.demo import build as build_town

    report = build_town(entries=entries, petitions=petitions)
    assert report.refusals == {}


def furnish(shared: Path) -> None:
    """What the demo town does not have, so that every address has something real behind it."""
    by = User.objects.get(username=ROLES["administrator"])
    registrar = User.objects.get(username=ROLES["registrar"])
    first, second = Entry.objects.order_by("number")[:2]
    registry.connect(first, second, by=registrar)
    mailroom.import_folder(shared / "samples" / "mail-ro", by=registrar)
    _contacts(registrar)
    _personal(registrar)
    organisation.add_bridge_day(date(2030, 5, 2), cites="HG 1/2030", by=by)
    make_token("probă", Role.REGISTRAR, by=by)
    _registers(by, registrar)
    _work_of_many(registrar)
    _original()
    _signing()


def _registers(by: User, registrar: User) -> None:
    """A special register that every role was let into, an envelope in it, a desk's own register, a printed year."""
    special = registers.open_register(
        name="Registrul special de probă", prefix="PSP-", minute_number="1", minute_on=dates.today(),
        nature="envelopes", by=by,
    )  # fmt: skip
    for username in ROLES.values():
        user = User.objects.get(username=username)
        if user != by:
            registers.let_in(special, user=user, may_write=user == registrar, by=by)
    outside = Outside("S 14", "Prefectura", "service", "intact", "curier")
    register_envelope(outside, register_key=special.key, by=registrar)
    own = registers.open_register(
        name="Registrul audiențelor de probă", prefix="AUP-", minute_number="2", minute_on=dates.today(), by=by
    )
    registers.add_desk(own, Desk.objects.order_by("pk")[0], by=by)
    general = Register.objects.get(is_default=True)
    order_book(general, general.last_year or dates.today().year, by=registrar)


def _work_of_many(by: User) -> None:
    """A commission that sits, a colleague who is away, a view of a list that each role saved, the day's reminders."""
    clerk, head = (User.objects.get(username=ROLES[role]) for role in ("clerk", "unit_head"))
    director = User.objects.get(username=ROLES["director"])
    waiting = Task.objects.filter(state="accepted", case__closed_at=None)
    task = waiting.exclude(case__commissions__state="open").order_by("pk")[0]
    casework.name_commission(
        task.case, members=[clerk, director], chair=head, asked="Cercetați la fața locului.", by=by
    )
    until = dates.today() + timedelta(days=9)
    organisation.record_absence(director, since=dates.today(), until=until, reason="concediu", by=by)
    for username in ROLES.values():
        organisation.keep_view(name="Toate", address="/lucrari/?lista=toate", by=User.objects.get(username=username))
    casework.remind(by=by)


def _original() -> None:
    """A draft with which the original of another paper will leave."""
    letter = Letter.objects.filter(stage="draft").order_by("pk")[0]
    here = Entry.objects.filter(
        channel="counter", cancelled=False, stays__until=None, stays__place__in=["desk", "unit"]
    )
    correspondence.put_original(letter, here.order_by("-pk")[0], by=letter.drafted_by)


def _signing() -> None:
    """Somebody empowered to sign, a certificate that waits to be confirmed, and one signed file looked at."""
    director, mayor = (User.objects.get(username=ROLES[role]) for role in ("director", "authority_head"))
    correspondence.give_mandate(director, act="Dispoziția nr. 214/2026", since=dates.today(), by=mayor)
    today = dates.now()
    issuer = Authority("Emitent de probă", today - timedelta(days=9), today + timedelta(days=90))
    documents.trust(issuer.root.der, by=mayor)
    documents.register_certificate(issuer.issue("Probă").der, user=director, by=director)
    for check in SignatureCheck.objects.filter(state="waiting").order_by("-pk")[:1]:
        documents.check_signatures(check.pk)


def _personal(by: User) -> None:
    """A consent, a copy asked by who may take it, a selection that waits for its confirmation."""
    from condica.foundation import dates
    from condica.registry.models import Selection

    director = User.objects.get(username=ROLES["director"])
    person = contacts.create(kind="person", name="Probă trei", email="proba@example.com", by=by)
    contacts.give_consent(person, purpose="survey", text="De acord.", way="form", by=by)
    request = contacts.ask(person, kind="access", paper="41/2026", identity="CI", by=by)
    contacts.order_export(request, by=director)
    Selection.objects.create(minute_number="1", minute_on=dates.today(), begun_by=by, begun_at=dates.now())


def _contacts(by: User) -> None:
    one, other = (contacts.create(kind="person", name=f"Probă {n}", by=by) for n in ("unu", "doi"))
    contacts.merge(one, other, by=by)
