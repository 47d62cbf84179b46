"""Search keys in the database (chei de căutare): made by us for text and query alike, only matched by PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db.models import Func, Lookup, TextField, Value
from django.db.models.expressions import Expression


class KeysField(SearchVectorField):  # type: ignore[type-arg]  # only the stubs know it as generic
    """A `tsvector` of our own keys; fill it with `to_vector`, ask it with `keys__has="words"`."""


class _Vector(Func):
    function = "array_to_tsvector"
    template = "%(function)s(%(expressions)s::text[])"
    output_field = KeysField()


def to_vector(keys: Iterable[str]) -> Expression:
    """The keys as an expression for a `KeysField`; empty keys are dropped, the database refuses them."""
    from django.contrib.postgres.fields import ArrayField  # noqa: PLC0415 - needs the app registry

    return _Vector(Value(sorted({key for key in keys if key}), output_field=ArrayField(TextField())))


def tsquery(groups: Sequence[Sequence[str]], *, prefix_last: bool = False) -> str:
    """A tsquery text: every group must be met by any of its keys; the last word may be a beginning (while typing)."""
    parts = []
    for place, group in enumerate(groups):
        tail = ":*" if prefix_last and place == len(groups) - 1 else ""
        parts.append("(" + " | ".join(_quoted(key) + tail for key in group) + ")")
    return " & ".join(parts)


def _quoted(key: str) -> str:
    return "'" + key.replace("\\", "\\\\").replace("'", "''") + "'"


@KeysField.register_lookup
class Has(Lookup):
    """`keys__has="petiții canalizare"`: every word of the query, in any of its forms."""

    lookup_name = "has"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """`keys @@ query`; a query without words finds nothing."""
        from condica.foundation.romanian import query_groups  # noqa: PLC0415 - the table of forms loads late

        left, params = self.process_lhs(compiler, connection)
        groups = query_groups(str(self.rhs))
        if not groups:
            return "FALSE", ()
        return f"{left} @@ %s::tsquery", (*params, tsquery(groups))


@KeysField.register_lookup
class Begins(Lookup):
    """`keys__begins="ilum"`: like `has`, with the last word as a beginning."""

    lookup_name = "begins"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """`keys @@ query:*`; a query without words finds nothing."""
        from condica.foundation.romanian import query_groups  # noqa: PLC0415

        left, params = self.process_lhs(compiler, connection)
        groups = query_groups(str(self.rhs))
        if not groups:
            return "FALSE", ()
        return f"{left} @@ %s::tsquery", (*params, tsquery(groups, prefix_last=True))
