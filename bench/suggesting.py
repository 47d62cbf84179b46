"""How good the suggested unit is on the made-up town's petitions, beside „always the most frequent unit”.

`python -m bench.suggesting [resolutions]`: draws petitions as the demo town does (fields by weight, one in six solved
by whoever coordinates, proposals of any field), learns from the oldest four fifths, measures on the newest fifth.
"""

from __future__ import annotations

import sys
from datetime import date
from random import Random
from time import process_time

SEED = 1918


def main(count: int) -> None:
    """Measure and print."""
    import django

    django.setup()
    from condica.casework.actions.learning import measure
    from condica.casework.queries.suggesting import Example
    from condica.config.demo.petition_plans import _fate
    from condica.config.demo.subjects import DOMAINS, PROPOSALS
    from condica.config.demo.writing import worded
    from condica.foundation.romanian import word_keys, words_of

    units = {code: place for place, code in enumerate(sorted({d.unit for d in DOMAINS} | {"SRP", "SIC"}))}
    examples = []
    for place in range(count):
        rng = Random(f"{SEED}-bench-{place}")
        domain = rng.choices(DOMAINS, [one.weight for one in DOMAINS])[0]
        subject = worded(rng.choice(domain.matters), rng, date(2026, 6, 1)).subject
        if rng.random() < 0.095:
            subject = rng.choice(PROPOSALS)[0]
        said = [one for one in words_of(subject) if len(one) > 2 and one.isalpha()]
        features = [key for word in said for key in word_keys(word)] + ["fel:petition", "de la:person"]
        examples.append(Example(features, frozenset(), units[_fate(rng, domain).solver or domain.unit]))
    began = process_time()
    told = measure(examples)
    print(f"{count} rezoluții, {told['units']} compartimente; măsurat pe {told['rows']}, învățat din {told['learned']}")
    for key, words in (("first", "prima e bună"), ("three", "una din primele trei"), ("coverage", "se arată"),
                       ("right", "bună când se arată"), ("usual", "mereu cel mai des")):  # fmt: skip
        print(f"  {words:22} {told[key]:.1%}")
    print(f"  {process_time() - began:.1f} s de procesor, cu încărcarea bibliotecii")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
