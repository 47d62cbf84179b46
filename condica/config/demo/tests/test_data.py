"""The demo's data: everything made up, nothing that could be somebody's, shapes as the source texts tell them."""

from __future__ import annotations

from datetime import date, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.ro import cnp, cui

from condica.config.demo import moments, papers, people, town
from condica.config.demo.moments import Days
from condica.config.demo.raising import REGISTRARS, start_of
from condica.config.demo.stories import STORIES
from condica.config.demo.subjects import DOMAINS
from condica.foundation.dates import BUCHAREST
from condica.law.calendar import is_working
from condica.petitions.rules import DOMAINS as KNOWN_DOMAINS
from condica.registry.rules import KINDS


def test_the_communication_directorate_has_its_58_posts() -> None:
    posts = town.posts_of(town.COMMUNICATION)
    filled = sum(bool(post.holder) for post in posts)
    assert (len(posts), filled, len(posts) - filled) == (58, 48, 10)


def test_nobody_holds_two_posts_and_codes_are_different() -> None:
    holders = [post.holder for unit in town.every_unit() for post in unit.posts if post.holder]
    codes = [unit.code for unit in town.every_unit()]
    assert len(set(holders)) == len(holders)
    assert len(set(codes)) == len(codes)
    assert {account.holder for account in town.ACCOUNTS} | set(REGISTRARS) <= set(holders)


def test_every_department_of_the_samples_is_on_the_chart() -> None:
    names = {unit.name for unit in town.every_unit()}
    asked = """
        Serviciul Relații cu Publicul · Serviciul Informare Cetățeni · Biroul Relații Mass-Media ·
        Serviciul Relații Externe și Protocol · Secretariatul General · Serviciul Juridic ·
        Corpul de Control al Primarului · Direcția Tehnică · Direcția Urbanism · Serviciul Energetic ·
        Serviciul Spații Verzi · Serviciul Salubritate și Mediu · Direcția Poliția Locală · Direcția Patrimoniu ·
        Direcția Venituri · Direcția de Asistență Socială
    """
    assert {name.strip() for name in asked.split("·")} <= names


def test_passwords_can_be_told_and_are_long_enough() -> None:
    assert len(town.PASSWORD) >= 10
    assert {account.role for account in town.ACCOUNTS} == {
        "registrar", "clerk", "unit_head", "director", "authority_head", "archivist", "administrator",
    }  # fmt: skip


def test_subjects_go_to_units_that_exist() -> None:
    codes = {unit.code for unit in town.every_unit()}
    assert {domain.unit for domain in DOMAINS} | {domain.joint for domain in DOMAINS} - {""} <= codes
    assert {paper.unit for paper in papers.PAPERS} <= codes
    assert {domain.key for domain in DOMAINS} <= KNOWN_DOMAINS.keys()
    assert {papers.REGISTER_KINDS.get(paper.kind, paper.kind) for paper in papers.PAPERS} <= KINDS.keys()
    assert {key for _, key, *_ in STORIES} <= KNOWN_DOMAINS.keys()


@given(st.integers(0, 10_000))
def test_codes_have_a_right_check_digit(seed: int) -> None:
    rng = Random(seed)
    assert cnp.is_valid(people.personal_code(rng, rng.random() < 0.5))
    assert cui.is_valid(people.fiscal_code(900_000_000 + seed))


def test_mailboxes_can_never_be_somebodys() -> None:
    rng = Random(3)
    everybody = people.inhabitants(rng, 400) + [one for group in people.organisations(rng).values() for one in group]
    boxes = [one.email for one in everybody if one.email]
    assert {box.partition("@")[2] for box in boxes} <= {"example.com", "example.net"}
    assert len(set(boxes)) == len(boxes)
    phones = [one.phone for one in everybody if one.phone]
    assert all(phone.startswith("0257 000 ") for phone in phones)
    assert len({one.phone for one in everybody if one.kind == "person" and one.phone}) > 50


@pytest.mark.parametrize(
    ("until", "since"),
    [("2026-11-20", date(2026, 1, 1)), ("2026-03-05", date(2025, 5, 1)), ("2027-10-31", date(2026, 12, 1))],
)
def test_the_town_lives_eleven_months(until: str, since: date) -> None:
    assert start_of(datetime.fromisoformat(f"{until}T12:00").replace(tzinfo=BUCHAREST)) == since


@given(st.integers(0, 500), st.integers(0, 300 * 24 * 60))
def test_work_is_done_in_office_hours(seed: int, minutes: int) -> None:
    rng, days = Random(seed), Days(date(2026, 1, 1), date(2026, 11, 20))
    start = datetime(2026, 1, 2, tzinfo=BUCHAREST) + moments.timedelta(minutes=minutes)
    later = moments.working_after(rng, start, days, moments.timedelta(days=rng.uniform(0, 9)))
    assert is_working(later.date())
    assert 8 <= later.hour <= 16
    assert later.time() < moments.closes(later.date()) or later.hour < 11


def test_papers_come_when_the_desks_are_open() -> None:
    days = Days(date(2026, 1, 1), date(2026, 11, 20))
    rng = Random(5)
    drawn = [moments.at_counter(rng, day) for day in days.spread(rng, 300, papers.EVEN)]
    assert all(8 <= moment.hour < 16 and is_working(moment.date()) for moment in drawn)
    assert sum(moment.weekday() == 0 for moment in drawn) > sum(moment.weekday() == 4 for moment in drawn)
