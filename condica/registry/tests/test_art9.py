"""Instrucțiuni 217/1996, art. 9, sentence by sentence: what the register does, and what the database refuses.

The article's own words stand in each test; R2–R6 are the rows of the rule sheet. What is shown elsewhere at length
(the chain, the guards of a number) is shown here once, by its sentence.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from condica.accounts.models import User
from condica.accounts.rules import Role
from condica.accounts.tests.factories import make_user
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.organisation.tests.factories import make_unit
from condica.registry import actions
from condica.registry import api as registry
from condica.registry.models import Entry, Number, Register
from condica.registry.print import read_code
from condica.registry.print.papers import paper_code
from condica.registry.queries.book import COLUMNS, line_of, paper_cells
from condica.registry.tests.factories import make_entry, make_registrar

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> User:
    return make_registrar()


def parallel(name: str, prefix: str) -> Register:
    admin = make_user(role=Role.ADMINISTRATOR)
    return actions.open_register(name=name, prefix=prefix, minute_number="1", minute_on=dates.today(), by=admin)


def at(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> Any:
    return dates.frozen(datetime(year, month, day, hour, minute, tzinfo=dates.BUCHAREST))


def test_one_register_or_several_at_once_without_numbers_that_repeat(clerk: User) -> None:
    """„fie într-un singur registru de intrare-ieșire, fie, concomitent, în mai multe, fără ca numerele de înregistrare
    date documentelor să se repete” (R2): the number on paper, and on the label, is another in each register."""
    books = ["general", parallel("Registrul audiențelor", "AU-").key, parallel("Registrul 544", "IP-").key]
    papers = [make_entry(by=clerk, register=key) for key in books for _ in range(2)]
    assert [paper.value for paper in papers] == [1, 2] * 3
    assert len({paper.paper_number for paper in papers}) == 6
    assert len({read_code(paper_code(paper)) for paper in papers}) == 6
    for prefix in ("AU", "AU-", "R-", "", "A1-"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Register.objects.create(key="x", name="X", prefix=prefix, minute_number="1", minute_on=dates.today())


def test_the_general_registry_may_write_only_number_and_department(clerk: User) -> None:
    """„la registratura generală se înscrie numărul de înregistrare atribuit de expeditor şi denumirea compartimentului
    la care se repartizează spre înregistrare și rezolvare” (R4)."""
    own, unit = parallel("Registrul urbanismului", "URB-"), make_unit("Urbanism")
    general = make_entry(by=clerk, document_number="774/2026", unit=unit, subject="Spre înregistrare la Urbanism")
    there = make_entry(by=clerk, register=own.key, document_number="774/2026")
    registry.connect(general, there, by=clerk)
    cells = dict(zip(COLUMNS, paper_cells(general), strict=True))
    assert (cells["Nr. și data emitentului"], cells["Compartiment"]) == ("774/2026", "Urbanism")
    assert there.paper_number.startswith("URB-1/")


def test_numbers_are_given_in_the_order_of_receipt(clerk: User) -> None:
    """„Înregistrarea documentelor se efectuează cronologic, în ordinea primirii lor”: no number before an earlier
    one's moment, also when the server's clock is turned back."""
    with at(2035, 3, 5, 10):
        first, second = make_entry(by=clerk), make_entry(by=clerk)
    assert first.registered_at < second.registered_at
    with at(2035, 3, 4, 10), pytest.raises(DatabaseError, match="nu se poate antedata"), transaction.atomic():
        make_entry(by=clerk)


def test_received_earlier_stands_beside_the_moment_of_the_number(clerk: User) -> None:
    """What came on Friday evening and is written down on Monday keeps both moments; none may be in the future."""
    came = datetime(2035, 3, 2, 18, 40, tzinfo=dates.BUCHAREST)
    with at(2035, 3, 5, 8):
        entry = make_entry(by=clerk, received_at=came)
        assert entry.received_at == came
        assert dates.bucharest_day(entry.registered_at) == date(2035, 3, 5)
        with pytest.raises(RuleBroken, match="în viitor"):
            make_entry(by=clerk, received_at=datetime(2035, 3, 6, tzinfo=dates.BUCHAREST))


def test_the_year_begins_on_the_1st_of_january_and_ends_on_the_31st_of_december(clerk: User) -> None:
    """„începe de la 1 ianuarie și se încheie la 31 decembrie ale fiecărui an” (R2), by Romania's clock."""
    with at(2035, 12, 31, 23, 59):
        old = make_entry(by=clerk)
    with at(2036, 1, 1, 0, 1):
        new = make_entry(by=clerk)
    assert (old.year, new.year, new.value) == (2035, 2036, 1)
    assert old.registered_at.astimezone(dates.BUCHAREST).date() == date(2035, 12, 31)
    assert bytes(new.number.previous_hash) == bytes(old.number.hash), "the chain goes on over the year's turn"


