"""Acts and displays on the desk (acte și afișări pe Acasă): what is owed stands among today's work, and is found."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from condica.accounts.tests.factories import make_user
from condica.court_papers import actions, queries
from condica.court_papers.tests.factories import hand, make_act, make_display, moment, on, open_registers
from condica.desk import api as desk
from condica.desk.queries.todo import todo
from condica.registry.tests.factories import make_entry, make_registrar


@pytest.fixture
def noon(db):
    """A clerk of the registry, on a Wednesday at noon."""
    open_registers()
    with on(11, 16, 8):
        clerk = make_registrar()
    with on(11, 25, 12):
        yield clerk


def test_what_is_owed_stands_on_acasa_until_it_is_done(noon):
    with on(11, 16, 12):
        late = make_act(noon, moment(11, 16, 10), file_number="7/97/2026")
    with on(11, 24, 10):
        taken = hand(make_act(noon, moment(11, 20, 10)), noon)
    one = make_display(noon, basis="hall", lasting="days", days=3)
    verbs = [row.verb for row in todo(noon, date(2026, 11, 25)).first]
    assert "Înapoiază instanței 1 act neridicat sau refuzat" in verbs
    assert "Trimite dovada pentru 1 act predat" in verbs
    assert "Afișează 1 document" in verbs
    assert sum(duty.count for duty in queries.duties(noon, date(2026, 11, 25))) == 3
    actions.give_back(late, why="uncollected", by=noon)
    for paper in (late, taken):
        actions.record_sent(paper, way="post", by=noon)
    actions.post(one, by=noon)
    assert queries.duties(noon, date(2026, 11, 25)) == []
    assert not queries.duties(make_user("clerk"), date(2026, 11, 25))


def test_the_one_search_finds_them_on_their_own_pages(noon):
    make_act(noon, moment(11, 20, 10))
    make_display(noon)
    source = next(one for one in desk.sources() if one.key == "court_papers")
    assert [hit.icon for hit in source.search(noon, "Popescu", 5)] == ["gavel"]
    assert [hit.icon for hit in source.search(noon, "tarla", 5)] == ["clipboard-text"]


def test_the_term_explains_itself_wherever_its_chip_stands(noon, visit):
    act = make_act(noon, moment(11, 24, 10))
    one = actions.post(make_display(noon), by=noon)
    for paper, words in ((act.entry, "Se numără 7 zile"), (one.entry, "45 de zile")):
        answer = visit(noon, reverse("desk:term", args=[paper.pk]))
        assert words in answer.content.decode().replace("\xa0", " ")
        card = visit(noon, f"{paper.get_absolute_url()}?fisa=1").content.decode()
        assert f'data-explain-from="{reverse("desk:term", args=[paper.pk])}"' in card
    found = visit(noon, reverse("desk:search") + "?q=Popescu").content.decode()
    assert f'data-explain-from="{reverse("desk:term", args=[act.pk])}"' in found
    assert visit(make_user("clerk"), reverse("desk:term", args=[act.pk])).status_code == 404
    undescribed = make_entry(by=noon, kind="court_paper", subject="Citație")
    assert visit(noon, reverse("desk:term", args=[undescribed.pk])).status_code == 404
