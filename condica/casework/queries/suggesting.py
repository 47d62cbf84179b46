"""The unit that a paper would likely go to (sugestia de compartiment), with how sure and which words spoke for it.

A linear classifier learned from earlier resolutions; reading it needs no library. It proposes, a person decides.
"""

from __future__ import annotations

import math
import sys
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Final

from condica.accounts.models import valid_on
from condica.casework.models import Learned, Task, TaskState
from condica.contacts.rules import KINDS as SENDERS
from condica.contacts.rules import ContactKind
from condica.foundation import dates, romanian
from condica.organisation.models import Unit
from condica.registry.models import Entry
from condica.registry.rules import kind_label

SAYS: Final = 0.5  # below this it keeps silent
SHOWN: Final = 3
LEAST_LETTERS: Final = 3
NEWEST: Final = 20_000


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The likely unit of a paper, how sure (0–1), the words that spoke for it, and the next likely ones."""

    unit: Unit
    confidence: float
    words: tuple[str, ...]
    others: tuple[Unit, ...] = ()

    @property
    def percent(self) -> int:
        """The confidence as people read it."""
        return round(self.confidence * 100)


@dataclass(frozen=True, slots=True)
class Example:
    """A resolution given before: what the paper said, and the unit that it went to."""

    features: Sequence[str]
    names: frozenset[str]  # keys of the name of the natural person who wrote: no features of any paper
    unit: int


@dataclass(frozen=True)
class Weights:
    """A version ready to be asked."""

    version: int
    units: Sequence[int]
    place: Mapping[str, int]
    numbers: array[float]

    def row(self, place: int) -> Sequence[float]:
        """The rarity of a feature, then its weight for each unit."""
        width = len(self.units) + 1
        return self.numbers[place * width : (place + 1) * width]

    def asked(self, features: Iterable[str]) -> tuple[list[float], dict[str, float]]:
        """How likely each unit is, and how much each known feature weighs in this paper."""
        weights = self._weighed(features)
        scores = list(self.row(len(self.place))[1:])
        for feature, weight in weights.items():
            for unit, one in enumerate(self.row(self.place[feature])[1:]):
                scores[unit] += weight * one
        return _softmax(scores), weights

    def _weighed(self, features: Iterable[str]) -> dict[str, float]:
        counted = Counter(one for one in features if one in self.place)
        raw = {one: (1 + math.log(n)) * self.row(self.place[one])[0] for one, n in counted.items()}
        length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
        return {one: value / length for one, value in raw.items()}


def _softmax(scores: Sequence[float]) -> list[float]:
    top = max(scores)
    raised = [math.exp(score - top) for score in scores]
    whole = sum(raised)
    return [one / whole for one in raised]


def features_of(entry: Entry) -> list[str]:
    """What of a paper may speak for a unit: its subject's words, its kind, what its sender is; never who it is."""
    sender = str(entry.sender.kind) if entry.sender else ""
    words = [key for key, _ in keyed_words(entry)]
    return [*words, *([f"fel:{entry.kind}"] if entry.kind else []), *([f"de la:{sender}"] if sender else [])]


def keyed_words(entry: Entry) -> Iterator[tuple[str, str]]:
    """The words of the subject with their keys, without the sender's name and without numbers."""
    names = name_parts(entry.sender_name)
    for word in romanian.words_of(entry.subject):
        if len(word) >= LEAST_LETTERS and word.isalpha() and word not in names:
            yield from ((key, word) for key in romanian.word_keys(word))


def name_parts(name: str) -> frozenset[str]:
    """The parts of a name, folded."""
    return frozenset(romanian.words_of(name))


def history() -> list[Example]:
    """The units that papers finally went to, the oldest resolution first; no sent back ones."""
    tasks = Task.objects.exclude(state=TaskState.RETURNED).order_by("case", "-pk").distinct("case")
    rows = tasks.select_related("case__entry__sender").only(
        "given_at", "lead", "case__entry__subject", "case__entry__kind", "case__entry__sender_name",
        "case__entry__sender__kind",
    )  # fmt: skip
    newest = sorted(rows, key=lambda task: (task.given_at, task.pk))[-NEWEST:]
    return [_example(task) for task in newest if task.case.entry.subject]


