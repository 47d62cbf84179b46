"""Python's search for garbage (colectarea), called less often: what is read at start is never garbage.

Reading the house makes some hundred thousand lasting objects, and Python, counting new objects only, looks through
all of them again and again while they are made: a quarter of a start, and a quarter of the making of the tables.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (100_000, 20, 50)  # Python's own begin at 700 new objects; one page makes some ten thousand


@contextmanager
def none_at_start() -> Iterator[None]:
    """Look for nothing while the house is read, seldom afterwards, and never again at what was read by then."""
    gc.disable()
    try:
        yield
    finally:
        settle()


def settle() -> None:
    """What is in memory now stays and is not looked at again; the rest seldom."""
    gc.freeze()
    gc.set_threshold(*SELDOM)
    gc.enable()


@contextmanager
def seldom() -> Iterator[None]:
    """For work that makes very many short-lived things and hardly a cycle among them."""
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
