"""Pages of long lists (pagini): by the last row seen, never by counting rows nor by skipping them.

`keyset(entries, ("-year", "-value"), request.GET.get("dupa"), 50)`. The order must end in something unique. A missing
value sorts as the largest one, which is PostgreSQL's own order, so that a plain index serves both directions.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field, Model, Q, QuerySet

T = TypeVar("T", bound=Model)


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page (pagină): its rows and the tokens of the pages beside it; an empty token means there is none."""

    items: list[T] = field(default_factory=list)
    next: str = ""
    previous: str = ""

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


@dataclass(frozen=True, slots=True)
class _Cursor:
    """Where a page begins: after the row with these values, or before it when one goes back."""

    values: tuple[Any, ...]
    back: bool = False

    def token(self) -> str:
        raw = json.dumps([self.back, *self.values], cls=DjangoJSONEncoder, separators=(",", ":"))
        return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def keyset(queryset: QuerySet[T], order: Sequence[str], after: str | None = None, size: int = 50) -> Page[T]:
    """The page that a token names; a token that makes no sense shows the first page."""
    cursor = _read(after, [_field(queryset.model, name) for name in order])
    back = bool(cursor and cursor.back)
    turned = [_turned(name) for name in order] if back else list(order)
    rows = queryset.order_by(*turned)
    if cursor:
        rows = rows.filter(_beyond(queryset.model, turned, cursor.values))
    found = list(rows[: size + 1])
    more, items = len(found) > size, found[:size]
    if back:
        items.reverse()
    return _page(items, order, before=more if back else cursor is not None, beyond=back or more)


def _page(items: list[T], order: Sequence[str], *, before: bool, beyond: bool) -> Page[T]:
    if not items:
        return Page()
    first, last = (_values(row, order) for row in (items[0], items[-1]))
    return Page(items, _Cursor(last).token() if beyond else "", _Cursor(first, back=True).token() if before else "")


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _field(model: type[Model], name: str) -> Field[Any, Any]:
    """The field behind `-number__value`, through the relations it names."""
    *path, last = name.lstrip("-").split("__")
    for step in path:
        related = model._meta.get_field(step).related_model
        if related is None or isinstance(related, str):
            raise TypeError(f"{step} nu duce la altă tabelă")
        model = related
    found = model._meta.pk if last == "pk" else model._meta.get_field(last)
    if not isinstance(found, Field):
        raise TypeError(f"{name} nu e o coloană")
    return found


def _values(row: Model, order: Sequence[str]) -> tuple[Any, ...]:
    return tuple(_value(row, name) for name in order)


def _value(row: Any, name: str) -> Any:
    for step in name.lstrip("-").split("__"):
        row = getattr(row, step)
    return row.pk if isinstance(row, Model) else row


def _read(token: str | None, fields: Sequence[Field[Any, Any]]) -> _Cursor | None:
    if not token:
        return None
    try:
        back, *values = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        pairs = zip(fields, values, strict=True)
        return _Cursor(tuple(_typed(column, value) for column, value in pairs), back=back is True)
    except (ValueError, TypeError, binascii.Error, ValidationError):
        return None


def _typed(column: Field[Any, Any], value: Any) -> Any:
    column = getattr(column, "target_field", column)
    return None if value is None else column.to_python(value)


def _beyond(model: type[Model], order: Sequence[str], values: Sequence[Any]) -> Q:
    """The rows after these values; the bound on the first column alone lets its index begin in the right place."""
    after, equal = Q(pk__in=[]), Q()
    for name, value in zip(order, values, strict=True):
        column = name.lstrip("-")
        after |= equal & _past(model, name, value)
        equal &= Q(**{f"{column}__isnull": True}) if value is None else Q(**{column: value})
    first, value = order[0], values[0]
    same = Q(**{f"{first.lstrip('-')}__isnull": True}) if value is None else Q(**{first.lstrip("-"): value})
    return (_past(model, first, value) | same) & after


def _past(model: type[Model], name: str, value: Any) -> Q:
    column = name.lstrip("-")
    if name.startswith("-"):
        return Q(**{f"{column}__isnull": False}) if value is None else Q(**{f"{column}__lt": value})
    if value is None:
        return Q(pk__in=[])
    beyond = Q(**{f"{column}__gt": value})
    return beyond | Q(**{f"{column}__isnull": True}) if _field(model, name).null else beyond
