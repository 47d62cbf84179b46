"""Originals that leave with a letter (originale anexate): by paper only, followed by the condica out and back."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from condica.correspondence import actions
from condica.correspondence.models import Envelope, Letter, Original
from condica.correspondence.print import annex_lines, sheets_of
from condica.correspondence.queries.post import remarks_of
from condica.correspondence.tests.factories import Town, make_letter, make_paper, make_rates, make_town
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.models import Line
from condica.journal.rules import Verb
from condica.registry import api as registry
from condica.registry.models import Entry, PlaceKind
from condica.registry.queries.book import flat, lines_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    town = make_town()
    make_rates(town.registrar)
    return town


def code_of(verb) -> str:
    with pytest.raises(RuleBroken) as caught:
        verb()
    return caught.value.code


def with_original(town: Town) -> tuple[Letter, Entry]:
    """A signed answer with which the original of an older paper leaves."""
    old = make_paper(town, subject="Act de proprietate", leaves=3)
    letter = make_letter(town)
    actions.put_original(letter, old, by=town.clerk)
    return actions.sign(actions.approve(letter, by=town.head), by=town.mayor), old


def posted(town: Town, letter: Letter) -> Envelope:
    """It left by post, registered."""
    (made,) = actions.put_in_envelopes([letter], "registered", by=town.registrar)
    (row,) = actions.prepare([made], by=town.registrar)
    actions.hand_over(row, stamp="OP 1", by=town.registrar)
    made.refresh_from_db()
    return made


def test_it_is_listed_weighed_and_frozen_with_the_signature(town: Town) -> None:
    letter, old = with_original(town)
    assert any(f"{old.paper_number}, în original (3 file)" in line for line in annex_lines(letter))
    assert sheets_of(letter) == 4
    row = letter.originals.get()
    assert code_of(lambda: actions.take_original(row, by=town.clerk)) == "letter-closed"
    with pytest.raises(DatabaseError, match="ce pleacă cu ea rămâne"), transaction.atomic():
        Original.objects.filter(pk=row.pk).update(out_at=dates.now())
    assert Line.objects.filter(verb=Verb.LETTER_ORIGINAL_PUT).exists()


def test_only_an_original_that_is_here_and_leaves_with_no_other_letter(town: Town) -> None:
    letter, old = make_letter(town), make_paper(town)
    row = actions.put_original(letter, old, by=town.clerk)
    assert actions.put_original(letter, old, by=town.clerk) == row
    assert code_of(lambda: actions.put_original(make_letter(town), old, by=town.clerk)) == "original-elsewhere"
    actions.take_original(row, by=town.clerk)
    assert actions.originals_of(letter) == []
    mail = make_paper(town, channel="email")
    assert code_of(lambda: actions.put_original(letter, mail, by=town.clerk)) == "original-electronic"
    registry.moved(old, place="court", words="Judecătoria", by=town.registrar)
    assert code_of(lambda: actions.put_original(letter, old, by=town.clerk)) == "original-gone"


def test_the_condica_follows_it_by_post_and_back(town: Town) -> None:
    letter, old = with_original(town)
    assert code_of(lambda: actions.dispatch(letter, "email", by=town.registrar)) == "original-by-email"
    envelope = posted(town, letter)
    here = registry.where_is(old)
    assert (here.kind, letter.addressee_name in here.words) == (PlaceKind.POST, True)
    actions.note_return(envelope, on=dates.today(), reason="moved", by=town.registrar)
    back = registry.where_is(old)
    assert (back.kind, back.words) == (PlaceKind.DESK, "la registratură, întors de poștă")
    assert [stay.place for stay in old.stays.order_by("since", "pk")] == ["desk", "post", "desk"]
    letter.refresh_from_db()
    assert actions.dispatch(letter, "email", by=town.registrar).way == "email", "sent again, what went once stays here"


def test_promised_to_somebody_it_does_not_leave_and_nothing_of_the_list_does(town: Town) -> None:
    letter, old = with_original(town)
    made = registry.hand_over([old], to_unit=town.unit, by=town.registrar)
    (envelope,) = actions.put_in_envelopes([letter], "simple", by=town.registrar)
    (row,) = actions.prepare([envelope], by=town.registrar)
    assert code_of(lambda: actions.hand_over(row, stamp="OP 1", by=town.registrar)) == "custody-waiting"
    row.refresh_from_db()
    assert row.state == "prepared"
    registry.accept(made, by=town.clerk)
    actions.hand_over(row, stamp="OP 1", by=town.registrar)
    assert registry.where_is(old).kind == PlaceKind.POST


def test_at_the_counter_it_goes_with_who_took_the_letter(town: Town) -> None:
    letter, old = with_original(town)
    actions.dispatch(letter, "counter", by=town.registrar, reference="Elena Chirilă")
    assert registry.where_is(old).kind == PlaceKind.CITIZEN


def test_what_came_back_and_what_was_signed_for_stand_in_the_book(town: Town) -> None:
    letter, _ = with_original(town)
    other = actions.sign(actions.approve(make_letter(town), by=town.head), by=town.mayor)
    actions.note_return(posted(town, letter), on=dates.today(), reason="moved", by=town.registrar)
    actions.note_receipt(posted(town, other), on=dates.today(), received_by="Ana", by=town.registrar)
    day = dates.numeric(dates.today())
    papers = [letter.entry, other.entry]
    assert remarks_of(papers) == {
        letter.entry_id: [f"întors {day}: destinatar mutat"], other.entry_id: [f"confirmat {day}"],
    }  # fmt: skip
    cells = [flat(line)[9] for line in lines_of(Entry.objects.filter(pk__in=[one.pk for one in papers]).order_by("pk"))]
    assert cells == [f"favorabil\nîntors {day}: destinatar mutat", f"favorabil\nconfirmat {day}"]


def test_the_pages_put_it_show_it_and_take_it_out(town: Town, client: Client) -> None:
    letter, old = make_letter(town), make_paper(town, subject="Act vechi")
    client.force_login(town.clerk)
    assert (
        client.post(reverse("correspondence:put_original", args=[letter.pk]), {"number": "999999"}).status_code == 422
    )
    client.post(reverse("correspondence:put_original", args=[letter.pk]), {"number": str(old)})
    page = client.get(letter.get_absolute_url()).content.decode()
    assert "Originale care pleacă" in page
    assert old.paper_number in page
    client.post(reverse("correspondence:take_original", args=[letter.pk, letter.originals.get().pk]))
    assert "Originale care pleacă" not in client.get(letter.get_absolute_url()).content.decode()
