"""Reserved numbers (numere rezervate): drawn in a block, filled once, annulled, closed; lines sent by a desk."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from condica.accounts.rules import Role
from condica.accounts.tests.factories import make_user
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.organisation.tests.factories import make_desk
from condica.registry import actions
from condica.registry import api as registry
from condica.registry.actions import Paper
from condica.registry.models import Block, Entry, Number, OfflineLine, Reconciliation, Register
from condica.registry.queries import blocks as queries
from condica.registry.queries.book import lines_of_day
from condica.registry.tests.factories import make_entry, make_registrar
from condica.registry.tests.test_guards import refused

pytestmark = pytest.mark.django_db


def general() -> Register:
    return Register.objects.get(key="general")


def make_block(count: int = 5, *, by: Any = None, desk: Any = None) -> Block:
    by = by or make_registrar()
    return actions.reserve(general(), desk or make_desk(), count, reason="lucrări la cablu", by=by)


def paper(block: Block, subject: str = "Cerere", after: int = 1, **more: Any) -> Paper:
    """A paper received some moments after the reservation."""
    return Paper(
        channel="counter", subject=subject, received_at=block.reserved_at + timedelta(milliseconds=after), **more
    )


def sent(
    block: Block, value: int, subject: str = "Cerere", *, key: uuid.UUID | None = None, late: timedelta = timedelta()
) -> dict[str, Any]:
    """A line as the page without network sends it."""
    words = {"subject": subject, "sender_name": "Elena Chirilă", "leaves": "2"}
    said = (dates.now() + late).isoformat()
    return {"block": block.pk, "key": str(key or uuid.uuid4()), "value": value, "words": words, "said_at": said}


def test_a_block_takes_the_next_numbers_one_after_another_under_one_lock() -> None:
    first = make_entry()
    block = make_block(4)
    after = make_entry()
    assert (block.first, block.last, after.value) == (first.value + 1, first.value + 4, first.value + 5)
    assert set(Number.objects.filter(reserved__block=block).values_list("kind", flat=True)) == {"reserved"}
    assert list(registry.verify()) == []


@pytest.mark.parametrize(("count", "reason"), [(0, "x"), (501, "x"), (3, " ")])
def test_a_block_has_a_size_and_a_reason(count: int, reason: str) -> None:
    with pytest.raises(RuleBroken):
        actions.reserve(general(), make_desk(), count, reason=reason, by=make_registrar())
    assert not Number.objects.exists()


def test_a_reserved_number_is_filled_keeps_its_moment_and_says_when_the_paper_came() -> None:
    """Art. 9: the number stays the one that was drawn; receipt and filling are told beside it."""
    block = make_block()
    entry = actions.fill(block, block.first, paper(block, after=3), by=make_registrar())
    entry.refresh_from_db()
    number = Number.objects.get(pk=entry.pk)
    assert (entry.value, entry.registered_at, entry.desk) == (block.first, number.moment, block.desk)
    assert number.moment <= entry.received_at <= entry.filled_at
    assert "rezervat" in queries.filled_words(entry)
    assert list(registry.verify()) == []


def test_the_term_runs_from_the_day_on_which_the_desk_received_it() -> None:
    """A block reserved on Monday, a petition brought on Wednesday: the days are counted from Wednesday."""
    monday = dates.at(dates.today(), 8)
    by, desk = make_registrar(), make_desk()
    with dates.frozen(monday):
        block = make_block(2, by=by, desk=desk)
    with dates.frozen(monday + timedelta(days=3)):
        said = Paper(channel="counter", subject="Petiție", received_at=monday + timedelta(days=2))
        entry = actions.fill(block, block.first, said, by=by)
    assert entry.registered_on == dates.bucharest_day(monday) + timedelta(days=2)
    assert f"{entry.registered_on:%d.%m.%Y}" in entry.paper_number


@pytest.mark.parametrize(
    ("how", "code"), [("twice", "taken"), ("annulled", "annulled"), ("outside", "outside"), ("closed", "closed")]
)
def test_a_number_that_is_not_free_is_refused(how: str, code: str) -> None:
    by, block = make_registrar(), make_block(2)
    value = block.first
    if how == "twice":
        actions.fill(block, value, paper(block), by=by)
    elif how == "annulled":
        actions.annul(block, value, reason="spoilt", by=by)
    elif how == "outside":
        value = block.last + 1
    else:
        actions.reconcile(block, by=by)
    with pytest.raises(RuleBroken) as refusal:
        actions.fill(block, value, paper(block), by=by)
    assert refusal.value.code == code


@pytest.mark.parametrize("off", [timedelta(days=-30), timedelta(hours=3)])
def test_a_paper_cannot_come_before_its_number_was_reserved_or_after_now(off: timedelta) -> None:
    block = make_block()
    with pytest.raises(RuleBroken) as refusal:
        actions.fill(
            block,
            block.first,
            Paper(channel="counter", subject="x", received_at=dates.now() + off),
            by=make_registrar(),
        )
    assert refusal.value.code == "clock"


def test_the_numbers_of_a_year_take_no_paper_of_the_next() -> None:
    """R2: numbering restarts on 1 January."""
    eve = dates.at(dates.today().replace(month=12, day=31), 23, 50)
    by, desk = make_registrar(), make_desk()
    with dates.frozen(eve):
        block = make_block(2, by=by, desk=desk)
    new_year = eve + timedelta(minutes=20)
    with dates.frozen(new_year), pytest.raises(RuleBroken, match="număr nou, al anului"):
        actions.fill(block, block.first, Paper(channel="counter", subject="x", received_at=new_year), by=by)


def test_the_minute_annuls_what_is_left_and_its_totals_add_up() -> None:
    by, block = make_registrar(), make_block(5)
    actions.fill(block, block.first, paper(block), by=by)
    actions.fill(block, block.first + 2, paper(block, after=2), by=by)
    actions.annul(block, block.first + 1, reason="spoilt", by=by)
    made = actions.reconcile(block, by=by)
    assert (made.used, made.annulled) == (2, 3)
    assert made.minute.direction == "internal"
    assert made.minute.attachments.count() == 1
    assert actions.reconcile(block, by=by) == made  # pressed twice
    assert not queries.open_blocks(general()).exists()
    assert list(registry.verify()) == []
    struck = [line.note for line in lines_of_day(general(), dates.bucharest_day(block.reserved_at)) if line.struck]
    assert struck == ["ANULAT: scris greșit pe hârtie", "ANULAT: nefolosit", "ANULAT: nefolosit"]


def test_lines_that_stand_in_the_register_without_a_paper() -> None:
    by, block = make_registrar(), make_block(5)
    actions.fill(block, block.first + 1, paper(block), by=by)
    actions.annul(block, block.first + 4, reason="lost", by=by)
    day = dates.bucharest_day(block.reserved_at)
    lines = queries.reserved_lines(general(), *dates.bounds(day, day))
    said = [(line.first - block.first, line.last - block.first, line.words) for line in lines]
    assert said == [(0, 0, "rezervat"), (2, 3, "rezervat"), (4, 4, "anulat: foaia s-a pierdut sau s-a distrus")]


GUARDED = {
    "DELETE FROM registry_filling": "interzis",
    "UPDATE registry_filling SET outcome = 'annulled', reason = 'lost'": "interzis",
    "UPDATE registry_block SET last = last + 1": "interzis",
    "UPDATE registry_reserved SET value = value + 1": "interzis",
    "TRUNCATE registry_reserved CASCADE": "interzis",
    "UPDATE registry_entry SET filled_at = NULL": "nu se schimbă",
    "UPDATE registry_entry SET received_at = 'epoch' WHERE filled_at IS NOT NULL": "nu se schimbă",
}


@pytest.mark.parametrize("sql", GUARDED)
def test_what_became_of_a_number_is_never_changed(sql: str) -> None:
    block = make_block(2)
    actions.fill(block, block.first, paper(block), by=make_registrar())
    assert GUARDED[sql] in refused(sql)


def raw_filling(block: Block, *, reserved: int, desk: int, of: int, outcome: str = "annulled") -> str:
    return refused(
        "INSERT INTO registry_filling (reserved_id, block_id, desk_id, place, outcome, moment, reason, digest, by_id, "
        "previous_hash, hash) VALUES (%s, %s, %s, 0, %s, now(), 'lost', '', %s, '', '')",
        reserved, of, desk, outcome, block.reserved_by_id,
    )  # fmt: skip


def test_the_database_knows_block_desk_and_minute() -> None:
    """Whatever is sent past the application: only from its block, only by its desk, nothing after the minute."""
    block, other = make_block(2), make_block(2)
    free = block.numbers.first().pk
    assert "nu este din acest bloc" in raw_filling(block, reserved=free, desk=block.desk_id, of=other.pk)
    assert "altui ghișeu" in raw_filling(block, reserved=free, desk=other.desk_id, of=block.pk)
    actions.annul(block, block.first, reason="lost", by=block.reserved_by)
    assert "registry_filling_pkey" in raw_filling(block, reserved=free, desk=block.desk_id, of=block.pk)
    used = refused("UPDATE registry_number SET kind = 'entry' WHERE id = %s", free)
    assert "interzis" in used


def test_after_the_minute_not_even_the_database_takes_a_number() -> None:
    block = make_block(1)
    with transaction.atomic():
        sid = transaction.savepoint()
        words = refused(
            "INSERT INTO registry_reconciliation (block_id, minute_id, used, annulled, by_id, at, head) "
            "VALUES (%s, %s, 0, 1, %s, now(), '')",
            block.pk, make_entry().pk, block.reserved_by_id,
        )  # fmt: skip
        transaction.savepoint_rollback(sid)
    assert "nu se potrivesc" in words
    actions.reconcile(block, by=block.reserved_by)
    assert "interzis" in refused("UPDATE registry_reconciliation SET used = 1")
    assert "interzis" in refused("DELETE FROM registry_reconciliation")


def test_a_reserved_number_without_block_or_filling_is_refused_at_commit() -> None:
    block = make_block(2)
    alone = refused(
        "INSERT INTO registry_number (register_id, year, number, kind, tracking_code, digest, previous_hash, hash) "
        "VALUES (%s, 0, 0, 'reserved', 'SINGUR', '', '', '')",
        block.register_id,
    )
    assert "fără blocul lui" in alone
    with pytest.raises(DatabaseError, match="numai din blocul lui"), transaction.atomic():
        number = block.numbers.first().number
        from condica.registry.actions.registering import write_entry

        write_entry(paper(block), number, direction="in", salt=b"", written={}, by=block.reserved_by)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("UPDATE registry_filling SET digest = 'x'", "completarea numărului rezervat a fost schimbată"),
        ("UPDATE registry_reserved SET written = '{}'", "rezervarea a fost schimbată"),
        (
            'UPDATE registry_entry SET written = \'{"subject": "altul"}\'',
            "cele scrise la înregistrare au fost schimbate",
        ),
        ("UPDATE registry_reconciliation SET used = 2, annulled = 0", "nu se mai potrivește"),
    ],
)
def test_verify_finds_what_was_changed_behind_the_guards(change: str, words: str) -> None:
    block = make_block(2)
    actions.fill(block, block.first, paper(block), by=block.reserved_by)
    actions.reconcile(block, by=block.reserved_by)
    table = change.split()[1]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(change)
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    assert any(words in finding.what for finding in registry.verify())


# --- lines sent by a desk ---


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(make_registrar())
    return client


def send(desk: Client, *lines: dict[str, Any]) -> list[dict[str, Any]]:
    answer = desk.post(reverse("registry:offline_send"), json.dumps({"lines": lines}), "application/json")
    assert answer.status_code == 200, answer.content
    return answer.json()["answers"]


def test_a_line_is_registered_once_however_often_it_is_sent(desk: Client) -> None:
    block = make_block()
    line = sent(block, block.first)
    first, again = send(desk, line)[0], send(desk, line)[0]
    assert first == again
    assert (first["state"], Entry.objects.count(), OfflineLine.objects.get().words) == ("registered", 1, {})
    assert Entry.objects.get().sender_name == "Elena Chirilă"


def test_two_machines_with_the_same_number_lose_nothing(desk: Client) -> None:
    block = make_block(3)
    one, other = sent(block, block.first, "Prima"), sent(block, block.first, "A doua")
    assert [answer["state"] for answer in send(desk, one, other)] == ["registered", "waiting"]
    waiting = OfflineLine.objects.get(state="waiting")
    assert (waiting.problem, waiting.words["subject"]) == ("taken", "A doua")
    with pytest.raises(RuleBroken, match="așteaptă"):
        actions.reconcile(block, by=make_registrar())
    page = desk.get(waiting.get_absolute_url()).content.decode()
    assert "Prima" in page
    assert "A doua" in page
    desk.post(
        waiting.get_absolute_url(),
        {
            **waiting.words,
            "value": block.first + 1,
            "received_at": f"{dates.local(waiting.said_at):%Y-%m-%dT%H:%M:%S}",
            "channel": "counter",
        },
    )
    waiting.refresh_from_db()
    assert (waiting.state, waiting.decision, waiting.entry.value) == ("decided", "other", block.first + 1)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"said_at": "2019-01-01T10:00:00+02:00"}, "clock"),
        ({"value": 999_999}, "outside"),
        ({"words": {"subject": ""}}, "refused"),
        ({"words": {"subject": "Cerere", "leaves": "multe"}}, "refused"),
    ],
)
def test_what_cannot_be_taken_is_kept_whole_for_a_person(desk: Client, change: dict[str, Any], problem: str) -> None:
    block = make_block()
    assert send(desk, sent(block, block.first) | change)[0]["state"] == "waiting"
    kept = OfflineLine.objects.get()
    assert (kept.problem, kept.words, Entry.objects.count()) == (problem, (sent(block, 1) | change)["words"], 0)


def test_the_same_key_with_other_words_is_a_conflict(desk: Client) -> None:
    block, key = make_block(), uuid.uuid4()
    send(desk, sent(block, block.first, "Una", key=key))
    assert send(desk, sent(block, block.first + 1, "Alta", key=key))[0]["told"].startswith("același rând")
    assert OfflineLine.objects.filter(problem="key", words__subject="Alta").exists()


def test_a_line_that_is_the_same_paper_is_put_aside(desk: Client) -> None:
    block = make_block()
    send(desk, sent(block, block.first), sent(block, block.first))
    waiting = OfflineLine.objects.get(state="waiting")
    desk.post(waiting.get_absolute_url(), {"ce": "acelasi"})
    waiting.refresh_from_db()
    assert (waiting.decision, Entry.objects.filter(direction="in").count()) == ("twice", 1)
    assert "rămâne cum a venit" in refused("UPDATE registry_offlineline SET value = value + 1")


def test_the_page_and_its_worker_carry_nobodys_words(desk: Client) -> None:
    make_entry(sender_name="Nume De Om")
    shell = desk.get(reverse("registry:offline")).content.decode()
    assert "Nume De Om" not in shell
    worker = desk.get(reverse("registry:offline_worker"))
    assert worker.headers["Content-Type"].startswith("text/javascript")
    assert worker.content.decode().startswith("self.condica = {")
    block = make_block(3)
    told = desk.get(reverse("registry:offline_data")).json()
    assert told["blocks"][0]["free"] == [block.first, block.first + 1, block.last]


def test_a_clerk_who_may_not_register_sends_nothing(client: Client) -> None:
    client.force_login(make_user(Role.CLERK))
    assert client.get(reverse("registry:offline_data")).status_code == 404
    assert client.post(reverse("registry:offline_send"), "{}", "application/json").status_code == 404


def test_a_sheet_is_typed_in_line_after_line_and_closed(desk: Client) -> None:
    desk.post(
        reverse("registry:reserve"), {"desk": make_desk().pk, "count": 2, "reason": "târg", "register": "general"}
    )
    block = Block.objects.get()
    said = f"{dates.local(dates.now()):%Y-%m-%dT%H:%M:%S}"
    for value in (block.first, block.last):
        answer = desk.post(
            reverse("registry:fill_block", args=[block.pk]),
            {"value": value, "received_at": said, "subject": f"Rândul {value}"},
        )
        assert answer.status_code == 302, answer.content.decode()[-2000:]
    assert "completate sau anulate" in desk.get(reverse("registry:fill_block", args=[block.pk])).content.decode()
    assert desk.get(reverse("registry:block_sheet", args=[block.pk])).content.startswith(b"%PDF")
    desk.post(reverse("registry:reconcile", args=[block.pk]))
    assert Reconciliation.objects.get().used == 2
    assert desk.get(reverse("registry:block_minute", args=[block.pk])).content.startswith(b"%PDF")
    assert desk.get(block.get_absolute_url()).status_code == 200
    assert str(block) in desk.get(reverse("registry:blocks")).content.decode()
