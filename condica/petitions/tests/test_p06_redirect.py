"""P6: a misaddressed petition goes to whom it belongs in five days, its petitioner told (art. 6^1)."""

from __future__ import annotations

from datetime import date

import pytest

from condica.casework import api as casework
from condica.correspondence import api as correspondence
from condica.foundation.refusal import RuleBroken
from condica.journal.models import Line
from condica.journal.queries import sentence
from condica.petitions import actions, queries
from condica.petitions.rules import Stage
from condica.petitions.tests.factories import accepted, at, fresh, give, leave, make_petition, redirected
from condica.registry.models import Exit

TO = "Compania de Apă"


def redirect(town, petition, **more):
    return actions.redirect(petition, **({"to": TO, "by": town.registrar} | more))


def refused(verb, *args, **words):
    with pytest.raises(RuleBroken) as broken:
        verb(*args, **words)
    return broken.value


def test_both_letters_are_begun_in_one_step_from_their_models(town, day):
    petition = make_petition(town, leaves=3)
    redirect(town, petition, email="apa@exemplu.ro", address="Str. Apei 1")
    redirect(town, petition)
    cover, note = queries.not_left(petition)
    assert (cover.letter.template.key, note.letter.template.key) == (
        "redirectionare-autoritate",
        "redirectionare-petitionar",
    )
    assert (cover.letter.addressee_name, cover.letter.addressee_email) == (TO, "apa@exemplu.ro")
    assert note.letter.addressee_name == "Elena Chirilă"
    assert "3 file" in cover.letter.body.replace("\u00a0", " ")
    assert TO in note.letter.body
    assert {cover.letter.way, note.letter.way} == {"redirecționat"}


def test_until_the_letter_to_the_authority_leaves_the_petition_is_still_ours(town, day):
    petition = make_petition(town)
    redirect(town, petition)
    petition = fresh(petition)
    assert (petition.case.stage, petition.case.is_open, petition.entry.settled_as) == (Stage.REDIRECTING, True, "")
    assert not petition.endings.exists()
    shown = [row.text for row in queries.card(petition.case, town.registrar) if row.title == "N-a plecat încă"]
    assert shown == ["adresa către autoritatea competentă", "înștiințarea de redirecționare"]


def test_it_is_redirected_the_day_it_leaves_and_closed_once_the_petitioner_is_told(town):
    with at(10, 30):
        petition = make_petition(town)
        redirect(town, petition)
    with at(11, 3):
        leave(town, petition, "authority")
    petition = fresh(petition)
    assert (petition.case.stage, petition.case.is_open) == (Stage.REDIRECTED, True)
    assert (petition.entry.settled_as, petition.entry.settled_on) == ("moved", date(2026, 11, 3))
    assert casework.clock(petition.case).stopped
    with at(11, 4):
        leave(town, petition, "redirected")
    assert fresh(petition).case.closed_at is not None
    assert queries.not_left(petition) == []
    ways = Exit.objects.filter(entry=petition.entry).order_by("ordinal").values_list("addressee", "way")
    assert list(ways) == [(TO, "redirecționat"), ("Elena Chirilă", "redirecționat")]


def test_the_petitioner_may_be_told_first(town, day):
    petition = make_petition(town)
    redirect(town, petition)
    leave(town, petition, "redirected")
    assert fresh(petition).case.stage == Stage.REDIRECTING
    leave(town, petition, "authority")
    assert not fresh(petition).case.is_open


def test_the_five_days_are_counted_as_the_authority_reads_them(town, day):
    petition = make_petition(town)
    redirect(town, petition)
    assert petition.sending.due_on == date(2026, 11, 5)  # 30 Oct + 5 whole days


