"""What all archives share: the words, the interface, and how they fail."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from crawler.archives.client import Client
    from evidence.custody.warc.http import Message
    from evidence.verdicts.model import Hop


class Saves(StrEnum):
    """What an archive is asked to save."""

    NOTHING = "nothing"
    """it is only read"""
    STALE = "stale"
    """what its own copies are too old of, by a look-up"""
    REFUSED = "refused"
    """what another archive refused, or keeps something else of"""
    ALL = "all"
    """every document that stands, once in a while"""


@dataclass(frozen=True, slots=True)
class Listed:
    """A capture that an archive says it has."""

    url: str
    """as it was captured"""
    at: datetime
    status: int | None
    """None: a revisit, whose answer was that of an earlier capture with the same digest"""
    media_type: str
    digest: str
    """in the archive's own form; equal digests are equal bodies"""
    memento_url: str
    """where people see it, under the address that was asked for"""


@dataclass(frozen=True, slots=True)
class Copy:
    """A capture that an archive is asked to give back."""

    url: str
    """of the page, as cited"""
    memento_url: str
    at: datetime
    original: str | None = None
    """how the archive wrote the address when it captured it (another scheme, perhaps)"""


@dataclass(frozen=True, slots=True)
class Replay:
    """A memento as an archive gave it back: its bytes, and the time at which it says they were
    captured."""

    url: str
    """of the page, not of the memento"""
    memento_url: str
    at: datetime
    fetched_at: datetime
    message: Message
    block: bytes
    """head and body; the head is rebuilt from what the HTTP library read"""
    truncated: str | None
    hops: tuple[Hop, ...] = ()
    """archived redirects that led from the page as cited to this one"""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a save has come."""

    done: bool
    job_id: str = ""
    at: datetime | None = None
    """of the memento, when done"""
    memento_url: str = ""
    """of the memento, when done"""


@dataclass(frozen=True, slots=True)
class Quota:
    """What an archive lets us save now."""

    slots: int
    """saves that may be under way beside those that are"""
    left: int
    """saves left today"""


class Saver(Protocol):
    """Captures on demand. Every method raises ArchiveProblem."""

    def quota(self) -> Quota:
        """What may be saved now."""
        ...

    def save(self, url: str, unless_within: float) -> Progress:
        """Ask for a capture of ``url``, unless one of the last ``unless_within`` seconds is
        there."""
        ...

    def progress(self, url: str, job_id: str) -> Progress:
        """How far the save of ``url`` has come."""
        ...


class Archive(Protocol):
    """One web archive. Every method raises ArchiveProblem; whatever was answered is in
    ``client.replies``."""

    name: str
    base_url: str
    client: Client
    daily_budget: int
    """jobs begun a day"""
    saves: Saves
    keys: tuple[str, ...]
    """environment variables that give leave to save; without (``saver`` is None) saves wait in the
    outbox"""

    @property
    def saver(self) -> Saver | None:
        """What saves; None without leave to."""
        ...

    def captures(self, url: str, since: datetime | None = None) -> Sequence[Listed]:
        """The captures of ``url``, oldest first: one a day, or all of them from ``since`` on.

        Empty only when the archive said that it has none.
        """
        ...

    def fetch(self, copy: Copy) -> Replay:
        """The capture at exactly its time, with the bytes as they were captured."""
        ...