def test_no_number_is_missing_and_none_stands_twice(clerk: User) -> None:
    """R6: numbers follow one another; the database stores neither a gap nor a second one."""
    papers = [make_entry(by=clerk) for _ in range(3)]
    assert [paper.value for paper in papers] == [1, 2, 3]
    with pytest.raises(RuleBroken), transaction.atomic():
        make_entry(by=clerk, subject=" ")
    assert make_entry(by=clerk).value == 4, "a refused paper takes no number"
    columns = "register_id, year, moment, kind, digest, previous_hash, hash"
    for number, previous, name in ((9, 8, "predecessor"), (9, 4, "no_gap"), (4, 3, "once")):
        with pytest.raises(IntegrityError, match=name), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE registry_number DISABLE TRIGGER USER")
            cursor.execute(
                f"INSERT INTO registry_number (number, previous, tracking_code, {columns}) "
                f"SELECT %s, %s, 'altul', {columns} FROM registry_number WHERE number = 4",
                [number, previous],
            )


ELEMENTS = {
    "numărul de înregistrare": "Număr",
    "data înregistrării": "Data înregistrării",
    "numărul și data documentului date de emitent": "Nr. și data emitentului",
    "numărul filelor documentului": "File",
    "numărul anexelor": "Anexe",
    "emitentul": "Emitent",
    "conținutul documentului în rezumat": "Conținut pe scurt",
    "compartimentul căruia i s-a repartizat": "Compartiment",
    "data expedierii": "Data expedierii",
    "modul rezolvării": "Modul rezolvării",
    "destinatarul": "Destinatar",
    "numărul de înregistrare al documentului la care se conexează": "Conexat la",
    "indicativul dosarului după nomenclator": "Indicativ dosar",
}


def test_the_thirteen_elements_stand_in_their_columns(clerk: User) -> None:
    """„La înregistrarea documentelor se vor preciza următoarele elemente” (R3)."""
    assert tuple(ELEMENTS.values()) == COLUMNS
    first = make_entry(by=clerk)
    entry = make_entry(
        by=clerk, document_number="117/B", document_date=date(2026, 1, 9), leaves=2, annexes=1,
        unit=make_unit("Direcția Tehnică"), file_code="III B 4", subject="Rigolă înfundată",
        sender_name="Elena Chirilă",
    )  # fmt: skip
    registry.connect(first, entry, by=clerk)
    registry.record_exit(entry, addressee="E. Chirilă", channel="post", way="favorabil", by=clerk)
    today = f"{dates.today():%d.%m.%Y}"
    at_hour = f"{dates.local(entry.registered_at):%d.%m.%Y %H:%M}"
    assert line_of(Entry.objects.get(pk=entry.pk)).cells == (
        "2", at_hour, "117/B / 09.01.2026", "2", "1", "Elena Chirilă", "Rigolă înfundată", "Direcția Tehnică", today,
        "favorabil", "E. Chirilă", str(first), "III B 4",
    )  # fmt: skip


