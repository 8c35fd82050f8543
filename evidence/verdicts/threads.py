"""The pieces of a change, followed from look to look: which of them stay, and which places move.

A change is confirmed where one piece of it stood in every look since it came: the same words put in
the baseline's place, or the baseline's words gone with nothing in their place. A box that shows
something else each time never comes to that. Where a place showed a third text without standing
still it is known to move, and what stands there must stay for longer to count.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime, timedelta

AS_BEFORE = "="
"""What stands at a place that shows the baseline's own words again."""
WHOLE = ">*"
"""The piece of a change that has none of its own: another document, other links."""
UNKNOWN = ">?"
"""The piece of a change of which only the whole text is known (looks of older versions)."""
TURNS = 3
"""Texts that passed a place without standing still, from which on it is known to move: an edit and
its correction are two."""
_REMEMBERED = 48
"""Moving places that are remembered, those with most turns first."""


@dataclass(frozen=True, slots=True)
class Thread:
    """One place of the baseline, and what stands there."""

    place: str
    """a fingerprint; of one line of several, and of a whole text, the piece itself"""
    put: str
    """a fingerprint of what stands there, empty for nothing, :data:`AS_BEFORE` for what always did"""
    since: datetime
    """first of the looks in a row that showed this"""
    looks: int
    """those that count, spaced as the rules ask"""
    counted_at: datetime
    altered: datetime
    """first of the looks in a row that showed anything but the baseline's words"""
    turns: int = 0
    """texts that stood here before, and none of them for long"""
    firm: bool = False
    """something other than the baseline's words stood here long enough"""

    @property
    def moves(self) -> bool:
        """Whether the place is known to show now this, now that."""
        return self.turns >= TURNS or self.place.startswith(("~", "+"))

    @property
    def is_altered(self) -> bool:
        """Whether the baseline's words are not there."""
        return self.put != AS_BEFORE


def followed(
    threads: Sequence[Thread], hunks: Iterable[str], at: datetime, apart: timedelta
) -> tuple[Thread, ...]:
    """The threads after a look at the time ``at`` that showed these pieces and no others; looks
    closer than ``apart`` count as one."""
    before = {thread.place: thread for thread in threads}
    now: dict[str, Thread] = {}
    for hunk in sorted(hunks):
        place, put = place_of(hunk), hunk.partition(">")[2]
        if place not in now:
            now[place] = _next(before.get(place), place, put, at, apart)
    now = {place: _within_a_line(thread, now) for place, thread in now.items()}
    left = [_returned(thread, at) for place, thread in before.items() if place not in now]
    moving = sorted((one for one in left if one.turns), key=lambda one: (-one.turns, one.place))
    return (*now.values(), *moving[:_REMEMBERED])


def place_of(hunk: str) -> str:
    """The place in the baseline that a piece stands at; where several may stand, the piece
    itself."""
    return hunk if hunk.startswith((">", "+")) else hunk.partition(">")[0]


def altered(threads: Iterable[Thread]) -> list[Thread]:
    """Those that show something other than the baseline."""
    return [thread for thread in threads if thread.is_altered]


def firm(threads: Iterable[Thread]) -> list[Thread]:
    """Those that confirm a change."""
    return [thread for thread in threads if thread.firm and thread.is_altered]


def _next(before: Thread | None, place: str, put: str, at: datetime, apart: timedelta) -> Thread:
    if before is None:
        return Thread(place, put, at, 1, at, at)
    if before.put == put:
        counts = at - before.counted_at >= apart
        counted_at = at if counts else before.counted_at
        return replace(before, looks=before.looks + counts, counted_at=counted_at)
    if not before.is_altered:
        return Thread(place, put, at, 1, at, at, before.turns)
    turns = _turns(before)
    goes_on = turns < TURNS
    return Thread(
        place,
        put,
        at,
        1,
        at,
        before.altered if goes_on else at,
        turns,
        before.firm and goes_on,
    )


def _within_a_line(thread: Thread, now: dict[str, Thread]) -> Thread:
    """A clause of a line that moves is known to move with it."""
    line = now.get(thread.place.partition(".")[0].lstrip("~"), thread)
    return replace(thread, turns=max(thread.turns, line.turns))


def _returned(before: Thread, at: datetime) -> Thread:
    """What a place is once it shows the baseline's words again."""
    if not before.is_altered or before.place.startswith((">", "+")):
        return replace(before, turns=0) if before.is_altered else before
    return Thread(before.place, AS_BEFORE, at, 1, at, at, _turns(before))


def _turns(thread: Thread) -> int:
    return thread.turns + (thread.looks == 1)
