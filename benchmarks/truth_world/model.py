"""What an address of the world answers, and what is true of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum


class Truth(StrEnum):
    """What became of a document after the first night, as a reader with a browser would put it."""

    LOST = "lost"
    """Its address shows it to nobody any more."""
    CHANGED = "changed"
    """What it says is altered."""
    SAME = "same"
    """It says what it said, whatever else about the answer is new."""
    UNTOLD = "can't be told"
    """A wall or an outage stands before it: it may be there or not."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, as far as answers depend on it."""

    path: str
    """with its query"""
    agent: str
    cookie: str
    number: int
    """requests that the world has had before this one: what turns from look to look turns by it"""


@dataclass(frozen=True, slots=True)
class Answer:
    """The bytes of an answer, or what comes in their place."""

    wire: bytes = b""
    wait: float = 0.0
    """seconds of silence before it"""
    reset: bool = False
    """the connection is reset instead"""
    refused: bool = False
    """nobody listens any more"""


Reply = Answer | Callable[[Asked], Answer]
"""The same for everybody, or made for a request."""


@dataclass(frozen=True, slots=True)
class Fate:
    """One cited address: a host of its own, and what it shows on the first night and afterwards."""

    name: str
    truth: Truth
    why: str
    path: str
    """as cited, with query and fragment"""
    claim: str
    """what the citing report says of it"""
    before: Reply
    after: Reply | None
    """from the second night on; None: what the host answers for any address that isn't there"""
    front: Answer
    """the host's front page"""
    nothing: Reply
    """for addresses that were never there"""
    others: dict[str, Reply] = field(default_factory=dict)
    """other addresses of the host, from the second night on"""
    everywhere: bool = False
    """from the second night on every address of the host shows what the cited one shows"""
    also: Truth | None = None
    """another answer that is right as well: a place inside a page that is gone is an alteration of the page,
    and the loss of the place"""

    def at(self, night: int, asked: Asked) -> Answer:
        """The answer to any request, in a night from 1 on."""
        reply = self._reply(night, asked.path)
        return reply if isinstance(reply, Answer) else reply(asked)

    def _reply(self, night: int, path: str) -> Reply:
        if path == self.path.partition("#")[0] or (night > 1 and self.everywhere):
            there = self.before if night == 1 else self.after
            return there or self.nothing
        if night > 1 and path in self.others:
            return self.others[path]
        return self.front if path == "/" else self.nothing
