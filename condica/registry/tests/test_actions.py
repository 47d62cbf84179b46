"""The registry's verbs (faptele registraturii), each element of Instrucțiuni 217/1996 art. 9 with its test."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from condica.accounts.rules import Role
from condica.accounts.tests.factories import make_user
from condica.documents import api as documents
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.models import Line
from condica.organisation.tests.factories import make_unit
from condica.registry import api as registry
from condica.registry import queries
from condica.registry.actions import INSTRUCTIONS
from condica.registry.models import Entry
from condica.registry.queries.book import COLUMNS, flat, line_of
from condica.registry.tests.factories import make_entry, make_registrar

pytestmark = pytest.mark.django_db


def test_the_13_elements_of_art_9_are_kept_and_printed() -> None:
    """R3, Instrucțiuni 217/1996 art. 9: the 13 elements."""
    by = make_registrar()
    unit = make_unit("Direcția Tehnică")
    first = make_entry(by=by)
    entry = make_entry(
        by=by, document_number="117/B", document_date=date(2026, 1, 9), leaves=2, annexes=1, unit=unit,
        addressee_name="Primar", file_code="III B 4", subject="Rigolă înfundată",
    )  # fmt: skip
    registry.connect(first, entry, by=by)
    registry.record_exit(entry, addressee="Elena Chirilă", channel="post", way="răspuns favorabil", by=by)
    cells = dict(zip(COLUMNS, flat(line_of(Entry.objects.get(pk=entry.pk))), strict=True))
    assert len(cells) == 13
    assert cells["Număr"] == str(entry.value)
    assert cells["Data înregistrării"].startswith(f"{dates.today():%d.%m.%Y}")
    assert cells["Nr. și data emitentului"] == "117/B / 09.01.2026"
    assert (cells["File"], cells["Anexe"], cells["Emitent"]) == ("2", "1", "Elena Chirilă")
    assert (cells["Conținut pe scurt"], cells["Compartiment"]) == ("Rigolă înfundată", "Direcția Tehnică")
    assert (cells["Modul rezolvării"], cells["Destinatar"]) == ("răspuns favorabil", "Elena Chirilă")
    assert (cells["Conexat la"], cells["Indicativ dosar"]) == (first.paper_number, "III B 4")
    assert cells["Data expedierii"] == f"{dates.today():%d.%m.%Y}"


def test_numbers_follow_the_order_of_receipt_and_restart_each_year() -> None:
    """R2, N10: 31 December 23:59 and 1 January 00:01 in Bucharest fall in different registers; the first gets 1."""
    by = make_registrar()
    with dates.frozen(datetime(2035, 12, 31, 23, 59, tzinfo=dates.BUCHAREST)):
        old = make_entry(by=by)
    with dates.frozen(datetime(2036, 1, 1, 0, 1, tzinfo=dates.BUCHAREST)):
        new = make_entry(by=by)
        after = make_entry(by=by)
    assert (old.year, new.year, new.value, after.value) == (2035, 2036, 1, 2)
    assert bytes(new.number.previous_hash) == bytes(old.number.hash), "one chain over the years"


def test_a_clock_that_runs_behind_is_refused() -> None:
    """No back-dating: a number is never earlier than the one before it."""
    by = make_registrar()
    with dates.frozen(datetime(2035, 6, 1, 10, tzinfo=dates.BUCHAREST)):
        make_entry(by=by)
    with dates.frozen(datetime(2035, 6, 1, 9, tzinfo=dates.BUCHAREST)), pytest.raises(Exception, match="antedata"):
        make_entry(by=by)


def test_an_answer_takes_the_number_of_the_paper_it_answers() -> None:
    """R5, art. 9: no new number is drawn; the out column gets a line."""
    entry = make_entry()
    by = entry.registered_by
    one = registry.record_exit(entry, addressee="E. C.", channel="email", way="răspuns", by=by)
    two = registry.record_exit(entry, addressee="E. C.", channel="post", way="revenire", by=by)
    assert (one.ordinal, two.ordinal) == (1, 2)
    assert make_entry(by=by).value == entry.value + 1


def test_ex_officio_and_internal_papers_are_registered_like_incoming_ones() -> None:
    """R5: ex officio and internal papers draw numbers of the same register."""
    by = make_registrar()
    incoming = make_entry(by=by)
    outgoing = registry.register_outgoing(by=by, channel="post", subject="Adresă", addressee_name="Prefectura")
    internal = registry.register_internal(by=by, channel="internal", subject="Referat")
    assert [outgoing.value, internal.value] == [incoming.value + 1, incoming.value + 2]


def test_cancelling_needs_a_reason_keeps_the_number_and_is_done_once() -> None:
    """R6, N11: only "anulat" with reason; the number is not used again."""
    entry = make_entry()
    by = entry.registered_by
    with pytest.raises(RuleBroken, match="numai cu motiv"):
        registry.cancel(entry, reason="  ", by=by)
    made = registry.cancel(entry, reason="înregistrat de două ori", by=by)
    assert registry.cancel(entry, reason="altul", by=by) == made
    assert make_entry(by=by).value == entry.value + 1
    assert flat(line_of(Entry.objects.get(pk=entry.pk)))[6].startswith("ANULAT")
    assert Line.objects.filter(verb="registry.cancelled").count() == 1


def test_a_number_under_which_an_answer_left_cannot_be_cancelled() -> None:
    entry = make_entry()
    registry.record_exit(entry, addressee="E", channel="post", way="răspuns", by=entry.registered_by)
    with pytest.raises(RuleBroken, match="a plecat un răspuns") as refused:
        registry.cancel(entry, reason="greșeală", by=entry.registered_by)
    assert refused.value.cites == (INSTRUCTIONS,)


def test_a_correction_keeps_what_stood_there() -> None:
    entry = make_entry(subject="Ilumint stins")
    by = entry.registered_by
    registry.correct(entry, reason="literă lipsă", by=by, subject="Iluminat stins", leaves=3)
    entry.refresh_from_db()
    assert (entry.subject, entry.leaves) == ("Iluminat stins", 3)
    assert {(c.field, c.old, c.new) for c in entry.corrections.all()} == {
        ("subject", "Ilumint stins", "Iluminat stins"),
        ("leaves", "", "3"),
    }
    assert list(registry.verify()) == []
    assert entry in queries.search(by, "iluminatul")


@pytest.mark.parametrize("field", ["direction", "registered_at", "value", "tracking_code"])
def test_number_moment_and_direction_are_not_corrected(field: str) -> None:
    entry = make_entry()
    with pytest.raises(RuleBroken, match="Nu se pot corecta"):
        registry.correct(entry, reason="x", by=entry.registered_by, **{field: "x"})


def test_connecting_is_a_link_that_can_be_undone_and_made_again() -> None:
    """R5: same problem → connected to the first document; nothing is moved."""
    first = make_entry()
    by = first.registered_by
    second = make_entry(by=by)
    link = registry.connect(second, first, by=by)
    assert (link.first, link.second) == (first, second), "the older one keeps the matter"
    assert registry.connect(first, second, by=by) == link
    registry.disconnect(link, by=by)
    registry.disconnect(link, by=by)
    assert queries.connected(first, by) == []
    assert registry.connect(first, second, by=by) != link
    with pytest.raises(RuleBroken, match="cu el însuși"):
        registry.connect(first, first, by=by)


def test_received_is_kept_apart_from_registered_and_the_future_is_refused() -> None:
    """6.3: both moments; alert when more than a working day lies between."""
    with dates.frozen(datetime(2035, 6, 14, 10, tzinfo=dates.BUCHAREST)):
        by = make_registrar()
        late = make_entry(by=by, received_at=dates.now() - timedelta(days=5))
        fresh = make_entry(by=by, received_at=dates.now() - timedelta(minutes=5))
        with pytest.raises(RuleBroken, match="în viitor"):
            make_entry(by=by, received_at=dates.now() + timedelta(minutes=5))
    assert queries.far_apart(late)
    assert not queries.far_apart(fresh)


def test_a_paper_without_words_is_refused() -> None:
    with pytest.raises(RuleBroken, match="conținutul pe scurt"):
        make_entry(subject="   ")


def test_the_same_key_gives_the_first_answer_and_another_paper_under_it_is_refused() -> None:
    by = make_registrar()
    first = make_entry(by=by, idempotency="k1")
    again = make_entry(by=by, idempotency="k1")
    assert again == first
    with pytest.raises(RuleBroken, match="a fost folosită pentru alt document"):
        make_entry(by=by, idempotency="k1", subject="Altceva")
    assert make_entry(by=make_registrar(), idempotency="k1") != first


def test_files_are_attached_in_order_and_found_by_the_papers_readers() -> None:
    by = make_registrar()
    document = documents.store(b"%PDF-1.4 proba", name="cerere.pdf", by=by)
    entry = make_entry(by=by, documents=[document])
    registry.attach(entry, document, by=by)
    other = documents.store(b"alt fisier", name="anexa.txt", by=by)
    assert registry.attach(entry, other, by=by).ordinal == 2
    assert entry.attachments.count() == 2


def test_each_verb_writes_one_line_that_names_who_and_what() -> None:
    entry = make_entry()
    by = entry.registered_by
    registry.hand_to(entry, make_unit("Direcția Tehnică"), by=by)
    registry.decide_kind(entry, "invoice", by=by)
    words = [str(line["sentence"]) for line in queries.history(entry)]
    assert f"<b>{by}</b> a încadrat" in words[0]
    assert "ca Factură" in words[0]
    assert "către Direcția Tehnică" in words[1]
    assert f'<a href="/registratura/document/{entry.pk}/">{entry.paper_number}</a>' in words[2]
    assert len(words) == 3


def test_lists_begin_at_what_the_user_may_see() -> None:
    """Deny by default: a clerk sees the unit's papers, an administrator none."""
    unit = make_unit()
    mine, other = make_entry(unit=unit), make_entry()
    from condica.organisation.tests.factories import make_member

    clerk = make_member(unit, "clerk")
    assert list(registry.visible_to(clerk)) == [mine]
    assert set(registry.visible_to(make_registrar())) == {mine, other}
    assert not registry.visible_to(make_user(role=Role.ADMINISTRATOR)).exists()
    assert not registry.visible_to(make_user()).exists()


@pytest.mark.parametrize(
    "words", ["iluminat", "ILUMINATUL", "iluminatului", "strazii Morii", "strada morii", "chirila", "Chirilă"]
)
def test_search_ignores_diacritics_case_and_form(words: str) -> None:
    entry = make_entry()
    assert queries.search(entry.registered_by, words) == [entry]
    assert queries.search(entry.registered_by, f"{words} inexistent") == []
