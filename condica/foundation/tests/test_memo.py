"""What a page keeps: answers for one request, words of questions while the person's standing is the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType as Thing
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from condica.foundation import dates
from condica.foundation.memo import Inner, Memo, Rows, Standing, inner, inner_of, kept, reading, rows

pytestmark = pytest.mark.django_db
_numbers = count(1)


class Asked:
    """A question whose words Django makes: how many things there are of a label, and how often they were made."""

    def __init__(self, label: str = "proba", read: Callable[[], object] = int) -> None:
        self.question, self.label, self.read, self.made = f"proba {next(_numbers)}", label, read, 0

    def __call__(self, standing: Standing) -> int:
        return rows(self.question, lambda: standing, self.make)[0][0]

    def make(self) -> Rows:
        self.made += 1
        self.read()
        return [(Thing.objects.filter(app_label=self.label).count(),)]


def of(value: object, *read: Any) -> Standing:
    return Standing(value, frozenset(read))


def add() -> None:
    Thing.objects.create(app_label="proba", model=f"lucru {next(_numbers)}")


@pytest.fixture
def request_that_reads() -> Iterator[None]:
    with reading():
        yield


def test_an_answer_is_kept_for_a_request_that_reads_and_no_longer() -> None:
    numbers = count(1)

    def twice(request: Any) -> Any:
        return [kept("numărul", lambda: next(numbers)) for _ in range(2)]

    memo = Memo(twice)
    assert memo(RequestFactory().get("/")) == [1, 1]
    assert memo(RequestFactory().get("/")) == [2, 2]
    assert memo(RequestFactory().post("/")) == [3, 4]


@pytest.mark.usefixtures("request_that_reads")
def test_the_words_are_made_once_and_the_answer_is_always_of_now() -> None:
    asked = Asked()
    for expected in range(4):
        with CaptureQueriesContext(connection) as sent:
            assert asked(of("registrator")) == expected
        assert len(sent) == 1
        add()
    assert asked.made == 1


@pytest.mark.usefixtures("request_that_reads")
def test_another_standing_has_words_of_its_own() -> None:
    asked = Asked()
    assert [asked(of(who)) for who in ("primar", "arhivar", "primar")] == [0, 0, 0]
    assert asked.made == 2


def test_outside_a_request_that_reads_nothing_is_used_again() -> None:
    asked = Asked()
    assert [asked(of("primar")) for _ in range(3)] == [0, 0, 0]
    assert asked.made == 3


@pytest.mark.usefixtures("request_that_reads")
@pytest.mark.parametrize(
    ("read", "made"),
    [
        (Thing.objects.exists, 2),  # a second question: its answer may be in the words of the first
        (lambda: kept("împuternicirea", lambda: True), 2),  # kept by the request, unknown to the standing
        (lambda: kept("posturile", lambda: {7}), 1),  # the standing was made of it
    ],
)
def test_words_made_of_what_the_standing_does_not_hold_are_not_used_again(read: Any, made: int) -> None:
    asked = Asked(read=read)
    for _ in range(2):
        asked(of("primar", "posturile"))
    assert asked.made == made


@pytest.mark.usefixtures("request_that_reads")
def test_a_question_without_an_answer_to_read_is_not_kept() -> None:
    """Django sends nothing where it knows that the list is empty: the next one may not be."""
    question, made = f"proba {next(_numbers)}", []

    def none() -> Rows:
        made.append(1)
        return [(Thing.objects.filter(pk__in=[]).count(),)]

    assert [rows(question, lambda: of(1), none) for _ in range(2)] == [[(0,)], [(0,)]]
    assert len(made) == 2


class Living:
    """Sessions that end after a moment."""

    def __init__(self) -> None:
        self.question, self.made = f"proba {next(_numbers)}", 0

    def __call__(self, moment: Any, *said: Any) -> int:
        def make() -> Rows:
            self.made += 1
            return [(Session.objects.filter(expire_date__gt=moment).count(),)]

        return rows(self.question, lambda: of(1), make, said)[0][0]


@pytest.mark.usefixtures("request_that_reads")
def test_a_moment_in_the_words_is_that_of_the_asking() -> None:
    now, living = dates.now(), Living()
    Session.objects.create(session_key="proba", session_data="", expire_date=now + timedelta(hours=1))
    moments = [now + timedelta(minutes=minutes) for minutes in (0, 59, 61)]
    assert [living(moment, moment) for moment in moments] == [1, 1, 0]
    assert living.made == 1


@pytest.mark.usefixtures("request_that_reads")
def test_words_with_a_moment_that_nobody_named_are_not_used_again() -> None:
    now, living = dates.now(), Living()
    Session.objects.create(session_key="proba", session_data="", expire_date=now + timedelta(hours=1))
    assert [living(now), living(now + timedelta(hours=2))] == [1, 0]
    assert living.made == 2


def test_an_inner_question_is_made_once_and_read_each_time() -> None:
    question, made = f"proba {next(_numbers)}", []

    def of_the_label() -> Any:
        made.append(1)
        return Thing.objects.filter(app_label="proba").values("pk")

    for expected in range(3):
        mine = inner(question, "primar", of_the_label)
        assert Thing.objects.filter(pk__in=mine).count() == expected
        others = Thing.objects.exclude(pk__in=mine)
        assert others.filter(app_label="proba").count() == 0 < others.count()
        within = Thing.objects.filter(pk__in=Thing.objects.filter(pk__in=mine).values("pk"))
        assert (within | Thing.objects.none()).count() == expected, "inside another inner one too"
        add()
    assert len(made) == 1
    assert isinstance(inner(question, "arhivar", of_the_label), Inner)
    assert len(made) == 2


def test_an_inner_question_that_is_surely_empty_stays_as_it_is() -> None:
    nothing = inner(f"proba {next(_numbers)}", 1, lambda: Thing.objects.none().values("pk"))
    assert not Thing.objects.filter(pk__in=nothing).exists()
    assert Thing.objects.exclude(pk__in=nothing).exists()


def named(read: Callable[[], object] = int, **more: Any) -> Callable[[], Any]:
    def make() -> Any:
        read()
        return Thing.objects.filter(app_label="proba", **more).values("pk")

    return make


@pytest.mark.usefixtures("request_that_reads")
@pytest.mark.parametrize(
    ("read", "is_kept"),
    [
        (int, True),
        (lambda: kept("posturile", lambda: {7}), True),
        (lambda: kept("împuternicirea", lambda: True), False),
        (Thing.objects.exists, False),
    ],
)
def test_an_inner_question_of_a_standing_is_watched_too(read: Any, is_kept: bool) -> None:
    question = f"proba {next(_numbers)}"
    for expected in range(2):
        found = inner_of(question, lambda: of("primar", "posturile"), named(read))
        assert isinstance(found, Inner) is is_kept
        assert Thing.objects.filter(pk__in=found).count() == expected
        add()


def test_outside_a_request_that_reads_an_inner_question_of_a_standing_is_made_anew() -> None:
    assert not isinstance(inner_of(f"proba {next(_numbers)}", lambda: of("primar"), named()), Inner)


@pytest.mark.usefixtures("request_that_reads")
@pytest.mark.parametrize(("covers", "made"), [(("posturile",), 1), ((), 2)])
def test_what_stands_inside_counts_for_what_stands_around(covers: tuple[str, ...], made: int) -> None:
    """A question around words that were kept is kept only if its own standing holds what theirs was made of."""
    inside = f"proba {next(_numbers)}"

    def read() -> object:
        return inner_of(inside, lambda: of("primar", "posturile"), named())

    read()
    asked = Asked(read=read)
    for _ in range(2):
        asked(of("primar", *covers))
    assert asked.made == made


@pytest.mark.usefixtures("request_that_reads")
def test_an_inner_question_with_a_moment_in_it_is_made_anew() -> None:
    moment = dates.now()
    found = inner(f"proba {next(_numbers)}", 1, lambda: Session.objects.filter(expire_date__gt=moment).values("pk"))
    assert not isinstance(found, Inner)