def test_an_answer_takes_the_number_of_the_paper_it_answers(clerk: User) -> None:
    """„documentele expediate ca răspuns vor primi numărul de înregistrare al documentului la care se răspunde” (R5)."""
    entry = make_entry(by=clerk)
    before = Number.objects.count()
    for way in ("răspuns parțial", "răspuns"):
        registry.record_exit(entry, addressee="Elena Chirilă", channel="post", way=way, by=clerk)
    assert Number.objects.count() == before, "no number is drawn for an answer"
    assert paper_cells(Entry.objects.get(pk=entry.pk))[9] == "răspuns parțial\nrăspuns"


@pytest.mark.parametrize("draw", [registry.register_outgoing, registry.register_internal])
def test_ex_officio_and_internal_papers_are_registered_like_incoming_ones(clerk: User, draw: Any) -> None:
    """„Documentele expediate din oficiu și cele întocmite pentru uz intern se înregistrează ca și documentele intrate,
    completându-se coloanele adecvate” (R5)."""
    make_entry(by=clerk)
    own = draw(by=clerk, channel="post", subject="Dispoziție", sender_name="Direcția Tehnică", addressee_name="Prefect")
    assert own.value == 2, "one row of numbers for all three ways"
    cells = paper_cells(own)
    assert (cells[5], cells[10]) == ("Direcția Tehnică", "Prefect")


def test_papers_on_one_matter_are_connected_to_the_first(clerk: User) -> None:
    """„Documentele care se referă la aceeași problemă se conexează la primul document înregistrat” (R5)."""
    first, second = make_entry(by=clerk), make_entry(by=clerk)
    link = registry.connect(second, first, by=clerk)
    assert (link.first, link.second) == (first, second)
    assert paper_cells(Entry.objects.get(pk=second.pk))[11] == str(first)
    with pytest.raises(IntegrityError, match="older_first"), transaction.atomic():
        type(link).objects.create(first=second, second=first, by=clerk, at=dates.now())


def test_pre_bound_registers_and_books_are_registered_too(clerk: User) -> None:
    """„Documentele preconstituite (registre, condici etc.) se vor înregistra” (R5): like any paper made inside."""
    book = registry.register_internal(
        by=clerk, channel="internal", subject="Condica de predare-primire nr. 3, 200 de file", leaves=200, kind="other"
    )
    assert (book.value, book.leaves, book.direction) == (1, 200, "internal")


def test_a_wrong_number_is_struck_with_its_reason_and_never_used_again(clerk: User) -> None:
    """R6: struck out and legible, with a reason; the number is nobody else's."""
    entry = make_entry(by=clerk, subject="Înregistrat de două ori")
    with pytest.raises(RuleBroken, match="numai cu motiv"):
        registry.cancel(entry, reason=" ", by=clerk)
    registry.cancel(entry, reason="dublură", by=clerk)
    line = line_of(Entry.objects.get(pk=entry.pk))
    assert (line.struck, line.note, line.cells[6]) == (True, "ANULAT: dublură", "Înregistrat de două ori")
    assert make_entry(by=clerk).value == entry.value + 1
    with pytest.raises(DatabaseError, match="rămâne anulat"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(cancelled=False)


def test_a_wrong_word_stays_readable_under_its_correction(clerk: User) -> None:
    """R6 (the model of Ordinul MAI 118/2021 art. 13): nothing is written over."""
    entry = make_entry(by=clerk, sender_name="Elena Chirila")
    registry.correct(entry, reason="diacritice", sender_name="Elena Chirilă", by=clerk)
    registry.correct(entry, reason="numele întreg", sender_name="Elena-Maria Chirilă", by=clerk)
    line = line_of(Entry.objects.get(pk=entry.pk))
    assert line.cells[5] == "Elena-Maria Chirilă"
    assert line.old == {5: ["Elena Chirila", "Elena Chirilă"]}


def test_nothing_of_the_register_is_deleted(clerk: User) -> None:
    """R6, Legea 16/1996 art. 4: who keeps a register answers for it; the database refuses for them."""
    entry = make_entry(by=clerk)
    for table, key in (("entry", "number_id"), ("number", "id"), ("register", "id")):
        row = entry.register_id if table == "register" else entry.pk
        with pytest.raises(DatabaseError, match="interzis"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM registry_{table} WHERE {key} = %s", [row])
