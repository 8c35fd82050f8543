"""What is made or brought at a desk and lies ready until it closes: packages, files of visitors."""

from __future__ import annotations

import secrets
import threading
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Generic, Protocol, TypeVar

_MOST = 20
"""Things of one kind; of more the oldest is removed, and can be made or brought again."""


class Thing(Protocol):
    """What lies on a shelf."""

    @property
    def id(self) -> str:
        """What it is asked for by: nobody can guess it."""
        ...

    @property
    def path(self) -> Path:
        """Its file."""
        ...


T = TypeVar("T", bound=Thing)


class Shelf(Generic[T]):
    """Things by their ids, their files in a temporary folder."""

    def __init__(self) -> None:
        self._place = TemporaryDirectory(prefix="testigo-desk-")
        self._lock = threading.Lock()
        self._things: dict[str, T] = {}

    def room(self, ending: str) -> tuple[str, Path]:
        """A new id, and where its file goes."""
        made = secrets.token_urlsafe(12)
        return made, Path(self._place.name, f"{made}{ending}")

    def put(self, thing: T) -> T:
        """Lay a thing down; returns it."""
        with self._lock:
            self._things[thing.id] = thing
            for old in list(self._things)[:-_MOST]:
                self._things.pop(old).path.unlink(missing_ok=True)
        return thing

    def get(self, thing_id: str) -> T | None:
        """The thing with this id, if it still lies there."""
        return self._things.get(thing_id)

    def clear(self) -> None:
        """Remove all of them."""
        self._place.cleanup()
