"""Resolutions of the folder: in whose name, several at once, phrases learned by use, the pace, who decides when."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from condica.accounts.tests.factories import make_user
from condica.casework import api as casework
from condica.desk import access, actions
from condica.desk.models import Folder, FolderPaper
from condica.desk.queries import folders as reads
from condica.desk.rules import Effect, Wanted, result_words
from condica.desk.tests.factories import give, make_folder, make_papers, make_presenting, paper_of
from condica.foundation import dates
from condica.foundation.refusal import Refused, RuleBroken
from condica.journal.models import Line
from condica.organisation.tests.factories import make_substitution

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("day")]


def to(unit, text: str = "Propuneți răspuns", **more) -> Wanted:
    return Wanted(text=text, lead=unit, **more)


DEFER = Wanted(effect=Effect.DEFER, reason="discutăm vineri")


def words_of(folder: Folder) -> list[str]:
    return [line.words for line in reads.opened(folder).lines]


def refused(sql: str, *values: object) -> bool:
    """Whether the database itself refuses, whatever the code does."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
    except DatabaseError:
        return True
    return False


# In somebody's name


def test_a_substitute_decides_and_the_resolution_says_so(town) -> None:
    folder = make_folder(town, 1)
    with pytest.raises(Refused):
        give(folder, 1, to(town.lighting), by=town.head)
    make_substitution(town.mayor, town.head, dates.today(), dates.today() + timedelta(days=5))
    assert list(access.visible_to(town.head)) == [folder]
    give(folder, 1, to(town.lighting), by=town.head)
    actions.close_folder(folder, by=town.head)
    task = casework.Task.objects.get()
    assert task.given_by == town.head
    assert task.text == f"Propuneți răspuns – {town.head}, înlocuind pe {town.mayor}"


def test_what_was_written_in_ink_is_copied_with_whose_it_is(town) -> None:
    folder = make_folder(town, 1)
    made = give(folder, 1, to(town.lighting), by=town.registrar)
    assert made.on_paper
    actions.close_folder(folder, by=town.registrar)
    text = casework.Task.objects.get().text
    assert text.startswith(f"Propuneți răspuns – rezoluția lui {town.mayor}, scrisă de mână pe mapa din 24.11.2026")
    assert text.endswith(f"transcrisă de {town.registrar}, originalul e pe hârtie")
    assert Line.objects.filter(verb="desk.resolutions_copied").exists()


# Several at once, phrases, pace


def test_the_same_resolution_to_several_papers(town) -> None:
    folder = make_folder(town, 3)
    papers = [paper_of(folder, place) for place in (1, 3)]
    assert actions.resolve_many(papers, to(town.lighting), by=town.mayor) == []
    assert words_of(folder) == ["Iluminat Public: Propuneți răspuns.", "", "Iluminat Public: Propuneți răspuns."]
    assert [code.code for _, code in actions.resolve_many(papers, Wanted(text="x"), by=town.mayor)] == [
        "lead-missing", "lead-missing",
    ]  # fmt: skip


def test_phrases_learn_their_order_by_use(town) -> None:
    folder = make_folder(town, 2)
    own = actions.keep_phrase(text="Urgent, azi", by=town.mayor)
    before = list(reads.phrases_of(town.mayor))
    used = next(one for one in before if one.text == "La dosar")
    give(folder, 1, to(town.lighting, "La dosar", phrase=used), by=town.mayor)
    assert list(reads.phrases_of(town.mayor)) == before  # a key means the same all day
    with dates.frozen(dates.now() + timedelta(days=1)):
        assert list(reads.phrases_of(town.mayor))[:2] == [used, own]
    assert own not in reads.phrases_of(town.head)
    actions.drop_phrase(own, by=town.mayor)
    assert own not in reads.phrases_of(town.mayor)
    with pytest.raises(Refused):
        actions.keep_phrase(text="A casei", house=True, by=town.mayor)
    actions.drop_phrase(
        actions.keep_phrase(text="A casei", house=True, by=make_user("administrator")), by=make_user("administrator")
    )
    assert Line.objects.filter(verb="desk.phrases_changed").count() == 2


def test_the_pace_is_the_median_of_believable_times(town) -> None:
    folder = make_folder(town, 4)
    for place, took in enumerate((8_000, 20_000, 12_000, 3_600_000), start=1):
        give(folder, place, to(town.lighting, milliseconds=took), by=town.mayor)
    opened = reads.opened(folder)
    assert opened.seconds == 12
    assert opened.minutes_left is None


def test_words_of_a_resolution(town) -> None:
    due = date(2026, 12, 3)
    wanted = to(town.lighting, joint=[town.police, town.hall], due_on=due)
    said = result_words(wanted).replace("\u00a0", " ")
    assert said == "Iluminat Public, cu Poliția Locală și Primăria: Propuneți răspuns, până joi, 3 decembrie."


def test_the_choice_of_deciders_is_dated(town) -> None:
    admin = make_user("administrator")
    row = make_presenting(town)
    assert actions.set_presenting(town.mayor, since=date(2026, 2, 1), by=admin) == row
    later = actions.set_presenting(town.mayor, since=date(2026, 11, 1), a_day=2, by=admin)
    row.refresh_from_db()
    assert (row.until, later.since) == (date(2026, 10, 31), date(2026, 11, 1))
    assert actions.end_presenting(later, by=admin).until == dates.today()
    with pytest.raises(RuleBroken, match="nu poate da rezoluții"):
        actions.set_presenting(town.clerk, since=date(2026, 1, 1), by=admin)
    assert refused("DELETE FROM desk_presenting")


def test_papers_counted_for_the_registry(town) -> None:
    make_folder(town, 2)
    make_papers(town, 1)
    waiting = reads.for_registry()[0]
    assert (waiting.new, waiting.today, [folder.open for folder in waiting.presented]) == (1, 1, [2])
    assert FolderPaper.objects.count() == 2
