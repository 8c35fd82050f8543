"""What is asked of us, what we answer, and what an endpoint is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that came whole."""

    path: str
    """without its query, as it was sent"""
    headers: Mapping[str, str] = field(default_factory=dict)
    """by their names in lower case, the last of each"""
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back."""

    status: int
    body: bytes = b""
    content_type: str = "text/plain; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    """further ones"""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One thing that others can ask of us."""

    method: str
    path: str
    """``/add-checkpoint``; a segment ``*`` stands for any one: ``/*/checkpoint``"""
    answer: Callable[[Asked], Answer]
    """called in a thread, several at once; what it raises is logged and answered with status 500"""
    most: int = 0
    """bytes of the longest body that it takes; a longer one is refused with status 413"""

    def is_meant(self, path: str) -> bool:
        """Whether a request for ``path`` is for this endpoint, whatever its method."""
        wanted, given = self.path.split("/"), path.split("/")
        return len(wanted) == len(given) and all(
            part in ("*", found) and found
            for part, found in zip(wanted[1:], given[1:], strict=True)
        )
