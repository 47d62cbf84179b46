"""Learning which unit gets which papers (învățarea sugestiei): from our own resolutions, measured on the newest ones.

The learning library is imported here alone, when a job learns; the pages only read the stored numbers.
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction

from condica.accounts.models import User
from condica.casework.models import Learned
from condica.casework.queries import suggesting
from condica.casework.queries.suggesting import SAYS, Example, Weights, checksum, make_weights
from condica.foundation import dates
from condica.foundation.romanian import percent
from condica.journal.actions import record
from condica.journal.rules import Verb

LEAST: Final = 60  # resolutions: with fewer there is nothing to learn from
HELD: Final = 5  # one in five, the newest, is kept for measuring
GROWN: Final = 1.1  # learned again when there are a tenth more
WIDEST: Final = 4000


@dataclass(frozen=True, slots=True)
class Fitted:
    """What came out of learning: the units, the features, their numbers."""

    units: Sequence[int]
    features: Sequence[str]
    raw: bytes

    @property
    def weights(self) -> Weights:
        """Ready to be asked."""
        return make_weights(0, self.units, self.features, self.raw)


def learn_if_grown(*, by: User) -> Learned | None:
    """Learn again (reînvățare) when there are enough new resolutions; None when there is nothing to do."""
    examples = suggesting.history()
    last = suggesting.newest()
    if len(examples) < LEAST or (last and len(examples) < last.rows * GROWN):
        return None
    return learn(examples, by=by)


def learn(examples: Sequence[Example], *, by: User) -> Learned | None:
    """Learn from resolutions (învățare): measured on the newest fifth, then from all of them; kept as a version."""
    measured, fitted = measure(examples), fit(examples)
    return _keep(examples, fitted, measured, by=by) if fitted else None


@transaction.atomic
def _keep(examples: Sequence[Example], fitted: Fitted, measured: dict[str, Any], *, by: User) -> Learned:
    made = Learned.objects.create(
        at=dates.now(), by=by, rows=len(examples), units=list(fitted.units), features=list(fitted.features),
        weights=fitted.raw, checksum=checksum(fitted.units, fitted.features, fitted.raw), measure=measured,
    )  # fmt: skip
    record(Verb.SUGGESTIONS_LEARNED, on=made, by=by, data={"count": len(examples), "said": in_words(measured)})
    return made


def measure(examples: Sequence[Example]) -> dict[str, Any]:
    """How good it is, on resolutions newer than all that it learned from; beside it, the most frequent unit alone."""
    at = len(examples) - len(examples) // HELD
    older, newer = examples[:at], examples[at:]
    fitted = fit(older)
    if fitted is None or not newer:
        return {"rows": 0}
    places = [_places(fitted.weights, one) for one in newer]
    usual = Counter(one.unit for one in older).most_common(1)[0][0]
    said = [place for place, sure in places if sure >= SAYS]
    return {
        "rows": len(newer), "learned": len(older), "units": len(fitted.units), "says": SAYS,
        "first": _share(places, lambda one: one[0] == 0), "three": _share(places, lambda one: one[0] < 3),
        "coverage": len(said) / len(newer), "right": _share(said, lambda place: place == 0),
        "usual": _share(newer, lambda one: one.unit == usual),
    }  # fmt: skip


def _places(weights: Weights, example: Example) -> tuple[int, float]:
    """At which place the right unit stands, and how sure the first was."""
    likely, known = weights.asked(example.features)
    order = sorted(range(len(likely)), key=lambda place: -likely[place])
    right = [place for place, unit in enumerate(order) if weights.units[unit] == example.unit]
    return (right[0] if right else len(order)), (likely[order[0]] if known else 0.0)


def _share(rows: Sequence[Any], good: Callable[[Any], bool]) -> float:
    return sum(1 for one in rows if good(one)) / len(rows) if rows else 0.0


def in_words(measured: dict[str, Any]) -> str:
    """The measure as a sentence."""
    if not measured.get("rows"):
        return "prea puține rezoluții ca să fie măsurată"
    held = f"{measured['rows']} rezoluții ținute deoparte"
    return f"prima sugestie e bună la {percent(measured['first'], 1)} din {held}"


def fit(examples: Sequence[Example]) -> Fitted | None:
    """The numbers that tell units apart; names of people are no features, nor words that stand in one paper alone."""
    if len({one.unit for one in examples}) < 2:
        return None
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - heavy; only the job learns
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    named = frozenset[str]().union(*(one.names for one in examples))
    texts = [_without(one, named) for one in examples]
    vectorizer = TfidfVectorizer(analyzer=_as_is, min_df=2, max_features=WIDEST, sublinear_tf=True)
    table = vectorizer.fit_transform(texts)
    model = LogisticRegression(C=10.0, max_iter=400).fit(table, [one.unit for one in examples])
    return _packed(vectorizer, model)


def _as_is(features: list[str]) -> list[str]:
    return features


def _without(example: Example, named: frozenset[str]) -> list[str]:
    return [one for one in example.features if one not in named]


def _packed(vectorizer: Any, model: Any) -> Fitted:
    """For each feature its rarity and a weight a unit; the last row holds the units' biases."""
    features = [str(one) for one in vectorizer.get_feature_names_out()]
    coefficients, biases = model.coef_, model.intercept_
    if len(coefficients) == 1:  # two units: one line of numbers tells them apart
        coefficients, biases = [[0.0] * len(features), coefficients[0]], [0.0, biases[0]]
    rows = [
        [vectorizer.idf_[place], *(line[place] for line in coefficients)] for place in range(len(features))
    ]  # fmt: skip
    numbers = [float(one) for row in [*rows, [0.0, *biases]] for one in row]
    return Fitted([int(unit) for unit in model.classes_], features, struct.pack(f"<{len(numbers)}f", *numbers))