def _example(task: Task) -> Example:
    entry = task.case.entry
    person = entry.sender is None or entry.sender.kind == "person"
    names = name_parts(entry.sender_name) if person else frozenset[str]()
    names = frozenset(key for part in names for key in romanian.word_keys(part))
    return Example(features_of(entry), names, task.lead_id)


def newest() -> Learned | None:
    """The version in use."""
    return Learned.objects.defer("weights", "features").first()


def versions() -> Sequence[Learned]:
    """The versions with their measures, the newest first."""
    return list(Learned.objects.defer("weights", "features").select_related("by")[:12])


def checksum(units: Sequence[int], features: Sequence[str], weights: bytes) -> str:
    """The checksum of a version: what was stored is what is read."""
    head = "\n".join([",".join(map(str, units)), *features]).encode()
    return sha256(head + b"\0" + weights).hexdigest()


def weights_now() -> Weights | None:
    """The version in use, read once a process; none when nothing was learned or the stored numbers were changed."""
    pk = Learned.objects.values_list("pk", flat=True).first()
    return _weights(pk) if pk else None


@lru_cache(maxsize=2)
def _weights(pk: int) -> Weights | None:
    found = Learned.objects.get(pk=pk)
    raw = bytes(found.weights)
    if checksum(found.units, found.features, raw) != found.checksum:
        return None
    return make_weights(pk, found.units, found.features, raw)


def make_weights(version: int, units: Sequence[int], features: Sequence[str], raw: bytes) -> Weights:
    """The numbers laid out for asking."""
    numbers = array("f", raw)
    if sys.byteorder == "big":
        numbers.byteswap()
    return Weights(version, units, {one: place for place, one in enumerate(features)}, numbers)


def suggest(entries: Iterable[Entry]) -> dict[int, Suggestion]:
    """The likely unit of each paper; the unsure ones are left out. Two questions, however many papers."""
    weights = weights_now()
    if weights is None:
        return {}
    units = Unit.objects.filter(valid_on(dates.today()), pk__in=weights.units).in_bulk()
    found = ((entry.pk, _suggest(weights, units, entry)) for entry in entries)
    return {pk: one for pk, one in found if one is not None}


def _suggest(weights: Weights, units: Mapping[int, Unit], entry: Entry) -> Suggestion | None:
    likely, weighed = weights.asked(features_of(entry))
    order = sorted(range(len(likely)), key=lambda place: -likely[place])
    first = order[0]
    if likely[first] < SAYS or weights.units[first] not in units or not weighed:
        return None
    others = tuple(units[weights.units[place]] for place in order[1:SHOWN] if weights.units[place] in units)
    words = tuple(_spoke(weights, weighed, entry, first))
    return Suggestion(units[weights.units[first]], likely[first], words, others)


def _spoke(weights: Weights, weighed: Mapping[str, float], entry: Entry, unit: int) -> Iterator[str]:
    """The features that spoke most for a unit, in the paper's own words."""
    pulls = {one: weight * _pull(weights.row(weights.place[one])[1:], unit) for one, weight in weighed.items()}
    said = {key: f"„{word}”" for key, word in keyed_words(entry)}
    if entry.kind:
        said[f"fel:{entry.kind}"] = f"felul: {kind_label(entry.kind).lower()}"
    if entry.sender:
        said[f"de la:{entry.sender.kind}"] = f"expeditor: {SENDERS[ContactKind(entry.sender.kind)]}"
    strongest = sorted((one for one in pulls if pulls[one] > 0), key=lambda one: -pulls[one])[:SHOWN]
    return iter(dict.fromkeys(said[one] for one in strongest if one in said))


def _pull(row: Sequence[float], unit: int) -> float:
    """How much a feature speaks for a unit more than for the others."""
    return row[unit] - sum(row) / len(row)
