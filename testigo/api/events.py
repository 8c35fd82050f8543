"""What long calls say while they are at work."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evidence.reports.answer import Answer
    from evidence.vocabulary import Verdict


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one step of a call has come. Comes often; ``done`` never falls within a step."""

    step: str
    """``sources`` (of a run, read again), ``looks`` (URLs of a run), ``archives`` (what is asked of
    them), ``citations`` and ``redline`` (of a report), ``printed`` (a PDF), ``records`` (bytes of WARC
    files or of a package that is verified), ``captures`` (of an export), ``replays``, ``pages`` (of a
    site)"""
    done: int
    of: int
    """0 where nobody knows"""
    verdicts: Mapping[Verdict, int] | None = None
    """of looks that others make for us: how many ended in which. None where each is heard by itself
    (:class:`OneLook`)"""


@dataclass(frozen=True, slots=True)
class OneLook:
    """A look of a run that has begun, or that has its verdict. Several are under way at a time."""

    url: str
    """as it is cited: remote text"""
    verdict: Verdict | None = None
    """None where it has begun"""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that a person should know and that stopped nothing: a source that could not be read
    again, an archive in trouble."""

    text: str
    """one line, in English; nothing in it acts on a terminal"""


@dataclass(frozen=True, slots=True)
class Walked:
    """What the walk of a run came to, heard before web archives are asked."""

    run_id: str
    due: int
    """URLs that there were to look at in this call"""
    left: int
    """of them, without a verdict yet: they come first in the next run"""
    finished: bool
    """whether the walk went to its end"""
    time_is_up: bool
    """whether the walk was ended by the time budget of a night"""
    verdicts: Mapping[Verdict, int]
    """how many checks of the run ended in each"""

    @property
    def interrupted(self) -> bool:
        """Whether somebody stopped the walk (SIGINT, SIGTERM)."""
        return not self.finished and not self.time_is_up


@dataclass(frozen=True, slots=True)
class Looked:
    """What a check itself showed, heard before web archives are asked, which may take half a minute and
    seldom changes it."""

    answers: Callable[[], tuple[Answer, ...]]
    """tells, while it is listened to, what is known now: one answer for each URL that was asked about"""


Event = Progress | OneLook | Remark | Walked | Looked
Listener = Callable[[Event], None]
"""Called while a call is at work, in a thread of its; it should come back at once and not raise."""


def silent(event: Event) -> None:
    """The listener that does not listen."""


def added_up(listener: Listener, step: str, of: int) -> Callable[[int], None]:
    """Tells ``listener`` how far ``step`` has come, from what a room below tells piece by piece."""
    done = 0

    def told(more: int) -> None:
        nonlocal done
        done += more
        listener(Progress(step, done, of))

    return told


class Remarks:
    """Passes remarks on to a listener, on one line, and keeps them for the result."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self.texts: list[str] = []

    def add(self, text: str) -> None:
        """Say it now, and keep it."""
        from evidence.reports.safe import line

        self.texts.append(line(text))
        self._listener(Remark(self.texts[-1]))
