"""Circulars (circulare): sent to many, read with a receipt, confirmed from outside by a link, reminded once, closed."""

from __future__ import annotations

import io
import re
from datetime import date, datetime, timedelta
from threading import Barrier, BrokenBarrierError, Thread
from typing import Any

import pikepdf
import pytest
from django.core import mail as outbox
from django.db import connection, connections, transaction
from django.db.utils import DatabaseError, IntegrityError
from django.test import Client

from condica.contacts.models import Contact, ContactPoint
from condica.correspondence import actions
from condica.correspondence.access import circulars_visible_to
from condica.correspondence.actions import Addressees
from condica.correspondence.actions.mailing import link_of
from condica.correspondence.models import Circular, CircularMail, CircularReminder, CircularUnit
from condica.correspondence.queries import circulars as queries
from condica.correspondence.rules.circulars import Reminded, reminder_days
from condica.correspondence.tests.factories import Town, make_paper, make_town
from condica.foundation import dates
from condica.foundation.refusal import Refused, RuleBroken
from condica.journal.models import Line
from condica.organisation.models import Substitution
from condica.organisation.tests.factories import make_member, make_unit
from condica.registry.api import register_internal
from condica.registry.queries.notes import notes_of
from condica.registry.signals import delivery_failed, letter_delivered

MONDAY = datetime(2026, 11, 16, 10, tzinfo=dates.BUCHAREST)


@pytest.fixture
def town(db) -> Town:
    return make_town()


@pytest.fixture
def paper(town):
    return make_paper(town, subject="Recensământul spațiilor verzi", unit=None)


@pytest.fixture
def taxes(town):
    unit = make_unit("Direcția Taxe", parent=town.unit.parent)
    return make_member(unit, "unit_head", is_head=True, full_name="Dana Pop"), unit


def make_school(by: Any, name: str = "Școala nr. 5", email: str = "scoala5@exemplu.ro") -> Contact:
    """A subordinate institution with its e-mail address."""
    made = Contact.objects.create(
        kind="institution", name=name, sort_key=name.lower(), line=name.lower(), created_by=by
    )
    ContactPoint.objects.create(contact=made, kind="email", value=email, normal=email)
    return made


def send(town: Town, paper: Any, units: Any = (), contacts: Any = (), **words: Any) -> Circular:
    """A circular by the registrar."""
    fields = {"asked": "inform", "now": MONDAY} | words
    return actions.send_circular(paper, to=Addressees(list(units), list(contacts)), by=town.registrar, **fields)


def token_in(text: str) -> str:
    return re.search(r"/circulare/confirmare/([0-9a-f]{64})/", text)[1]  # type: ignore[index]


def test_a_receiver_sees_the_paper_opens_it_and_confirms(client: Client, town, paper, taxes):
    head, unit = taxes
    client.force_login(head)
    assert client.get(paper.get_absolute_url()).status_code == 404
    made = send(town, paper, [unit, town.unit])
    assert client.get(paper.get_absolute_url()).status_code == 200
    assert "Deschide circulara" in client.get(made.get_absolute_url()).content.decode()
    receipt = made.units.get(unit=unit)
    assert receipt.opened_at is None, "a page that is only looked at writes nothing"
    client.post(f"{made.get_absolute_url()}deschide/")
    client.post(f"{made.get_absolute_url()}confirma/")
    receipt.refresh_from_db()
    assert (receipt.opened_by, receipt.confirmed_by) == (head, head)
    assert notes_of([paper], town.registrar)[paper.pk][0].words == "circulară: 1 din 2 destinatari au citit"
    assert notes_of([paper], make_member(make_unit("Alții"), "clerk")) == {}
    clerk_of_taxes = make_member(unit, "clerk")
    client.force_login(clerk_of_taxes)
    assert client.get(made.get_absolute_url()).status_code == 404
    assert client.get("/corespondenta/circulare/").status_code == 200


