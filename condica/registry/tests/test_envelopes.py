"""The special register (poșta specială și secretă): the envelope alone, held by the database too (Legea 182/2002)."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from condica.accounts.models import User
from condica.accounts.rules import Role
from condica.accounts.tests.factories import make_user
from condica.documents import api as documents
from condica.foundation import dates
from condica.foundation.refusal import Refused, RuleBroken
from condica.foundation.tests.test_typesetting import words_of
from condica.law.l182 import SUBJECT, Secrecy, class_of
from condica.registry import actions
from condica.registry import api as registry
from condica.registry.actions.envelopes import Outside, hand_envelope, register_envelope, take_envelope
from condica.registry.models import Entry, Register
from condica.registry.queries.book import line_of
from condica.registry.tests.factories import make_entry, make_registrar

pytestmark = pytest.mark.django_db


class Post:
    """A special register, its clerk, its security officer."""

    def __init__(self) -> None:
        admin = make_user(role=Role.ADMINISTRATOR)
        self.register = actions.open_register(
            name="Registrul special",
            prefix="PS-",
            minute_number="1",
            minute_on=dates.today(),
            nature="envelopes",
            by=admin,
        )
        self.clerk, self.officer = make_registrar(), make_user(role=Role.CLERK)
        actions.let_in(self.register, user=self.clerk, may_write=True, by=admin)
        actions.let_in(self.register, user=self.officer, by=admin)

    def take(self, **facts: Any) -> Entry:
        said = {"number": "00123", "sender": "Instituția Prefectului", "secrecy": "strict", "seals": "intact",
                "brought_by": "plt. Ion Pop", "delegation": "DT 4/2026"}  # fmt: skip
        return register_envelope(Outside(**(said | facts)), register_key=self.register.key, by=self.clerk)


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.mark.parametrize(
    ("number", "secrecy"),
    [("S 14", Secrecy.SERVICE), ("S14/2026", Secrecy.SERVICE), ("0231", Secrecy.SECRET), ("00123", Secrecy.STRICT),
     ("000 4", Secrecy.UTMOST), ("1204", Secrecy.NONE), ("SRI 12", Secrecy.NONE), ("", Secrecy.NONE)],
)  # fmt: skip
def test_the_mark_before_a_number_tells_its_class(number: str, secrecy: Secrecy) -> None:
    """HG 585/2002 art. 41 lit. b), HG 781/2002 art. 2."""
    assert class_of(number) == secrecy


def test_only_the_outside_is_written(post: Post) -> None:
    """Rules.md 8.8: classified content never enters the general system."""
    entry = post.take()
    assert (entry.paper_number, entry.subject) == (f"PS-1/{dates.today():%d.%m.%Y}", SUBJECT)
    assert (entry.envelope.secrecy, entry.envelope.brought_by) == ("strict", "plt. Ion Pop")
    assert entry.written["envelope"]["seals"] == "intact", "the number's chain covers it"
    assert list(registry.verify()) == []
    cells = line_of(Entry.objects.select_related("envelope").get(pk=entry.pk)).cells
    assert cells[2:8] == ("00123", "strict secret", "intacte", "Instituția Prefectului", "plt. Ion Pop", "DT 4/2026")


@pytest.mark.parametrize(
    ("facts", "code"),
    [({"secrecy": "secret"}, "envelope-class"), ({"seals": "damaged"}, "envelope-damage"),
     ({"brought_by": " "}, "envelope-incomplete"), ({"number": ""}, "envelope-incomplete")],
)  # fmt: skip
def test_what_does_not_agree_is_refused(post: Post, facts: dict[str, str], code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        post.take(**facts)
    assert refused.value.code == code


def test_content_is_refused_by_words_and_by_the_database(post: Post) -> None:
    entry = post.take()
    document = documents.store(b"scan", name="scan.txt", by=post.clerk)
    for verb in (
        lambda: registry.attach(entry, document, by=post.clerk),
        lambda: registry.decide_kind(entry, "petition", by=post.clerk),
        lambda: registry.correct(entry, reason="x", subject="Planul de apărare", by=post.clerk),
    ):
        with pytest.raises(RuleBroken) as refused:
            verb()
        assert refused.value.code == "envelope-sealed"
    assert registry.correct(entry, reason="citit greșit", document_number="00124", by=post.clerk)
    for sql in (
        "UPDATE registry_entry SET subject = 'Planul de apărare' WHERE number_id = %s",
        "UPDATE registry_entry SET kind = 'petition' WHERE number_id = %s",
        "UPDATE registry_entry SET settled_note = 'despre plan' WHERE number_id = %s",
        "INSERT INTO registry_attachment (entry_id, document_id, ordinal, withdrawn_reason) "
        f"VALUES (%s, '{document.pk}', 1, '')",
        "UPDATE registry_envelope SET seals = 'none' WHERE entry_id = %s",
    ):
        with pytest.raises(DatabaseError, match="Condica"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [entry.pk])


def test_papers_stay_out_of_it_and_envelopes_out_of_the_others(post: Post) -> None:
    with pytest.raises(RuleBroken, match="numai plicuri"):
        make_entry(by=post.clerk, register=post.register.key)
    with pytest.raises(RuleBroken, match="numai plicuri"):
        register_envelope(Outside("1", "X", "none", "none", "Y"), register_key="general", by=post.clerk)
    with pytest.raises(DatabaseError, match="restricted"), transaction.atomic():
        Register.objects.filter(pk=post.register.pk).update(confidentiality="open")


def test_an_envelope_passes_from_hand_to_hand_with_two_signatures(post: Post) -> None:
    entry, stranger = post.take(), make_registrar()
    with pytest.raises(RuleBroken, match="nu are drept"):
        hand_envelope(entry, stranger, by=post.clerk)
    with pytest.raises(RuleBroken, match="două semnături"):
        hand_envelope(entry, post.clerk, by=post.clerk)
    hand_envelope(entry, post.officer, by=post.clerk)
    with pytest.raises(Refused, match="nu ți-a fost predat"):
        take_envelope(entry, by=post.clerk)
    taken = take_envelope(entry, by=post.officer)
    assert take_envelope(entry, by=post.officer).taken_at == taken.taken_at
    assert taken.taken_at
    assert taken.handed_at
    assert taken.taken_at >= taken.handed_at
    with pytest.raises(RuleBroken, match="deja primit"):
        hand_envelope(entry, post.officer, by=post.clerk)
    with pytest.raises(DatabaseError, match="rămâne scris"), transaction.atomic():
        type(taken).objects.filter(pk=taken.pk).update(taken_at=None)


def test_the_form_has_only_the_outside(post: Post, client: Client) -> None:
    client.force_login(post.clerk)
    assert reverse("registry:new_envelope") in client.get(reverse("registry:new")).content.decode()
    page = client.get(reverse("registry:new_envelope")).content.decode()
    assert 'type="file"' not in page
    assert "subject" not in page.replace("id_subject", "")
    said = {"number": "S 9", "sender": "ANAF", "secrecy": "service", "seals": "intact", "brought_by": "curier"}
    answer = client.post(reverse("registry:new_envelope"), said)
    entry = Entry.objects.get(register=post.register)
    sheet = reverse("registry:envelope", args=[post.register.key, entry.year, 1])
    assert answer.headers["Location"] == sheet
    assert client.get(entry.get_absolute_url()).headers["Location"] == sheet
    assert client.post(sheet, {"to": post.officer.pk}).status_code == 302
    client.force_login(post.officer)
    assert "semnez" in client.get(sheet).content.decode()
    assert client.post(sheet + "primire/").status_code == 302
    words = words_of(client.get(sheet + "fisa/").content).replace("\u00a0", " ")
    assert "Am predat" in words
    assert "secret de serviciu" in words
    assert str(post.officer) in words
    client.force_login(make_registrar())
    assert client.get(sheet).status_code == 404
    assert "Nu înregistrezi poștă specială" in client.get(reverse("registry:new_envelope")).content.decode()


def test_verify_names_an_envelope_changed_behind_its_back(post: Post) -> None:
    entry = post.take()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE registry_envelope DISABLE TRIGGER USER")
        cursor.execute("UPDATE registry_envelope SET secrecy = 'secret' WHERE entry_id = %s", [entry.pk])
    assert "ce s-a scris despre plic la înregistrare a fost schimbat" in "\n".join(map(str, registry.verify()))
    assert isinstance(post.clerk, User)
