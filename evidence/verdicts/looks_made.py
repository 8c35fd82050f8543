"""Looks that may have to be taken back, as few bytes of each as that takes: a run may make a million."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class LooksMade:
    """Ids of checks in the order in which they came, and between which times they were made."""

    __slots__ = ("_count", "_ids", "since", "until")

    def __init__(self) -> None:
        self._ids = bytearray()
        """one a line: a million take 37 MB, as records of the database they take a gigabyte"""
        self._count = 0
        self.since: datetime | None = None
        """when the first of them was made; None while there is none"""
        self.until: datetime | None = None
        """when the last was"""

    def add(self, check_id: str, at: datetime) -> None:
        """Take in the look that was made at ``at``."""
        self._ids += f"{check_id}\n".encode()
        self._count += 1
        if self.since is None or at < self.since:
            self.since = at
        if self.until is None or at > self.until:
            self.until = at

    def __len__(self) -> int:
        return self._count

    @property
    def ids(self) -> frozenset[str]:
        """Of all of them."""
        return frozenset(self._ids.decode().split())

    def copy(self) -> LooksMade:
        """Those so far."""
        other = LooksMade()
        other._ids += self._ids
        other._count, other.since, other.until = self._count, self.since, self.until
        return other