def test_the_head_passes_it_on_and_only_to_the_units_people(client: Client, town, paper, taxes):
    head, unit = taxes
    made = send(town, paper, [unit])
    colleague, stranger = make_member(unit, "clerk"), town.clerk
    client.force_login(head)
    client.post(f"{made.get_absolute_url()}da-mai-departe/", {"people": [colleague.pk]})
    with pytest.raises(RuleBroken) as broken:
        actions.pass_on(made.units.get(), [stranger], by=head)
    assert broken.value.code == "circular-stranger"
    client.force_login(colleague)
    assert client.get(paper.get_absolute_url()).status_code == 200
    client.post(f"{made.get_absolute_url()}confirma/")
    assert made.units.get().readers.get().confirmed_at is not None
    assert made.units.get().confirmed_at is None, "a colleague does not confirm for the unit"
    with pytest.raises(Refused):
        actions.pass_on(made.units.get(), [head], by=colleague)


def test_who_stands_in_confirms_and_a_unit_without_head_goes_to_the_one_above(town, paper, taxes):
    head, unit = taxes
    bare = make_unit("Biroul Impuneri", parent=unit)
    stand_in = make_member(make_unit("Juridic", parent=unit.parent), "unit_head", is_head=True)
    Substitution.objects.create(
        user=head, substitute=stand_in, since=dates.today(), until=dates.today() + timedelta(days=3), reason="concediu"
    )
    made = send(town, paper, [bare, unit], now=None)
    assert set(made.units.values_list("holder", flat=True)) == {unit.pk}
    assert list(queries.mine_to_read(stand_in)) == [made]
    actions.confirm_circular(made, by=stand_in)
    assert list(queries.mine_to_read(stand_in)) == []
    made.refresh_from_db()
    assert made.closed_at is not None
    assert made.close_reason == ""


def test_an_answer_is_a_paper_of_the_house(client: Client, town, paper, taxes):
    head, unit = taxes
    made = send(town, paper, [unit], asked="answer", due_on=date(2026, 11, 27))
    with pytest.raises(RuleBroken) as broken:
        actions.answer_circular(made.units.get(), paper, by=head)
    assert broken.value.code == "circular-answer-paper"
    answer = register_internal(by=town.registrar, channel="internal", subject="Situația spațiilor", unit=unit)
    client.force_login(head)
    client.post(f"{made.get_absolute_url()}confirma/")
    made.refresh_from_db()
    assert made.closed_at is None
    client.post(f"{made.get_absolute_url()}raspuns/", {"number": f"{answer.value}/{answer.year}"})
    made.refresh_from_db()
    assert made.units.get().answer == answer
    assert made.closed_at is not None


def test_who_may_send_what_where(town, paper, taxes):
    head, unit = taxes
    school = make_school(town.registrar)
    with pytest.raises(Refused):
        actions.send_circular(paper, to=Addressees([unit]), asked="inform", by=town.clerk)
    with pytest.raises(Refused):
        actions.send_circular(paper, to=Addressees([], [school]), asked="inform", by=head)
    for code, words in {
        "circular-nobody": {}, "circular-day": {"units": [unit], "asked": "act"},
        "circular-day-past": {"units": [unit], "asked": "act", "due_on": date(2026, 11, 16)},
    }.items():  # fmt: skip
        with pytest.raises(RuleBroken) as broken:
            send(town, paper, **words)
        assert broken.value.code == code
    assert Circular.objects.count() == 0


def test_a_link_from_outside_confirms_once_and_tells_nothing(
    client: Client, town, paper, django_capture_on_commit_callbacks
):
    school = make_school(town.registrar)
    made = send(town, paper, contacts=[school], words="Afișați la avizier.")
    mail = actions.send_mail(made.mails.get())
    sent = outbox.outbox[-1]
    assert (mail.state, sent.to, sent.extra_headers["Message-ID"]) == ("sent", ["scoala5@exemplu.ro"], mail.message_id)
    token = token_in(sent.body)
    assert token not in str(CircularMail.objects.values().get()), "the database alone does not hold the link's word"
    address = f"/corespondenta/circulare/confirmare/{token}/"
    for _ in range(2):
        page = client.get(address)
        assert (page.status_code, page["Referrer-Policy"]) == (200, "no-referrer")
    assert made.mails.get().confirmed_at is None
    body = page.content.decode()
    assert paper.paper_number in body
    assert not any(words in body for words in ("Chirilă", "scoala5", "Școala nr. 5", "Recensământul", "Mihaela"))
    for wrong in ("0" * 64, token[:-1] + ("0" if token[-1] != "0" else "1"), "nimic"):
        assert client.post(f"/corespondenta/circulare/confirmare/{wrong}/").status_code == 404
    assert client.post(address).status_code == 302
    first = made.mails.get().confirmed_at
    client.post(address)
    assert made.mails.get().confirmed_at == first
    assert "Confirm primirea" not in client.get(address).content.decode()
    made.refresh_from_db()
    assert made.closed_at is not None
    assert Line.objects.filter(verb="correspondence.circular_taken").count() == 1


