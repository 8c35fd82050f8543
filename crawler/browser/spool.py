"""The files of one capture, in a folder that whoever asked for it throws away."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class Spool:
    """A folder; nothing in it is synced, because nothing in it is evidence yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._bodies = 0

    def put(self, name: str, content: bytes) -> Path:
        """Write a file."""
        path = self._folder / name
        path.write_bytes(content)
        return path

    def body(self, content: bytes) -> Path:
        """Write the body of an answer."""
        self._bodies += 1
        return self.put(f"{self._bodies:05}.body", content)
