"""Who keeps what about people (păstrătorii datelor): each room says what it finds, how it exports and erases it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Model

if TYPE_CHECKING:
    from condica.contacts.actions.erasing import Eraser


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that holds somebody's data (poziție): `kept` says why the law obliges to keep it, if it does."""

    thing: Model
    label: str
    url: str = ""
    paper: int | None = None  # the registered paper that it belongs to
    kept: str = ""
    open: bool = False  # somebody still works on it
    facts: Mapping[str, Any] = field(default_factory=dict)  # what an export says of it


@dataclass(frozen=True, slots=True)
class File:
    """A file of an export: its name and where its content is read from."""

    name: str
    read: Callable[[], bytes]


Find = Callable[[Sequence[int]], Iterable[Item]]


def _nothing(_: Sequence[int]) -> Iterable[Item]:
    return ()


def _no_files(_: Item) -> Iterable[File]:
    return ()


@dataclass(frozen=True, slots=True)
class PersonalKeeper:
    """One kind of record with people in it (fel de evidență).

    `find` takes the ids of a contact and of those merged into it; `of_papers` the ids of registered papers.
    `how` says how it is erased and `keeps` what its statistics keep; both are sentences of the Administration page.
    """

    key: str
    label: str
    how: str
    keeps: str
    models: tuple[type[Model], ...]
    erase: Callable[[Item, Eraser], None]
    find: Find = _nothing
    of_papers: Find = _nothing
    files: Callable[[Item], Iterable[File]] = _no_files
    columns: Mapping[type[Model], tuple[str, ...]] = field(default_factory=dict)  # beside the models' own declarations
    order: int = 50

    def covered(self, model: type[Model]) -> set[str]:
        """The columns of a table that this keeper blanks."""
        return set(self.columns.get(model, ())) | set(getattr(model, "personal_fields", ()))


_keepers: dict[str, PersonalKeeper] = {}
_needs: list[Callable[[Sequence[int], Sequence[int]], bool]] = []
_people: list[Callable[[Sequence[int]], set[int]]] = []
_seen: list[Callable[[Any, Sequence[int]], set[int]]] = []


def register_keeper(keeper: PersonalKeeper) -> None:
    """A room says what it keeps about people; the same key replaces (reloading is harmless)."""
    _keepers[keeper.key] = keeper


def keepers() -> list[PersonalKeeper]:
    """All kinds, from the person outwards."""
    return sorted(_keepers.values(), key=lambda keeper: (keeper.order, keeper.key))


def register_need(needed: Callable[[Sequence[int], Sequence[int]], bool]) -> None:
    """A room says whether its records still name one of these contacts, besides those of some papers."""
    if needed not in _needs:
        _needs.append(needed)


def still_needed(ids: Sequence[int], besides: Sequence[int]) -> bool:
    """Whether some record, besides those of these papers, still names one of these contacts."""
    return any(needed(ids, besides) for needed in _needs)


def register_people(people: Callable[[Sequence[int]], set[int]]) -> None:
    """A room says which contacts its papers name."""
    if people not in _people:
        _people.append(people)


def people_of(papers: Sequence[int]) -> set[int]:
    """The contacts that these papers name."""
    return set().union(*(people(papers) for people in _people))


def register_acquaintance(seen: Callable[[Any, Sequence[int]], set[int]]) -> None:
    """A room says which of these contacts a user meets in the work that they see."""
    if seen not in _seen:
        _seen.append(seen)


def met_by(user: Any, ids: Sequence[int]) -> set[int]:
    """The contacts that this user meets in their own work."""
    return set().union(*(seen(user, ids) for seen in _seen))


def found_about(ids: Sequence[int]) -> list[tuple[PersonalKeeper, list[Item]]]:
    """Everything kept about somebody, kind by kind; kinds with nothing are left out."""
    parts = [(keeper, list(keeper.find(ids))) for keeper in keepers()]
    return [(keeper, items) for keeper, items in parts if items]


def found_under(papers: Sequence[int]) -> list[tuple[PersonalKeeper, list[Item]]]:
    """Everything kept with these registered papers."""
    parts = [(keeper, list(keeper.of_papers(papers))) for keeper in keepers()]
    return [(keeper, items) for keeper, items in parts if items]