def test_a_closed_circular_takes_no_late_confirmation(client: Client, town, paper, taxes):
    made = send(town, paper, [taxes[1]], contacts=[make_school(town.registrar)])
    actions.close_circular(made, reason="s-a amânat", by=town.registrar)
    address = link_of(made.mails.get()).partition("/corespondenta")[1:]
    page = client.get("".join(address)).content.decode()
    assert "a fost închisă" in page
    assert "<button" not in page
    client.post("".join(address))
    assert made.mails.get().confirmed_at is None


def test_news_of_the_e_mail_is_kept(town, paper):
    made = send(town, paper, contacts=[make_school(town.registrar)])
    mail = actions.send_mail(made.mails.get())
    letter_delivered.send(object, message_id=mail.message_id, recipient=mail.email, sentence="")
    assert made.mails.get().delivered_at is not None
    assert Line.objects.filter(verb="correspondence.circular_delivered").count() == 1
    delivery_failed.send(
        object, message_id=mail.message_id, recipient=mail.email, status="5.1.1", sentence="Nu există."
    )
    mail = made.mails.get()
    assert (mail.state, mail.problem) == ("bounced", "Nu există.")
    assert "Nu există." in queries.lines_of(made)[0].more
    assert Line.objects.filter(verb="correspondence.circular_returned").count() == 1


def test_reminders_are_written_once_on_working_days(town, paper, taxes):
    head, unit = taxes
    head.email = "dana@exemplu.ro"
    head.save(update_fields=["email"])
    made = send(
        town, paper, [unit, town.unit], contacts=[make_school(town.registrar)], asked="act", due_on=date(2026, 11, 24)
    )
    actions.send_mail(made.mails.get(), now=MONDAY)
    actions.confirm_circular(made, by=town.head, now=MONDAY)
    outbox.outbox.clear()

    def at(day: int) -> int:
        return actions.remind_circulars(datetime(2026, 11, day, 6, tzinfo=dates.BUCHAREST), by=town.registrar)

    assert [at(19), at(20), at(20), at(21), at(23), at(25), at(26)] == [0, 2, 0, 0, 0, 2, 0]
    assert set(CircularReminder.objects.values_list("kind", "for_user")) == {
        ("soon", head.pk), ("soon", None), ("late", head.pk), ("late", None),
    }  # fmt: skip
    assert actions.send_reminders(by=town.registrar) == 4
    assert actions.send_reminders(by=town.registrar) == 0
    to = sorted(message.to[0] for message in outbox.outbox)
    assert to == ["dana@exemplu.ro"] * 2 + ["scoala5@exemplu.ro"] * 2
    links = {token_in(message.body) for message in outbox.outbox if "scoala5" in message.to[0]}
    assert links == {token_in(link_of(made.mails.get()))}, "each reminder carries the same link"


