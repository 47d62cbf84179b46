"""What the workers of one run share (împreună): one folder, its locks, and what was made once for all of them."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class Together:
    """A folder that every worker of this run sees; `me` is the name of this one."""

    def __init__(self, folder: Path, me: str) -> None:
        self.folder, self.me = folder, me
        folder.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def alone(self, name: str) -> Iterator[None]:
        """One worker at a time; the lock frees itself when its holder dies."""
        with (self.folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """What the first who asked has made; the others wait for it and read it."""
        with self.alone(name):
            path = self.folder / f"{name}.json"
            if not path.exists():
                path.write_text(json.dumps(make()))
            return json.loads(path.read_text())

    def try_once(self, name: str, make: Callable[[], Any]) -> bool:
        """Make it unless it is made or somebody is at it; whether it is there now."""
        path = self.folder / f"{name}.json"
        with (self.folder / f"{name}.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            if not path.exists():
                path.write_text(json.dumps(make()))
            return True

    def forget(self, name: str) -> None:
        """Whoever asks next makes it anew."""
        (self.folder / f"{name}.json").unlink(missing_ok=True)

    def first(self, name: str) -> bool:
        """Whether nobody has said this before."""
        try:
            os.close(os.open(self.folder / name, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            return False
        return True

    def join(self, name: str) -> None:
        """Be counted among those who use a thing."""
        (self.folder / f"{name}.{self.me}.user").touch()

    def leave(self, name: str) -> bool:
        """No longer use it; whether nobody does now."""
        (self.folder / f"{name}.{self.me}.user").unlink(missing_ok=True)
        return not any(self.folder.glob(f"{name}.*.user"))
