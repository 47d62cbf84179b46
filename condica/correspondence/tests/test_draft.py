"""Beginning a letter and writing in it: templates, versions, two people in one text."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from condica.accounts.models import User
from condica.accounts.tests.factories import make_user
from condica.correspondence import actions, queries, rules
from condica.correspondence.models import LetterTemplate, LetterVersion
from condica.correspondence.queries import texts
from condica.correspondence.tests.factories import BODY, make_approved, make_letter, make_paper, make_town
from condica.foundation import dates
from condica.foundation.refusal import Refused, RuleBroken
from condica.registry import api as registry
from condica.registry.models import Entry

pytestmark = pytest.mark.django_db


def test_a_template_is_filled_from_the_paper() -> None:
    town = make_town()
    entry = make_paper(town, subject="Groapă <mare> pe strada Teilor")
    letter = actions.draft(entry=entry, template="raspuns-favorabil", by=town.clerk)
    assert f"Am primit petiția dumneavoastră nr. {entry.paper_number}, prin care ne-ați scris despre" in letter.body
    assert "„Groapă &lt;mare&gt; pe strada Teilor”" in letter.body
    assert "Serviciul Iluminat Public a verificat" in letter.body
    assert "27/2002" in letter.legal_basis
    assert (letter.addressee_name, letter.addressee_email) == ("Elena Chirilă", "elena.chirila@exemplu.ro")
    assert (letter.channel, letter.way, letter.unit) == ("email", "favorabil", town.unit)
    assert "ce s-a constatat" in rules.blanks(letter.body)


@pytest.mark.parametrize("key", ["raspuns-favorabil", "raspuns-nefavorabil", "redirectionare-petitionar",
                                 "redirectionare-autoritate", "prelungire", "solicitare-completari",
                                 "confirmare-inregistrare", "raspuns-partial", "confirmare-retragere", "clasare",
                                 "clasare-repetata"])  # fmt: skip
def test_every_seeded_answer_states_number_and_basis(key: str) -> None:
    town = make_town()
    entry = make_paper(town)
    letter = actions.draft(entry=entry, template=key, by=town.clerk)
    assert entry.paper_number in letter.body
    assert letter.legal_basis
    assert "{" not in letter.body
    assert not {"ş", "ţ"} & set(letter.body)


def test_a_template_ended_is_not_used() -> None:
    town = make_town()
    LetterTemplate.objects.filter(key="prelungire").update(until=dates.today() - timedelta(days=1))
    with pytest.raises(RuleBroken, match="Nu există modelul"):
        actions.draft(entry=make_paper(town), template="prelungire", by=town.clerk)


def test_typing_goes_into_one_version_and_another_hand_begins_a_new_one() -> None:
    town = make_town()
    letter = make_letter(town)
    for words in ("una", "una două", "una două trei"):
        letter = actions.edit(letter, words, by=town.clerk)
    assert [v.number for v in letter.versions.all()] == [2, 1]
    letter = actions.edit(letter, "altceva", by=town.head)
    assert [(v.number, v.by) for v in letter.versions.all()] == [(3, town.head), (2, town.clerk), (1, town.clerk)]
    later = dates.now() + timedelta(minutes=20)
    actions.edit(letter, "altceva, mai târziu", by=town.head, now=later)
    assert letter.versions.count() == 4


def test_the_same_text_makes_no_version() -> None:
    town = make_town()
    letter = make_letter(town)
    same = actions.edit(letter, letter.body, by=town.clerk)
    assert (same.revision, same.versions.count()) == (1, 1)


def test_pasted_markup_is_cleaned() -> None:
    town = make_town()
    letter = actions.edit(
        make_letter(town), '<p onclick="x">Da<script>alert(1)</script> şi <b>nu</b></p>', by=town.clerk
    )
    assert letter.body == "<p>Da și <strong>nu</strong></p>"


def test_a_text_changed_meanwhile_is_not_overwritten() -> None:
    town = make_town()
    letter = make_letter(town)
    actions.edit(letter, "al șefului", by=town.head, revision=1)
    with pytest.raises(RuleBroken, match="schimbată între timp") as refusal:
        actions.edit(letter, "al meu", by=town.clerk, revision=1)
    assert refusal.value.code == "letter-changed-meanwhile"
    letter.refresh_from_db()
    assert letter.body == "<p>al șefului</p>"


def test_who_is_not_of_the_house_room_may_not_write() -> None:
    town = make_town()
    letter = make_letter(town)
    with pytest.raises(Refused):
        actions.edit(letter, "x", by=make_user("clerk"))
    with pytest.raises(Refused):
        actions.draft(entry=make_paper(town), by=make_user("archivist"))


def test_an_approved_text_is_closed() -> None:
    town = make_town()
    with pytest.raises(RuleBroken, match="nu se mai schimbă"):
        actions.edit(make_approved(town), "x", by=town.head)


def test_an_old_version_is_never_written_again() -> None:
    town = make_town()
    letter = actions.edit(make_letter(town), "doi", by=town.head)
    with pytest.raises(DatabaseError, match="nu se mai schimbă"), transaction.atomic():
        LetterVersion.objects.filter(letter=letter, number=1).update(body="altceva")
    with pytest.raises(DatabaseError, match="interzis"), transaction.atomic():
        LetterVersion.objects.filter(letter=letter).delete()


def test_versions_are_compared_word_by_word() -> None:
    town = make_town()
    letter = make_letter(town)
    actions.edit(letter, BODY.replace("4 decembrie", "11 decembrie"), by=town.head)
    newer, older = letter.versions.all()
    rows = queries.compare(older, newer)
    changed = [piece for row in rows for piece in (*row.before, *row.after) if piece.kind != "same"]
    assert [(piece.kind, piece.text) for piece in changed] == [("removed", "4"), ("added", "11")]
    assert [row.changed for row in rows].count(True) == 1
    assert [piece.text for piece in rows[0].before] == [piece.text for piece in rows[0].after]


def test_paragraphs_that_came_or_went_stand_alone_in_their_row() -> None:
    rows = queries.side_by_side("unu\ndoi\ntrei", "unu\ntrei\npatru")
    shown = [([p.text for p in row.before], [p.text for p in row.after], row.changed) for row in rows]
    assert shown == [
        (["unu"], ["unu"], False), (["doi"], [], True), (["trei"], ["trei"], False), ([], ["patru"], True),
    ]  # fmt: skip


def test_values_fill_the_names_of_a_notice_and_what_is_missing_stays_to_be_filled() -> None:
    town = make_town()
    letter = actions.draft(
        entry=make_paper(town), template="prelungire", by=town.clerk, unit=town.unit,
        values={"zile": "15 zile", "data": "joi, 17 decembrie 2026"},
    )  # fmt: skip
    assert "a prelungit termenul de răspuns cu 15 zile. Veți primi răspunsul cel mai târziu la joi" in letter.body
    assert rules.blanks(letter.body) == ["Stimată doamnă/Stimate domnule", "motiv"]
    assert (letter.way, letter.is_answer) == ("prelungit", True)


def test_an_answer_names_all_joined_petitions() -> None:
    """OG 27/2002 art. 10 alin. (1): one answer that refers to all of them (P11)."""
    town = make_town()
    first, second, third = (make_paper(town) for _ in range(3))
    registry.connect(first, second, by=town.registrar)
    registry.connect(first, third, by=town.registrar)
    letter = actions.draft(entry=first, template="raspuns-favorabil", by=town.clerk)
    numbers = f"nr. {first.paper_number}, nr. {second.paper_number} și nr. {third.paper_number}"
    assert f"Am primit petițiile dumneavoastră {numbers}, prin care" in letter.body


def test_rooms_above_offer_words_to_put_in() -> None:
    town = make_town()
    letter = make_letter(town)

    def source(entry: Entry, user: User) -> list[queries.Insertion]:
        return [queries.Insertion(f"aviz-{entry.pk}", "Punctul de vedere al Juridicului", "Da.\n\n- unu", str(user))]

    queries.register_insertions(source)
    try:
        offered = queries.insertions_for(letter, town.clerk)
    finally:
        texts._SOURCES.remove(source)
    assert (offered[0].body, offered[0].note) == ("<p>Da.</p><ul><li>unu</li></ul>", "Ioana Hossu")
    assert "Calea de atac" in [one.title for one in offered]


def test_a_letter_is_given_up_with_a_reason() -> None:
    town = make_town()
    letter = make_letter(town)
    with pytest.raises(RuleBroken, match="numai cu motiv"):
        actions.drop(letter, reason=" ", by=town.clerk)
    assert actions.drop(letter, reason="dublură", by=town.clerk).stage == "dropped"
    with pytest.raises(RuleBroken):
        actions.submit(letter, by=town.clerk)
