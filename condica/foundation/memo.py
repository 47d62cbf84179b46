"""What one page asks again and again (memo pe cerere): kept for a request that only reads, forgotten at its end.

Outside such a request nothing is kept: an action reads what holds now. Who asks never changes what is kept.

Between requests only words of questions are kept, never an answer: see `rows`, `inner`, `inner_of`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigIntegerField, Expression, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.http import HttpRequest, HttpResponse

T = TypeVar("T")
Rows = list[tuple[Any, ...]]
MOST_STATEMENTS = 2000  # of some kilobytes each; a day of a house of three hundred people
_KEPT: ContextVar[dict[Hashable, Any] | None] = ContextVar("condica.memo", default=None)
_READ: ContextVar[set[Hashable] | None] = ContextVar("condica.memo.read", default=None)


def kept(key: Hashable, ask: Callable[[], T]) -> T:
    """What `ask` answers, asked once a request for the same key."""
    if (read := _READ.get()) is not None:
        read.add(key)
    store = _KEPT.get()
    if store is None:
        return ask()
    if key not in store:
        store[key] = ask()
    return cast("T", store[key])


class Memo:
    """Begins with each request that only reads, ends with it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        with reading():
            return self.get_response(request)


@contextmanager
def reading() -> Iterator[None]:
    """A request that only reads: what is kept meanwhile is forgotten at the end."""
    token = _KEPT.set({})
    try:
        yield
    finally:
        _KEPT.reset(token)


# --- questions that every page asks, in the same words ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Standing:
    """All that decides the words of a question about a person (day, rights, posts), and what was read to know it."""

    value: Hashable
    read: frozenset[Hashable]


@dataclass(frozen=True, slots=True)
class Statement:
    """A question as it was sent: its SQL and values; `moments` says which of them are moments of the asking."""

    sql: str
    values: tuple[Any, ...]
    moments: tuple[tuple[int, int], ...]

    def rows(self, moments: Sequence[datetime]) -> Rows:
        """Send it again, with the moments of now."""
        values = list(self.values)
        for place, which in self.moments:
            values[place] = moments[which]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, values)
            return list(cursor.fetchall())


_STATEMENTS: dict[Hashable, Statement] = {}


def rows(question: str, of: Callable[[], Standing], ask: Callable[[], Rows], moments: Sequence[datetime] = ()) -> Rows:
    """What `ask` reads, always asked of the database; only the SQL that Django made of it is used again.

    Making the SQL of a rule of rights costs ten times what answering it does. It is the same words and values while
    the person's standing is the same, and the standing is read anew in each request. What could make them differ is
    watched while `ask` runs: if it sent more or less than one statement, read something kept that the standing does
    not hold, or put a moment in it that is not one of `moments`, nothing of it is used again.
    """
    if _KEPT.get() is None:
        return ask()
    standing = of()
    key = (question, standing.value)
    if (known := _STATEMENTS.get(key)) is not None:
        return known.rows(moments)
    with watched() as read, _noted() as sent:
        found = ask()
    if len(sent) == 1 and read <= standing.read and (made := _statement(*sent[0], moments)):
        if len(_STATEMENTS) >= MOST_STATEMENTS:
            _STATEMENTS.clear()
        _STATEMENTS[key] = made
    return found


@contextmanager
def watched(*, apart: bool = False) -> Iterator[set[Hashable]]:
    """The keys of what is read through `kept` meanwhile; whoever watches around it sees them too, unless `apart`."""
    read: set[Hashable] = set()
    token = _READ.set(read)
    try:
        yield read
    finally:
        _READ.reset(token)
        if (above := _READ.get()) is not None and not apart:
            above |= read


def is_watched() -> bool:
    """Whether what is read is watched: whoever keeps something elsewhere then reads it through `kept` again."""
    return _READ.get() is not None


@contextmanager
def _noted() -> Iterator[list[tuple[str, Sequence[Any]]]]:
    """The statements sent meanwhile."""
    sent: list[tuple[str, Sequence[Any]]] = []

    def note(execute: Callable[..., Any], sql: str, values: Any, many: bool, context: Any) -> Any:
        sent.append((sql, values or ()))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(note):
        yield sent


def _statement(sql: str, values: Sequence[Any], moments: Sequence[datetime]) -> Statement | None:
    """None where a value is a moment that nobody named: it would be yesterday's tomorrow."""
    places = [place for place, value in enumerate(values) if isinstance(value, datetime)]
    if any(values[place] not in moments for place in places):
        return None
    return Statement(sql, tuple(values), tuple((place, moments.index(values[place])) for place in places))


class Inner(Expression):
    """A question in its words, to stand inside another one (`register__in=`)."""

    def __init__(self, sql: str, values: Sequence[Any]) -> None:
        super().__init__(output_field=BigIntegerField())
        self.sql, self.values = f"({sql})", tuple(values)

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """As it was made."""
        return self.sql, self.values


_INNER: dict[Hashable, Inner] = {}


def inner_of(question: str, of: Callable[[], Standing], make: Callable[[], QuerySet[Any, Any]]) -> Any:
    """The same for what a person's standing decides, within a request that only reads; watched as `rows` is."""
    if _KEPT.get() is None:
        return make()
    with watched(apart=True):
        standing = of()
    if (above := _READ.get()) is not None:
        above |= standing.read
    key = (question, standing.value)
    if (known := _INNER.get(key)) is not None:
        return known
    with watched() as read, _noted() as sent:
        found = make()
        statement = _worded(found)
    if statement is None or sent or not read <= standing.read:
        return found
    return _keep(key, statement)


def _worded(found: QuerySet[Any, Any]) -> Inner | None:
    """None for a list that is surely empty, and for one with a moment in it."""
    try:
        sql, values = found.query.sql_with_params()
    except EmptyResultSet:
        return None
    return None if any(isinstance(value, datetime) for value in values) else Inner(sql, values)


def _keep(key: Hashable, made: Inner) -> Inner:
    if len(_INNER) >= MOST_STATEMENTS:
        _INNER.clear()
    return _INNER.setdefault(key, made)


def inner(question: str, decided_by: Hashable, make: Callable[[], QuerySet[Any, Any]]) -> Any:
    """A queryset for `…__in=`, made into SQL once for all that decides its words; its rows are read each time.

    `decided_by` says all that `make` looks at: whoever reads a row to make it must not use this.
    """
    key = (question, decided_by)
    if (known := _INNER.get(key)) is not None:
        return known
    found = make()
    made = _worded(found)
    return _keep(key, made) if made else found