def test_days_of_reminders_jump_over_free_days():
    assert reminder_days(date(2026, 11, 26), None) == {
        Reminded.SOON: date(2026, 12, 3), Reminded.LATE: date(2026, 12, 9),
    }  # fmt: skip
    assert reminder_days(date(2026, 11, 26), date(2026, 11, 27)) == {Reminded.LATE: date(2026, 12, 2)}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE correspondence_circular SET due_on = '2027-01-01'",
        "UPDATE correspondence_circular SET closed_at = now(), closed_by_id = sent_by_id",
        "UPDATE correspondence_circularunit SET opened_at = now() - interval '9 days' WHERE opened_at IS NOT NULL",
        "UPDATE correspondence_circularunit SET opened_at = NULL, opened_by_id = NULL WHERE opened_at IS NOT NULL",
        "UPDATE correspondence_circularunit SET unit_id = holder_id + 1",
        "UPDATE correspondence_circularmail SET digest = repeat('0', 64)",
        "DELETE FROM correspondence_circularunit",
        "TRUNCATE correspondence_circularreminder",
    ],
)
def test_the_database_holds_it(town, paper, taxes, change):
    made = send(town, paper, [taxes[1], town.unit], contacts=[make_school(town.registrar)], now=None)
    actions.open_circular(made, by=taxes[0])
    with pytest.raises(IntegrityError, match="Condica"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_two_receivers_at_once_leave_one_receipt(own_database):
    town = make_town()
    second = make_member(town.unit, "unit_head", full_name="Al Doilea")
    Substitution.objects.create(
        user=town.head, substitute=second, since=dates.today(), until=dates.today(), reason="concediu"
    )
    made = send(town, make_paper(town), [town.unit], now=None)
    barrier, failed = Barrier(2), list[str]()

    def confirm(by: Any) -> None:
        try:
            barrier.wait(10)
            actions.confirm_circular(made, by=by)
        except (RuleBroken, DatabaseError, BrokenBarrierError) as error:
            failed.append(repr(error))
        finally:
            connections.close_all()

    threads = [Thread(target=confirm, args=(by,)) for by in (town.head, second)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(20)
    assert failed == []
    receipt = CircularUnit.objects.get()
    assert receipt.opened_by == receipt.confirmed_by
    for verb in ("circular_read", "circular_confirmed", "circular_closed"):
        assert Line.objects.filter(verb=f"correspondence.{verb}").count() == 1


def test_lists_are_dated_and_a_circular_goes_to_todays_members(client: Client, town, paper, taxes):
    client.force_login(town.registrar)
    client.post("/corespondenta/circulare/liste/", {"name": "Școli și taxe"})
    one = queries.lists_on(dates.today()).get()
    school, gone = make_school(town.registrar), make_school(town.registrar, "Grădinița", "g@exemplu.ro")
    client.post(one.get_absolute_url(), {"units": [taxes[1].pk], "contacts": [school.pk, gone.pk]})
    client.post(f"{one.get_absolute_url()}scoate/", {"membru": one.members.get(contact=gone).pk})
    assert client.get(one.get_absolute_url()).status_code == 200
    sent = client.post(
        "/corespondenta/circulare/noua/", {"ales": [paper.pk], "list": one.pk, "asked": "inform", "words": "Vezi."}
    )
    made = Circular.objects.get()
    assert sent.url == made.get_absolute_url()
    assert (list(made.units.values_list("unit", flat=True)), made.mails.get().contact) == ([taxes[1].pk], school)
    client.force_login(town.clerk)
    assert client.get("/corespondenta/circulare/liste/").status_code == 404
    assert client.get(f"/corespondenta/circulare/noua/?ales={paper.pk}").status_code == 404


def test_several_papers_go_each_by_itself_and_a_refused_one_is_told(client: Client, town, paper, taxes):
    from condica.registry.actions import cancel

    struck = make_paper(town)
    cancel(struck, reason="dublură", by=town.registrar)
    client.force_login(town.registrar)
    said = client.post(
        "/corespondenta/circulare/noua/", {"ales": [paper.pk, struck.pk], "units": [taxes[1].pk], "asked": "inform"}
    ).content.decode()
    assert Circular.objects.get().entry == paper
    assert "Făcut la 1 document" in said
    assert "are numărul anulat" in said


def test_the_receipts_print_and_the_page_asks_a_bounded_number_of_questions(
    client: Client, town, paper, taxes, django_assert_max_num_queries
):
    units = [make_unit(f"Serviciul {place}", parent=taxes[1]) for place in range(12)]
    made = send(town, paper, [taxes[1], *units], contacts=[make_school(town.registrar)])
    actions.open_circular(made, by=taxes[0])
    client.force_login(town.registrar)
    client.get(made.get_absolute_url())
    with django_assert_max_num_queries(30):
        page = client.get(made.get_absolute_url()).content.decode()
    assert "13 din 14 destinatari au citit" in page
    answer = client.post(f"{made.get_absolute_url()}confirmari.pdf")
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert len(pdf.pages) == 1
    assert Line.objects.filter(verb="accounts.list_printed", data__count=14).count() == 1
    listed = client.post("/corespondenta/circulare/lista.pdf?lista=deschise")
    assert listed["Content-Type"] == "application/pdf"
    assert list(circulars_visible_to(town.clerk)) == []
