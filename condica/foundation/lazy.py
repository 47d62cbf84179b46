"""Functions read when they are called (citire la nevoie): what few processes need, no process waits for at start."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any


def when_called(module: str, name: str) -> Callable[..., Any]:
    """The function (or class) of that name; its module is read at the first call."""

    def call(*given: Any, **named: Any) -> Any:
        return getattr(import_module(module), name)(*given, **named)

    call.__name__ = call.__qualname__ = name
    return call


class Later:
    """A module by its name, read when something of it is first asked for; types see the module itself."""

    def __init__(self, module: str) -> None:
        self.__module = module

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self.__module), name)
