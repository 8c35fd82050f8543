"""The pieces of a change, followed from look to look: which of them stay, and which places move.

A change is confirmed where one piece of it stood in every look since it came: the same words put in
the baseline's place, or the baseline's words gone with nothing in their place. A box that shows
something else each time never comes to that. Where a place showed a third text without standing
still it is known to move, and what stands there must stay for longer to count. A look that differs
at such places alone differs in nothing that is news (:func:`is_known_to_move`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evidence.pieces import MOST, mark

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
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
_POINT = "*"
"""In front of a line of the baseline behind which lines come: all of them as one."""
_ANOTHER = "!"
"""In front of a line of the baseline that is another, and not reworded."""
_NEVER_FIRM = ("#", _POINT)
"""Pieces that confirm nothing by themselves: one number or another stays by chance whatever comes."""
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
    own_turns: int = 0
    """``turns`` without those of the line that it is a clause of"""

    @property
    def moves(self) -> bool:
        """Whether the place is known to show now this, now that."""
        return self.turns >= TURNS or self.place.startswith(("~", "+", *_NEVER_FIRM))

    @property
    def can_be_firm(self) -> bool:
        """Whether what stands here may confirm a change."""
        return self.is_altered and not self.place.startswith(_NEVER_FIRM)

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
    pieces = [hunk for hunk in hunks if not hunk.startswith(_ANOTHER)]
    theirs = _put_by_movers(threads, pieces)
    for hunk in sorted([*pieces, *_points(pieces)]):
        place, put = place_of(hunk), hunk.partition(">")[2]
        if put in theirs and place not in theirs[put] and _stood_still(before.get(place)):
            put = ""  # what moves beside it is there; its own words are gone
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


def moving_places(threads: Iterable[Thread]) -> tuple[str, ...]:
    """The places that are known to show now this, now that, and at which nothing stands for good."""
    return tuple(
        sorted(thread.place for thread in threads if thread.own_turns >= TURNS and not thread.firm)
    )


def is_known_to_move(hunks: Sequence[str], moving: Collection[str]) -> bool:
    """Whether all pieces of a change stand at ``moving`` places; not where some were left out.

    A line that is reworded moves where each of its clauses does: a counter in it excuses no other
    number.
    """
    others = {hunk[1:].partition(">")[0] for hunk in hunks if hunk.startswith(_ANOTHER)}
    moved = {place for place in others if place in moving}
    return 0 < len(hunks) < MOST and all(_is_moving(hunk, moving, moved) for hunk in hunks)


def _is_moving(hunk: str, moving: Collection[str], lines: Collection[str]) -> bool:
    """``lines``: those that are known to be another each time."""
    behind = hunk[1:].partition(">")[0]
    if hunk.startswith(_ANOTHER):
        return behind in lines
    if hunk.startswith(("+", "@")):
        return f"{_POINT}{behind}" in moving or f"@{behind}" in moving or behind in moving
    place = place_of(hunk)
    return place in moving or place.partition(".")[0].lstrip("~#") in lines


def _put_by_movers(threads: Iterable[Thread], hunks: Iterable[str]) -> dict[str, set[str]]:
    """What stands at places that are known to move, and these places: lines of which fewer came back
    have one piece that stands for all."""
    moving = set(moving_places(threads))
    found: dict[str, set[str]] = {}
    for hunk in hunks:
        place, put = place_of(hunk), hunk.partition(">")[2]
        if place in moving and put:
            found.setdefault(put, set()).add(place)
    return found


def _stood_still(before: Thread | None) -> bool:
    return before is None or not before.own_turns


def _points(hunks: Iterable[str]) -> list[str]:
    """One piece for each line behind which lines came."""
    came: dict[str, list[str]] = {}
    for hunk in sorted(hunks):
        if hunk.startswith("+"):
            behind, _, put = hunk[1:].partition(">")
            came.setdefault(behind, []).append(put)
    return [f"{_POINT}{behind}>{mark(puts)}" for behind, puts in came.items()]


def _next(before: Thread | None, place: str, put: str, at: datetime, apart: timedelta) -> Thread:
    if before is None:
        return Thread(place, put, at, 1, at, at)
    if before.put == put:
        counts = at - before.counted_at >= apart
        counted_at = at if counts else before.counted_at
        return replace(before, looks=before.looks + counts, counted_at=counted_at)
    if not before.is_altered:
        return Thread(place, put, at, 1, at, at, before.turns, own_turns=before.own_turns)
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
        _own_turns(before),
    )


def _within_a_line(thread: Thread, now: dict[str, Thread]) -> Thread:
    """A clause of a line that moves is known to move with it."""
    line = now.get(thread.place.partition(".")[0].lstrip("~#"), thread)
    return replace(thread, turns=max(thread.turns, line.turns))


def _returned(before: Thread, at: datetime) -> Thread:
    """What a place is once it shows the baseline's words again."""
    if not before.is_altered or before.place.startswith((">", "+")):
        return replace(before, turns=0) if before.is_altered else before
    return Thread(
        before.place, AS_BEFORE, at, 1, at, at, _turns(before), own_turns=_own_turns(before)
    )


def _turns(thread: Thread) -> int:
    return thread.turns + (thread.looks == 1)


def _own_turns(thread: Thread) -> int:
    return thread.own_turns + (thread.looks == 1)
