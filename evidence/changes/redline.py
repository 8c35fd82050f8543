"""What a reader must see to judge a change: word by word, with moved passages told from removed
ones.

The one structure is a tuple of :class:`Operation`; ``renderers/`` shows it in a terminal, as HTML,
as unified text.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from evidence.changes.words import MOST_LETTERS, MOST_WORDS, align, straight

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evidence.changes.words import Step
    from evidence.content.model import Content

_ISLAND = 2
"""Equal words between two changes, no more than which read better as part of one change."""
_MOVED = 8
"""Words of a passage that moved; shorter runs stand twice in any text by chance."""


class Act(StrEnum):
    """What became of a passage."""

    EQUAL = "equal"
    REMOVED = "removed"
    ADDED = "added"
    MOVED_FROM = "moved-from"
    """stands elsewhere now: see the ``moved-to`` of the same text"""
    MOVED_TO = "moved-to"


@dataclass(frozen=True, slots=True)
class Operation:
    """One passage. Words are divided by a space, lines by a line feed."""

    act: Act
    old: str
    """as the old text has it; empty for what only the new text has"""
    new: str


class Row(NamedTuple):
    """One line of both texts side by side: pieces ``(act, text)``, none where a side has
    nothing."""

    old: list[tuple[Act, str]]
    new: list[tuple[Act, str]]

    @property
    def changed(self) -> bool:
        """Whether the sides differ."""
        return any(act is not Act.EQUAL for act, _ in (*self.old, *self.new))


def redline(old: Iterable[str], new: Iterable[str]) -> tuple[Operation, ...]:
    """The operations that turn the lines ``old`` into the lines ``new`` (as of ``Content.main``).

    Case and punctuation count, typographic quotes and dashes do not, nor where lines break. The
    words of ``old`` are those of the operations' ``old`` in order, and so for ``new``. Linear in
    memory; two texts of 100,000 words take about a second.
    """
    before, after = _split(old), _split(new)
    steps = align([straight(word) for word, _ in before], [straight(word) for word, _ in after])
    steps = _without_islands(steps)
    gone, come = _moves(before, after, steps)
    operations: list[Operation] = []
    for tag, i1, i2, j1, j2 in steps:
        if tag == "equal":
            operations.append(Operation(Act.EQUAL, _join(before[i1:i2]), _join(after[j1:j2])))
            continue
        for start, stop, moved in _runs(gone, i1, i2):
            act = Act.MOVED_FROM if moved else Act.REMOVED
            operations.append(Operation(act, _join(before[start:stop]), ""))
        for start, stop, moved in _runs(come, j1, j2):
            act = Act.MOVED_TO if moved else Act.ADDED
            operations.append(Operation(act, "", _join(after[start:stop])))
    return tuple(operations)


class Redlined(NamedTuple):
    """The redline of two documents."""

    operations: tuple[Operation, ...]
    by_lines: bool
    """too much differs to be compared word by word: somewhere whole lines are taken out and put in"""


def between(old: Content, new: Content) -> Redlined:
    """The redline of two documents: of their main texts, or of all their text where no main text
    was found. Of very long ones the lines that differ are compared word by word as far as they go."""
    before, after = old.main or old.lines, new.main or new.lines
    if _is_short(before) and _is_short(after):
        return Redlined(redline(before, after), by_lines=False)
    operations: list[Operation] = []
    room, by_lines = MOST_WORDS, False
    for tag, i1, i2, j1, j2 in align(*(list(map(straight, side)) for side in (before, after))):
        gone, come = before[i1:i2], after[j1:j2]
        if tag == "equal":
            operations.append(Operation(Act.EQUAL, _whole(gone), _whole(come)))
        elif max(_size_of(gone), _size_of(come)) <= room:
            room -= max(_size_of(gone), _size_of(come))
            operations += redline(gone, come)
        else:
            by_lines = True
            operations += [Operation(Act.REMOVED, _whole(gone), "")] if gone else []
            operations += [Operation(Act.ADDED, "", _whole(come))] if come else []
    return Redlined(tuple(operations), by_lines)


def _is_short(lines: Sequence[str]) -> bool:
    return _size_of(lines) <= MOST_WORDS and sum(map(len, lines)) <= MOST_LETTERS


def _size_of(lines: Sequence[str]) -> int:
    """Words of lines, of which each folds its white space."""
    return sum(line.count(" ") + 1 for line in lines)


def _whole(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def rows(operations: Iterable[Operation]) -> Iterator[Row]:
    """The operations line by line; a row ends where a line of either text ends."""
    row = Row([], [])
    for left, right in _sides(operations):
        for index, (old, new) in enumerate(zip_longest(left, right)):
            if index:
                yield row
                row = Row([], [])
            if old and old[1]:
                row.old.append(old)
            if new and new[1]:
                row.new.append(new)
    if row.old or row.new:
        yield row


def _sides(
    operations: Iterable[Operation],
) -> Iterator[tuple[list[tuple[Act, str]], list[tuple[Act, str]]]]:
    """Both sides' lines of each operation; what was removed beside what was added in its place."""
    waiting: list[tuple[Act, str]] = []
    for operation in operations:
        old = [(operation.act, line) for line in operation.old.split("\n")] if operation.old else []
        new = [(operation.act, line) for line in operation.new.split("\n")] if operation.new else []
        if operation.act is Act.EQUAL:
            yield waiting, []
            waiting = []
            # where lines break differently the new text's lines are shown on both sides
            yield ([(Act.EQUAL, text) for _, text in new], new)
        elif old:
            yield waiting, []
            waiting = old
        else:
            yield waiting, new
            waiting = []
    yield waiting, []


