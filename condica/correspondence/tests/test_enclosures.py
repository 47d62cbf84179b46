"""Unclaimed issued papers sent by post (acte neridicate): an envelope, a list, a number, and what became of it."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from condica.accounts.api import system_user
from condica.correspondence import actions, queries
from condica.correspondence.models import Enclosure, Envelope
from condica.correspondence.print.post import papers_in
from condica.correspondence.queries.enclosures import about
from condica.correspondence.tests.factories import Town, make_paper, make_rates, make_signed, make_town
from condica.correspondence.tests.test_pages import as_user
from condica.correspondence.tests.test_print import text_of
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.models import Line
from condica.journal.rules import Verb
from condica.registry import api as registry
from condica.registry.actions import releasing
from condica.registry.actions.releasing import Holder, Taker
from condica.registry.models import Exit, Issued, IssuedKind, Outcome, Register
from condica.registry.queries.releasing import counted

pytestmark = pytest.mark.django_db
TAKER = Taker("Petru Lazăr", "card", "4821")


@pytest.fixture
def town() -> Town:
    town = make_town()
    make_rates(town.registrar)
    return town


def make_issued(town: Town, number: str = "12", **more) -> Issued:
    kind = IssuedKind.objects.get(name="Autorizație de construire")
    holder = Holder("Petru Lazăr", "str. Lacului nr. 9, Valea Mureșului")
    given = {"issued_on": dates.today(), "unit": town.unit, "holder": holder, "entry": make_paper(town)}
    return releasing.receive_issued(kind=kind, number=number, by=town.registrar, **(given | more))


def enveloped(town: Town, kind: str = "", **more) -> tuple[Issued, Envelope]:
    issued = make_issued(town, **more)
    assert releasing.post(issued, kind=kind, by=town.registrar) is None
    return issued, Envelope.objects.get(enclosures__issued=issued)


def left(town: Town, **more) -> tuple[Issued, Envelope]:
    issued, envelope = enveloped(town, **more)
    (row,) = actions.prepare([envelope], by=town.registrar)
    actions.hand_over(row, stamp="OP 1", by=town.registrar)
    envelope.refresh_from_db()
    return Issued.objects.get(pk=issued.pk), envelope


def code_of(verb) -> str:
    with pytest.raises(RuleBroken) as caught:
        verb()
    return caught.value.code


def test_it_waits_in_an_envelope_of_the_post_room_and_has_not_left(town: Town) -> None:
    issued, envelope = enveloped(town)
    assert (envelope.kind, envelope.addressee, envelope.number is not None, envelope.cost) == (
        "receipt", "Petru Lazăr", True, envelope.tariff.price,
    )  # fmt: skip
    assert queries.envelopes_open(town.registrar).get() == envelope
    assert papers_in(envelope) == str(issued)
    assert Issued.objects.get(pk=issued.pk).is_waiting
    assert not Exit.objects.exists()
    assert releasing.post(issued, by=town.registrar) is None, "twice, one envelope"
    assert Envelope.objects.count() == 1
    posting = about([issued.pk])[issued.pk]
    assert (posting.waits, "la expediere" in posting.words) == (True, True)
    assert Line.objects.filter(verb=Verb.ISSUED_ENVELOPED).count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Enclosure.objects.create(envelope=envelope, issued=issued, by=town.registrar, at=dates.now())


def test_handed_over_it_has_left_with_its_number_and_the_exit(town: Town) -> None:
    issued, envelope = left(town)
    assert (issued.outcome.way, issued.outcome.reference) == ("posted", envelope.number)
    assert Exit.objects.get().entry == issued.entry
    (row,) = counted(dates.today().year)
    assert row.posted == 1
    assert code_of(lambda: releasing.release(issued, taker=TAKER, by=town.registrar)) == "issued-gone"
    cost = queries.costs_of(town.registrar, dates.today().year)
    assert (cost.total, cost.pieces[0].units) == (envelope.cost, (town.unit.name,))
    actions.note_receipt(envelope, on=dates.today(), received_by="Petru Lazăr", by=town.registrar)
    assert about([issued.pk])[issued.pk].words.startswith("primit ")


def test_the_holder_who_comes_before_it_left_takes_it_at_the_desk(town: Town) -> None:
    issued, envelope = enveloped(town)
    actions.prepare([envelope], by=town.registrar)
    assert code_of(lambda: releasing.release(issued, taker=TAKER, by=town.registrar)) == "issued-on-list"
    actions.take_off(envelope, by=town.registrar)
    releasing.release(issued, taker=TAKER, by=town.registrar)
    envelope.refresh_from_db()
    assert (envelope.state, issued.outcome.way, about([issued.pk])) == ("undone", "released", {})


def test_what_the_post_brings_back_waits_again_and_can_go_once_more(town: Town) -> None:
    issued, envelope = left(town)
    actions.note_return(envelope, on=dates.today(), reason="unclaimed", by=town.registrar)
    issued = Issued.objects.get(pk=issued.pk)
    assert issued.is_waiting
    back = issued.outcomes.get()
    assert (back.issued, back.returned_on, back.return_reason) == (None, dates.today(), "expirat termenul de păstrare")
    assert queries.came_back(town.registrar).filter(open_still=True).get() == envelope
    releasing.post(issued, kind="simple", by=town.registrar)
    again = Envelope.objects.get(enclosures__issued=issued, state="open")
    (row,) = actions.prepare([again], by=town.registrar)
    actions.hand_over(row, stamp="OP 1", by=town.registrar)
    assert Issued.objects.get(pk=issued.pk).outcome.way == "posted"
    assert not queries.came_back(town.registrar).filter(open_still=True).exists()
    assert counted(dates.today().year)[0].posted == 1, "what holds is counted, not what came back"
    assert {Verb.ISSUED_RETURNED, Verb.ISSUED_POSTED} <= set(Line.objects.values_list("verb", flat=True))


def test_a_letter_for_the_same_person_goes_in_the_same_envelope(town: Town) -> None:
    issued, envelope = enveloped(town)
    paper = make_paper(town, sender_name="Petru Lazăr", sender_address="str. Lacului nr. 9, Valea Mureșului")
    letter = make_signed(town, paper)
    actions.add_to(envelope, letter, by=town.registrar)
    envelope.refresh_from_db()
    assert (envelope.sheets, papers_in(envelope)) == (2, f"{paper.paper_number}, {issued}")
    actions.take_out(envelope.enclosures.get(), by=town.registrar)
    envelope.refresh_from_db()
    assert (envelope.state, envelope.sheets) == ("open", 1)
    actions.undo(envelope, by=town.registrar)
    assert Line.objects.filter(verb=Verb.ENVELOPE_LIGHTENED, entry_id=issued.entry_id).exists()


def test_undone_the_papers_are_on_their_shelf(town: Town) -> None:
    issued, envelope = enveloped(town)
    actions.undo(envelope, by=town.registrar)
    assert about([issued.pk]) == {}
    releasing.take_back(issued, reason="dată greșită", by=town.registrar)


def test_the_database_keeps_what_left_and_what_came_back(town: Town) -> None:
    issued, envelope = left(town)
    row = envelope.enclosures.get()
    for change in ({"out_at": dates.now()}, {"sheets": 9}, {"left": None}):
        with pytest.raises(DatabaseError, match="Condica"), transaction.atomic():
            Enclosure.objects.filter(pk=row.pk).update(**change)
    for change in ({"reference": "RR1"}, {"way": "released"}, {"at": dates.now()}):
        with pytest.raises(DatabaseError, match="rămâne scris"), transaction.atomic():
            Outcome.objects.filter(issued=issued).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Outcome.objects.filter(issued=issued).update(issued=None)  # without the day and the reason


def test_a_restricted_registers_papers_are_not_in_the_post_room(town: Town) -> None:
    apart = registry.open_register(
        name="Registrul avertizorilor", prefix="AV-", minute_number="7", minute_on=dates.today(), by=system_user()
    )
    enveloped(town, entry=make_paper(town, register=apart.key))
    assert queries.envelopes_open(town.registrar).exists()
    Register.objects.filter(pk=apart.pk).update(confidentiality="restricted")
    assert not queries.envelopes_open(town.registrar).exists()


def test_the_pages_of_the_shelf_and_of_the_post_room(town: Town, client: Client) -> None:
    client.force_login(town.registrar)
    issued = make_issued(town)
    page = issued.get_absolute_url()
    assert "recomandată cu confirmare" in client.get(page).content.decode()
    said = client.post(
        reverse("registry:issued_verb", args=[issued.pk]), {"ce": "posta", "kind": "registered"}, follow=True
    )
    assert "pleacă cu borderoul" in said.content.decode()
    envelope = Envelope.objects.get()
    assert envelope.kind == "registered"
    assert envelope.get_absolute_url() in client.get(page).content.decode()
    assert "la expediere" in client.get(reverse("registry:shelf")).content.decode()
    assert str(issued) in client.get(reverse("correspondence:post"), {"fila": "plicuri"}).content.decode()
    step = reverse("correspondence:envelope_step", args=[envelope.pk])
    assert str(issued) in client.get(envelope.get_absolute_url()).content.decode()
    client.post(step, {"ce": "scoate-act", "act": envelope.enclosures.get().pk})
    envelope.refresh_from_db()
    assert envelope.state == "undone"


def test_the_printed_list_of_envelopes_says_which_paper_lies_in_each(town: Town) -> None:
    issued, _ = enveloped(town)
    answer = as_user(town.registrar).post(f"{reverse('correspondence:post_print')}?fila=plicuri")
    assert f"nr. {issued.number}/" in " ".join(text_of(answer.content).split())