def test_late_is_possible_says_so_and_is_counted_late(town):
    with at(10, 30):
        petition, in_time = make_petition(town), make_petition(town)
        redirect(town, in_time)
        leave(town, in_time, "authority")
    with at(11, 20):
        redirect(town, petition)
        leave(town, petition, "authority")
        told = [
            sentence(line)
            for line in Line.objects.filter(
                verb__in=["petitions.redirecting", "petitions.redirected"], case_id=petition.pk
            )
        ]
    assert len(told) == 2
    assert all("cu 15 zile întârziere" in str(words).replace("\u00a0", " ") for words in told)
    assert (petition.sending.late, in_time.sending.late) == (True, False)


def test_decided_in_time_but_sent_late_is_late(town):
    with at(10, 30):
        petition = make_petition(town)
        redirect(town, petition)
    with at(11, 9):
        leave(town, petition, "authority")
    assert petition.sending.late


def test_an_unreachable_petitioner_is_not_told(town, day):
    petition = make_petition(town, sender_name="", sender_email="")
    redirect(town, petition)
    assert [notice.kind for notice in queries.not_left(petition)] == ["authority"]
    leave(town, petition, "authority")
    assert not fresh(petition).case.is_open


def test_it_must_be_said_where(town, day):
    broken = refused(redirect, town, make_petition(town), to=" ")
    assert (broken.code, broken.cites) == ("authority-missing", ("OG 27/2002, art. 6^1",))


def test_given_up_while_nothing_left_it_goes_on_where_it_stood(town, day):
    petition = accepted(town)
    redirect(town, petition, by=town.clerk)
    letter = queries.not_left(petition)[0].letter
    actions.keep(petition, reason="Rețeaua e a noastră.", by=town.clerk)
    assert (fresh(petition).case.stage, fresh(petition).sending) == (Stage.ACCEPTED, None)
    assert queries.not_left(petition) == []
    assert refused(correspondence.approve, letter, by=town.head).code == "letter-blanks"
    correspondence.edit(letter, "<p>Vă trimitem petiția.</p>", by=town.clerk)
    assert refused(correspondence.approve, letter, by=town.head).code == "notice-void"
    redirect(town, petition, by=town.clerk)
    assert len(queries.not_left(petition)) == 2


def test_not_given_up_once_the_petitioner_was_told(town, day):
    petition = make_petition(town)
    redirect(town, petition)
    leave(town, petition, "redirected")
    assert refused(actions.keep, petition, reason="E a noastră.", by=town.registrar).code == "redirect-told"


def test_a_letter_given_up_is_owed_again(town, day):
    petition = make_petition(town)
    redirect(town, petition)
    cover = queries.not_left(petition)[0]
    correspondence.drop(cover.letter, reason="alt model", by=town.registrar)
    cover.refresh_from_db()
    assert cover.letter is None
    letter = actions.write_notice(petition, kind="authority", by=town.registrar)
    assert actions.write_notice(petition, kind="authority", by=town.registrar) == letter


def test_while_it_is_being_sent_nobody_answers_or_assigns(town, day):
    petition = accepted(town)
    redirect(town, petition, by=town.clerk)
    from condica.petitions.tests.factories import write

    assert refused(write, town, petition).code == "petition-not-answered"
    assert refused(give, town, fresh(petition), text="Altceva.").code == "petition-too-late"
    task = casework.open_task(petition.case)
    assert refused(casework.return_task, task, reason="nu e a mea", by=town.clerk).code == "petition-too-late"


def test_sent_another_way_with_its_proof(town):
    with at(10, 30):
        petition = make_petition(town)
        redirect(town, petition)
    with at(11, 2):
        words = {"kind": "authority", "on": date(2026, 11, 2), "by": town.registrar}
        assert refused(actions.tell_otherwise, petition, proof=" ", **words).code == "proof-missing"
        actions.tell_otherwise(petition, proof="predată la registratura lor, nr. 812", **words)
    petition = fresh(petition)
    assert (petition.case.stage, petition.sending.sent_on) == (Stage.REDIRECTED, date(2026, 11, 2))


def test_the_whole_way(town, day):
    petition = redirected(town)
    assert [change.stage for change in petition.case.stages.all()] == ["registered", "redirecting", "redirected"]
    assert petition.endings.get().kind == "moved"
