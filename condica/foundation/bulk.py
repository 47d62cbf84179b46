"""Work on many rows at once (lucru pe selecție): the same verb for each, each in its own transaction.

What a rule refuses stays undone and is told with its reason; what was done before it stays done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from condica.foundation.refusal import RuleBroken
from condica.foundation.romanian import plural

T = TypeVar("T")
M = TypeVar("M", bound=Model)
#: So many rows at once: a minute of work at most, and a page of results that can be read.
MOST = 500


@dataclass(frozen=True, slots=True)
class Rejected(Generic[T]):
    """A row that stayed as it was, and why."""

    row: T
    refusal: RuleBroken


@dataclass(slots=True)
class Outcome(Generic[T]):
    """What came of a selection: the rows done, the rows refused."""

    done: list[T] = field(default_factory=list)
    refused: list[Rejected[T]] = field(default_factory=list)


def carry_out(rows: Iterable[T], do: Callable[[T], object]) -> Outcome[T]:
    """Do the verb to each row; a refusal of one keeps none of the others from being done."""
    outcome: Outcome[T] = Outcome()
    for row in rows:
        try:
            with transaction.atomic():
                do(row)
        except RuleBroken as broken:
            outcome.refused.append(Rejected(row, broken))
        else:
            outcome.done.append(row)
    return outcome


def chosen(request: HttpRequest, visible: QuerySet[M], whole: QuerySet[M]) -> list[M]:
    """The rows ticked, or with `toate` all that the filters of the address found; refused above the bound, in words.

    `visible` is what the person may see at all, `whole` the same narrowed by the filters.
    """
    if request.POST.get("toate") != "1":
        ids = [int(one) for one in request.POST.getlist("ales") if one.isdigit()][:MOST]
        return list(visible.filter(pk__in=ids).order_by("pk"))
    found = list(whole.order_by("pk")[: MOST + 1])
    if len(found) > MOST:
        raise RuleBroken(
            "bulk-many", f"Filtrul găsește peste {MOST} de rânduri; atâtea se pot lucra odată.",
            remedy="Restrânge filtrul sau bifează rândurile.",
        )  # fmt: skip
    return found


def answer(
    request: HttpRequest, outcome: Outcome[Any], *, title: str, back: str, nouns: str = "document,documente"
) -> HttpResponse:
    """The page that says how many were done and which were refused, each with its reason."""
    one, many = nouns.split(",")
    context = {
        "title": title, "back": back, "outcome": outcome, "done": plural(len(outcome.done), one, many),
        "refused": plural(len(outcome.refused), one, many),
    }  # fmt: skip
    return render(request, "condica/bulk.html", context, status=200 if outcome.done else 422)