def _split(lines: Iterable[str]) -> list[tuple[str, str]]:
    """Words, each with what follows it."""
    found = []
    for line in lines:
        line_words = line.split()
        found += [(word, " ") for word in line_words[:-1]]
        found += [(word, "\n") for word in line_words[-1:]]
    return found


def _join(found: Sequence[tuple[str, str]]) -> str:
    return "".join(word + gap for word, gap in found)


def _without_islands(steps: list[Step]) -> list[Step]:
    """``steps`` with small equal runs between changes of more words than theirs taken into the
    change."""
    merged: list[Step] = []
    for index, step in enumerate(steps):
        tag, i1, i2, j1, j2 = step
        between = tag == "equal" and 0 < index < len(steps) - 1 and i2 - i1 <= _ISLAND
        if between and min(_size(steps[index - 1]), _size(steps[index + 1])) > 2 * (i2 - i1):
            tag = "replace"
        if merged and tag != "equal" and merged[-1][0] != "equal":
            _, i1, _, j1, _ = merged.pop()
        merged.append((tag, i1, i2, j1, j2))
    return merged


def _size(step: Step) -> int:
    _, i1, i2, j1, j2 = step
    return max(i2 - i1, j2 - j1)


def _moves(
    before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]], steps: list[Step]
) -> tuple[list[bool], list[bool]]:
    """For each word of either side, whether it belongs to a passage that moved."""
    old, new = [straight(word) for word, _ in before], [straight(word) for word, _ in after]
    gone, come = [False] * len(old), [False] * len(new)
    old_end, new_end = [0] * len(old), [0] * len(new)  # where the change that holds the word ends
    seeds: dict[tuple[str, ...], int] = {}
    for tag, i1, i2, j1, j2 in steps:
        if tag != "equal":
            old_end[i1:i2], new_end[j1:j2] = [i2] * (i2 - i1), [j2] * (j2 - j1)
            for j in range(j1, j2 - _MOVED + 1):
                seeds.setdefault(tuple(new[j : j + _MOVED]), j)
    i = 0
    while i < len(old):
        j = seeds.get(tuple(old[i : i + _MOVED]), -1) if i + _MOVED <= old_end[i] else -1
        length = 0
        if j >= 0:
            limit = min(old_end[i] - i, new_end[j] - j)
            while length < limit and old[i + length] == new[j + length] and not come[j + length]:
                length += 1
        if length >= _MOVED:
            gone[i : i + length] = come[j : j + length] = [True] * length
        i += length if length >= _MOVED else 1
    return gone, come


def _runs(moved: Sequence[bool], start: int, stop: int) -> Iterator[tuple[int, int, bool]]:
    """``(start, stop, moved)`` of the runs of equal value in ``moved[start:stop]``."""
    begin = start
    for index in range(start + 1, stop + 1):
        if index == stop or moved[index] != moved[begin]:
            yield begin, index, moved[begin]
            begin = index
